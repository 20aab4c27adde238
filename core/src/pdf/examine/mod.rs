//! What of PDF/A-3b (ISO 19005-3) a file breaks, clause by clause.

mod annotations;
pub(crate) mod colours;
pub(crate) mod content;
mod document;
pub(crate) mod fonts;
mod images;
mod jpeg2000;
mod maps;
mod metadata;
mod paint;
mod schemas;
mod states;
mod survey;
mod syntax;
mod words;

pub(crate) use survey::{FontUse, survey};

pub use syntax::syntax;

use super::value::File;

/// A rule of PDF/A-3b a file breaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Clause of ISO 19005-3 and number of the test in it, as veraPDF counts them: `6.2.11.4.1-1`.
    pub rule: &'static str,
    /// First page it was seen on, from 1.
    pub page: Option<u32>,
    /// What it is about: the name of a font, a key, a property.
    pub what: Option<String>,
}

impl Violation {
    fn of(rule: &'static str) -> Self {
        Self { rule, page: None, what: None }
    }
}

/// Every violation found among the objects of a file.
pub fn examine(file: &File) -> Vec<Violation> {
    let surveyed = survey(file);
    let mut found = document::examine(file, &surveyed);
    metadata::examine(file, &mut found);
    found.extend(surveyed.found);
    found.sort();
    found.dedup();
    found
}

/// What the examiner does not look at, in French and in English.
pub const UNEXAMINED: (&str, &str) = (
    "certificats des signatures (6.4.3), teintes des couleurs Separation (6.2.4.4), surimpression (6.2.4.2), noms hors \
     UTF-8 (6.1.8), métadonnées des objets et types composés de XMP (6.6.2.3)",
    "certificates of signatures (6.4.3), tints of Separation colours (6.2.4.4), overprint (6.2.4.2), names that are not \
     UTF-8 (6.1.8), metadata of single objects and composed types of XMP (6.6.2.3)",
);
