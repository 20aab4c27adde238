//! What an API key is: `ocrf_live_` or `ocrf_test_`, 256 random bits and a CRC32 of all before it, both in base 62.
//! The checksum refuses what cannot be a key before any look-up, and lets scanners of secrets be sure.

use std::fmt;

use ocr_facture::{Error, ErrorKind, Result};
use sha2::{Digest, Sha256};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Digits of 256 bits and of 32.
const BODY: usize = 43;
const CHECK: usize = 6;

/// What keys are for: test keys have data and quotas of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Real use.
    Live,
    /// Trials.
    Test,
}

impl Environment {
    /// `live` or `test`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Test => "test",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Live => "ocrf_live_",
            Self::Test => "ocrf_test_",
        }
    }
}

/// A key as its owner holds it. Shown once, kept nowhere, never in a log.
pub(crate) struct ApiKey(String);

impl ApiKey {
    /// A new one.
    ///
    /// # Errors
    /// `internal` when the system gives no randomness.
    pub(crate) fn new(environment: Environment) -> Result<Self> {
        let bytes: [u8; 32] = random()?;
        let mut text = environment.prefix().to_owned();
        text.push_str(&base62(&bytes, BODY));
        let checksum = crc32fast::hash(text.as_bytes()).to_be_bytes();
        text.push_str(&base62(&checksum, CHECK));
        Ok(Self(text))
    }

    /// The key in this text, if it is one: prefix, length, alphabet, checksum.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let rest = [Environment::Live, Environment::Test].into_iter().find_map(|e| text.strip_prefix(e.prefix()))?;
        if rest.len() != BODY + CHECK || !rest.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let (body, check) = text.split_at(text.len() - CHECK);
        let checksum = crc32fast::hash(body.as_bytes()).to_be_bytes();
        (base62(&checksum, CHECK) == check).then(|| Self(text.to_owned()))
    }

    /// What is kept of it: SHA-256, with the pepper before it where there is one. A key is 256 random bits, so nothing
    /// slower is needed.
    pub(crate) fn hash(&self, pepper: &str) -> String {
        let mut hash = Sha256::new();
        if !pepper.is_empty() {
            hash.update((pepper.len() as u64).to_be_bytes());
            hash.update(pepper);
        }
        hash.update(&self.0);
        hex(&hash.finalize())
    }

    /// Its last four characters, by which people know it.
    pub(crate) fn last4(&self) -> &str {
        self.0.get(self.0.len() - 4..).unwrap_or_default()
    }

    /// The key itself, for its owner.
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// Random bytes of the system.
///
/// # Errors
/// `internal` when it gives none.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|e| Error::new(ErrorKind::Internal, "Le système ne donne pas d'aléa.").with("error", e))?;
    Ok(bytes)
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A number in base 62, filled up with zeros to so many digits.
fn base62(number: &[u8], digits: usize) -> String {
    let mut number = number.to_vec();
    let mut text = vec![b'0'; digits];
    for digit in text.iter_mut().rev() {
        let mut rest = 0_u32;
        for byte in &mut number {
            let value = rest << 8 | u32::from(*byte);
            // A rest is under 62, so the quotient is under 256.
            *byte = u8::try_from(value / 62).unwrap_or(u8::MAX);
            rest = value % 62;
        }
        *digit = DIGITS[rest as usize % 62];
    }
    text.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_checksum() {
        for environment in [Environment::Live, Environment::Test] {
            let key = ApiKey::new(environment).unwrap().into_text();
            assert_eq!(key.len(), 59);
            assert!(key.starts_with(environment.prefix()), "{key}");
            assert_eq!(ApiKey::parse(&key).unwrap().hash(""), ApiKey(key.clone()).hash(""));
            for at in 0..key.len() {
                let mut other = key.clone().into_bytes();
                other[at] = if other[at] == b'x' { b'y' } else { b'x' };
                assert!(ApiKey::parse(&String::from_utf8(other).unwrap()).is_none(), "one character changed at {at}");
            }
            assert!(ApiKey::parse(&key[..58]).is_none() && ApiKey::parse(&format!("{key}0")).is_none());
        }
        assert!(ApiKey::parse("").is_none() && ApiKey::parse("ocrf_live_é").is_none());
    }

    #[test]
    fn numbers_in_base_62() {
        assert_eq!(base62(&[0xff; 4], 6), "4gfFC3");
        assert_eq!(base62(&[0; 32], 3), "000");
        assert_eq!(base62(&[0xff; 32], BODY).len(), BODY);
    }

    #[test]
    fn a_pepper_changes_the_hash() {
        let key = ApiKey("ocrf_test_x".into());
        assert_ne!(key.hash(""), key.hash("pepper"));
        assert_eq!(key.hash("").len(), 64);
        assert!(!format!("{key:?}").contains("ocrf"));
    }
}
