//! Writes generated invoices and their truth into a folder.
//!
//! `generate --count N --seed S --out DIR [--language fr]`

use std::path::PathBuf;
use std::process::ExitCode;

use ocr_facture_tests::generator::{Language, generate};

fn main() -> ExitCode {
    match run() {
        Ok(written) => {
            println!("{written} documents");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<u64, String> {
    let (mut count, mut seed, mut out, mut language) = (100, 1, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|e| format!("{name} {value}: {e}"));
        match name.as_str() {
            "--count" => count = number()?,
            "--seed" => seed = number()?,
            "--out" => out = Some(PathBuf::from(value)),
            "--language" => {
                let found = Language::ALL.into_iter().find(|l| l.code() == value);
                language = Some(found.ok_or_else(|| format!("no language {value}"))?);
            }
            _ => return Err(format!("unknown option {name}")),
        }
    }
    let out = out.ok_or("--out DIR is missing")?;
    std::fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    for index in 0..count {
        let sample = generate(seed, index, language);
        let truth = serde_json::to_vec_pretty(&sample.truth_json()).map_err(|e| e.to_string())?;
        let stem = out.join(&sample.name);
        let write = |extension: &str, bytes: &[u8]| {
            let path = format!("{}.{extension}", stem.display());
            std::fs::write(&path, bytes).map_err(|e| format!("{path}: {e}"))
        };
        write("pdf", &sample.pdf)?;
        write("truth.json", &truth)?;
    }
    Ok(count)
}
