//! Writes `tests/vectors/documents` and what every case of `tests/vectors/verbs` answers here and now, for people to read
//! the difference: `cargo run -p ocr-facture-tests --bin vectors-verbs`.
//!
//! A case whose engine is not installed keeps its file.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ocr_facture::OCRFactureAPI;
use ocr_facture_tests::verbs::{ask, cases, documents, folder, installed};

fn main() -> io::Result<()> {
    let place = documents::folder();
    fs::create_dir_all(&place)?;
    let mut kept = BTreeSet::new();
    for document in documents::DOCUMENTS {
        kept.insert(write(&place.join(document.name), &(document.make)())?);
    }
    let api = OCRFactureAPI::local();
    let here = installed(&api);
    for case in cases() {
        if let Some(engine) = case.needs.iter().find(|engine| !here.contains(**engine)) {
            println!("{}/{}: {engine} is not installed", case.folder, case.name);
            kept.insert(case.path());
            continue;
        }
        let document = case.document.map(|name| place.join(name));
        let answer = ask(&api, &case.request, document.as_ref());
        kept.insert(write(&case.path(), case.file(&answer).as_bytes())?);
    }
    for left in files(&place)?.into_iter().chain(files(&folder())?).filter(|path| !kept.contains(path)) {
        if left.file_name().is_some_and(|name| name != "README.md") {
            println!("{}: of no case any more", left.display());
            fs::remove_file(left)?;
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    path.parent().map(fs::create_dir_all).transpose()?;
    if fs::read(path).ok().as_deref() != Some(bytes) {
        fs::write(path, bytes)?;
    }
    Ok(path.to_owned())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}
