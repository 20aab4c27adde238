//! A verb as it travels: address, type and body, by the table of `docs/decisions/0022-the-wire.md`.

use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::verbs::Request;

/// A verb ready to be sent, as often as needed.
pub(super) struct Parcel {
    /// Under the server's address.
    pub(super) path: &'static str,
    /// The member every answer of this verb has: what does not hold it does not come from our API.
    pub(super) mark: &'static str,
    /// What is posted, with its type; nothing for what is only asked.
    pub(super) body: Option<(String, Vec<u8>)>,
}

/// The parcel of a verb; `boundary` parts what is in it and appears nowhere else.
pub(super) fn parcel(request: &Request, document: Option<&[u8]>, boundary: &str) -> Result<Parcel> {
    let (path, mark) = place(request);
    if matches!(request, Request::Languages {} | Request::Quota {}) {
        return Ok(Parcel { path, mark, body: None });
    }
    let mut fields = fields(request)?;
    // The text of a document in base64 is its document.
    if let Some(text) = fields.remove("text") {
        fields.insert("document".into(), text);
    }
    let body = match document {
        None if needs_document(request) => return Err(Error::no_document()),
        Some(document) if takes_document(request) => multipart(&fields, document, boundary),
        // A verb that takes none does not look at the one it is given, here as in local mode.
        _ => json(&fields)?,
    };
    Ok(Parcel { path, mark, body: Some(body) })
}

fn place(request: &Request) -> (&'static str, &'static str) {
    match request {
        Request::ExtractFromBytes { .. } | Request::ExtractFromFile { .. } => ("v1/ocr/upload", "invoice"),
        Request::ExtractFromBase64 { .. } => ("v1/ocr/base64", "invoice"),
        Request::ParseFacturx { .. } => ("v1/facturx/parse", "invoice"),
        Request::Validate { .. } => ("v1/facturx/validate", "verdict"),
        Request::GenerateFacturx { .. } => ("v1/facturx/generate", "pdf"),
        Request::GenerateXml { .. } => ("v1/facturx/xml", "xml"),
        Request::ConvertToFacturx { .. } => ("v1/facturx/convert", "pdf"),
        Request::CheckCompliance { .. } | Request::CheckInvoice { .. } => ("v1/compliance/check", "verdict"),
        Request::ValidateVat { .. } => ("v1/compliance/validate-vat", "verdict"),
        Request::Export { .. } => ("v1/export", "data"),
        Request::Languages {} => ("v1/languages", "languages"),
        Request::Quota {} => ("v1/quota", "limits"),
    }
}

fn takes_document(request: &Request) -> bool {
    needs_document(request) || matches!(request, Request::GenerateFacturx { .. })
}

fn needs_document(request: &Request) -> bool {
    matches!(
        request,
        Request::ExtractFromBytes { .. }
            | Request::ExtractFromFile { .. }
            | Request::ParseFacturx { .. }
            | Request::Validate { .. }
            | Request::CheckCompliance { .. }
            | Request::ConvertToFacturx { .. }
    )
}

/// The parts of the request but its verb, which the address says, and the path of a file, which is the caller's.
fn fields(request: &Request) -> Result<Map<String, Value>> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(request) else {
        return Err(Error::new(ErrorKind::Internal, "La demande ne peut pas être écrite."));
    };
    fields.remove("verb");
    fields.remove("path");
    Ok(fields)
}

fn json(fields: &Map<String, Value>) -> Result<(String, Vec<u8>)> {
    let body = serde_json::to_vec(fields)
        .map_err(|e| Error::new(ErrorKind::Internal, "La demande ne peut pas être écrite.").caused_by(e))?;
    Ok(("application/json".into(), body))
}

/// `multipart/form-data`: words bare, the rest in JSON, and the document last.
fn multipart(fields: &Map<String, Value>, document: &[u8], boundary: &str) -> (String, Vec<u8>) {
    let mut body = Vec::with_capacity(document.len() + 1024);
    for (name, value) in fields {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        for piece in [&head, &value, "\r\n"] {
            body.extend_from_slice(piece.as_bytes());
        }
    }
    let head = "Content-Disposition: form-data; name=\"file\"; filename=\"document\"\r\n\
        Content-Type: application/octet-stream\r\n\r\n";
    body.extend_from_slice(format!("--{boundary}\r\n{head}").as_bytes());
    body.extend_from_slice(document);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}
