//! What can be asked when an invoice is put into a PDF, and what is answered.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::document::Limits;

/// What the attached invoice is to the page (PDF/A-3, `AFRelationship`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// Data the page was made from, in part: MINIMUM and BASIC WL.
    Data,
    /// What the page was made from.
    Source,
    /// The same invoice in another form: BASIC, EN 16931 and EXTENDED.
    #[default]
    Alternative,
}

impl Relationship {
    /// What a level is to its page: less than an invoice is data, an invoice is an alternative.
    pub fn of_level(level: &str) -> Self {
        if matches!(level, "MINIMUM" | "BASIC WL") { Self::Data } else { Self::Alternative }
    }

    /// The name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Data => "Data",
            Self::Source => "Source",
            Self::Alternative => "Alternative",
        }
    }
}

/// What to do with a PDF that cannot be made PDF/A-3b as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fallback {
    /// Refuse, and tell what stands in the way.
    #[default]
    Refuse,
    /// Show each page as a picture over its text, which stays searchable.
    Image,
    /// Attach the invoice and claim no PDF/A.
    Unclaimed,
}

/// How an invoice is put into a PDF.
#[derive(Clone, Debug)]
pub struct AttachOptions {
    /// Conformance level in the metadata: `MINIMUM`, `BASIC WL`, `BASIC`, `EN 16931`, `EXTENDED`.
    pub level: String,
    /// Name of the attached file.
    pub file_name: String,
    /// What the invoice is to the page.
    pub relationship: Relationship,
    /// The moment of writing, in UTC: date of the attachment and of the last change.
    pub now: DateTime,
    /// Title of the document; that of the PDF when absent.
    pub title: Option<String>,
    /// Author, usually the seller; that of the PDF when absent.
    pub author: Option<String>,
    /// What the document is about; as in the PDF when absent.
    pub subject: Option<String>,
    /// Language of the page, BCP 47; as in the PDF when absent.
    pub language: Option<String>,
    /// What to do when the PDF cannot be mended.
    pub fallback: Fallback,
    /// Upper bounds on the PDF.
    pub limits: Limits,
}

impl AttachOptions {
    /// Factur-X of that level, written at that moment.
    pub fn new(level: impl Into<String>, now: DateTime) -> Self {
        let level = level.into();
        let relationship = Relationship::of_level(&level);
        Self {
            level,
            file_name: "factur-x.xml".to_owned(),
            relationship,
            now,
            title: None,
            author: None,
            subject: None,
            language: None,
            fallback: Fallback::default(),
            limits: Limits::default(),
        }
    }
}

/// How the PDF was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// It was PDF/A-3b but for the invoice.
    AsIs,
    /// It was mended; what is seen did not change.
    Mended,
    /// Its pages are pictures now, over their text.
    Image,
    /// The invoice is in, and no PDF/A is claimed.
    Unclaimed,
}

impl Rung {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AsIs => "as_is",
            Self::Mended => "mended",
            Self::Image => "image",
            Self::Unclaimed => "unclaimed",
        }
    }
}

/// Something that was changed in the PDF so that it may be archived, or stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Stable code.
    pub code: &'static str,
    /// What was done, in French.
    pub fr: String,
    /// What was done, in English.
    pub en: String,
}

/// The hybrid invoice.
#[derive(Clone, Debug)]
pub struct Attached {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How the PDF was kept.
    pub rung: Rung,
    /// What was changed beyond adding the invoice.
    pub changes: Vec<Change>,
    /// What the reader should know, with stable codes.
    pub warnings: Vec<Change>,
}
