//! The leaves of an invoice, by path.

use serde_json::Value;

use super::Invoice;

/// A value set in an invoice, with its path: `totals.gross`, `lines.0.net_amount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Dots and zero-based indexes.
    pub path: String,
    /// The value as the public format writes it.
    pub value: String,
}

/// Every leaf set in the invoice, in the order of the model.
pub fn leaves(invoice: &Invoice) -> Vec<Leaf> {
    let mut out = Vec::new();
    if let Ok(value) = serde_json::to_value(invoice) {
        walk(String::new(), &value, &mut out);
    }
    out
}

fn walk(path: String, value: &Value, out: &mut Vec<Leaf>) {
    let join = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Null => {}
        Value::Object(map) => map.iter().for_each(|(k, v)| walk(join(k), v, out)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| walk(join(&i.to_string()), v, out)),
        Value::String(s) => out.push(Leaf { path, value: s.clone() }),
        other => out.push(Leaf { path, value: other.to_string() }),
    }
}
