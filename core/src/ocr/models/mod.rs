//! Models of character recognition on the user's disk: where they may lie, and how one is added.

mod add;

use std::env;
use std::path::{Path, PathBuf};

/// Variable that names folders of models, separated as `PATH` is; they come before all others.
pub const VARIABLE: &str = "OCR_FACTURE_MODELS";

/// Where systems keep the models of Tesseract.
const TESSDATA: &[&str] = &[
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "C:\\Program Files\\Tesseract-OCR\\tessdata",
];

/// Folders that may hold models, in the order they are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Models {
    /// The folder `ocr-facture models add` writes to; none when the user has no home.
    own: Option<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Models {
    /// The folders of this machine: those of [`VARIABLE`], the user's own, `TESSDATA_PREFIX`, those of the system.
    pub fn of_this_machine() -> Self {
        let named = env::var_os(VARIABLE).map(|list| env::split_paths(&list).collect::<Vec<_>>()).unwrap_or_default();
        let own = named.first().cloned().or_else(|| Some(data_folder()?.join("ocr-facture").join("models")));
        let tessdata = env::var_os("TESSDATA_PREFIX").map(PathBuf::from);
        let tessdata = tessdata.into_iter().flat_map(|prefix| [prefix.join("tessdata"), prefix]);
        let folders = named.into_iter().chain(own.clone()).chain(tessdata).chain(TESSDATA.iter().map(PathBuf::from));
        Self::new(own, folders)
    }

    /// These folders, those that are there; `own` is the one written to.
    pub fn new(own: Option<PathBuf>, folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut kept: Vec<PathBuf> = Vec::new();
        for folder in folders {
            if folder.is_dir() && !kept.contains(&folder) {
                kept.push(folder);
            }
        }
        Self { own, folders: kept }
    }

    /// The folder `models add` writes to.
    pub fn own(&self) -> Option<&Path> {
        self.own.as_deref()
    }

    /// The folders there are.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The models there are, by name and size: changes when one is added, removed or replaced.
    pub fn fingerprint(&self) -> String {
        let files = self.folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let is_model = |name: &str| name.ends_with(".traineddata") || name.ends_with(".onnx");
        let named = files.filter_map(|file| {
            let name = file.file_name().to_str().filter(|n| is_model(n))?.to_owned();
            Some(format!("{name}:{}", file.metadata().ok()?.len()))
        });
        let mut names: Vec<String> = named.collect();
        names.sort();
        names.join(" ")
    }

    /// Languages there are models of Tesseract for.
    pub fn languages(&self) -> Vec<String> {
        let files = self.folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let name = |file: std::fs::DirEntry| Some(file.file_name().to_str()?.strip_suffix(".traineddata")?.to_owned());
        let mut names: Vec<String> = files.filter_map(name).filter(|n| n != "osd").collect();
        names.sort();
        names.dedup();
        names
    }

    /// The model of Tesseract for a language.
    pub fn traineddata(&self, language: &str) -> Option<PathBuf> {
        let name = format!("{language}.traineddata");
        self.folders.iter().map(|folder| folder.join(&name)).find(|path| path.is_file())
    }

    /// The newest model of PP-OCR for a task, `det` or `rec`, by its name: `PP-OCRv6_det_small.onnx`.
    pub fn onnx(&self, task: &str) -> Option<PathBuf> {
        let marker = format!("_{task}_");
        self.folders.iter().find_map(|folder| {
            let files = std::fs::read_dir(folder).ok()?.flatten().map(|f| f.path());
            let fits = |path: &PathBuf| {
                path.extension().is_some_and(|e| e == "onnx")
                    && path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.contains(&marker))
            };
            files.filter(fits).max()
        })
    }
}

/// Where programs keep a user's data: XDG on Unix, Application Support on macOS, LOCALAPPDATA on Windows.
fn data_folder() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        Some(folder("HOME")?.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))
    }
}
