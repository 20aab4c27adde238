//! Scores the engine over folders of documents with their truth.
//!
//! `score DIR... [--only text-pdf] [--misses N] [--raw OUT.csv]`

use std::path::PathBuf;
use std::process::ExitCode;

use ocr_facture_tests::score;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let (mut folders, mut misses, mut raw, mut only) = (vec![], 0, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--misses" => misses = value()?.parse::<usize>().map_err(|e| format!("--misses: {e}"))?,
            "--raw" => raw = Some(PathBuf::from(value()?)),
            "--only" => only = Some(value()?),
            option if option.starts_with("--") => return Err(format!("unknown option {option}")),
            folder => folders.push(PathBuf::from(folder)),
        }
    }
    if folders.is_empty() {
        return Err("score DIR... [--only KIND] [--misses N] [--raw OUT.csv]".into());
    }
    let mut documents = vec![];
    for folder in folders {
        documents.extend(score::documents(&folder, only.as_deref()).map_err(|e| format!("{}: {e}", folder.display()))?);
    }
    let report = score::run(&documents);
    if misses > 0 {
        println!("{}", report.misses_by_field(misses));
    }
    println!("{report}");
    if let Some(path) = raw {
        std::fs::write(&path, report.raw_csv()).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}
