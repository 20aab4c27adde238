// Fait une Factur-X d'un PDF, dont la page est gardée. Makes a Factur-X of a PDF, and keeps its page.

use ocr_facture::facturx::pdf::Fallback;
use ocr_facture::{GenerateOptions, OCRFactureAPI};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let options = GenerateOptions { fallback: Fallback::Image, ..GenerateOptions::default() };
    let made = OCRFactureAPI::local().convert_to_facturx(&std::fs::read("facture.pdf")?, &options)?;

    std::fs::write("electronique.pdf", &made.pdf)?;
    println!("electronique.pdf : Factur-X {}, page {:?}", made.profile, made.page);
    for notice in made.changes.iter().chain(&made.warnings) {
        println!("{} : {}", notice.code, notice.message);
    }
    Ok(())
}
