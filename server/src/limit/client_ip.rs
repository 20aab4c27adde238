//! Where a request comes from, as far as it can be believed.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// A network: an address and how many of its first bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Network {
    first: u128,
    mask: u128,
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        bits(address) & self.mask == self.first
    }
}

impl FromStr for Network {
    type Err = ();

    /// `10.0.0.0/8`, `2001:db8::/32`, or one address.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
        let address: IpAddr = address.parse().map_err(drop)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length: u32 = length.map_or(Ok(width), str::parse).map_err(drop)?;
        if length > width {
            return Err(());
        }
        // IPv4 lies in the last 32 bits.
        let mask = u128::MAX.checked_shl(width - length).unwrap_or(0);
        Ok(Self { first: bits(address) & mask, mask })
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

/// The address a request comes from: the peer's, unless it is one of our proxies; then the last one of
/// `X-Forwarded-For` that is not.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let ours = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    let hops: Vec<&str> = values.flat_map(|v| v.split(',')).collect();
    for hop in hops.into_iter().rev() {
        if !ours(client) {
            break;
        }
        // What is no address was not written by a proxy of ours.
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
    }
    client
}

/// What is limited: an IPv4 address, or the /64 an IPv6 address is in, which one subscriber has whole.
pub(crate) fn subject(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<Network> = trusted.iter().map(|t| t.parse().unwrap()).collect();
        let headers = forwarded.iter().map(|v| ("x-forwarded-for".parse().unwrap(), v.parse().unwrap())).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_our_proxies_are_believed() {
        assert_eq!(seen("203.0.113.9", &["1.2.3.4"], &[]), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", &["1.2.3.4"], &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(seen("10.1.2.3", &["1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(
            seen("10.1.2.3", &["9.9.9.9, 1.2.3.4"], &["10.0.0.0/8"]),
            "1.2.3.4",
            "what the client says of itself"
        );
        assert_eq!(seen("10.1.2.3", &["9.9.9.9", "1.2.3.4, 10.0.0.7"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(seen("10.1.2.3", &["nonsense, 10.0.0.7"], &["10.0.0.0/8"]), "10.0.0.7");
        assert_eq!(seen("::ffff:10.1.2.3", &["2001:db8::1"], &["10.0.0.0/8"]), "2001:db8::1");
        assert_eq!(seen("fd00::1", &["1.2.3.4"], &["fd00::/8", "0.0.0.0/32"]), "1.2.3.4");
    }

    #[test]
    fn networks_are_read_whole_or_not_at_all() {
        for bad in ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "10.0.0.0/8/8"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("8.8.8.8".parse().unwrap()) && !all.contains("2001:db8::1".parse().unwrap()));
    }

    #[test]
    fn a_subscriber_of_ipv6_is_one() {
        let of = |a: &str| subject(a.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:1.2.3.4"), "1.2.3.4");
    }
}
