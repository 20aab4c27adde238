//! Everything that keeps an invoice from being written, gathered before the first refusal.

use rust_decimal::Decimal;

use super::values;
use crate::error::{Error, ErrorKind, Reason, Result};

/// Reasons found so far.
#[derive(Default)]
pub(super) struct Reasons(Vec<Reason>);

impl Reasons {
    /// A field that is needed and absent; `fr` and `en` name it with its article: « le nom du vendeur (BT-27) ».
    pub(super) fn required(&mut self, path: impl Into<String>, fr: &str, en: &str) {
        self.push(path.into(), "required", format!("Il manque {fr}."), format!("Missing: {en}."));
    }

    /// A value that the rest of the invoice contradicts.
    pub(super) fn inconsistent(&mut self, path: impl Into<String>, fr: impl Into<String>, en: impl Into<String>) {
        self.push(path.into(), "inconsistent", fr.into(), en.into());
    }

    /// An amount that is not what the others make.
    pub(super) fn differs(&mut self, path: impl Into<String>, given: Decimal, derived: Decimal) {
        let (given, derived) = (values::price(given), values::price(derived));
        self.inconsistent(
            path,
            format!("{given} est donné, le calcul donne {derived}."),
            format!("{given} is given, the others make {derived}."),
        );
    }

    /// A value that is none of its field.
    pub(super) fn bad(&mut self, path: impl Into<String>, fr: impl Into<String>, en: impl Into<String>) {
        self.push(path.into(), "bad_value", fr.into(), en.into());
    }

    /// A value that what was asked has no place for.
    pub(super) fn not_writable(&mut self, path: impl Into<String>, fr: impl Into<String>, en: impl Into<String>) {
        self.push(path.into(), "not_writable", fr.into(), en.into());
    }

    /// Adds those found elsewhere.
    pub(super) fn append(&mut self, others: Self) {
        others.0.into_iter().for_each(|reason| self.add(reason));
    }

    /// Whether nothing stands in the way.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `invalid_invoice` with every reason, or nothing when there is none.
    pub(super) fn into_result(self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let message = "Cette facture ne peut pas être écrite ; voici tout ce qui manque ou ne va pas.";
        Err(Error::new(ErrorKind::InvalidInvoice, message).because(self.0))
    }

    fn push(&mut self, path: String, code: &'static str, fr: String, en: String) {
        self.add(Reason { path, code: code.into(), message_fr: fr.into(), message_en: en.into() });
    }

    fn add(&mut self, reason: Reason) {
        // What is missing is missing once, whoever asks for it.
        let same = |known: &Reason| {
            known.path == reason.path && known.code == reason.code && (reason.code == "required" || *known == reason)
        };
        if !self.0.iter().any(same) {
            self.0.push(reason);
        }
    }
}
