// Écrit une facture en UBL. Writes an invoice as UBL.

use ocr_facture::facturx::{Profile, Syntax};
use ocr_facture::{Invoice, OCRFactureAPI};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let invoice: Invoice = serde_json::from_slice(&std::fs::read("facture.json")?)?;
    let xml = OCRFactureAPI::local().generate_xml(&invoice, Syntax::Ubl, Profile::default())?;

    std::fs::write("facture.xml", &xml)?;
    println!("facture.xml : {} octets", xml.len());
    Ok(())
}
