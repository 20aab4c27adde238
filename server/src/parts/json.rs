//! Parts as one JSON object, the document as base64 in `document`.

use std::fmt;

use axum::body::BodyDataStream;
use bytes::BytesMut;
use futures_util::StreamExt;
use ocr_facture::document::{Limits, from_text};
use ocr_facture::{Error, ErrorKind, Result};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{Document, Held, Parts, misread, too_large};
use crate::config::Config;
use crate::error::defect;

/// Name of the document among the fields.
const DOCUMENT: &str = "document";

pub(super) async fn read(config: &Config, most: u64, body: &mut BodyDataStream, mut held: Held) -> Result<Parts> {
    let mut text = BytesMut::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|e| misread("Le corps de la demande s'est interrompu.").caused_by(e))?;
        if (text.len() + chunk.len()) as u64 > most {
            return Err(too_large(most));
        }
        // The text, and what is made of it.
        held.grow(2 * chunk.len())?;
        text.extend_from_slice(&chunk);
    }
    let limits = Limits { bytes: config.documents.bytes, ..Limits::default() };
    // Tens of megabytes take milliseconds that other requests need.
    tokio::task::spawn_blocking(move || parse(&text, &limits, held))
        .await
        .unwrap_or_else(|e| Err(defect().caused_by(e)))
}

fn parse(text: &[u8], limits: &Limits, held: Held) -> Result<Parts> {
    let Fields(mut fields) = serde_json::from_slice(text).map_err(|e| {
        Error::new(ErrorKind::InvalidInput, format!("Cette demande n'est pas comprise : {e}.")).caused_by(e)
    })?;
    let documents = match fields.remove(DOCUMENT) {
        None => vec![],
        Some(Value::String(text)) => vec![Document { name: None, bytes: from_text(&text, limits)?.into() }],
        Some(_) => return Err(misread("`document` est un texte en base64.")),
    };
    Ok(Parts { fields, documents, held })
}

/// An object that names each of its fields once.
struct Fields(Map<String, Value>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(Once)
    }
}

struct Once;

impl<'de> Visitor<'de> for Once {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Fields, A::Error> {
        let mut fields = Map::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if fields.contains_key(&name) {
                return Err(serde::de::Error::custom(format_args!("duplicate field `{name}`")));
            }
            fields.insert(name, value);
        }
        Ok(Fields(fields))
    }
}
