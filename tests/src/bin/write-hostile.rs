//! Writes every hostile document and every seed of the fuzzing into a folder, to look at them or to start a fuzzer.

use std::path::PathBuf;

use ocr_facture_tests::{fuzz, hostile};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "hostile".into()));
    std::fs::create_dir_all(&folder)?;
    for case in hostile::cases() {
        std::fs::write(folder.join(case.name), (case.make)())?;
    }
    for (number, seed) in fuzz::seeds().iter().enumerate() {
        std::fs::write(folder.join(format!("seed-{number}.pdf")), seed)?;
    }
    Ok(())
}
