//! `/health`: whether the server lives, and whether it can work.

use axum::Json;
use axum::extract::State;
use ocr_facture::{Error, ErrorKind};
use serde::Serialize;

use crate::error::Refused;
use crate::state::AppState;

/// That it lives, and as which version.
#[derive(Serialize)]
pub(crate) struct Alive {
    status: &'static str,
    version: &'static str,
}

/// The server as it is now.
#[derive(Serialize)]
pub(crate) struct Health {
    #[serde(flatten)]
    alive: Alive,
    workers: Workers,
}

/// The processes that open documents.
#[derive(Serialize)]
struct Workers {
    count: usize,
    busy: usize,
    waiting: usize,
    landlock: bool,
    seccomp: bool,
}

const ALIVE: Alive = Alive { status: "ok", version: env!("CARGO_PKG_VERSION") };

/// `GET /health`.
pub(crate) async fn health(State(state): State<AppState>) -> Json<Health> {
    let figures = state.pool.figures();
    let workers = Workers {
        count: figures.workers,
        busy: figures.busy,
        waiting: figures.waiting,
        landlock: figures.locks.landlock,
        seccomp: figures.locks.seccomp,
    };
    Json(Health { alive: ALIVE, workers })
}

/// `GET /health/live`: it answers.
pub(crate) async fn live() -> Json<Alive> {
    Json(ALIVE)
}

/// `GET /health/ready`: its store answers, and it can take work now.
pub(crate) async fn ready(State(state): State<AppState>) -> Result<Json<Alive>, Refused> {
    state.store.check().await?;
    if state.pool.figures().waiting < state.config.workers.queue {
        return Ok(Json(ALIVE));
    }
    Err(Error::new(ErrorKind::Unavailable, "Le serveur a trop de travail ; redemandez dans un instant.").into())
}
