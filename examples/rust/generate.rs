// Écrit une Factur-X. Writes a Factur-X.

use jiff::civil::date;
use ocr_facture::invoice::{Address, Line, LineVat, Party};
use ocr_facture::{GenerateOptions, Invoice, OCRFactureAPI};
use rust_decimal::Decimal;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn address(street: &str, post_code: &str, city: &str) -> Address {
    Address {
        lines: vec![street.into()],
        post_code: Some(post_code.into()),
        city: Some(city.into()),
        country: Some("FR".into()),
    }
}

fn main() -> Outcome {
    let invoice = Invoice {
        number: Some("FA-2026-0043".into()),
        issue_date: Some(date(2026, 11, 3)),
        due_date: Some(date(2026, 12, 3)),
        seller: Party {
            name: Some("Atelier Dupont".into()),
            siren: Some("732829320".into()),
            vat_id: Some("FR44732829320".into()),
            address: address("12 rue des Lilas", "69003", "Lyon"),
            ..Party::default()
        },
        buyer: Party {
            name: Some("Café du Port".into()),
            siren: Some("552713000".into()),
            address: address("3 quai Nord", "13002", "Marseille"),
            ..Party::default()
        },
        lines: vec![Line {
            name: Some("Pose".into()),
            quantity: Some(Decimal::TWO),
            net_price: Some("95.00".parse()?),
            vat: LineVat { rate: Some(Decimal::from(20)), ..LineVat::default() },
            ..Line::default()
        }],
        ..Invoice::default()
    };

    let options = GenerateOptions { accent: Some("#1b3a5c".into()), ..GenerateOptions::default() };
    let made = match OCRFactureAPI::local().generate_facturx(&invoice, None, &options) {
        Ok(made) => made,
        Err(error) => {
            error.reasons().iter().for_each(|reason| println!("{} : {}", reason.path, reason.message_fr));
            return Err(error.into());
        }
    };
    std::fs::write("nouvelle.pdf", &made.pdf)?;
    println!("nouvelle.pdf : Factur-X {}, {} octets", made.profile, made.pdf.len());
    for notice in &made.warnings {
        println!("{} : {}", notice.code, notice.message);
    }
    Ok(())
}
