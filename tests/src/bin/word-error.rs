//! Word error of what was read on the pictures that `degrade` wrote.
//!
//! `word-error FOLDER`, where beside `NAME.SET.jpg` and `NAME.words.txt` each reader left `NAME.SET.jpg.READER.txt`;
//! prints an object of readers with their word error over all pictures.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ocr_facture_tests::score::words::{WordError, word_error};

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let mut found: BTreeMap<String, WordError> = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("the folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let picture = [".jpg.", ".png."].iter().find_map(|end| name.split_once(end));
        let Some((picture, reader)) = picture.and_then(|(p, r)| Some((p, r.strip_suffix(".txt")?))) else { continue };
        let Some((page, _set)) = picture.rsplit_once('.') else { continue };
        let truth = fs::read_to_string(Path::new(&folder).join(format!("{page}.words.txt"))).expect("the words");
        let read = fs::read_to_string(entry.path()).expect("what was read");
        found.entry(reader.to_owned()).or_default().merge(word_error(&[truth], &[read]));
    }
    let rates: BTreeMap<_, f64> = found.iter().map(|(reader, error)| (reader, error.rate())).collect();
    println!("{}", serde_json::to_string(&rates).expect("numbers"));
}
