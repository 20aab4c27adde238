//! Where the visible page and the XML of a hybrid invoice disagree.

use rust_decimal::Decimal;

use crate::api::Warning;
use crate::invoice::Invoice;
use crate::invoice::ident::compact;

/// A value both carry: its path, its French name, and how to read it.
struct Compared {
    path: &'static str,
    name: &'static str,
    value: Value,
}

/// How two values are the same.
enum Value {
    /// Letters and digits, whatever stands between them and in whatever case.
    Code(fn(&Invoice) -> Option<&String>),
    /// The same day.
    Day(fn(&Invoice) -> Option<jiff::civil::Date>),
    /// The same amount; its sign is left aside, for credit notes are printed with either.
    Amount(fn(&Invoice) -> Option<Decimal>),
}

use Value::{Amount, Code, Day};

const COMPARED: [Compared; 20] = [
    row("number", "le numéro", Code(|i| i.number.as_ref())),
    row("issue_date", "la date de facture", Day(|i| i.issue_date)),
    row("due_date", "la date d'échéance", Day(|i| i.due_date)),
    row("currency", "la devise", Code(|i| i.currency.as_ref())),
    row("seller.siren", "le SIREN du vendeur", Code(|i| i.seller.siren.as_ref())),
    row("seller.siret", "le SIRET du vendeur", Code(|i| i.seller.siret.as_ref())),
    row("seller.vat_id", "le numéro de TVA du vendeur", Code(|i| i.seller.vat_id.as_ref())),
    row("buyer.siren", "le SIREN de l'acheteur", Code(|i| i.buyer.siren.as_ref())),
    row("buyer.siret", "le SIRET de l'acheteur", Code(|i| i.buyer.siret.as_ref())),
    row("buyer.vat_id", "le numéro de TVA de l'acheteur", Code(|i| i.buyer.vat_id.as_ref())),
    row("delivery.date", "la date de livraison", Day(|i| i.delivery.date)),
    row("payment.iban", "l'IBAN", Code(|i| i.payment.iban.as_ref())),
    row("payment.bic", "le BIC", Code(|i| i.payment.bic.as_ref())),
    row("totals.lines", "le total des lignes", Amount(|i| i.totals.lines)),
    row("totals.net", "le total hors taxe", Amount(|i| i.totals.net)),
    row("totals.tax", "le total de la TVA", Amount(|i| i.totals.tax)),
    row("totals.gross", "le total TTC", Amount(|i| i.totals.gross)),
    row("totals.paid", "le montant déjà payé", Amount(|i| i.totals.paid)),
    row("totals.rounding", "l'arrondi", Amount(|i| i.totals.rounding)),
    row("totals.due", "le net à payer", Amount(|i| i.totals.due)),
];

const fn row(path: &'static str, name: &'static str, value: Value) -> Compared {
    Compared { path, name, value }
}

/// Compares what the XML says with what the page shows: number, dates, identifiers, bank account, totals.
///
/// One warning `page_disagrees` a field, in the order of the model. What only one of them carries is no disagreement:
/// a page need not show everything, and reading it may miss something.
pub fn differences(xml: &Invoice, page: &Invoice) -> Vec<Warning> {
    COMPARED.iter().filter_map(|row| row.difference(xml, page)).collect()
}

impl Compared {
    fn difference(&self, xml: &Invoice, page: &Invoice) -> Option<Warning> {
        let (in_xml, on_page) = match self.value {
            Code(read) => differ(read(xml)?, read(page)?, |code| compact(code))?,
            Day(read) => differ(&read(xml)?, &read(page)?, |day| *day)?,
            Amount(read) => differ(&read(xml)?, &read(page)?, Decimal::abs)?,
        };
        Some(Warning {
            code: "page_disagrees".to_owned(),
            message: format!(
                "La page et le XML diffèrent sur {} : {in_xml} dans le XML, {on_page} sur la page.",
                self.name
            ),
            fields: vec![self.path.to_owned()],
        })
    }
}

/// Both values as text where they are not the same.
fn differ<V: ToString, K: PartialEq>(a: &V, b: &V, key: impl Fn(&V) -> K) -> Option<(String, String)> {
    (key(a) != key(b)).then(|| (a.to_string(), b.to_string()))
}
