//! A document and where to get it.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// A document and where to get it. A file is opened only when its turn comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file on this machine.
    File(PathBuf),
    /// Bytes at hand, under the name results are told by.
    Bytes {
        /// For people: never opened.
        name: String,
        /// The document.
        bytes: Vec<u8>,
    },
}

impl Source {
    /// The path, or the name given with the bytes.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    /// Reads the document, at most `limit` bytes of it.
    ///
    /// # Errors
    /// `not_found` when the file cannot be opened, `too_large` past the limit, `unreadable` when the disk fails.
    pub fn read(&self, limit: u64) -> Result<Cow<'_, [u8]>> {
        match self {
            Self::File(path) => read_file(path, limit).map(Cow::Owned),
            Self::Bytes { bytes, .. } if bytes.len() as u64 > limit => Err(too_large(limit)),
            Self::Bytes { bytes, .. } => Ok(Cow::Borrowed(bytes)),
        }
    }
}

/// The bytes of a file, at most `limit` of them.
///
/// # Errors
/// As [`Source::read`].
pub(crate) fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let not_found = |e| {
        Error::new(ErrorKind::NotFound, "Ce fichier ne peut pas être ouvert.").with("path", path.display()).caused_by(e)
    };
    let file = File::open(path).map_err(not_found)?;
    let size = file.metadata().map_err(not_found)?.len();
    if size > limit {
        return Err(too_large(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // A pipe has no size, and a file may grow while it is read.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| {
        Error::new(ErrorKind::Unreadable, "Ce fichier ne peut pas être lu.").with("path", path.display()).caused_by(e)
    })?;
    if bytes.len() as u64 > limit {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

fn too_large(limit: u64) -> Error {
    Error::new(ErrorKind::TooLarge, "Ce fichier dépasse la taille permise.").with("limit", "bytes").with("value", limit)
}
