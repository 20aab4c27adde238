// Lit un dossier, en parallèle. Reads a folder, in parallel.

use std::ops::ControlFlow;

use ocr_facture::{BatchEvent, ExtractOptions, OCRFactureAPI, Source};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let entries = std::fs::read_dir("factures")?.collect::<Result<Vec<_>, _>>()?;
    let options = ExtractOptions { timeout: Some(60_000), ..ExtractOptions::default() };
    let sources = entries.into_iter().map(|entry| Source::File(entry.path()));

    let (mut done, mut failed) = (0, 0);
    OCRFactureAPI::local().batch_extract(sources, &options, None, |event| {
        match event {
            BatchEvent::Progress { ok } => {
                done += 1;
                failed += usize::from(!ok);
            }
            BatchEvent::Result { source, result } => match *result {
                Ok(read) => println!("{} : {:?}, {:?}", source.name(), read.invoice.number, read.invoice.totals.gross),
                Err(error) => println!("{} : {}", source.name(), error.code()),
            },
        }
        ControlFlow::Continue(())
    })?;
    println!("{done} lues, dont {failed} en échec");
    Ok(())
}
