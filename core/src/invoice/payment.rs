//! How and when to pay.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Payment instructions (BG-16) and terms (BT-20), with the mentions French law asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Payment {
    /// Means of payment (BT-81), UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA debit, 48 card, 20 cheque, 10 cash.
    pub means_code: Option<String>,
    /// IBAN (BT-84).
    pub iban: Option<String>,
    /// BIC (BT-86).
    pub bic: Option<String>,
    /// Remittance reference (BT-83).
    pub reference: Option<String>,
    /// Terms as printed (BT-20).
    pub terms: Option<String>,
    /// Late payment penalties as printed (C. com. L441-9 I, L441-10 II).
    pub late_penalty: Option<String>,
    /// Fixed indemnity for recovery costs (C. com. D441-5): 40 €.
    pub recovery_fee: Option<Decimal>,
    /// Early payment discount terms, or that there is none, as printed (C. com. L441-9 I).
    pub discount_terms: Option<String>,
}
