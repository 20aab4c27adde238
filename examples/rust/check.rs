// Dit si une facture porte tout ce que la loi demande. Tells whether an invoice says all that French law asks.

use ocr_facture::check::Transaction;
use ocr_facture::{CheckOptions, OCRFactureAPI};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let bytes = std::fs::read("facture.pdf")?;
    let options = CheckOptions { transaction: Some(Transaction::B2b), ..CheckOptions::default() };
    let report = OCRFactureAPI::local().check_compliance(&bytes, &options)?;

    println!("{:?} {:?}", report.verdict, report.score);
    for finding in &report.findings {
        println!("{:?} {} : {} ({:?})", finding.severity, finding.rule, finding.message.fr, finding.source);
        if let Some(fix) = &finding.fix {
            println!("  → {}", fix.fr);
        }
    }
    Ok(())
}
