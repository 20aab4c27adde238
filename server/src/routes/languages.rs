//! `/v1/languages`: what can be read here.

use axum::Json;
use ocr_facture::OCRFactureAPI;
use ocr_facture::api::Languages;

use crate::error::{Refused, defect};

/// `GET /v1/languages`: as in local mode. Looks at the disk.
pub(crate) async fn languages() -> Result<Json<Languages>, Refused> {
    let found = tokio::task::spawn_blocking(|| OCRFactureAPI::local().languages()).await;
    Ok(Json(found.map_err(|e| defect().caused_by(e))??))
}
