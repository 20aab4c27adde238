//! What a request asks, as 32 bytes: the same for the same documents and fields, whatever their order, the boundary
//! between them or the form they came in.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 over the canonical parts of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fingerprint(pub(crate) [u8; 32]);

impl Fingerprint {
    /// Of a verb's request and its documents, each with its name where the answer tells it.
    pub(crate) fn of<'a>(request: &Value, documents: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut hash = Sha256::new();
        let mut text = String::new();
        canonical(request, &mut text);
        part(&mut hash, text.as_bytes());
        for (name, document) in documents {
            part(&mut hash, name.as_bytes());
            part(&mut hash, &Sha256::digest(document));
        }
        Self(hash.finalize().into())
    }
}

/// With its length before it: no two lists of parts make the same bytes.
fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

/// JSON with the keys of every object in order; what is null is as if it were not there.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut members: Vec<_> = map.iter().filter(|(_, value)| !value.is_null()).collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in members {
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Array(values) => {
            text.push('[');
            for value in values {
                canonical(value, text);
                text.push(',');
            }
            text.push(']');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn order_does_not_count_and_everything_else_does() {
        let of = |request: Value, documents: &[(&str, &[u8])]| Fingerprint::of(&request, documents.iter().copied());
        let same = of(json!({"verb": "v", "options": {"a": 1, "b": [1, 2], "c": null}}), &[("", b"x")]);
        assert_eq!(same, of(json!({"options": {"b": [1, 2], "a": 1}, "verb": "v"}), &[("", b"x")]));
        for other in [
            of(json!({"verb": "w", "options": {"a": 1, "b": [1, 2]}}), &[("", b"x")]),
            of(json!({"verb": "v", "options": {"a": 1, "b": [2, 1]}}), &[("", b"x")]),
            of(json!({"verb": "v", "options": {"a": "1", "b": [1, 2]}}), &[("", b"x")]),
            of(json!({"verb": "v", "options": {"a": 1, "b": [1, 2]}}), &[("", b"y")]),
            of(json!({"verb": "v", "options": {"a": 1, "b": [1, 2]}}), &[("x", b"")]),
            of(json!({"verb": "v", "options": {"a": 1, "b": [1, 2]}}), &[]),
        ] {
            assert_ne!(same, other);
        }
    }
}
