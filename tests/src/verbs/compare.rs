//! Whether an answer is the one of the vectors.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Keys of an answer whose text is a file in base64: they stand in the vectors as their SHA-256.
const FILES: &[&str] = &["pdf", "xml", "data"];

/// The answer with its files shortened. XML that is no base64 stays as it is.
pub fn shortened(answer: &Value) -> Value {
    let mut answer = answer.clone();
    for key in FILES {
        let text = answer.get(key).and_then(Value::as_str).filter(|text| !text.starts_with('<'));
        if let Some(sum) = text.map(sha256) {
            answer[key] = json!({ "$sha256": sum });
        }
    }
    answer
}

/// Where the answer is not what is expected, as paths with both values.
pub fn differences(expected: &Value, got: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk("", expected, got, &mut found);
    found
}

fn walk(path: &str, expected: &Value, got: &Value, found: &mut Vec<String>) {
    match (expected, got) {
        (Value::Object(rows), Value::String(text)) if rows.contains_key("$sha256") => {
            if rows["$sha256"] != sha256(text) {
                found.push(format!("{path}: another file, of {} characters", text.len()));
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let path = format!("{path}.{key}");
                match (a.get(key), b.get(key)) {
                    (Some(a), Some(b)) => walk(&path, a, b, found),
                    (a, b) => found.push(format!("{path}: {} expected, got {}", told(a), told(b))),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().for_each(|(at, (a, b))| walk(&format!("{path}.{at}"), a, b, found));
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{path}: {} expected, got {}", told(Some(a)), told(Some(b)))),
    }
}

/// Where an error is not the one expected: its code, and its context and reasons where the vector tells them. A server
/// adds rows to the context.
pub fn error_differences(expected: &Value, got: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(".code", &expected["code"], &got["code"], &mut found);
    if let Some(rows) = expected["context"].as_object() {
        rows.iter().for_each(|(key, value)| walk(&format!(".context.{key}"), value, &got["context"][key], &mut found));
    }
    if let Some(reasons) = expected.get("reasons") {
        walk(".reasons", reasons, &got["reasons"], &mut found);
    }
    found
}

fn told(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| value.to_string().chars().take(200).collect())
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_found_where_they_are() {
        let answer = json!({"a": [1, {"b": "x"}], "pdf": "JVBE", "xml": "<a/>"});
        let vector = shortened(&answer);
        assert_eq!(vector["xml"], "<a/>");
        assert!(differences(&vector, &answer).is_empty());
        let other = json!({"a": [1, {"b": "y"}], "pdf": "JVBF", "xml": "<a/>", "more": 1});
        let found = differences(&vector, &other);
        let paths: Vec<_> = found.iter().map(|f| f.split(':').next().unwrap()).collect();
        assert_eq!(paths, [".a.1.b", ".pdf", ".more"]);
        assert_eq!(differences(&json!([1]), &json!([1, 2])).len(), 1);
    }

    #[test]
    fn an_error_may_say_more_than_expected() {
        let expected = json!({"code": "too_large", "context": {"limit": "bytes"}});
        let got = json!({"code": "too_large", "message": "m", "context": {"limit": "bytes", "request_id": "r"}});
        assert!(error_differences(&expected, &got).is_empty());
        let got = json!({"code": "timeout", "context": {}, "reasons": []});
        assert_eq!(error_differences(&expected, &got).len(), 2);
    }
}
