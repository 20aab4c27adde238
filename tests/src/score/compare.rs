//! When a value read is the value of the truth.

use rust_decimal::Decimal;
use serde_json::Value;

use super::similar::similar;

/// What kind of value a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Equal as decimals, whatever the sign.
    Amount,
    /// Equal as ISO 8601.
    Date,
    /// Equal without spaces, dots and hyphens.
    Identifier,
    /// Alike.
    Name,
}

/// A field that is scored: its name in the truth, and its path in the invoice.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in the truth.
    pub name: &'static str,
    /// Path in the invoice.
    pub path: &'static str,
    /// How it is compared.
    pub sort: Sort,
    /// A value where the truth has none does not count as wrong even when the truth is complete.
    pub lenient: bool,
}

const fn field(name: &'static str, path: &'static str, sort: Sort, lenient: bool) -> Field {
    Field { name, path, sort, lenient }
}

/// Every field, by name.
pub const FIELDS: [Field; 21] = [
    field("amount_due", "totals.due", Sort::Amount, true),
    field("bic", "payment.bic", Sort::Identifier, true),
    field("buyer_name", "buyer.name", Sort::Name, false),
    field("buyer_siren", "buyer.siren", Sort::Identifier, true),
    field("buyer_vat_id", "buyer.vat_id", Sort::Identifier, false),
    field("currency", "currency", Sort::Identifier, true),
    field("delivery_date", "delivery.date", Sort::Date, true),
    field("document_type", "type_code", Sort::Identifier, false),
    field("due_date", "due_date", Sort::Date, false),
    field("iban", "payment.iban", Sort::Identifier, false),
    field("invoice_number", "number", Sort::Identifier, false),
    field("issue_date", "issue_date", Sort::Date, false),
    field("order_reference", "order_reference", Sort::Identifier, false),
    field("paid_amount", "totals.paid", Sort::Amount, true),
    field("seller_name", "seller.name", Sort::Name, false),
    field("seller_siren", "seller.siren", Sort::Identifier, true),
    field("seller_siret", "seller.siret", Sort::Identifier, false),
    field("seller_vat_id", "seller.vat_id", Sort::Identifier, false),
    field("total_gross", "totals.gross", Sort::Amount, false),
    field("total_net", "totals.net", Sort::Amount, false),
    field("total_tax", "totals.tax", Sort::Amount, false),
];

/// The text of a JSON scalar; none for null and the empty string.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// A decimal without trailing zeros.
pub fn decimal(text: &str) -> Option<Decimal> {
    text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).ok().map(|d| d.normalize())
}

/// Whether both are the same amount, whatever the sign.
pub fn same_amount(got: &str, want: &str) -> bool {
    matches!((decimal(got), decimal(want)), (Some(g), Some(w)) if g.abs() == w.abs())
}

/// Whether the value read is one of those wanted.
pub fn same<'a>(sort: Sort, got: &str, wanted: impl IntoIterator<Item = &'a str>) -> bool {
    wanted.into_iter().any(|want| match sort {
        Sort::Amount => same_amount(got, want),
        Sort::Date => got.get(..10).unwrap_or(got) == want,
        Sort::Identifier => bare(got) == bare(want),
        Sort::Name => similar(got, want) >= 0.9,
    })
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect::<String>().to_uppercase()
}
