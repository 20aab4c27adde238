//! What all requests share.

use std::ops::Deref;
use std::sync::Arc;

use ocr_facture::Result;

use crate::config::Config;

/// Shared parts; a clone is a handle.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Parts>);

/// The parts.
pub(crate) struct Parts {
    /// What the server was told.
    pub(crate) config: Config,
}

impl AppState {
    /// Opens all there is to share.
    ///
    /// # Errors
    /// When a part the configuration names cannot be opened.
    pub(crate) async fn open(config: Config) -> Result<Self> {
        Ok(Self(Arc::new(Parts { config })))
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
