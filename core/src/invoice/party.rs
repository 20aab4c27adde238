//! Who sells and who buys.

use serde::{Deserialize, Serialize};

/// A party: seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Party {
    /// Legal name (BT-27, BT-44, BT-59, BT-62).
    pub name: Option<String>,
    /// Trading name (BT-28, BT-45).
    pub trading_name: Option<String>,
    /// SIREN, nine digits (BT-30, BT-47, BT-61 with scheme 0002).
    pub siren: Option<String>,
    /// SIRET, fourteen digits (BT-29, BT-46, BT-60 with scheme 0009).
    pub siret: Option<String>,
    /// Other identifiers (BT-29, BT-46, BT-60), each with its scheme of ISO 6523: 0224 routing code, 0088 GLN…
    pub identifiers: Vec<Identifier>,
    /// Legal registration outside the French register (BT-30, BT-47, BT-61).
    pub registration: Option<Identifier>,
    /// VAT number with its country prefix (BT-31, BT-48, BT-63).
    pub vat_id: Option<String>,
    /// Number of the seller at its tax office (BT-32), where that is neither the VAT number nor the SIREN.
    pub tax_number: Option<String>,
    /// Legal form: SARL, SAS, EI… (C. com. R123-238).
    pub legal_form: Option<String>,
    /// Share capital in euros, in the invoice's currency for a foreign company, digits only (C. com. R123-238).
    pub share_capital: Option<String>,
    /// Trade register: « RCS » and the town (C. com. R123-237).
    pub rcs: Option<String>,
    /// Activity code NAF/APE: `62.01Z`.
    pub naf: Option<String>,
    /// Postal address (BG-5, BG-8, BG-12).
    pub address: Address,
    /// Contact (BG-6, BG-9).
    pub contact: Contact,
    /// Electronic address (BT-34, BT-49).
    pub electronic_address: Option<ElectronicAddress>,
}

/// An identifier with its scheme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Identifier {
    /// Scheme, ISO 6523: 0088 GLN, 0060 DUNS, 0224 French routing code…
    pub scheme: Option<String>,
    /// The identifier itself.
    pub value: String,
}

/// A postal address (BG-5, BG-8, BG-15).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Address {
    /// Street and additional lines, top to bottom (BT-35, BT-36, BT-162).
    pub lines: Vec<String>,
    /// Post code (BT-38).
    pub post_code: Option<String>,
    /// City (BT-37).
    pub city: Option<String>,
    /// Country (BT-40), ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// A contact (BG-6, BG-9).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Contact {
    /// Name (BT-41).
    pub name: Option<String>,
    /// Telephone (BT-42).
    pub phone: Option<String>,
    /// E-mail (BT-43).
    pub email: Option<String>,
}

/// An electronic address with its scheme (BT-34, BT-49).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ElectronicAddress {
    /// Scheme, EAS list: 0225 for the French directory.
    pub scheme: Option<String>,
    /// The address itself.
    pub value: String,
}
