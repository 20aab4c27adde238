//! Writes spoiled pictures of pages with the words they show.
//!
//! `degrade --out DIR [--count N] [--seed S] [--language fr] [--sets clean,mild,hard,low,photo,fax] [--pdf FILE]...`
//!
//! Writes `NAME.SET.jpg` or `.png`, and `NAME.words.txt`, one word a line. Pages come from the PDFs with text that are
//! named, else from generated invoices.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ocr_facture_tests::degrade::{Set, degrade, pages};
use ocr_facture_tests::generator::{Language, generate};

fn main() -> ExitCode {
    match run() {
        Ok(written) => {
            println!("{written} pictures");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<usize, String> {
    let (mut count, mut seed, mut out, mut language) = (10, 1, None, None);
    let (mut sets, mut files) = (Set::ALL.to_vec(), Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|e| format!("{name} {value}: {e}"));
        match name.as_str() {
            "--count" => count = number()?,
            "--seed" => seed = number()?,
            "--out" => out = Some(PathBuf::from(value)),
            "--pdf" => files.push(PathBuf::from(value)),
            "--sets" => {
                let named = value.split(',').map(|n| Set::named(n).ok_or_else(|| format!("no set {n}")));
                sets = named.collect::<Result<_, _>>()?;
            }
            "--language" => {
                let found = Language::ALL.into_iter().find(|l| l.code() == value);
                language = Some(found.ok_or_else(|| format!("no language {value}"))?);
            }
            _ => return Err(format!("unknown option {name}")),
        }
    }
    let out = out.ok_or("--out DIR is missing")?;
    std::fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut written = 0;
    if files.is_empty() {
        for index in 0..count {
            let sample = generate(seed, index, language);
            written += write(&out, &sample.name, &sample.pdf, 1, &sets, seed + index)?;
        }
    }
    for file in files {
        let pdf = std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for page in 1..=pages(&pdf)?.min(count as u32) {
            written += write(&out, &format!("{stem}-p{page}"), &pdf, page, &sets, seed + u64::from(page))?;
        }
    }
    Ok(written)
}

fn write(out: &Path, name: &str, pdf: &[u8], page: u32, sets: &[Set], seed: u64) -> Result<usize, String> {
    let save = |name: String, bytes: &[u8]| {
        let path = out.join(name);
        std::fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))
    };
    for set in sets {
        let spoiled = degrade(pdf, page, *set, seed)?;
        save(format!("{name}.{}.{}", set.name(), spoiled.extension), &spoiled.bytes)?;
        save(format!("{name}.words.txt"), (spoiled.words.join("\n") + "\n").as_bytes())?;
    }
    Ok(sets.len())
}
