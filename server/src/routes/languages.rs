//! `/v1/languages`: what can be read here.

use axum::Json;
use ocr_facture::OCRFactureAPI;
use ocr_facture::engine::Recogniser;
use serde::Serialize;

/// Languages of documents, and what reads them when their pages are pictures.
#[derive(Serialize)]
pub(crate) struct Languages {
    languages: &'static [&'static str],
    engines: Vec<Recogniser>,
}

/// What `language` may be in the options of a reading.
const LANGUAGES: &[&str] = &["fra", "eng", "deu", "spa", "ita", "por", "nld"];

/// `GET /v1/languages`.
pub(crate) async fn languages() -> Json<Languages> {
    let engines = tokio::task::spawn_blocking(|| OCRFactureAPI::local().recognisers()).await.unwrap_or_default();
    Json(Languages { languages: LANGUAGES, engines })
}
