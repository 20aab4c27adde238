//! The mentions of French law as notes with their subject (BR-FR-05): PMT, PMD and AAB for payment, REG and ABL for the
//! seller.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::super::reasons::Reasons;
use super::super::values::filled;
use super::parties::is_french;
use crate::facturx::read::mentions as reading;
use crate::invoice::{Invoice, Note, Party};

/// Adds the notes that are not there.
pub(super) fn complete(invoice: &mut Invoice, reasons: &mut Reasons) {
    let fee = invoice.payment.recovery_fee.map(|fee| {
        format!("Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : {} €.", euros(fee))
    });
    match (note(invoice, "PMT"), fee) {
        (Some(note), Some(_)) => {
            let told = reading::amount_in_euros(&note);
            if told.is_some() && told != invoice.payment.recovery_fee {
                differs("payment.recovery_fee", "PMT", reasons);
            }
        }
        (None, Some(fee)) => add(invoice, "PMT", fee),
        (_, None) => {}
    }
    text(invoice, "PMD", "payment.late_penalty", invoice.payment.late_penalty.clone(), reasons);
    text(invoice, "AAB", "payment.discount_terms", invoice.payment.discount_terms.clone(), reasons);
    legal_information(invoice);
}

fn text(invoice: &mut Invoice, subject: &str, path: &str, mention: Option<String>, reasons: &mut Reasons) {
    let Some(mention) = filled(&mention) else { return };
    match note(invoice, subject) {
        Some(note) if fold(&note) != fold(mention) => differs(path, subject, reasons),
        Some(_) => {}
        None => add(invoice, subject, mention.to_owned()),
    }
}

fn differs(path: &str, subject: &str, reasons: &mut Reasons) {
    reasons.inconsistent(
        path,
        format!("La note {subject} dit autre chose, et il ne peut y en avoir qu'une."),
        format!("The note {subject} says something else, and there can be but one."),
    );
}

/// Legal form, capital and register, where the notes do not tell them yet.
fn legal_information(invoice: &mut Invoice) {
    let mut told = Party::default();
    for note in invoice.notes.iter().filter(|note| matches!(note.subject_code.as_deref(), Some("REG" | "ABL"))) {
        reading::legal_information(&mut told, &note.text);
    }
    let seller = &invoice.seller;
    let form = filled(&seller.legal_form).filter(|_| told.legal_form.is_none());
    let capital = filled(&seller.share_capital).filter(|_| told.share_capital.is_none());
    // The capital of a French company is in euros whatever the invoice is in.
    let abroad = !is_french(seller);
    let currency = filled(&invoice.currency).filter(|code| abroad && *code != "EUR").unwrap_or("€");
    let capital = capital.map(|capital| format!("au capital de {} {currency}", grouped(capital)));
    let capital = capital.filter(|capital| !invoice.notes.iter().any(|note| note.text.contains(capital)));
    let company = [form.map(str::to_owned), capital].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let register = filled(&seller.rcs).filter(|_| told.rcs.is_none()).map(str::to_owned);
    if !company.is_empty() {
        add(invoice, "REG", company);
    }
    if let Some(register) = register {
        add(invoice, "ABL", register);
    }
}

fn note(invoice: &Invoice, subject: &str) -> Option<String> {
    let mut notes = invoice.notes.iter().filter(|note| note.subject_code.as_deref() == Some(subject));
    notes.next().map(|note| note.text.clone())
}

fn add(invoice: &mut Invoice, subject: &str, text: String) {
    let note = Note { subject_code: Some(subject.to_owned()), text };
    if !invoice.notes.contains(&note) {
        invoice.notes.push(note);
    }
}

/// An amount as French writes it: `40`, `40,50`.
fn euros(amount: Decimal) -> String {
    let amount = amount.normalize();
    let text = if amount.scale() == 0 { amount.to_string() } else { super::super::values::amount(amount) };
    text.replace('.', ",")
}

/// A number in groups of three; what is no number stays as it is.
fn grouped(number: &str) -> String {
    let Ok(value) = number.parse::<Decimal>() else { return number.to_owned() };
    let text = euros(value);
    let (whole, fraction) = text.split_once(',').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let digits: Vec<char> = whole.chars().collect();
    let mut out = String::new();
    for (i, digit) in digits.iter().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(*digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out},{fraction}"))
}

/// Small letters and digits without accents, one space between words and one at both ends.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::from(" ");
    for c in text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded_to_words() {
        assert_eq!(fold("Exonération, art. 262 ter-I  du CGI."), " exoneration art 262 ter i du cgi ");
        assert_eq!(fold(""), " ");
    }

    #[test]
    fn amounts_are_written_as_french_does() {
        for (number, text) in [("10000", "10 000"), ("999", "999"), ("1234567.5", "1 234 567,50"), ("n/a", "n/a")] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(euros(Decimal::new(4000, 2)), "40");
    }
}
