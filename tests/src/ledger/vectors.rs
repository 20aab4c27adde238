//! Vectors of a ruleset on the model: one invoice in order, and for each rule the patches that fail it, pass it, or
//! leave it idle.

use std::collections::BTreeMap;
use std::path::Path;

use ocr_facture::Invoice;
use ocr_facture::check::FranceOptions;
use serde::Deserialize;
use serde_json::Value;

/// The vectors of one rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    /// Invoices that fail it.
    #[serde(default)]
    pub fail: Vec<Vector>,
    /// Invoices that pass it. None given: the invoice in order passes it.
    #[serde(default)]
    pub pass: Vec<Vector>,
    /// Invoices it does not bind, or that do not show what it asks.
    #[serde(default)]
    pub idle: Vec<Vector>,
    /// The file they lie in, without its folder.
    #[serde(skip)]
    pub file: String,
}

/// An invoice, told by what differs from the one in order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// What to change in the invoice (JSON merge patch, RFC 7386).
    #[serde(default)]
    pub patch: Value,
    /// What to change in the options.
    #[serde(default)]
    pub options: Value,
    /// The severity expected, in lower case; that of the rule when none is given.
    pub severity: Option<String>,
    /// The fields expected, when given.
    pub fields: Option<Vec<String>>,
}

/// The invoice in order, and the options it is judged with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    invoice: Value,
    options: Value,
}

impl Base {
    /// The invoice and the options of a vector.
    ///
    /// # Panics
    /// When a patch makes no invoice, or no options.
    pub fn with(&self, vector: &Vector) -> (Invoice, FranceOptions) {
        let invoice = without_nulls(merged(&self.invoice, &vector.patch));
        let options = merged(&self.options, &vector.options);
        let invoice = serde_json::from_value(invoice).expect("the patch makes an invoice");
        (invoice, serde_json::from_value(options).expect("the patch makes options"))
    }
}

/// The vectors in a folder, by rule, and the invoice they change.
///
/// # Panics
/// When a file is missing or not in the format, or a rule has vectors in two files.
pub fn load(folder: &Path) -> (Base, BTreeMap<String, Vectors>) {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let base = serde_json::from_str(&read(&folder.join("base.json"))).expect("base.json");
    let mut all = BTreeMap::new();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file == "base.json" {
            continue;
        }
        let rules: BTreeMap<String, Vectors> =
            serde_json::from_str(&read(&path)).unwrap_or_else(|e| panic!("{file}: {e}"));
        for (rule, mut vectors) in rules {
            vectors.file.clone_from(&file);
            let before = all.insert(rule.clone(), vectors);
            assert!(before.is_none(), "{rule} has vectors in two files");
        }
    }
    (base, all)
}

/// A JSON merge patch (RFC 7386), which takes nothing away: what it sets to null stays null.
fn merged(target: &Value, patch: &Value) -> Value {
    match (target, patch) {
        (_, Value::Null) => target.clone(),
        (Value::Object(old), Value::Object(new)) => {
            let mut out = old.clone();
            for (key, value) in new {
                let merged = match (old.get(key), value) {
                    (Some(inner), Value::Object(_)) => merged(inner, value),
                    _ => value.clone(),
                };
                out.insert(key.clone(), merged);
            }
            Value::Object(out)
        }
        _ => patch.clone(),
    }
}

/// Without the members that are null, which stand for what is absent.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
