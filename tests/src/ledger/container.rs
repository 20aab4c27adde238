//! The ledger of the PDF around the XML.

use ocr_facture::check::{self, Severity, container};
use ocr_facture::pdf::Container;

use super::{Ledger, Reach, Row};

/// The page, from the rules as they are told.
pub(super) fn ledger() -> Ledger {
    let (_, findings) = check::container(&Container::default(), None, true);
    let row = |finding: check::Finding| Row {
        code: finding.rule,
        rule: finding.message.fr,
        source: finding.source.unwrap_or_default(),
        terms: finding.terms.join(", "),
        severity: match finding.severity {
            Severity::Fatal => "fatal",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
        .to_owned(),
        binds: "tout PDF · any PDF".to_owned(),
        reach: Reach::Enforced,
        proof: "[tests](../../core/src/check/container/tests.rs)".to_owned(),
    };
    Ledger {
        name: container::ID,
        intro: format!(
            "Ce que {} demande du PDF autour du XML : pièce jointe, arborescence des noms, métadonnées. PDF/A-3b lui-même \
             est le jeu `pdfa3`, dont [la décision 0013](../decisions/0013-keeping-the-users-pdf.md) donne l'accord avec \
             veraPDF, et le schéma XML le jeu `xsd` ([0010](../decisions/0010-own-grammar.md)).\n\n\
             *What Factur-X asks of the PDF around the XML. PDF/A-3b itself is `pdfa3`, the XML schema is `xsd`.*",
            container::VERSION
        ),
        rows: findings.into_iter().map(row).collect(),
        notes:
            "Chaque règle est enfreinte une fois, et respectée une fois, dans le test nommé. *Each rule is broken once \
                and kept once in the test named.*"
                .to_owned(),
    }
}
