//! `/v1/languages`: what can be read here.

use axum::Json;
use ocr_facture::OCRFactureAPI;
use ocr_facture::api::Languages;
use ocr_facture::{Error, ErrorKind};

use crate::error::Refused;

/// `GET /v1/languages`: as in local mode. Looks at the disk.
pub(crate) async fn languages() -> Result<Json<Languages>, Refused> {
    let found = tokio::task::spawn_blocking(|| OCRFactureAPI::local().languages()).await;
    let defect = |e| Error::new(ErrorKind::Internal, "Le serveur a échoué : un défaut à nous signaler.").caused_by(e);
    Ok(Json(found.map_err(defect)??))
}
