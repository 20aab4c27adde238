// Un dossier de factures en CSV et en Factur-X, avec ce qui reste à faire. A folder of invoices to CSV and Factur-X.
//
// Une facture lue est écrite en Factur-X, page gardée ; ce qui n'a pas pu l'être, et ce que la loi reproche, est listé.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;

use ocr_facture::check::Severity;
use ocr_facture::export::{Document, csv};
use ocr_facture::facturx::pdf::Fallback;
use ocr_facture::{BatchEvent, CheckOptions, ExtractOptions, GenerateOptions, OCRFactureAPI, Source};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let (source, out) = (Path::new("factures"), Path::new("sortie"));
    fs::create_dir_all(out)?;
    let mut paths = fs::read_dir(source)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    paths.sort();

    let api = OCRFactureAPI::local();
    let mut read = Vec::new();
    let sources = paths.into_iter().map(Source::File);
    api.batch_extract(sources, &ExtractOptions::default(), None, |event| {
        if let BatchEvent::Result { source, result } = event {
            read.push((source.name(), *result));
        }
        ControlFlow::Continue(())
    })?;

    let options = GenerateOptions { fallback: Fallback::Image, ..GenerateOptions::default() };
    for (name, result) in &read {
        let made = match result {
            Err(error) => {
                println!("{name} : illisible ({})", error.code());
                continue;
            }
            Ok(result) => api.generate_facturx(&result.invoice, Some(&fs::read(name)?), &options),
        };
        match made {
            Err(error) => println!("{name} : pas de Factur-X\n{error}"),
            Ok(made) => {
                fs::write(out.join(Path::new(name).file_name().unwrap_or_default()), &made.pdf)?;
                let report = api.check_compliance(&made.pdf, &CheckOptions::default())?;
                println!("{name} : Factur-X {}, page {:?}, {:?}", made.profile, made.page, report.verdict);
                for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Fatal) {
                    println!("  à corriger : {} [{}]", finding.message.fr, finding.rule);
                }
            }
        }
    }

    let documents: Vec<_> = read.iter().map(|(path, outcome)| Document { path, outcome: outcome.as_ref() }).collect();
    for (name, rows) in [("factures.csv", csv::Rows::Invoices), ("lignes.csv", csv::Rows::Lines)] {
        let options = csv::CsvOptions { rows, ..csv::CsvOptions::default() };
        csv::write(&documents, &options, &mut File::create(out.join(name))?)?;
    }
    let ok = read.iter().filter(|(_, result)| result.is_ok()).count();
    println!("{ok} factures lues sur {}, dans {}/", read.len(), out.display());
    Ok(())
}
