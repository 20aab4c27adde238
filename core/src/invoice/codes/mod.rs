//! Code lists as data, with the words that stand for them on paper.
//!
//! The lists hold what French invoices use; a code that is not here is not thereby wrong.

mod countries;
mod currencies;
mod fold;
mod tables;
mod units;

pub use countries::{country_of, is_country};
pub use currencies::{currency_of, is_currency};
pub use tables::{
    EXEMPTIONS, INVOICE_TYPES, PAYMENT_MEANS, TypeCode, VAT_CATEGORIES, exemption_category, is_invoice_type,
    is_vat_category, label,
};
pub use units::{is_unit, unit_code};
