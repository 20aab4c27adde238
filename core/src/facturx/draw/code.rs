//! The QR code of a SEPA transfer (EPC069-12, version 2): what a bank's application reads instead of typing.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use rust_decimal::Decimal;

use super::canvas::Area;
use crate::invoice::Invoice;
use crate::invoice::ident::{compact, is_bic, is_iban};

/// The largest version the guideline allows.
const LARGEST: u8 = 13;

/// The message of the code, when the invoice asks for a transfer in euros to a valid account.
pub fn message(invoice: &Invoice) -> Option<String> {
    let payment = &invoice.payment;
    let by_transfer = payment.means_code.as_deref().is_none_or(|code| matches!(code, "30" | "42" | "57" | "58"));
    if invoice.is_credit_note() || !by_transfer || invoice.currency.as_deref() != Some("EUR") {
        return None;
    }
    let account = payment.iban.as_deref().map(compact).filter(|iban| is_iban(iban))?;
    let bank = payment.bic.as_deref().map(compact).filter(|bic| is_bic(bic)).unwrap_or_default();
    let due = invoice.totals.due.map(|d| d.normalize()).filter(|d| d.scale() <= 2)?;
    let largest = Decimal::new(99_999_999_999, 2);
    if due <= Decimal::ZERO || due > largest {
        return None;
    }
    let paid = invoice.payee.as_ref().and_then(|p| p.name.as_deref()).or(invoice.seller.name.as_deref());
    let name = line(paid?, 70);
    let about = line(payment.reference.as_deref().or(invoice.number.as_deref()).unwrap_or_default(), 140);
    let fields = ["BCD", "002", "1", "SCT", &bank, &name, &account, &format!("EUR{due}"), "", "", &about];
    (!name.is_empty()).then(|| fields.join("\n"))
}

/// At most so many characters, on one line.
fn line(text: &str, most: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect();
    text.trim().to_owned()
}

/// The dark modules as areas in a square of that side, whose corner is at the origin. No quiet zone.
pub fn modules(message: &str, side: f32) -> Option<Vec<Area>> {
    let segments = [QrSegment::make_bytes(message.as_bytes())];
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::new(LARGEST),
        None,
        false,
    )
    .ok()?;
    let size = code.size();
    let unit = side / size as f32;
    let mut areas = Vec::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                areas.push([x as f32 * unit, y as f32 * unit, run as f32 * unit, unit]);
            }
            x += run.max(1);
        }
    }
    Some(areas)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invoice() -> Invoice {
        let mut invoice = Invoice { number: Some("FA-7".into()), currency: Some("EUR".into()), ..Invoice::default() };
        invoice.seller.name = Some("Menuiserie Lefèvre".into());
        invoice.payment.iban = Some("FR76 3000 6000 0112 3456 7890 189".into());
        invoice.payment.bic = Some("AGRIFRPPXXX".into());
        invoice.totals.due = Some(Decimal::new(12345600, 4));
        invoice
    }

    #[test]
    fn the_message_is_that_of_the_guideline() {
        let expected =
            "BCD\n002\n1\nSCT\nAGRIFRPPXXX\nMenuiserie Lefèvre\nFR7630006000011234567890189\nEUR1234.56\n\n\nFA-7";
        assert_eq!(message(&invoice()).as_deref(), Some(expected));
        let areas = modules(expected, 70.0).expect("a code");
        assert!(areas.iter().all(|[x, y, w, h]| x + w <= 70.01 && y + h <= 70.01));
    }

    #[test]
    fn no_code_where_no_transfer_is_asked_for() {
        let changed = |change: fn(&mut Invoice)| {
            let mut invoice = invoice();
            change(&mut invoice);
            message(&invoice)
        };
        assert_eq!(changed(|i| i.currency = Some("USD".into())), None);
        assert_eq!(changed(|i| i.type_code = Some("381".into())), None);
        assert_eq!(changed(|i| i.payment.means_code = Some("59".into())), None);
        assert_eq!(changed(|i| i.payment.iban = Some("FR7630006000011234567890180".into())), None);
        assert_eq!(changed(|i| i.totals.due = Some(Decimal::ZERO)), None);
        assert_eq!(changed(|i| i.seller.name = None), None);
    }
}
