// Lit une facture. Reads an invoice.

use ocr_facture::{ExtractOptions, OCRFactureAPI};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let result = OCRFactureAPI::local().extract_from_file("facture.pdf", &ExtractOptions::default())?;

    let invoice = &result.invoice;
    println!("{:?} du {:?}, {:?} → {:?}", invoice.number, invoice.issue_date, invoice.seller.name, invoice.buyer.name);
    for line in &invoice.lines {
        println!("  {:?} × {:?} : {:?}", line.quantity, line.name, line.net_amount);
    }
    if let Some(gross) = invoice.totals.gross {
        println!("TTC {gross} {}", invoice.currency.as_deref().unwrap_or_default());
    }

    // Ce qu'une personne doit relire. What someone should look at again.
    for (path, evidence) in result.fields.iter().filter(|(_, evidence)| evidence.confidence < 0.9) {
        println!("à vérifier : {path}, lu {:?} page {:?}", evidence.raw, evidence.page);
    }
    for warning in &result.warnings {
        println!("{} : {}", warning.code, warning.message);
    }
    Ok(())
}
