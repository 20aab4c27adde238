//! Official XML schemas read from a folder beside the project, told again in our own format.
//!
//! Never here: judging a document. That is `core/src/check/grammar`, which reads what is written here.

mod schema;
mod write;

use std::path::Path;

use roxmltree::{Document, ParsingOptions};

/// A grammar to write: its file, what it is of, and the schemas it comes from.
pub struct Recipe {
    /// Name of the file in `core/src/check/grammar/data`, without extension.
    pub file: &'static str,
    /// The version as people say it.
    pub version: &'static str,
    /// Names of the grammars with the schema each starts at, below `einvoice/xsd`.
    pub roots: &'static [(&'static str, &'static str)],
}

/// Every grammar the project carries.
pub const RECIPES: &[Recipe] = &[
    Recipe {
        file: "cii-d22b",
        version: "CII D22B",
        roots: &[("cii-d22b", "cii-d22b-uncoupled/CrossIndustryInvoice_100pD22B.xsd")],
    },
    Recipe {
        file: "facturx-minimum",
        version: "Factur-X 1.09.2 MINIMUM",
        roots: &[("facturx-minimum", "facturx-1.09.2/minimum/FACTUR-X_MINIMUM.xsd")],
    },
    Recipe {
        file: "facturx-basicwl",
        version: "Factur-X 1.09.2 BASIC WL",
        roots: &[("facturx-basicwl", "facturx-1.09.2/basicwl/FACTUR-X_BASIC-WL.xsd")],
    },
    Recipe {
        file: "facturx-basic",
        version: "Factur-X 1.09.2 BASIC",
        roots: &[("facturx-basic", "facturx-1.09.2/basic/FACTUR-X_BASIC.xsd")],
    },
    Recipe {
        file: "facturx-en16931",
        version: "Factur-X 1.09.2 EN 16931",
        roots: &[("facturx-en16931", "facturx-1.09.2/en16931/FACTUR-X_EN16931.xsd")],
    },
    Recipe {
        file: "facturx-extended",
        version: "Factur-X 1.09.2 EXTENDED",
        roots: &[("facturx-extended", "facturx-1.09.2/extended/FACTUR-X_EXTENDED.xsd")],
    },
    Recipe {
        file: "ubl",
        version: "UBL 2.1",
        roots: &[
            ("ubl-invoice", "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"),
            ("ubl-creditnote", "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"),
        ],
    },
];

/// The text of one grammar, from the folder of the schemas.
///
/// # Errors
/// A file that cannot be read, or a construct the format has no word for.
pub fn told(recipe: &Recipe, xsd: &Path) -> Result<String, String> {
    let mut texts = vec![];
    let mut starts = vec![];
    for (_, start) in recipe.roots {
        let loaded = schema::load(&xsd.join(start))?;
        starts.push(loaded.first().cloned().unwrap_or_default());
        texts.extend(loaded);
    }
    let options = || ParsingOptions { allow_dtd: true, ..Default::default() };
    let documents: Vec<Document> =
        texts.iter().filter_map(|text| Document::parse_with_options(text, options()).ok()).collect();
    let mut roots = vec![];
    for ((name, _), start) in recipe.roots.iter().zip(&starts) {
        let document = documents.iter().find(|d| d.input_text() == start).ok_or("no start")?;
        let root = document.root_element();
        let element = schema::part(root, "element").and_then(|e| e.attribute("name")).ok_or("no root element")?;
        roots.push((*name, (schema::target(root), element.to_owned())));
    }
    write::write(recipe.version, &roots, &documents)
}
