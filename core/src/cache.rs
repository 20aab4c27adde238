//! Extractions kept on disk, by what was read and how: the same document read again costs a look-up.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::api::{ExtractOptions, Extraction, SCHEMA};

/// A folder of extractions. Whole files appear under their final name, so that several processes may share it; one that
/// cannot be read or written is the same as one that is not there.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
}

/// Tells two files apart that are written at the same time.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

impl Cache {
    /// A cache in this folder, made when first written to.
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where the extraction of these bytes with these options lies. `engines` names what may recognise its pages: with
    /// a new model, a document is read anew.
    pub(crate) fn place(&self, bytes: &[u8], options: &ExtractOptions, engines: &str) -> PathBuf {
        // How long it may take does not change what is read.
        let options = ExtractOptions { timeout: None, ..options.clone() };
        let mut hash = Sha256::new();
        for part in [SCHEMA, env!("CARGO_PKG_VERSION"), engines] {
            hash.update(part);
            hash.update([0]);
        }
        hash.update(serde_json::to_vec(&options).unwrap_or_default());
        hash.update([0]);
        hash.update(bytes);
        let name: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        self.folder.join(&name[..2]).join(format!("{name}.json"))
    }

    /// The extraction kept there.
    pub(crate) fn get(place: &Path) -> Option<Extraction> {
        serde_json::from_slice(&fs::read(place).ok()?).ok()
    }

    /// Keeps the extraction there, if it can.
    pub(crate) fn put(place: &Path, extraction: &Extraction) {
        let Some(folder) = place.parent() else { return };
        let mark = (std::process::id(), WRITTEN.fetch_add(1, Ordering::Relaxed));
        let partial = folder.join(format!(".{}-{}.part", mark.0, mark.1));
        let written = fs::create_dir_all(folder).is_ok()
            && serde_json::to_vec(extraction)
                .is_ok_and(|json| fs::File::create(&partial).and_then(|mut file| file.write_all(&json)).is_ok())
            && fs::rename(&partial, place).is_ok();
        if !written {
            let _ = fs::remove_file(&partial);
        }
    }
}
