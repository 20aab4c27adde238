//! `/v1/ocr/batch`: several documents in one request, each answered by itself.

use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use futures_util::future::join_all;
use ocr_facture::{Error, ErrorKind, Result};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::verb::understood;
use crate::call::Call;
use crate::context::Exchange;
use crate::error::{problem, status};
use crate::once::{Done, once};
use crate::parts::{self, Document, Need, Parts, Reads};

pub(crate) const READS: Reads = Reads { json: false, form: true, document: Need::Several };

/// What came of one document.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct Row<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Error>,
}

/// The answer.
#[derive(Serialize)]
struct Rows<'a> {
    results: &'a [Row<'a>],
}

/// `POST`: reads each document; one that fails costs only itself.
pub(crate) async fn handle(exchange: Exchange, request: Request) -> Response {
    let read = async {
        let Parts { fields, documents, held } = parts::read(&exchange.state, READS, request).await?;
        let calls = calls(&exchange, fields, &documents)?;
        Ok::<_, Error>((documents, calls, held))
    };
    let (documents, calls, held) = match read.await {
        Ok(read) => read,
        Err(error) => return problem(&error, &exchange.context),
    };
    let named = calls.iter().zip(&documents).map(|(call, d)| (d.name.as_deref().unwrap_or_default(), call));
    let fingerprint = Call::fingerprint_of_all(named);
    let (pool, cost) = (exchange.state.pool.clone(), u32::try_from(calls.len()).unwrap_or(u32::MAX));
    once(exchange, fingerprint, cost, async move || {
        let answers = join_all(calls.iter().map(|call| pool.ask(call))).await;
        drop(held);
        let ours = |answer: &&Result<Bytes>| answer.as_ref().is_err_and(|e| status(e.kind()).is_server_error());
        let failed = u32::try_from(answers.iter().filter(ours).count()).unwrap_or(u32::MAX);
        Ok(Done { body: written(&documents, &answers)?, failed })
    })
    .await
}

fn calls(exchange: &Exchange, mut fields: Map<String, Value>, documents: &[Document]) -> Result<Vec<Call>> {
    let options = fields.remove("options").unwrap_or_else(|| json!({}));
    if let Some(other) = fields.keys().next() {
        return Err(Error::new(ErrorKind::InvalidInput, format!("La partie « {other} » n'est pas connue ici.")));
    }
    let request = understood(json!({ "verb": "extract_from_bytes", "options": options }))?;
    let call = |d: &Document| Call::bounded(request.clone(), Some(d.bytes.clone()), &exchange.state.config);
    Ok(documents.iter().map(call).collect())
}

fn written(documents: &[Document], answers: &[Result<Bytes>]) -> Result<Bytes> {
    let broken = |e| Error::new(ErrorKind::Internal, "La réponse ne peut pas être écrite.").caused_by(e);
    let mut rows = Vec::new();
    for (document, answer) in documents.iter().zip(answers) {
        let name = document.name.as_deref().unwrap_or_default();
        rows.push(match answer {
            Ok(json) => Row { name, result: Some(serde_json::from_slice(json).map_err(broken)?), error: None },
            Err(error) => Row { name, result: None, error: Some(error) },
        });
    }
    serde_json::to_vec(&Rows { results: &rows }).map(Bytes::from).map_err(broken)
}
