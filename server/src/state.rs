//! What all requests share.

use std::ops::Deref;
use std::sync::Arc;

use ocr_facture::Result;

use crate::config::Config;
use crate::parts::Room;
use crate::worker::{Pool, Program};

/// Shared parts; a clone is a handle.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Parts>);

/// The parts.
pub(crate) struct Parts {
    /// What the server was told.
    pub(crate) config: Config,
    /// Who opens documents.
    pub(crate) pool: Pool,
    /// Where requests lie while they are worked on.
    pub(crate) room: Room,
}

impl AppState {
    /// Opens all there is to share.
    ///
    /// # Errors
    /// When a part the configuration names cannot be opened.
    pub(crate) async fn open(config: Config, program: Program) -> Result<Self> {
        let pool = Pool::start(program, config.workers.clone()).await?;
        let room = Room::new(config.documents.in_flight_bytes);
        Ok(Self(Arc::new(Parts { config, pool, room })))
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
