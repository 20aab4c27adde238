//! `/health`: whether the server lives, and whether it can work.

use axum::Json;
use serde::Serialize;

/// The server as it is now.
#[derive(Serialize)]
pub(crate) struct Health {
    status: &'static str,
    version: &'static str,
}

const OK: Health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };

/// `GET /health`.
pub(crate) async fn health() -> Json<Health> {
    Json(OK)
}

/// `GET /health/live`: it answers.
pub(crate) async fn live() -> Json<Health> {
    Json(OK)
}

/// `GET /health/ready`: it can take work.
pub(crate) async fn ready() -> Json<Health> {
    Json(OK)
}
