//! The verbs: an address is a verb, its parts are the fields of the request.

use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use ocr_facture::{Error, ErrorKind, OCRFactureAPI, Result, verbs};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::call::Call;
use crate::context::Exchange;
use crate::error::problem;
use crate::once::{Done, once};
use crate::parts::{self, Need, Reads};

/// The verb of an address, and how its parts come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verb {
    /// Its name in `verbs::Request`.
    pub(crate) name: &'static str,
    /// The verb for an invoice in place of a document, where the address does both.
    pub(crate) by_hand: Option<&'static str>,
    pub(crate) reads: Reads,
}

/// A verb that is named after the form it reads, or reads both.
const fn verb(name: &'static str, json: bool, form: bool, document: Need) -> Verb {
    Verb { name, by_hand: None, reads: Reads { json, form, document } }
}

pub(crate) const UPLOAD: Verb = verb("extract_from_bytes", false, true, Need::Required);
pub(crate) const BASE64: Verb = verb("extract_from_bytes", true, false, Need::Required);
pub(crate) const PARSE: Verb = verb("parse_facturx", true, true, Need::Required);
pub(crate) const VALIDATE: Verb = verb("validate", true, true, Need::Required);
pub(crate) const GENERATE: Verb = verb("generate_facturx", true, true, Need::Optional);
pub(crate) const XML: Verb = verb("generate_xml", true, true, Need::None);
pub(crate) const CONVERT: Verb = verb("convert_to_facturx", true, true, Need::Required);
pub(crate) const VAT: Verb = verb("validate_vat", true, true, Need::None);
pub(crate) const EXPORT: Verb = verb("export", true, true, Need::None);
pub(crate) const CHECK: Verb =
    Verb { by_hand: Some("check_invoice"), ..verb("check_compliance", true, true, Need::Optional) };

/// `POST`: reads the parts, does the verb.
pub(crate) async fn handle(exchange: Exchange, verb: Verb, request: Request) -> Response {
    let read = async {
        let parts = parts::read(&exchange.state, verb.reads, request).await?;
        let document = parts.documents.first().map(|d| d.bytes.clone());
        let call = Call::bounded(asked(verb, parts.fields, document.is_some())?, document, &exchange.state.config);
        Ok((call, parts.held))
    };
    let (call, held) = match read.await {
        Ok(read) => read,
        Err(error) => return problem(&error, &exchange.context),
    };
    let (pool, fingerprint) = (exchange.state.pool.clone(), call.fingerprint());
    once(exchange, fingerprint, 1, async move || {
        let answered = match &call.request {
            // No document, and done sooner than it is sent.
            verbs::Request::ValidateVat { .. } => {
                verbs::answer(&OCRFactureAPI::local(), &call.request, None).map(Bytes::from)
            }
            _ => pool.ask(&call).await,
        };
        drop(held);
        answered.map(Done::from)
    })
    .await
}

/// The request these fields make.
fn asked(verb: Verb, mut fields: Map<String, Value>, document: bool) -> Result<verbs::Request> {
    let name = match verb.by_hand {
        Some(_) if document && fields.contains_key("invoice") => {
            return Err(Error::new(ErrorKind::InvalidInput, "Donnez un document ou `invoice`, pas les deux."));
        }
        Some(by_hand) if fields.contains_key("invoice") => by_hand,
        Some(_) if !document => {
            return Err(Error::new(ErrorKind::InvalidInput, "Il manque le document, ou `invoice`."));
        }
        _ => verb.name,
    };
    if fields.insert("verb".into(), name.into()).is_some() {
        return Err(Error::new(ErrorKind::InvalidInput, "Le verbe est dit par l'adresse, pas par `verb`."));
    }
    understood(Value::Object(fields))
}

/// The request this is in JSON.
pub(super) fn understood(request: Value) -> Result<verbs::Request> {
    let unread =
        |e| Error::new(ErrorKind::InvalidInput, format!("Cette demande n'est pas comprise : {e}.")).caused_by(e);
    let read = verbs::Request::deserialize(&request).map_err(unread)?;
    match misread(&request, &serde_json::to_value(&read).map_err(unread)?) {
        None => Ok(read),
        Some((name, why)) => Err(Error::new(ErrorKind::InvalidInput, format!("`{name}` {why}."))),
    }
}

/// The field that was read otherwise than it was meant, and why: serde takes the members of a list for the fields of an
/// object in their order, and a number past a float's range for infinity, which JSON does not have.
fn misread(given: &Value, read: &Value) -> Option<(String, &'static str)> {
    let here = |name: &str, given: &Value, read: &Value| match (given, read) {
        (Value::Array(_), Value::Object(_)) => Some((name.to_owned(), "est un objet, pas une liste")),
        (Value::Number(_), Value::Null) => Some((name.to_owned(), "est un nombre trop grand")),
        _ => misread(given, read),
    };
    match (given, read) {
        (Value::Object(given), Value::Object(read)) => {
            given.iter().find_map(|(name, given)| here(name, given, read.get(name)?))
        }
        (Value::Array(given), Value::Array(read)) => {
            given.iter().zip(read).find_map(|(given, read)| here("[]", given, read))
        }
        _ => None,
    }
}
