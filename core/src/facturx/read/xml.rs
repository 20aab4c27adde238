//! What kind of invoice the root element says an XML is.

use roxmltree::Node;

use crate::api::DocumentKind;
use crate::document::as_text;

const UBL_NAMESPACE: &str = "urn:oasis:names:specification:ubl:schema:xsd:";

/// The element an invoice starts at: the root, or the invoice inside an envelope (SBDH of Peppol).
pub(super) fn invoice_root<'a, 'i>(root: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    if root.tag_name().name() != "StandardBusinessDocument" {
        return Some(root);
    }
    root.children().find(|child| kind(*child).is_some())
}

/// What an element says it is.
pub(super) fn kind(root: Node<'_, '_>) -> Option<DocumentKind> {
    kind_of(root.tag_name().name(), root.tag_name().namespace().unwrap_or_default())
}

/// What the first element says the document is.
pub(super) fn sniff(bytes: &[u8]) -> Option<DocumentKind> {
    let (text, _) = as_text(bytes).ok()?;
    let mut rest = text.as_ref();
    loop {
        rest = &rest[rest.find('<')? + 1..];
        match rest.as_bytes().first()? {
            b'?' => rest = &rest[rest.find("?>")?..],
            b'!' if rest.starts_with("!--") => rest = &rest[rest.find("-->")?..],
            b'!' => return None,
            _ => break,
        }
    }
    let tag = &rest[..rest.find('>')?];
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
    let name = name.rsplit(':').next()?;
    if name == "StandardBusinessDocument" {
        let known = ["CrossIndustryInvoice", "Invoice-2", "CreditNote-2"].map(|name| rest.contains(name));
        return known[0].then_some(DocumentKind::Cii).or((known[1] || known[2]).then_some(DocumentKind::Ubl));
    }
    kind_of(name, tag)
}

fn kind_of(name: &str, namespace: &str) -> Option<DocumentKind> {
    match name {
        "CrossIndustryInvoice" | "CrossIndustryDocument" => Some(DocumentKind::Cii),
        "Invoice" | "CreditNote" if namespace.contains(UBL_NAMESPACE) => Some(DocumentKind::Ubl),
        _ => None,
    }
}
