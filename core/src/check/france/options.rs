//! What the law asks about an invoice that its paper does not show.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Size of the company that issues the invoice (décret 2008-1354, art. 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IssuerSize {
    /// Grande entreprise.
    Large,
    /// Entreprise de taille intermédiaire (ETI).
    Intermediate,
    /// Petite ou moyenne entreprise (PME).
    Small,
    /// Microentreprise.
    Micro,
}

/// Who buys from whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Transaction {
    /// The buyer is a business.
    B2b,
    /// The buyer is a consumer.
    B2c,
    /// The buyer is a public body under the Code de la commande publique.
    B2g,
}

/// What the rules need beside the invoice. Only the day is needed: the rest has a default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FranceOptions {
    /// The day the law is read at, and the date of an invoice that has none.
    pub today: Date,
    /// Size of the issuer. Not known: the mentions of the reform are asked from the later date, 1 September 2027.
    #[serde(default)]
    pub issuer_size: Option<IssuerSize>,
    /// Who buys. Not known: deduced, from the note BAR of an XML or from the buyer. A SIREN that starts with 1 or 2, or a
    /// name like « Mairie de », is a public body; a SIREN, a VAT number, a legal form or a French business process
    /// (BT-23) is a business; « Madame » or « Monsieur » is a consumer. When nothing tells, the buyer is taken for a
    /// business and what only businesses owe each other weighs no more than a warning.
    #[serde(default)]
    pub transaction: Option<Transaction>,
    /// The seller is a member of a VAT group (assujetti unique, CGI art. 256 C): the reform starts on 1 September 2026
    /// whatever its size, and the invoice must say so.
    #[serde(default)]
    pub vat_group: bool,
    /// Whether the seller opted for VAT on debits (CGI art. 269, 2, c). Not known: the mention is looked at only where
    /// it stands.
    #[serde(default)]
    pub vat_on_debits: Option<bool>,
    /// Text of the pages, where the invoice comes from pages: mentions are looked for there too. The model keeps the
    /// notes of an XML, but not every sentence of a page.
    #[serde(default)]
    pub text: Option<String>,
}

impl FranceOptions {
    /// Everything unknown but the day.
    pub fn at(today: Date) -> Self {
        Self { today, issuer_size: None, transaction: None, vat_group: false, vat_on_debits: None, text: None }
    }
}
