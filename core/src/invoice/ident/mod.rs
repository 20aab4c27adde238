//! Identifiers that carry their own proof: SIREN, SIRET, VAT numbers, IBAN, RIB, BIC.
//!
//! Every function takes the identifier in compact form (no spaces, upper case; see [`compact`]), allocates nothing and
//! never panics: they run on every token of every page.

mod bank;
mod french;
mod vat;

pub use bank::{iban_length, is_bic, is_iban, is_rib};
pub use french::{
    french_vat_key, french_vat_key_fits, is_french_vat, is_french_vat_form, is_monaco_vat, is_siren, is_siret,
    siren_of_siret, siren_of_vat, vat_of_siren,
};
pub use vat::{has_eu_vat_prefix, is_eu_vat};

/// The identifier without spaces, dots and dashes, in upper case.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

fn all_digits(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_digit())
}
