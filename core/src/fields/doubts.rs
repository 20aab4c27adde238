//! What the reader of an invoice should know of its values: sums that disagree, keys that are wrong, what is missing.

use rust_decimal::Decimal;

use crate::api::Warning;
use crate::invoice::ident::{is_french_vat, is_iban, is_siren, is_siret};
use crate::invoice::{Invoice, Party};

/// Every doubt about an invoice, in the order of its fields.
pub fn of(invoice: &Invoice) -> Vec<Warning> {
    let mut out = Vec::new();
    let mut warn = |code: &str, message: String, fields: Vec<String>| {
        out.push(Warning { code: code.into(), message, fields });
    };
    let missing: Vec<&str> = [
        ("number", invoice.number.is_none()),
        ("issue_date", invoice.issue_date.is_none()),
        ("seller.name", invoice.seller.name.is_none()),
        ("buyer.name", invoice.buyer.name.is_none()),
        ("totals.gross", invoice.totals.gross.is_none()),
    ]
    .iter()
    .filter(|(_, missing)| *missing)
    .map(|(path, _)| *path)
    .collect();
    if !missing.is_empty() {
        let message = "Ces valeurs que toute facture porte n'ont pas été trouvées sur la page.";
        warn("fields_not_found", message.into(), missing.iter().map(|p| (*p).to_owned()).collect());
    }
    if let (Some(issue), Some(due)) = (invoice.issue_date, invoice.due_date)
        && due < issue
    {
        let message = "L'échéance est antérieure à la date de la facture.";
        warn("due_before_issue", message.into(), vec!["issue_date".into(), "due_date".into()]);
    }
    for (key, party) in [("seller", &invoice.seller), ("buyer", &invoice.buyer)] {
        for (leaf, name) in wrong_keys(party) {
            warn("identifier_invalid", format!("La clé de ce {name} est fausse."), vec![format!("{key}.{leaf}")]);
        }
    }
    if invoice.payment.iban.as_deref().is_some_and(|i| !is_iban(i)) {
        warn("identifier_invalid", "La clé de cet IBAN est fausse.".into(), vec!["payment.iban".into()]);
    }
    if let Some(message) = lines_disagree(invoice) {
        warn("lines_disagree", message, vec!["totals.net".into()]);
    }
    out
}

/// Identifiers of a party whose checksum fails, with what they are called.
fn wrong_keys(party: &Party) -> impl Iterator<Item = (&'static str, &'static str)> {
    let wrong = |value: &Option<String>, right: fn(&str) -> bool| value.as_deref().is_some_and(|v| !right(v));
    let french = party.vat_id.clone().filter(|v| v.starts_with("FR"));
    [
        (wrong(&party.siren, is_siren), "siren", "SIREN"),
        (wrong(&party.siret, is_siret), "siret", "SIRET"),
        (wrong(&french, is_french_vat), "vat_id", "numéro de TVA"),
    ]
    .into_iter()
    .filter(|(wrong, ..)| *wrong)
    .map(|(_, leaf, name)| (leaf, name))
}

/// Lines, allowances and charges that are all there and do not make the net total, half a cent a line aside.
fn lines_disagree(invoice: &Invoice) -> Option<String> {
    let net = invoice.totals.net?;
    let amounts: Option<Vec<Decimal>> = invoice.lines.iter().map(|l| l.net_amount).collect();
    let amounts = amounts.filter(|a| !a.is_empty())?;
    let of = |list: &[crate::invoice::AllowanceCharge]| list.iter().filter_map(|a| a.amount).sum::<Decimal>();
    let (off, on) = (of(&invoice.allowances), of(&invoice.charges));
    let off = if off.is_zero() { invoice.totals.allowances.unwrap_or_default() } else { off };
    let on = if on.is_zero() { invoice.totals.charges.unwrap_or_default() } else { on };
    let sum: Decimal = amounts.iter().sum::<Decimal>() - off + on;
    let slack = Decimal::new(1 + amounts.len() as i64, 2);
    ((sum.abs() - net.abs()).abs() > slack)
        .then(|| format!("Les lignes font {sum} et le total hors taxes dit {net} : une ligne manque, ou est mal lue."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invoice::Line;

    fn codes(invoice: &Invoice) -> Vec<String> {
        of(invoice).into_iter().map(|w| w.code).collect()
    }

    fn sound() -> Invoice {
        let mut invoice = Invoice { number: Some("1".into()), ..Invoice::default() };
        invoice.issue_date = Some(jiff::civil::date(2026, 3, 1));
        invoice.seller.name = Some("Durand".into());
        invoice.buyer.name = Some("Martin".into());
        invoice.totals.net = Some(Decimal::new(10000, 2));
        invoice.totals.gross = Some(Decimal::new(12000, 2));
        invoice.lines = vec![Line { net_amount: Some(Decimal::new(10000, 2)), ..Line::default() }];
        invoice
    }

    #[test]
    fn a_sound_invoice_has_none() {
        assert_eq!(codes(&sound()), [] as [&str; 0]);
    }

    #[test]
    fn each_fault_is_told() {
        assert!(codes(&Invoice::default()).contains(&"fields_not_found".into()));
        let mut late = sound();
        late.due_date = Some(jiff::civil::date(2026, 2, 1));
        assert_eq!(codes(&late), ["due_before_issue"]);
        let mut keys = sound();
        keys.seller.siren = Some("123456789".into());
        keys.payment.iban = Some("FR7600000000000000000000001".into());
        assert_eq!(codes(&keys), ["identifier_invalid", "identifier_invalid"]);
        let mut lines = sound();
        lines.lines.push(Line { net_amount: Some(Decimal::new(500, 2)), ..Line::default() });
        assert_eq!(codes(&lines), ["lines_disagree"]);
        lines.totals.allowances = Some(Decimal::new(500, 2));
        assert_eq!(codes(&lines), [] as [&str; 0]);
    }
}
