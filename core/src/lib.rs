//! Any French invoice in, verified data out.
//!
//! Data flows one way, and the modules say the way: bytes → `document` → `page` (→ `image` → `ocr`) → `layout` → `fields` → `invoice` and
//! `evidence` → `export`.

pub mod api;
mod batch;
mod cache;
pub mod cancel;
pub mod check;
pub mod client;
pub mod document;
pub mod engine;
pub mod error;
pub mod evidence;
pub mod export;
pub mod facturx;
pub mod fields;
pub mod image;
pub mod invoice;
pub mod layout;
pub mod ocr;
pub mod page;
pub mod pdf;
#[cfg(feature = "remote")]
pub mod remote;
#[cfg(feature = "schema")]
pub mod schema;
mod source;
pub mod verbs;
pub mod webhook;

pub use api::{CheckOptions, ExtractOptions, Extraction, GenerateOptions, Generated, Languages, Quota};
pub use cancel::Cancel;
pub use check::{Report, VatReport};
pub use client::{BatchEvent, OCRFactureAPI};
pub use engine::Engine;
pub use error::{Error, ErrorKind, Reason, Result};
pub use evidence::{Evidence, EvidenceTable, Origin};
pub use invoice::Invoice;
pub use source::Source;

/// The examples of the guides, compiled with the tests.
#[cfg(doctest)]
mod guides {
    #[doc = include_str!("../../docs/fr/demarrage.md")]
    struct French;
    #[doc = include_str!("../../docs/en/quick-start.md")]
    struct English;
    #[doc = include_str!("../../docs/fr/conformite.md")]
    struct Judging;
    #[doc = include_str!("../../docs/fr/factur-x.md")]
    struct Writing;
    #[doc = include_str!("../../docs/en/compliance.md")]
    struct JudgingInEnglish;
    #[doc = include_str!("../../docs/en/factur-x.md")]
    struct WritingInEnglish;
    #[cfg(feature = "remote")]
    #[doc = include_str!("../../docs/fr/distant.md")]
    struct Remote;
    #[cfg(feature = "remote")]
    #[doc = include_str!("../../docs/en/remote.md")]
    struct RemoteInEnglish;
}
