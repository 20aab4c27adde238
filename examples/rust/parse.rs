// Lit le XML d'une Factur-X. Reads the XML of a Factur-X.

use ocr_facture::{ExtractOptions, OCRFactureAPI};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let result = OCRFactureAPI::local().parse_facturx(&std::fs::read("facturx.pdf")?, &ExtractOptions::default())?;

    println!("{:?} {:?}", result.document.kind, result.invoice.number);
    for row in &result.invoice.vat_breakdown {
        println!("TVA {:?} % : {:?} sur {:?}", row.rate, row.tax_amount, row.taxable_amount);
    }
    Ok(())
}
