//! Parts as a form: the document as `file`, other fields each under its own name.

use axum::body::BodyDataStream;
use bytes::{Bytes, BytesMut};
use multer::{Constraints, Field, Multipart, SizeLimit};
use ocr_facture::{Error, ErrorKind, Result};
use serde_json::{Map, Value};

use super::{Document, Held, Need, Parts, Reads, misread, too_large};
use crate::config::Config;

/// Fields that are a word, and stand bare; all others are JSON.
const WORDS: &[&str] = &["format", "syntax", "profile", "vat_number"];
/// Parts of one form.
const PARTS: usize = 64;

pub(super) async fn read(
    config: &Config,
    reads: Reads,
    kind: &str,
    most: u64,
    body: &mut BodyDataStream,
    mut held: Held,
) -> Result<Parts> {
    let boundary = multer::parse_boundary(kind).map_err(broken)?;
    let constraints = Constraints::new().size_limit(SizeLimit::new().whole_stream(most));
    let mut form = Multipart::with_constraints(body, boundary, constraints);
    let file = if reads.document == Need::Several { "files" } else { "file" };
    let (mut fields, mut documents, mut beside, mut count) = (Map::new(), Vec::new(), 0, 0);
    while let Some(mut field) = form.next_field().await.map_err(|e| overrun(e, config))? {
        count += 1;
        if count > PARTS {
            return Err(misread("Ce formulaire a trop de parties."));
        }
        let Some(name) = field.name().map(str::to_owned) else {
            return Err(misread("Une partie du formulaire n'a pas de nom."));
        };
        if name == file {
            let again = reads.document != Need::Several && !documents.is_empty();
            if again {
                return Err(twice(&name));
            }
            if reads.document == Need::Several && documents.len() >= config.documents.batch {
                return Err(Error::new(ErrorKind::TooLarge, "Ce lot a trop de documents.")
                    .with("limit", "documents")
                    .with("value", config.documents.batch));
            }
            let name = field.file_name().map(str::to_owned);
            let bytes = collect(&mut field, config.documents.bytes, &mut held, config).await?;
            documents.push(Document { name, bytes });
            continue;
        }
        let left = (config.documents.form_bytes as u64).saturating_sub(beside);
        let text = collect(&mut field, left, &mut held, config).await?;
        beside += text.len() as u64;
        let value = value(&name, &text, file)?;
        if fields.insert(name.clone(), value).is_some() {
            return Err(twice(&name));
        }
    }
    Ok(Parts { fields, documents, held })
}

/// The bytes of one part, no more than `limit`.
async fn collect(field: &mut Field<'_>, limit: u64, held: &mut Held, config: &Config) -> Result<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| overrun(e, config))? {
        if (bytes.len() + chunk.len()) as u64 > limit {
            return Err(too_large(limit));
        }
        held.grow(chunk.len())?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

fn value(name: &str, text: &[u8], file: &str) -> Result<Value> {
    let text = std::str::from_utf8(text).map_err(|e| {
        // Most often it is the document, under a name of the caller's.
        let message = format!("La partie « {name} » n'est pas en UTF-8 ; le document est la partie « {file} ».");
        Error::new(ErrorKind::InvalidInput, message).caused_by(e)
    })?;
    if WORDS.contains(&name) {
        return Ok(text.into());
    }
    serde_json::from_str(text).map_err(|e| {
        Error::new(ErrorKind::InvalidInput, format!("La partie « {name} » n'est pas du JSON : {e}.")).caused_by(e)
    })
}

fn twice(name: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("La partie « {name} » est donnée deux fois."))
}

fn overrun(error: multer::Error, config: &Config) -> Error {
    match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            too_large(config.documents.bytes)
        }
        other => broken(other),
    }
}

fn broken(error: multer::Error) -> Error {
    misread("Ce formulaire n'est pas bien formé (multipart/form-data).").caused_by(error)
}
