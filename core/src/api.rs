//! The verbs' requests and responses: all that crosses a language border or the network.

mod account;

use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceTable;
use crate::facturx::Profile;
use crate::facturx::draw::Language;
use crate::facturx::pdf::{Fallback, Relationship};
use crate::image::Preprocess;
use crate::invoice::Invoice;
use crate::page::{Rect, Source};

pub use account::{Allowance, LanguageEngines, Languages, Quota, QuotaUnit, QuotaWindow};

/// Name and version of the format of [`Extraction`].
pub const SCHEMA: &str = "ocr-facture/1";

/// Options of `extract`, the same names in every language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ExtractOptions {
    /// Language of the document when the page does not tell: `fra`, `eng`, `deu`, `spa`, `ita`, `por`, `nld`.
    pub language: String,
    /// Pages to read, 1 for the first; all when absent.
    pub pages: Option<Vec<u32>>,
    /// When pages are read by character recognition: `auto` where their text is absent or garbled, `always`, `never`.
    pub ocr: OcrMode,
    /// The engine of character recognition: `auto` for the best installed, `paddle`, `lstm`,
    /// `tesseract`.
    pub engine: OcrEngine,
    /// What is done to pictures before they are read: `auto`, `none`, or steps.
    pub preprocess: Preprocess,
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
            ocr: OcrMode::default(),
            engine: OcrEngine::default(),
            preprocess: Preprocess::default(),
            text: false,
            compare_page: false,
            timeout: None,
            limits: Default::default(),
        }
    }
}

/// When pages are read by character recognition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OcrMode {
    /// Pages whose text is absent or garbled.
    #[default]
    Auto,
    /// Every page, whatever text it has.
    Always,
    /// No page.
    Never,
}

/// An engine of character recognition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OcrEngine {
    /// The best installed.
    #[default]
    Auto,
    /// Models of PP-OCR, run here: the most accurate.
    Paddle,
    /// Models of Tesseract, run here: the fastest.
    Lstm,
    /// The libtesseract of this machine.
    Tesseract,
}

impl OcrEngine {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Paddle => "paddle",
            Self::Lstm => "lstm",
            Self::Tesseract => "tesseract",
        }
    }
}

/// Options of `validate` and `check_compliance`, the same names in every language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Only these rulesets, whether they apply or not, with or without the syntax they are written for (`br-fr-cii` or
    /// `br-fr`); those that apply when absent.
    pub rulesets: Option<Vec<String>>,
    /// Tells the rules that passed too.
    pub all: bool,
    /// Milliseconds the whole check may take.
    pub timeout: Option<u64>,
    /// Limits on the document, checked before decoding.
    pub limits: crate::document::Limits,
}

/// Options of `generate_facturx`, the same names in every language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct GenerateOptions {
    /// How much of the invoice the XML carries: `minimum`, `basic_wl`, `basic`, `en16931`, `extended`.
    pub profile: Profile,
    /// Draws a new page even where the document has one.
    pub redraw: bool,
    /// What to do with a PDF that cannot be made PDF/A-3b as it is: `refuse`, `image`, `unclaimed`.
    pub fallback: Fallback,
    /// What the XML is to the page; by the profile when absent.
    pub relationship: Option<Relationship>,
    /// Language of a drawn page.
    pub page_language: Language,
    /// Logo of a drawn page: PNG or JPEG in base64, with or without `data:` in front.
    #[cfg_attr(feature = "schema", schemars(extend("contentEncoding" = "base64")))]
    pub logo: Option<String>,
    /// Accent colour of a drawn page, `#rrggbb`.
    pub accent: Option<String>,
    /// Puts the QR code of the SEPA transfer on a drawn page, when the invoice is in euros and has an IBAN.
    pub payment_code: bool,
    /// When the file is said to be made, in UTC; now when absent. The same moment gives the same bytes.
    pub now: Option<jiff::civil::DateTime>,
    /// Milliseconds the whole work may take, checked between its steps.
    pub timeout: Option<u64>,
    /// Limits on the document, checked before decoding.
    pub limits: crate::document::Limits,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            redraw: false,
            fallback: Fallback::default(),
            relationship: None,
            page_language: Language::default(),
            logo: None,
            accent: None,
            payment_code: true,
            now: None,
            timeout: None,
            limits: Default::default(),
        }
    }
}

/// Where the page of a generated invoice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageOrigin {
    /// Drawn from the invoice.
    Drawn,
    /// The PDF given, which was PDF/A-3b but for the XML.
    AsIs,
    /// The PDF given, mended; what is seen did not change.
    Mended,
    /// Pictures of the pages given, over their text.
    Image,
    /// The PDF given, with the XML inside and no claim of PDF/A.
    Unclaimed,
}

/// The answer of `generate_facturx`. The files travel in base64 in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Generated {
    /// The PDF.
    #[serde(with = "base64_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub pdf: Vec<u8>,
    /// The XML inside it.
    #[serde(with = "base64_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub xml: Vec<u8>,
    /// How much of the invoice the XML carries.
    pub profile: Profile,
    /// Where the page comes from.
    pub page: PageOrigin,
    /// What was changed in the PDF given.
    pub changes: Vec<Warning>,
    /// What the sender should know.
    pub warnings: Vec<Warning>,
}

/// Bytes as base64 in JSON.
mod base64_text {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64_STANDARD.decode(text).map_err(D::Error::custom)
    }
}

/// What a document turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// What recognised its characters, when its words come from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<OcrEngine>,
    /// Boxes, in points, where someone seems to have written by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handwriting: Vec<Rect>,
}

/// The document, as told to the caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
