//! Webhooks by [Standard Webhooks](https://www.standardwebhooks.com) 1.0: whether a call comes from who shares the secret.
//!
//! Pure: the clock is an argument, and nothing is sent. A signature that is missing, wrong or too old gives one and the
//! same error, which does not say what was wrong.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::error::{Error, ErrorKind, Result};

/// Seconds a call may be old, or early.
const TOLERANCE: u64 = 300;
/// Signatures looked at; a sender in the middle of changing its secret sends two.
const SIGNATURES: usize = 32;

/// A call that comes from who it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its id, the same each time it is sent again: what was already done under it need not be done twice.
    pub id: String,
    /// When it was sent, in seconds since 1970 (UTC).
    pub timestamp: i64,
}

/// Verifies a call: `secrets` are all that are valid now (`whsec_…`), the old beside the new while they change; `headers`
/// are those of the call, in any case; `body` its bytes as they came; `now` is in seconds since 1970 (UTC).
///
/// # Errors
/// `invalid_signature`, the same whatever is wrong with the call; `invalid_input` when there is no secret, or one that
/// cannot be one.
pub fn verify<N: AsRef<str>, V: AsRef<str>>(
    secrets: &[impl AsRef<str>],
    headers: impl IntoIterator<Item = (N, V)>,
    body: &[u8],
    now: i64,
) -> Result<Delivery> {
    if secrets.is_empty() {
        return Err(Error::new(ErrorKind::InvalidInput, "Il manque le secret du webhook."));
    }
    let keys = secrets.iter().map(|secret| key(secret.as_ref())).collect::<Result<Vec<_>>>()?;
    let call = Call::of(headers).ok_or_else(refused)?;
    let timestamp: i64 = call.timestamp.parse().map_err(|_| refused())?;
    let signed = |key: &Hmac<Sha256>| {
        let head = format!("{}.{}.", call.id, call.timestamp);
        key.clone().chain_update(head).chain_update(body)
    };
    // Every signature is compared with every secret, each in constant time: how long it takes tells nothing.
    let mut genuine = false;
    for mac in keys.iter().map(signed) {
        for signature in &call.signatures {
            genuine |= mac.clone().verify_slice(signature).is_ok();
        }
    }
    let in_time = now.abs_diff(timestamp) <= TOLERANCE;
    if genuine && in_time { Ok(Delivery { id: call.id, timestamp }) } else { Err(refused()) }
}

/// What the headers say.
struct Call {
    id: String,
    timestamp: String,
    signatures: Vec<Vec<u8>>,
}

impl Call {
    /// None when one is missing, or said twice where it may be said once.
    fn of<N: AsRef<str>, V: AsRef<str>>(headers: impl IntoIterator<Item = (N, V)>) -> Option<Self> {
        let (mut id, mut timestamp, mut signatures) = (vec![], vec![], vec![]);
        for (name, value) in headers {
            match name.as_ref().to_ascii_lowercase().as_str() {
                "webhook-id" => id.push(value.as_ref().to_owned()),
                "webhook-timestamp" => timestamp.push(value.as_ref().to_owned()),
                "webhook-signature" => {
                    let told = value.as_ref().split_ascii_whitespace().filter_map(|told| told.strip_prefix("v1,"));
                    signatures.extend(told.take(SIGNATURES).filter_map(|text| BASE64_STANDARD.decode(text).ok()));
                }
                _ => {}
            }
        }
        signatures.truncate(SIGNATURES);
        let [id] = <[String; 1]>::try_from(id).ok()?;
        let [timestamp] = <[String; 1]>::try_from(timestamp).ok()?;
        let digits = !timestamp.is_empty() && timestamp.bytes().all(|b| b.is_ascii_digit());
        // A dot would let part of the id be taken for the time.
        (digits && !id.is_empty() && !id.contains('.')).then_some(Self { id, timestamp, signatures })
    }
}

/// The key of a secret, `whsec_` in front or not: 24 to 64 bytes in base64.
fn key(secret: &str) -> Result<Hmac<Sha256>> {
    let bytes = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).ok();
    let bytes = bytes.filter(|bytes| (24..=64).contains(&bytes.len()));
    bytes.and_then(|bytes| Hmac::new_from_slice(&bytes).ok()).ok_or_else(|| {
        let message = "Le secret du webhook n'en est pas un : `whsec_`, puis 24 à 64 octets en base64.";
        Error::new(ErrorKind::InvalidInput, message)
    })
}

fn refused() -> Error {
    Error::new(ErrorKind::InvalidSignature, "La signature du webhook manque, est fausse ou trop ancienne.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the specification and of its reference libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const OTHER: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SENT: i64 = 1_614_265_330;

    fn verdict(secrets: &[&str], id: &str, timestamp: &str, signature: &str, body: &[u8], now: i64) -> String {
        let headers = [("Webhook-Id", id), ("webhook-timestamp", timestamp), ("WEBHOOK-SIGNATURE", signature)];
        verify(secrets, headers, body, now).map_or_else(|e| e.to_string(), |delivery| delivery.id)
    }

    #[test]
    fn the_vector_of_the_specification_is_genuine() {
        let told = |secrets: &[&str], signature: &str| verdict(secrets, ID, "1614265330", signature, BODY, SENT);
        assert_eq!(told(&[SECRET], SIGNATURE), ID);
        // While secrets change: an old one beside a new one, at either end.
        assert_eq!(told(&[OTHER, SECRET], SIGNATURE), ID);
        assert_eq!(told(&[SECRET], &format!("v1,AAAA v1a,AAAA {SIGNATURE} v2,x")), ID);
        assert_eq!(told(&[&SECRET["whsec_".len()..]], SIGNATURE), ID);
        let refusal = refused().to_string();
        assert_eq!(told(&[OTHER], SIGNATURE), refusal);
        assert_eq!(told(&[SECRET], &SIGNATURE.replace("v1,", "v1a,")), refusal);
        assert_eq!(told(&[SECRET], ""), refusal);
    }

    #[test]
    fn it_may_be_five_minutes_old_or_early() {
        let at = |now| verdict(&[SECRET], ID, "1614265330", SIGNATURE, BODY, now) == ID;
        assert!(at(SENT - 300) && at(SENT + 300));
        assert!(!at(SENT - 301) && !at(SENT + 301) && !at(i64::MIN) && !at(i64::MAX));
    }

    #[test]
    fn one_bit_more_or_less_anywhere_is_refused_with_the_same_words() {
        let refusal = refused().to_string();
        let flipped = |bytes: &[u8], bit: usize| {
            let mut bytes = bytes.to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        };
        let text = |bytes: &[u8], bit| String::from_utf8(flipped(bytes, bit)).ok();
        for bit in 0..BODY.len() * 8 {
            assert_eq!(verdict(&[SECRET], ID, "1614265330", SIGNATURE, &flipped(BODY, bit), SENT), refusal);
        }
        for id in (0..ID.len() * 8).filter_map(|bit| text(ID.as_bytes(), bit)) {
            assert_eq!(verdict(&[SECRET], &id, "1614265330", SIGNATURE, BODY, SENT), refusal);
        }
        for time in (0..80).filter_map(|bit| text(b"1614265330", bit)) {
            let now = time.parse().unwrap_or(SENT);
            assert_eq!(verdict(&[SECRET], ID, &time, SIGNATURE, BODY, now), refusal);
        }
        let signature = BASE64_STANDARD.decode(&SIGNATURE[3..]).unwrap();
        for bit in 0..signature.len() * 8 {
            let told = format!("v1,{}", BASE64_STANDARD.encode(flipped(&signature, bit)));
            assert_eq!(verdict(&[SECRET], ID, "1614265330", &told, BODY, SENT), refusal);
        }
        // A signature cut short is no signature.
        for cut in 0..signature.len() {
            let told = format!("v1,{}", BASE64_STANDARD.encode(&signature[..cut]));
            assert_eq!(verdict(&[SECRET], ID, "1614265330", &told, BODY, SENT), refusal);
        }
    }

    #[test]
    fn headers_are_there_once() {
        let all = [("webhook-id", ID), ("webhook-timestamp", "1614265330"), ("webhook-signature", SIGNATURE)];
        for left_out in 0..all.len() {
            let some = all.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, header)| *header);
            assert_eq!(verify(&[SECRET], some, BODY, SENT).unwrap_err().code(), "invalid_signature");
        }
        let twice = all.into_iter().chain([("webhook-id", ID)]);
        assert_eq!(verify(&[SECRET], twice, BODY, SENT).unwrap_err().code(), "invalid_signature");
    }

    #[test]
    fn a_secret_that_cannot_be_one_is_the_callers_fault() {
        let all = [("webhook-id", ID), ("webhook-timestamp", "1614265330"), ("webhook-signature", SIGNATURE)];
        for secrets in [&[][..], &[""], &["whsec_"], &["whsec_c2hvcnQ="], &["whsec_!"], &[SECRET, "whsec_c2hvcnQ="]] {
            assert_eq!(verify(secrets, all, BODY, SENT).unwrap_err().code(), "invalid_input");
        }
    }
}
