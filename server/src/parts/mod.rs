//! The parts of a request: its fields and its documents, whether they came as a form or as JSON.

mod form;
mod json;
mod room;

use axum::body::BodyDataStream;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use bytes::Bytes;
use futures_util::StreamExt;
use ocr_facture::{Error, ErrorKind, Result};
use serde_json::{Map, Value};

use crate::config::Config;
use crate::state::AppState;
pub(crate) use room::{Held, Room};

/// What an address reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reads {
    /// `application/json`.
    pub(crate) json: bool,
    /// `multipart/form-data`.
    pub(crate) form: bool,
    /// Its document.
    pub(crate) document: Need,
}

/// Whether there is a document among the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// One.
    Required,
    /// One or none.
    Optional,
    /// None.
    None,
    /// At least one, as parts `files` of a form.
    Several,
}

/// A document of a request.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// Name of the file, for people.
    pub(crate) name: Option<String>,
    pub(crate) bytes: Bytes,
}

/// The parts, and the room they take until the request is answered.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) fields: Map<String, Value>,
    pub(crate) documents: Vec<Document>,
    pub(crate) held: Held,
}

/// Reads the body, no further than the limits, no longer than it may take.
///
/// # Errors
/// `unsupported_media_type`, `too_large`, `invalid_input`; `unavailable` when there is no room for it.
pub(crate) async fn read(state: &AppState, reads: Reads, request: Request) -> Result<Parts> {
    let config = &state.config;
    let (head, body) = request.into_parts();
    let kind = head.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let form = match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/json" if reads.json => false,
        "multipart/form-data" if reads.form => true,
        _ => return Err(unsupported(reads)),
    };
    let most = most(config, reads, form);
    let said = head.headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok());
    let mut body = body.into_data_stream();
    let reading = async {
        if said.is_some_and(|length: u64| length > most) {
            return Err(too_large(if form { config.documents.bytes } else { most }));
        }
        let held = state.room.hold();
        if form {
            form::read(config, reads, &kind, most, &mut body, held).await
        } else {
            json::read(config, most, &mut body, held).await
        }
    };
    let parts = match tokio::time::timeout(config.listen.body_time(), reading).await {
        Ok(parts) => parts,
        Err(_) => return Err(misread("Le corps de la demande n'est pas arrivé à temps.")),
    };
    if parts.is_err() {
        drain(&mut body).await;
    }
    let parts = parts?;
    match (reads.document, parts.documents.len()) {
        (Need::Required | Need::Several, 0) => Err(misread("Il manque le document : aucun octet n'est donné.")),
        (Need::None, 1..) => Err(misread("Cette adresse ne lit pas de document.")),
        _ => Ok(parts),
    }
}

/// Most bytes of a body.
fn most(config: &Config, reads: Reads, form: bool) -> u64 {
    let documents = if reads.document == Need::Several { config.documents.batch as u64 + 1 } else { 1 };
    if form {
        config.documents.bytes.saturating_mul(documents).saturating_add(config.documents.form_bytes as u64)
    } else {
        config.documents.json_bytes as u64
    }
}

/// Lets a client that is still sending come to its end, within reason: else it never sees why it was refused.
async fn drain(body: &mut BodyDataStream) {
    const BYTES: usize = 64 << 20;
    const TIME: std::time::Duration = std::time::Duration::from_secs(5);
    let rest = async {
        let mut seen = 0;
        while let Some(Ok(chunk)) = body.next().await {
            seen += chunk.len();
            if seen > BYTES {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(TIME, rest).await;
}

fn misread(message: &'static str) -> Error {
    Error::new(ErrorKind::InvalidInput, message)
}

fn too_large(allowed: u64) -> Error {
    Error::new(ErrorKind::TooLarge, "Ce fichier dépasse la taille permise.")
        .with("limit", "bytes")
        .with("value", allowed)
}

fn unsupported(reads: Reads) -> Error {
    let read = match (reads.json, reads.form) {
        (true, true) => "application/json, multipart/form-data",
        (true, false) => "application/json",
        _ => "multipart/form-data",
    };
    Error::new(ErrorKind::UnsupportedMediaType, format!("Cette adresse lit : {read}."))
}
