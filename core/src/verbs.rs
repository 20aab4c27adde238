//! The verbs as they cross a language border: a request in JSON and the bytes of a document in, the answer in JSON out.
//!
//! A binding is this and its host's types: it knows no verb's meaning.

mod driven;

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::{CheckOptions, ExtractOptions, Extraction, GenerateOptions};
use crate::client::{BatchEvent, OCRFactureAPI};
use crate::engine::guarded;
use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::export;
use crate::facturx::{Profile, Syntax};
use crate::invoice::Invoice;
use crate::source::Source;

pub use driven::{Driven, Heard};

/// A verb with all it needs but the document's bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "verb", rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    /// Reads the document.
    ExtractFromBytes {
        /// How.
        #[serde(default)]
        options: ExtractOptions,
    },
    /// Reads the document of this path.
    ExtractFromFile {
        /// Where it lies.
        path: String,
        /// How.
        #[serde(default)]
        options: ExtractOptions,
    },
    /// Reads the document of this base64 text, with or without `data:` in front.
    ExtractFromBase64 {
        /// The text.
        text: String,
        /// How.
        #[serde(default)]
        options: ExtractOptions,
    },
    /// Reads the XML of an e-invoice, and nothing of its pages.
    ParseFacturx {
        /// How.
        #[serde(default)]
        options: ExtractOptions,
    },
    /// Judges the document by French law, and an e-invoice by its rulesets.
    CheckCompliance {
        /// How.
        #[serde(default)]
        options: CheckOptions,
    },
    /// Judges an invoice made by hand.
    CheckInvoice {
        /// The invoice.
        invoice: Box<Invoice>,
        /// How.
        #[serde(default)]
        options: CheckOptions,
    },
    /// Judges an e-invoice by the official rules.
    Validate {
        /// How.
        #[serde(default)]
        options: CheckOptions,
    },
    /// Writes the invoice as Factur-X: on the document, a PDF that is kept, or on a page drawn where there is none.
    GenerateFacturx {
        /// The invoice.
        invoice: Box<Invoice>,
        /// How.
        #[serde(default)]
        options: GenerateOptions,
    },
    /// Writes the invoice as XML alone: `{"xml": "…"}`.
    GenerateXml {
        /// The invoice.
        invoice: Box<Invoice>,
        /// CII or UBL.
        #[serde(default)]
        syntax: Syntax,
        /// How much of it.
        #[serde(default)]
        profile: Profile,
    },
    /// Reads the document and writes it as Factur-X.
    ConvertToFacturx {
        /// How.
        #[serde(default)]
        options: GenerateOptions,
    },
    /// Judges a VAT number by what it says of itself.
    ValidateVat {
        /// With the letters of its state; spaces, dots and dashes do not count.
        vat_number: String,
    },
    /// The languages invoices are read in, and the engines there are models for.
    Languages {},
    /// What is left of the caller's plan.
    Quota {},
    /// Writes extractions in another format: `{"data": "…"}`, in base64.
    Export {
        /// Which.
        format: Format,
        /// The extractions, each under its path, and the errors of the documents that could not be read.
        documents: Vec<Row>,
    },
}

/// A format of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A row an invoice.
    Csv,
    /// A row a line of an invoice.
    CsvLines,
    /// A JSON object a line.
    Ndjson,
    /// A workbook.
    Xlsx,
}

/// A document to export: where it came from, with its extraction or the error there is in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Path or name of the document.
    pub path: String,
    /// Its extraction.
    pub result: Option<Box<Extraction>>,
    /// Why it has none.
    pub error: Option<Refusal>,
}

impl Request {
    /// The request of this JSON text.
    ///
    /// # Errors
    /// `invalid_input` for a verb, an option or a value we do not know, named in the message.
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|e| {
            Error::new(ErrorKind::InvalidInput, format!("Cette demande n'est pas comprise : {e}.")).caused_by(e)
        })
    }

    /// How many bytes the document may have, by the request's own limits.
    fn byte_limit(&self) -> u64 {
        match self {
            Self::ExtractFromBytes { options }
            | Self::ExtractFromFile { options, .. }
            | Self::ExtractFromBase64 { options, .. }
            | Self::ParseFacturx { options } => options.limits.bytes,
            Self::CheckCompliance { options } | Self::CheckInvoice { options, .. } | Self::Validate { options } => {
                options.limits.bytes
            }
            Self::GenerateFacturx { options, .. } | Self::ConvertToFacturx { options } => options.limits.bytes,
            Self::GenerateXml { .. }
            | Self::ValidateVat { .. }
            | Self::Languages {}
            | Self::Quota {}
            | Self::Export { .. } => ExtractOptions::default().limits.bytes,
        }
    }
}

/// Does what the request in JSON says; the answer is the verb's own type in JSON.
///
/// # Errors
/// `invalid_input` when the request is not understood or lacks its document; then as the verb.
pub fn call(api: &OCRFactureAPI, request: &str, document: Option<&[u8]>) -> Result<String> {
    answer(api, &Request::parse(request)?, document)
}

/// The same on the document of a file.
///
/// # Errors
/// As [`call`]; `not_found` when the file cannot be opened, `too_large` past the limit the request sets.
pub fn call_on_file(api: &OCRFactureAPI, request: &str, path: impl Into<PathBuf>) -> Result<String> {
    answer_on_file(api, &Request::parse(request)?, path)
}

/// The same as [`call_on_file`] for a request already understood.
///
/// # Errors
/// As [`call_on_file`].
pub fn answer_on_file(api: &OCRFactureAPI, request: &Request, path: impl Into<PathBuf>) -> Result<String> {
    let document = Source::File(path.into());
    answer(api, request, Some(&document.read(request.byte_limit())?))
}

/// An error as a language is told it, in JSON.
pub fn refusal(error: &Error) -> String {
    serde_json::to_string(error).unwrap_or_else(|_| {
        format!(r#"{{"code":"{}","message":"L'erreur ne peut pas être écrite.","context":{{}}}}"#, error.code())
    })
}

/// Does what the request says on many documents, as [`OCRFactureAPI::batch`] does; every answer is JSON.
///
/// # Errors
/// As [`OCRFactureAPI::batch`]: a document's error is in its result.
pub fn batch(
    api: &OCRFactureAPI,
    request: &Request,
    sources: impl IntoIterator<Item = Source>,
    jobs: Option<NonZeroUsize>,
    on_event: impl FnMut(BatchEvent<String>) -> ControlFlow<()>,
) -> Result<()> {
    api.batch(sources, request.byte_limit(), jobs, |bytes| answer(api, request, Some(bytes)), on_event)
}

/// The same as [`call`] for a request already understood. A defect of ours is an `internal` error, never a panic.
///
/// # Errors
/// As [`call`].
pub fn answer(api: &OCRFactureAPI, request: &Request, document: Option<&[u8]>) -> Result<String> {
    guarded(|| done(api, request, document))
}

fn done(api: &OCRFactureAPI, request: &Request, document: Option<&[u8]>) -> Result<String> {
    let bytes = || document.ok_or_else(Error::no_document);
    if let Some(server) = api.server() {
        // As the server wrote it: the same text in every language.
        return match request {
            Request::ExtractFromFile { path, .. } => {
                let source = Source::File(path.into());
                server.answer(request, Some(&source.read(request.byte_limit())?))
            }
            request => server.answer(request, document),
        };
    }
    match request {
        Request::ExtractFromBytes { options } => json(&api.extract_from_bytes(bytes()?, options)?),
        Request::ExtractFromFile { path, options } => json(&api.extract_from_file(path, options)?),
        Request::ExtractFromBase64 { text, options } => json(&api.extract_from_base64(text, options)?),
        Request::ParseFacturx { options } => json(&api.parse_facturx(bytes()?, options)?),
        Request::CheckCompliance { options } => json(&api.check_compliance(bytes()?, options)?),
        Request::CheckInvoice { invoice, options } => json(&api.check_invoice(invoice, options)?),
        Request::Validate { options } => json(&api.validate(bytes()?, options)?),
        Request::GenerateFacturx { invoice, options } => json(&api.generate_facturx(invoice, document, options)?),
        Request::GenerateXml { invoice, syntax, profile } => {
            let xml = api.generate_xml(invoice, *syntax, *profile)?;
            json(&json!({ "xml": String::from_utf8_lossy(&xml) }))
        }
        Request::ConvertToFacturx { options } => json(&api.convert_to_facturx(bytes()?, options)?),
        Request::ValidateVat { vat_number } => json(&api.validate_vat(vat_number)?),
        Request::Languages {} => json(&api.languages()?),
        Request::Quota {} => json(&api.quota()?),
        Request::Export { format, documents } => json(&json!({ "data": base64_of(&exported(*format, documents)?) })),
    }
}

fn exported(format: Format, rows: &[Row]) -> Result<Vec<u8>> {
    let refused = |row: &Row| match &row.error {
        Some(refusal) => Error::from(refusal.clone()),
        None => Error::new(ErrorKind::InvalidInput, "Ce document n'a ni résultat ni erreur."),
    };
    let errors: Vec<Option<Error>> = rows.iter().map(|row| row.result.is_none().then(|| refused(row))).collect();
    let documents: Vec<_> = rows
        .iter()
        .zip(&errors)
        .filter_map(|(row, error)| {
            let outcome = row.result.as_deref().map(Ok).or(error.as_ref().map(Err))?;
            Some(export::Document { path: &row.path, outcome })
        })
        .collect();
    let mut out = Vec::new();
    match format {
        Format::Csv | Format::CsvLines => {
            let rows = if format == Format::Csv { export::csv::Rows::Invoices } else { export::csv::Rows::Lines };
            export::csv::write(&documents, &export::csv::CsvOptions { rows, ..Default::default() }, &mut out)?;
        }
        Format::Ndjson => {
            let layout = export::json::Layout::Lines;
            export::json::write(&documents, &export::json::JsonOptions { layout, ..Default::default() }, &mut out)?;
        }
        #[cfg(feature = "xlsx")]
        Format::Xlsx => export::xlsx::write(&documents, &mut out)?,
        #[cfg(not(feature = "xlsx"))]
        Format::Xlsx => {
            return Err(Error::new(ErrorKind::InvalidInput, "Cette version est bâtie sans l'écriture de classeurs."));
        }
    }
    Ok(out)
}

fn json<T: Serialize>(answer: &T) -> Result<String> {
    serde_json::to_string(answer)
        .map_err(|e| Error::new(ErrorKind::Internal, "La réponse ne peut pas être écrite.").caused_by(e))
}

fn base64_of(bytes: &[u8]) -> Value {
    use base64::Engine;
    base64::prelude::BASE64_STANDARD.encode(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(request: &str, document: Option<&[u8]>) -> Error {
        call(&OCRFactureAPI::local(), request, document).expect_err("a refusal")
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (request, named) in [
            ("", "EOF"),
            (r#"{"verb":"fly"}"#, "fly"),
            (r#"{"verb":"extract_from_bytes","options":{"langage":"fra"}}"#, "langage"),
            (r#"{"verb":"extract_from_bytes","options":{"engine":"abbyy"}}"#, "abbyy"),
        ] {
            let error = refused(request, Some(b""));
            assert_eq!(error.code(), "invalid_input");
            assert!(error.message().contains(named), "{error}");
        }
        assert_eq!(refused(r#"{"verb":"validate"}"#, None).code(), "invalid_input");
        assert_eq!(refused(r#"{"verb":"extract_from_file","path":"/nowhere.pdf"}"#, None).code(), "not_found");
    }

    #[test]
    fn an_invoice_is_written_read_and_exported() {
        let api = OCRFactureAPI::local();
        let invoice: Value = serde_json::from_str(include_str!("../../examples/facture.json")).unwrap();
        let made = call(&api, &json!({"verb": "generate_facturx", "invoice": invoice}).to_string(), None).unwrap();
        let made: crate::api::Generated = serde_json::from_str(&made).unwrap();
        let read = call(&api, r#"{"verb":"parse_facturx"}"#, Some(&made.pdf)).unwrap();
        let read: Extraction = serde_json::from_str(&read).unwrap();
        assert_eq!(read.invoice.number.as_deref(), invoice["number"].as_str());
        assert!(read.document.pages.is_empty());
        let unread = json!({"code": "encrypted", "message": "Fermé.", "context": {"page": "1"}});
        let rows = [json!({"path": "a.pdf", "result": read}), json!({"path": "b.pdf", "error": unread})];
        let rows = json!({"verb": "export", "format": "csv", "documents": rows});
        let csv: Value = serde_json::from_str(&call(&api, &rows.to_string(), None).unwrap()).unwrap();
        use base64::Engine;
        let csv = base64::prelude::BASE64_STANDARD.decode(csv["data"].as_str().unwrap()).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains("a.pdf") && csv.contains("b.pdf,encrypted"), "{csv}");
        let xml = json!({"verb": "generate_xml", "invoice": invoice, "syntax": "ubl"});
        assert!(call(&api, &xml.to_string(), None).unwrap().contains("oasis:names"));
        let report = call(&api, &json!({"verb": "check_invoice", "invoice": invoice}).to_string(), None).unwrap();
        assert!(report.contains("verdict"));
    }
}
