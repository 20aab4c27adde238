//! The verbs' requests and responses: all that crosses a language border or the network.

use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceTable;
use crate::invoice::Invoice;
use crate::page::Source;

/// Name and version of the format of [`Extraction`].
pub const SCHEMA: &str = "ocr-facture/1";

/// Options of `extract`, the same names in every language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExtractOptions {
    /// Language of the document when the page does not tell: `fra`, `eng`, `deu`, `spa`, `ita`, `por`, `nld`.
    pub language: String,
    /// Pages to read, 1 for the first; all when absent.
    pub pages: Option<Vec<u32>>,
    /// Adds the page text in reading order.
    pub text: bool,
    /// Reads the visible pages of a hybrid invoice too, and warns where they and the XML disagree.
    pub compare_page: bool,
    /// Milliseconds the whole reading may take.
    pub timeout: Option<u64>,
    /// Limits on the document, checked before decoding.
    pub limits: crate::document::Limits,
}

impl Default for ExtractOptions {
    fn default() -> Self {
        Self {
            language: "fra".into(),
            pages: None,
            text: false,
            compare_page: false,
            timeout: None,
            limits: Default::default(),
        }
    }
}

/// Options of `validate` and `check_compliance`, the same names in every language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckOptions {
    /// The day the law is read at; today (UTC) when absent.
    pub today: Option<jiff::civil::Date>,
    /// Size of the company that issues the invoice; see [`crate::check::FranceOptions`] for this and the three below.
    pub issuer_size: Option<crate::check::IssuerSize>,
    /// Who buys; deduced from the buyer when absent.
    pub transaction: Option<crate::check::Transaction>,
    /// The seller is a member of a VAT group.
    pub vat_group: bool,
    /// Whether the seller opted for VAT on debits.
    pub vat_on_debits: Option<bool>,
    /// Only these rulesets, whether they apply or not; those that apply when absent.
    pub rulesets: Option<Vec<String>>,
    /// Tells the rules that passed too.
    pub all: bool,
    /// Milliseconds the whole check may take.
    pub timeout: Option<u64>,
    /// Limits on the document, checked before decoding.
    pub limits: crate::document::Limits,
}

/// What a document turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A PDF whose pages carry text.
    PdfText,
    /// A PDF whose pages are pictures.
    PdfScan,
    /// A picture.
    Image,
    /// A PDF with an invoice in XML attached: Factur-X, ZUGFeRD.
    FacturX,
    /// UN/CEFACT Cross Industry Invoice.
    Cii,
    /// OASIS UBL 2.1 Invoice or CreditNote.
    Ubl,
}

/// One page of the document, as told to the caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageInfo {
    /// 1 for the first.
    pub number: u32,
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
    /// Where its words come from.
    pub source: Source,
    /// Degrees it was turned by to stand upright.
    pub rotation: u16,
    /// Degrees its lines were off the horizontal.
    pub skew: f32,
}

/// The document, as told to the caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// What it is.
    pub kind: DocumentKind,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Language of the page, ISO 639-1.
    pub language: Option<String>,
    /// Its pages.
    pub pages: Vec<PageInfo>,
}

/// Something the reader should know; never a reason for having no result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
    /// Field paths it is about.
    pub fields: Vec<String>,
}

/// The answer of `extract`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// [`SCHEMA`].
    pub schema: String,
    /// The document.
    pub document: DocumentInfo,
    /// The invoice.
    pub invoice: Invoice,
    /// For each leaf set in the invoice, where it comes from and how sure we are.
    pub fields: EvidenceTable,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// Page text in reading order, when asked for.
    pub text: Option<String>,
}
