//! The verbs as every language must speak them: requests, documents and the answers they give, in `tests/vectors`.
//!
//! [`cases`] is the table of requests; what they answer lies in files, which `vectors-verbs` writes and people review.

mod check;
pub mod compare;
pub mod documents;
mod export;
mod extract;
mod generate;
mod others;
mod parse;
pub mod text;

use std::collections::BTreeSet;
use std::path::PathBuf;

use ocr_facture::{Error, OCRFactureAPI, verbs};
use serde_json::{Map, Value, json};

/// A request, and what it needs.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder of its file: the verb, or `request` where there is none we know.
    pub folder: String,
    /// Stem of its file.
    pub name: &'static str,
    /// What it shows, in one sentence.
    pub about: &'static str,
    /// Its document, by name in `tests/vectors/documents`.
    pub document: Option<&'static str>,
    /// The request.
    pub request: Value,
    /// Engines that must be installed.
    pub needs: &'static [&'static str],
    /// The modes it can be asked in; both when empty.
    pub modes: &'static [&'static str],
}

impl Case {
    fn on(self, document: &'static str) -> Self {
        Self { document: Some(document), ..self }
    }

    fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    fn local(self) -> Self {
        Self { modes: &["local"], ..self }
    }

    /// Where its file lies.
    pub fn path(&self) -> PathBuf {
        folder().join(&self.folder).join(format!("{}.json", self.name))
    }

    /// The file, with this answer.
    pub fn file(&self, answer: &Result<Value, Error>) -> String {
        let mut rows: Vec<(&str, Value)> = vec![("about", self.about.into())];
        rows.extend(self.document.map(|document| ("document", document.into())));
        rows.push(("request", self.request.clone()));
        rows.extend((!self.needs.is_empty()).then(|| ("needs", self.needs.into())));
        rows.extend((!self.modes.is_empty()).then(|| ("modes", self.modes.into())));
        rows.push(match answer {
            Ok(answer) => ("answer", compare::shortened(answer)),
            Err(error) => ("error", refusal(error)),
        });
        text::object(&rows)
    }
}

/// A case of the verb its request names.
fn case(name: &'static str, about: &'static str, request: Value) -> Case {
    let folder = request["verb"].as_str().unwrap_or("request").to_owned();
    Case { folder, name, about, document: None, request, needs: &[], modes: &[] }
}

/// The table of requests.
pub fn cases() -> Vec<Case> {
    [extract::cases(), parse::cases(), check::cases(), generate::cases(), export::cases(), others::cases()].concat()
}

/// Where the files lie.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/verbs")
}

/// What a case stands on: the invoice of `examples/facture.json`.
fn invoice() -> Value {
    serde_json::from_str(include_str!("../../../examples/facture.json")).expect("an invoice")
}

/// That invoice with other values; see [`merge`].
fn invoice_with(changes: Value) -> Value {
    let mut invoice = invoice();
    merge(&mut invoice, changes);
    invoice
}

/// JSON Merge Patch (RFC 7396): an object changes what it names, `null` takes away.
fn merge(into: &mut Value, changes: Value) {
    let Value::Object(changes) = changes else { return *into = changes };
    if !into.is_object() {
        *into = json!({});
    }
    let Some(map) = into.as_object_mut() else { return };
    for (key, change) in changes {
        match change {
            Value::Null => drop(map.remove(&key)),
            change => merge(map.entry(key).or_insert(Value::Null), change),
        }
    }
}

/// Engines of character recognition that are on this machine, by name.
pub fn installed(api: &OCRFactureAPI) -> BTreeSet<&'static str> {
    api.recognisers().into_iter().filter(|found| found.available).map(|found| found.engine.name()).collect()
}

/// Asks a request of `api`, with this document at this path.
///
/// # Errors
/// As the verb.
pub fn ask(api: &OCRFactureAPI, request: &Value, document: Option<&PathBuf>) -> Result<Value, Error> {
    let mut request = request.clone();
    if let (Some(path), Some("$document")) = (document, request["path"].as_str()) {
        request["path"] = path.to_string_lossy().into();
    }
    let bytes = document.map(|path| std::fs::read(path).expect("a document of the vectors"));
    let answer = verbs::call(api, &request.to_string(), bytes.as_deref())?;
    Ok(serde_json::from_str(&answer).expect("an answer in JSON"))
}

/// What an error must say in every language: all but its message, and paths of this machine.
fn refusal(error: &Error) -> Value {
    let told = serde_json::to_value(error).expect("an error in JSON");
    let mut rows = Map::new();
    rows.insert("code".into(), told["code"].clone());
    let context = told["context"].as_object().cloned().unwrap_or_default();
    if !context.is_empty() && !context.contains_key("path") {
        rows.insert("context".into(), context.into());
    }
    if let Some(reasons) = told.get("reasons") {
        rows.insert("reasons".into(), reasons.clone());
    }
    Value::Object(rows)
}
