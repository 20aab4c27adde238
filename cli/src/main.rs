//! The `ocr-facture` command.

use std::process::ExitCode;

use ocr_facture::{ExtractOptions, OCRFactureAPI};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1).filter(|a| !a.starts_with("--") && a != "extract");
    let Some(path) = args.next() else { return ExitCode::from(2) };
    match OCRFactureAPI::local().extract_from_file(path, &ExtractOptions { text: true, ..Default::default() }) {
        Ok(extraction) => {
            println!("{}", serde_json::to_string(&extraction).unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
