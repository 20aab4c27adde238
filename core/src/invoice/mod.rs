//! The invoice: plain values of the EN 16931 semantic model and the French mentions beside it.
//!
//! `None` means absent or not known. Amounts, prices, quantities and rates are decimals; dates are calendar dates.
//! **Never here: pages, boxes, confidence.** They stand in [`crate::evidence`].

mod party;
mod path;
mod payment;
mod totals;

pub mod codes;
pub mod ident;

pub use party::{Address, Contact, ElectronicAddress, Identifier, Party};
pub use path::{Leaf, leaves};
pub use payment::Payment;
pub use totals::{AllowanceCharge, Line, LineVat, Totals, VatBreakdown};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An invoice or credit note (EN 16931 semantic model).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Invoice {
    /// Invoice number (BT-1).
    pub number: Option<String>,
    /// Issue date (BT-2).
    pub issue_date: Option<Date>,
    /// Payment due date (BT-9).
    pub due_date: Option<Date>,
    /// Type (BT-3), UNTDID 1001: 380 invoice, 381 credit note, 386 prepayment, 389 self-billed, 384 corrected.
    pub type_code: Option<String>,
    /// Currency (BT-5), ISO 4217.
    pub currency: Option<String>,
    /// Currency the seller accounts for VAT in (BT-6), when it is another: EUR in France (CGI ann. II art. 242 nonies A).
    pub accounting_currency: Option<String>,
    /// When VAT falls due (BT-8), UNTDID 2005: 3 at the invoice's date (« option pour le paiement de la taxe d'après les
    /// débits »), 35 at delivery, 432 at payment.
    pub tax_point_code: Option<String>,
    /// Business process, the French « cadre de facturation » (BT-23): B1, S1, M1…
    pub business_process: Option<String>,
    /// Purchase order reference (BT-13).
    pub order_reference: Option<String>,
    /// Contract reference (BT-12).
    pub contract_reference: Option<String>,
    /// Buyer reference (BT-10), the « code service » of public buyers.
    pub buyer_reference: Option<String>,
    /// Invoices this one corrects, credits or completes (BG-3).
    pub preceding_invoices: Vec<PrecedingInvoice>,
    /// Notes (BG-1).
    pub notes: Vec<Note>,
    /// Seller (BG-4).
    pub seller: Party,
    /// Buyer (BG-7).
    pub buyer: Party,
    /// Who is paid, when it is not the seller (BG-10): the factor of a factored invoice.
    pub payee: Option<Party>,
    /// Who represents a foreign seller for VAT (BG-11, CGI art. 289 A).
    pub tax_representative: Option<Party>,
    /// Delivery (BG-13, BG-14, BG-15).
    pub delivery: Delivery,
    /// Payment instructions and terms (BG-16, BT-20).
    pub payment: Payment,
    /// Invoice lines (BG-25).
    pub lines: Vec<Line>,
    /// Document level allowances (BG-20).
    pub allowances: Vec<AllowanceCharge>,
    /// Document level charges (BG-21).
    pub charges: Vec<AllowanceCharge>,
    /// VAT breakdown, one row a category and rate (BG-23).
    pub vat_breakdown: Vec<VatBreakdown>,
    /// Document totals (BG-22).
    pub totals: Totals,
}

/// Reference to an earlier invoice (BG-3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PrecedingInvoice {
    /// Its number (BT-25).
    pub number: Option<String>,
    /// Its issue date (BT-26).
    pub issue_date: Option<Date>,
}

/// A note with its subject (BG-1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Note {
    /// Subject (BT-21), UNTDID 4451: PMT, PMD, AAB, REG, ABL…
    pub subject_code: Option<String>,
    /// Text (BT-22).
    pub text: String,
}

/// Delivery (BG-13) and invoicing period (BG-14).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Delivery {
    /// Date of supply (BT-72).
    pub date: Option<Date>,
    /// Who receives it (BT-70).
    pub name: Option<String>,
    /// Where (BG-15).
    pub address: Option<Address>,
    /// Invoicing period (BG-14).
    pub period: Period,
}

/// A period of days, both included (BG-14, BG-26).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Period {
    /// First day (BT-73, BT-134).
    pub start: Option<Date>,
    /// Last day (BT-74, BT-135).
    pub end: Option<Date>,
}

impl Invoice {
    /// Whether it is a credit note, which amounts are printed with either sign on.
    pub fn is_credit_note(&self) -> bool {
        let codes = ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"];
        self.type_code.as_deref().is_some_and(|code| codes.contains(&code))
    }
}
