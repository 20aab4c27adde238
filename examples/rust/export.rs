// Écrit un classeur des factures d'un dossier. Writes a workbook of the invoices of a folder.

use std::fs::File;
use std::io::stdout;

use ocr_facture::export::{Document, csv, xlsx};
use ocr_facture::{ExtractOptions, OCRFactureAPI};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let api = OCRFactureAPI::local();
    let mut read = Vec::new();
    for entry in std::fs::read_dir("factures")? {
        let path = entry?.path();
        let outcome = api.extract_from_file(&path, &ExtractOptions::default());
        read.push((path.display().to_string(), outcome));
    }
    read.sort_by(|a, b| a.0.cmp(&b.0));

    let documents: Vec<_> = read.iter().map(|(path, outcome)| Document { path, outcome: outcome.as_ref() }).collect();
    xlsx::write(&documents, &mut File::create("factures.xlsx")?)?;
    csv::write(&documents, &csv::CsvOptions::default(), &mut stdout())?;
    Ok(())
}
