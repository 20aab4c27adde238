//! Lines, allowances, VAT and totals: everything that carries an amount.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Period;

/// An invoice line (BG-25).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Line {
    /// Line identifier (BT-126).
    pub id: Option<String>,
    /// Item name (BT-153).
    pub name: Option<String>,
    /// Item description (BT-154).
    pub description: Option<String>,
    /// Seller's item code (BT-155).
    pub code: Option<String>,
    /// Standard code of the item (BT-157): its GTIN, the number under an EAN bar code (scheme 0160).
    pub standard_code: Option<String>,
    /// Invoiced quantity (BT-129).
    pub quantity: Option<Decimal>,
    /// Unit (BT-130), UN/ECE Recommendation 20: C62 piece, HUR hour, DAY day, KGM kilogram.
    pub unit: Option<String>,
    /// How many units the prices are for (BT-149); one when absent.
    pub price_quantity: Option<Decimal>,
    /// Unit price before discount, without VAT (BT-148).
    pub gross_price: Option<Decimal>,
    /// Discount in percent: on the line (BT-138), or from the gross to the net price.
    pub discount_rate: Option<Decimal>,
    /// Unit price after discount, without VAT (BT-146).
    pub net_price: Option<Decimal>,
    /// Net amount of the line, without VAT (BT-131).
    pub net_amount: Option<Decimal>,
    /// VAT of the line (BG-30).
    pub vat: LineVat,
    /// Purchase order line reference (BT-132).
    pub order_reference: Option<String>,
    /// When the line was supplied (BG-26).
    pub period: Period,
    /// Allowances on the line's amount (BG-27); the VAT is the line's.
    pub allowances: Vec<AllowanceCharge>,
    /// Charges on the line's amount (BG-28); the VAT is the line's.
    pub charges: Vec<AllowanceCharge>,
}

/// VAT of a line (BG-30).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct LineVat {
    /// Category (BT-151), UNCL 5305: S, Z, E, AE, K, G, O.
    pub category: Option<String>,
    /// Rate in percent (BT-152).
    pub rate: Option<Decimal>,
}

/// An allowance or charge on the whole document (BG-20, BG-21) or on a line (BG-27, BG-28).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AllowanceCharge {
    /// Amount without VAT (BT-92, BT-99, BT-136, BT-141).
    pub amount: Option<Decimal>,
    /// Base the rate applies to (BT-93, BT-100, BT-137, BT-142).
    pub base_amount: Option<Decimal>,
    /// Rate in percent (BT-94, BT-101, BT-138, BT-143).
    pub rate: Option<Decimal>,
    /// Why (BT-97, BT-104, BT-139, BT-144).
    pub reason: Option<String>,
    /// VAT it falls under (BT-95/96, BT-102/103); absent on a line.
    pub vat: LineVat,
}

/// One row of the VAT breakdown (BG-23).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct VatBreakdown {
    /// Category (BT-118), UNCL 5305.
    pub category: Option<String>,
    /// Rate in percent (BT-119).
    pub rate: Option<Decimal>,
    /// Taxable amount (BT-116).
    pub taxable_amount: Option<Decimal>,
    /// Tax amount (BT-117).
    pub tax_amount: Option<Decimal>,
    /// Exemption reason as printed (BT-120).
    pub exemption_reason: Option<String>,
    /// Exemption code (BT-121): VATEX-FR-FRANCHISE, VATEX-EU-AE…
    pub exemption_code: Option<String>,
}

/// Document totals (BG-22).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Totals {
    /// Sum of line net amounts (BT-106).
    pub lines: Option<Decimal>,
    /// Sum of document allowances (BT-107).
    pub allowances: Option<Decimal>,
    /// Sum of document charges (BT-108).
    pub charges: Option<Decimal>,
    /// Total without VAT (BT-109).
    pub net: Option<Decimal>,
    /// Total VAT (BT-110).
    pub tax: Option<Decimal>,
    /// Total VAT in the currency the seller accounts in (BT-111).
    pub accounting_tax: Option<Decimal>,
    /// Total with VAT (BT-112).
    pub gross: Option<Decimal>,
    /// Already paid (BT-113).
    pub paid: Option<Decimal>,
    /// Rounding (BT-114).
    pub rounding: Option<Decimal>,
    /// Amount due (BT-115).
    pub due: Option<Decimal>,
}
