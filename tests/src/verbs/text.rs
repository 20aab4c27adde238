//! JSON as people read it in a difference: what fits on a line stands on one.

use serde_json::Value;

/// Columns a line may take.
const WIDTH: usize = 118;

/// An object of these rows in this order, each from its own line on.
pub fn object(rows: &[(&str, Value)]) -> String {
    let rows: Vec<String> = rows.iter().map(|(key, value)| row(key, value, 2)).collect();
    format!("{{\n{}\n}}\n", rows.join(",\n"))
}

fn row(key: &str, value: &Value, indent: usize) -> String {
    let key = Value::from(key).to_string();
    format!("{:indent$}{key}: {}", "", shown(value, indent, indent + key.len() + 2))
}

/// The value, when the line it starts on already has `used` characters.
fn shown(value: &Value, indent: usize, used: usize) -> String {
    let flat = flat(value);
    let inner = indent + 2;
    if used + flat.chars().count() < WIDTH {
        return flat;
    }
    let (open, rows, close): (_, Vec<String>, _) = match value {
        Value::Object(map) => ('{', map.iter().map(|(k, v)| row(k, v, inner)).collect(), '}'),
        Value::Array(list) => {
            ('[', list.iter().map(|v| format!("{:inner$}{}", "", shown(v, inner, inner))).collect(), ']')
        }
        _ => return flat,
    };
    format!("{open}\n{}\n{:indent$}{close}", rows.join(",\n"), "")
}

fn flat(value: &Value) -> String {
    match value {
        Value::Object(map) if !map.is_empty() => {
            let rows: Vec<_> = map.iter().map(|(k, v)| format!("{}: {}", Value::from(k.as_str()), flat(v))).collect();
            format!("{{ {} }}", rows.join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(flat).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn it_is_the_same_value() {
        let long: Vec<u32> = (0..200).collect();
        let value = json!({"a": long, "b": {"c": [1.5, "é\n", null]}, "d": {}});
        let text = object(&[("x", value.clone()), ("y", json!("z"))]);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!({"x": value, "y": "z"}));
        assert!(text.contains("\"b\": { \"c\": [1.5, \"é\\n\", null] },\n"), "{text}");
    }
}
