//! What the law or the norm fixes when an invoice does not say otherwise.

use rust_decimal::Decimal;

use super::super::values::filled;
use crate::invoice::Invoice;

/// Units of work and of time: what is billed by them is a service.
const UNITS_OF_TIME: [&str; 7] = ["HUR", "DAY", "MON", "WEE", "ANN", "MIN", "QAN"];

/// Currency and type (BT-5, BT-3).
pub(super) fn header(invoice: &mut Invoice) {
    if filled(&invoice.currency).is_none() {
        invoice.currency = Some("EUR".to_owned());
    }
    if filled(&invoice.type_code).is_none() {
        invoice.type_code = Some("380".to_owned());
    }
    // France wants its VAT in euros whatever the invoice is in (BR-FR-CO-12).
    let foreign = invoice.currency.as_deref() != Some("EUR");
    if foreign && invoice.totals.accounting_tax.is_some() && filled(&invoice.accounting_currency).is_none() {
        invoice.accounting_currency = Some("EUR".to_owned());
    }
}

/// An intra-community supply tells when and where to (BR-IC-11, BR-IC-12). The law has an invoice tell the date of supply
/// and the address of delivery only where they are not those of the invoice and of the buyer (CGI ann. II art. 242 nonies A).
pub(super) fn delivery(invoice: &mut Invoice) {
    if !invoice.vat_breakdown.iter().any(|row| row.category.as_deref() == Some("K")) {
        return;
    }
    let delivery = &mut invoice.delivery;
    if delivery.date.is_none() && delivery.period.start.is_none() && delivery.period.end.is_none() {
        delivery.date = invoice.issue_date;
    }
    if delivery.address.is_none() {
        delivery.address = Some(invoice.buyer.address.clone());
    }
}

/// Who gives an account is paid by transfer (BT-81).
pub(super) fn payment(invoice: &mut Invoice) {
    let payment = &mut invoice.payment;
    if filled(&payment.means_code).is_none() && filled(&payment.iban).is_some() {
        payment.means_code = Some("30".to_owned());
    }
}

/// The French billing frame (BT-23): goods or services, and what has been paid.
pub(super) fn business_process(invoice: &mut Invoice) {
    if filled(&invoice.business_process).is_some() || !super::parties::is_french(&invoice.seller) {
        return;
    }
    let Some(nature) = nature(invoice) else { return };
    let totals = &invoice.totals;
    let paid = totals.paid.is_some_and(|paid| paid > Decimal::ZERO);
    let left = totals.due.is_some_and(|due| due > Decimal::ZERO);
    let number = match (paid, left) {
        (true, false) if invoice.due_date.is_some() => 2,
        (true, true) if !invoice.preceding_invoices.is_empty() => 4,
        _ => 1,
    };
    invoice.business_process = Some(format!("{nature}{number}"));
}

/// `S` when time is all that is billed, `B` when all is an intra-community supply, which services cannot be.
fn nature(invoice: &Invoice) -> Option<char> {
    if invoice.lines.is_empty() {
        return None;
    }
    let timed = |unit: &Option<String>| unit.as_deref().is_some_and(|unit| UNITS_OF_TIME.contains(&unit));
    let supplied = |category: &Option<String>| category.as_deref() == Some("K");
    match () {
        () if invoice.lines.iter().all(|line| supplied(&line.vat.category)) => Some('B'),
        () if invoice.lines.iter().all(|line| timed(&line.unit)) => Some('S'),
        () => None,
    }
}
