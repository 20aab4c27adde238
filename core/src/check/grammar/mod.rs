//! The XML schemas of the invoice syntaxes as our own data, and what a document breaks of them.
//!
//! No official file is carried: names, order, cardinalities and types are facts, told in `data/*.grammar` in a format of
//! our own (see `load`). They are written by the program `grammar` of the tests crate from the official schemas.
//! Judged as libxml2 judges: decision 0010.

mod content;
mod finding;
mod load;
mod place;
mod tables;
mod value;
mod violation;
mod walk;

use std::sync::OnceLock;

pub use violation::{Kind, Violation};

use tables::Tables;

/// One schema: what may stand where in a document.
#[derive(Debug)]
pub struct Grammar {
    name: &'static str,
    tables: Tables,
}

/// The syntax of a document, known by its root element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootKind {
    /// `CrossIndustryInvoice` of UN/CEFACT.
    Cii,
    /// `Invoice` of UBL 2.
    UblInvoice,
    /// `CreditNote` of UBL 2.
    UblCreditNote,
}

/// Name, text and place of each grammar.
static GRAMMARS: [(&str, &str, OnceLock<Option<Grammar>>); 8] = [
    ("cii-d22b", include_str!("data/cii-d22b.grammar"), OnceLock::new()),
    ("facturx-minimum", include_str!("data/facturx-minimum.grammar"), OnceLock::new()),
    ("facturx-basicwl", include_str!("data/facturx-basicwl.grammar"), OnceLock::new()),
    ("facturx-basic", include_str!("data/facturx-basic.grammar"), OnceLock::new()),
    ("facturx-en16931", include_str!("data/facturx-en16931.grammar"), OnceLock::new()),
    ("facturx-extended", include_str!("data/facturx-extended.grammar"), OnceLock::new()),
    ("ubl-invoice", include_str!("data/ubl.grammar"), OnceLock::new()),
    ("ubl-creditnote", include_str!("data/ubl.grammar"), OnceLock::new()),
];

impl Grammar {
    /// The names of all grammars.
    pub fn names() -> impl Iterator<Item = &'static str> {
        GRAMMARS.iter().map(|(name, ..)| *name)
    }

    /// The grammar of a name, read on first use.
    pub fn named(name: &str) -> Option<&'static Grammar> {
        let (name, text, place) = GRAMMARS.iter().find(|(known, ..)| *known == name)?;
        place.get_or_init(|| Some(Grammar { name, tables: load::load(text, name).ok()? })).as_ref()
    }

    /// Its name, `facturx-en16931`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The version of the schema it tells, as people say it: `Factur-X 1.09.2 EN 16931`.
    #[must_use]
    pub fn version(&self) -> &'static str {
        self.tables.version
    }

    /// What the document breaks, in the order of the document; at most 200, then one that says there is more. `text` is
    /// what the document was parsed from. Linear in the size of the document.
    #[must_use]
    pub fn validate(&self, root: roxmltree::Node<'_, '_>, text: &str) -> Vec<Violation> {
        let broken = walk::walk(&self.tables, root);
        place::violations(&self.tables, broken, text)
    }
}

/// The grammar of a document: by its syntax, and for CII by the profile it declares in BT-24. What is no Factur-X
/// profile (XRechnung, EXTENDED-CTC-FR, none) is judged by the whole of CII.
#[must_use]
pub fn grammar_for(root: RootKind, profile: Option<&str>) -> &'static str {
    match root {
        RootKind::UblInvoice => "ubl-invoice",
        RootKind::UblCreditNote => "ubl-creditnote",
        RootKind::Cii => match profile.unwrap_or_default().trim() {
            "urn:factur-x.eu:1p0:minimum" | "urn:zugferd.de:2p0:minimum" => "facturx-minimum",
            "urn:factur-x.eu:1p0:basicwl" | "urn:zugferd.de:2p0:basicwl" => "facturx-basicwl",
            "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"
            | "urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic"
            | "urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic"
            | "urn:factur-x.eu:1p0:basic"
            | "urn:zugferd.de:2p0:basic" => "facturx-basic",
            "urn:cen.eu:en16931:2017"
            | "urn:factur-x.eu:1p0:en16931"
            | "urn:zugferd.de:2p0:en16931"
            | "urn:zugferd.de:2p0:comfort" => "facturx-en16931",
            "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"
            | "urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended"
            | "urn:factur-x.eu:1p0:extended"
            | "urn:zugferd.de:2p0:extended" => "facturx-extended",
            _ => "cii-d22b",
        },
    }
}

#[cfg(test)]
mod tests;
