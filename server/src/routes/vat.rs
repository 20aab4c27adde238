//! `/v1/compliance/validate-vat`: whether a VAT number can be one, without asking anyone.

use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use ocr_facture::invoice::ident::{compact, is_eu_vat, is_monaco_vat, siren_of_vat, vat_of_siren};
use ocr_facture::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::context::Exchange;
use crate::error::problem;
use crate::idempotency::Fingerprint;
use crate::once::{Done, once};
use crate::parts::{self, Need, Reads};

pub(crate) const READS: Reads = Reads { json: true, form: true, document: Need::None };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    vat_number: String,
}

/// What its form tells. Whether the number is in use, only a registry knows.
#[derive(Serialize)]
struct VatNumber<'a> {
    /// In compact form.
    vat_number: &'a str,
    /// Its first two letters, when it is valid.
    country: Option<&'a str>,
    /// Whether its form, and its key where it is French, are right.
    valid: bool,
    /// The company's SIREN, where it is French.
    siren: Option<&'a str>,
    /// Whether the number follows from its SIREN, where it is French.
    matches_siren: Option<bool>,
}

/// `POST`.
pub(crate) async fn handle(exchange: Exchange, request: Request) -> Response {
    match parts::read(&exchange.state, READS, request).await {
        Ok(parts) => {
            let fields = Value::Object(parts.fields);
            let fingerprint = Fingerprint::of(&fields, []);
            once(exchange, fingerprint, 1, async move || told(fields).map(Done::from)).await
        }
        Err(error) => problem(&error, &exchange.context),
    }
}

fn told(fields: Value) -> Result<Bytes> {
    let asked: Asked = serde_json::from_value(fields).map_err(|e| {
        Error::new(ErrorKind::InvalidInput, format!("Cette demande n'est pas comprise : {e}.")).caused_by(e)
    })?;
    let number = compact(&asked.vat_number);
    let valid = is_eu_vat(&number) || is_monaco_vat(&number);
    let siren = siren_of_vat(&number);
    let told = VatNumber {
        vat_number: &number,
        country: number.get(..2).filter(|_| valid),
        valid,
        siren,
        matches_siren: siren.map(|siren| vat_of_siren(siren).is_some_and(|expected| expected == number)),
    };
    serde_json::to_vec(&told)
        .map(Bytes::from)
        .map_err(|e| Error::new(ErrorKind::Internal, "La réponse ne peut pas être écrite.").caused_by(e))
}
