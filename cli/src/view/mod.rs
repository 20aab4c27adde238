//! `--view`: one self-contained HTML page a document, with every value boxed on the picture of its page.

mod html;
mod picture;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ocr_facture::api::PageInfo;
use ocr_facture::export::label::Lang;
use ocr_facture::{Cancel, Error, ErrorKind, ExtractOptions, Extraction, Result, Source};

use crate::output::NewFile;
use crate::say::pick;

/// Where the pages go.
pub(crate) struct Views {
    place: Place,
    lang: Lang,
    taken: BTreeSet<PathBuf>,
}

enum Place {
    File(PathBuf),
    Directory(PathBuf),
}

impl Views {
    /// A page at `path`, or one for each document in the directory `path`.
    pub(crate) fn new(path: &Path, single: bool, lang: Lang) -> std::result::Result<Self, String> {
        let directory = path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
        let place = match (directory, single) {
            (true, _) => Place::Directory(path.to_owned()),
            (false, true) => Place::File(path.to_owned()),
            (false, false) if path.extension().is_none() => Place::Directory(path.to_owned()),
            (false, false) => {
                return Err(pick(
                    lang,
                    "--view demande un dossier quand il y a plusieurs documents (par exemple --view vues/)",
                    "--view wants a directory when there are several documents (for instance --view views/)",
                )
                .to_owned());
            }
        };
        Ok(Self { place, lang, taken: BTreeSet::new() })
    }

    /// Writes the page of one document.
    pub(crate) fn add(
        &mut self,
        source: &Source,
        extraction: &Extraction,
        options: &ExtractOptions,
        cancel: &Cancel,
    ) -> Result<()> {
        let path = self.path_for(source)?;
        let mut file = NewFile::create(&path).map_err(unwritten)?;
        let bytes = source.read(options.limits.bytes)?;
        let (pages, given_up) =
            (extraction.document.pages.len(), || cancel.is_cancelled().then_some(ErrorKind::Cancelled));
        let mut picture = |page: &PageInfo| picture::data_uri(&bytes, page, pages, &options.limits, &given_up);
        html::write(&source.name(), extraction, self.lang, &mut picture, &mut file).map_err(unwritten)?;
        file.keep().map_err(unwritten)
    }

    /// `vues/facture.html`, then `vues/facture-2.html` for a document of the same name in another directory.
    fn path_for(&mut self, source: &Source) -> Result<PathBuf> {
        let directory = match &self.place {
            Place::File(path) => return Ok(path.clone()),
            Place::Directory(directory) => directory,
        };
        std::fs::create_dir_all(directory).map_err(unwritten)?;
        let name = match source {
            Source::File(path) => path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
            Source::Bytes { .. } => "document".to_owned(),
        };
        let candidates = (1..).map(|n| if n == 1 { format!("{name}.html") } else { format!("{name}-{n}.html") });
        let free = candidates.map(|file| directory.join(file)).find(|path| !self.taken.contains(path));
        let path = free.unwrap_or_else(|| directory.join("document.html"));
        self.taken.insert(path.clone());
        Ok(path)
    }
}

fn unwritten(e: std::io::Error) -> Error {
    Error::new(ErrorKind::Internal, "La page HTML ne peut pas être écrite.").caused_by(e)
}
