//! The side table of an extraction: for each leaf of the invoice, what was read, where, and how sure we are.
//!
//! The invoice itself is plain values; nothing in it knows of pages or confidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::page::Rect;

/// How a value was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Read in a text layer.
    Text,
    /// Read by character recognition.
    Ocr,
    /// Read in an XML invoice.
    Xml,
    /// Computed from other values, named in `agrees_with`.
    Derived,
}

/// What stands behind one value of the invoice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// Calibrated probability that the value is right, 0 to 1.
    pub confidence: f32,
    /// Page it was read on, 1 for the first; absent for XML and for most derived values.
    pub page: Option<u32>,
    /// Where on that page, in points from its top-left corner.
    #[serde(rename = "box")]
    pub rect: Option<Rect>,
    /// The characters as printed, before normalisation.
    pub raw: Option<String>,
    /// The value is not what `raw` says: characters that recognition confuses were put right, because a key or a sum
    /// shows what they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repaired: bool,
    /// How the value was obtained.
    pub origin: Origin,
    /// Paths of the values it was checked against and agrees with, or was derived from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agrees_with: Vec<String>,
}

/// Evidence by field path (`totals.gross`, `lines.0.net_amount`).
pub type EvidenceTable = BTreeMap<String, Evidence>;
