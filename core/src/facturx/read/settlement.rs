//! What both syntaxes say of payment: which account, which due date.

use jiff::civil::Date;
use roxmltree::{Node, NodeId};

use super::map::{Fate, Reader, Value, own_text, put};
use super::values;
use crate::invoice::ident::compact;
use crate::invoice::{Payment, Totals};

/// An account number that stands where IBANs do (BT-84).
pub(super) fn any_account(payment: &mut Payment, value: &Value<'_, '_>) -> Fate {
    put(&mut payment.iban, Some(compact(&value.text)).filter(|iban| !iban.is_empty()))
}

/// An account number that may be anything: taken when it is shaped like an IBAN, whether its key fits or not.
pub(super) fn account(payment: &mut Payment, value: &Value<'_, '_>) -> Fate {
    let number = compact(&value.text);
    let bytes = number.as_bytes();
    let shaped = (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    if shaped { put(&mut payment.iban, Some(number)) } else { Fate::Left }
}

/// A BIC (BT-86).
pub(super) fn bank_code(payment: &mut Payment, value: &Value<'_, '_>) -> Fate {
    put(&mut payment.bic, Some(compact(&value.text)).filter(|bic| !bic.is_empty()))
}

/// The total of VAT (BT-110), or the same in the currency the seller accounts in (BT-111).
pub(super) fn tax_total(totals: &mut Totals, node: Node<'_, '_>, reader: &mut Reader) {
    let Some(text) = values::one_line(&own_text(node)) else { return };
    let currency = node.attribute("currencyID").map(str::trim);
    let fate = match reader.is_foreign(node) {
        false => put(&mut totals.tax, values::decimal(&text)),
        true if currency == reader.accounting_currency.as_deref() => {
            put(&mut totals.accounting_tax, values::decimal(&text))
        }
        true => Fate::Left,
    };
    reader.report.note(node, fate);
}

/// When VAT falls due (BT-8), by the codes of EN 16931.
pub(super) fn tax_point(slot: &mut Option<String>, value: &Value<'_, '_>) -> Fate {
    match value.text.as_str() {
        "3" | "35" | "432" => put(slot, Some(value.text.clone())),
        _ => Fate::Left,
    }
}

/// When VAT falls due (BT-8), by the codes of CII (UNTDID 2475).
pub(super) fn cii_tax_point(slot: &mut Option<String>, value: &Value<'_, '_>) -> Fate {
    let code = match value.text.as_str() {
        "5" => "3",
        "29" => "35",
        "72" => "432",
        _ => return Fate::Left,
    };
    put(slot, Some(code.to_owned()))
}

/// The payment instruction that is read where there are several: the first with an account, or else the first. Values
/// of two instructions are never mixed.
pub(super) fn chosen_means(root: Node<'_, '_>, name: &str, account: &str) -> Option<NodeId> {
    let means = || root.descendants().filter(|node| node.tag_name().name() == name);
    let holds_account = |node: &Node<'_, '_>| {
        let mut inside = node.descendants().filter(|inner| inner.tag_name().name() == account);
        inside.any(|found| found.descendants().any(|inner| inner.is_text() && has_text(inner)))
    };
    means().find(holds_account).or_else(|| means().next()).map(|node| node.id())
}

/// The first of several due dates: EN 16931 has BT-9 be the first net due date.
pub(super) fn first_due_date(root: Node<'_, '_>, name: &str) -> Option<Date> {
    let dates = root.descendants().filter(|node| node.tag_name().name() == name);
    let texts = dates.filter_map(|node| node.descendants().find(|inner| !own_text(*inner).trim().is_empty()));
    texts.filter_map(|node| values::date(&own_text(node))).min()
}

fn has_text(node: Node<'_, '_>) -> bool {
    node.text().is_some_and(|text| !text.trim().is_empty())
}
