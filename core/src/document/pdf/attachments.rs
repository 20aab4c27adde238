//! The invoice in XML a PDF carries: Factur-X, ZUGFeRD, XRechnung.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream, String as PdfString};

use super::widgets::decode;
use crate::document::xml;

/// Names the standards give the invoice, in lower case, the best first: Factur-X 1.0, ZUGFeRD 1 and 2.0, XRechnung.
const NAMES: [&str; 3] = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];
/// An order, not an invoice.
const ORDER: &str = "order-x.xml";
/// Files looked at in one document.
const MAX_FILES: usize = 1_000;
/// Nodes of the name tree looked at.
const MAX_NODES: usize = 10_000;

/// The attached invoice; `None` when there is none, or several and nothing tells them apart.
pub(super) fn invoice_xml(pdf: &Pdf) -> Option<Vec<u8>> {
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let mut files = Vec::new();
    if let Some(associated) = root.get::<Array<'_>>(b"AF") {
        files.extend(associated.iter::<Dict<'_>>().take(MAX_FILES));
    }
    if let Some(tree) = root.get::<Dict<'_>>(b"Names").and_then(|n| n.get::<Dict<'_>>(b"EmbeddedFiles")) {
        embedded(tree, &mut files);
    }
    let named: Vec<(String, &Dict<'_>)> = files.iter().filter_map(|f| Some((name(f)?, f))).collect();
    for wanted in NAMES {
        if let Some((_, file)) = named.iter().find(|(name, _)| name == wanted)
            && let Some(data) = content(file)
        {
            return Some(data);
        }
    }
    let mut others = named
        .iter()
        .filter(|(name, _)| name.ends_with(".xml") && name != ORDER)
        .filter_map(|(_, file)| content(file))
        .filter(|data| xml::is_invoice(data));
    let first = others.next()?;
    // The same file listed twice, as associated and as embedded, is one file.
    others.all(|other| other == first).then_some(first)
}

/// Collects the file specifications of a name tree, breadth first, each node once.
fn embedded<'a>(tree: Dict<'a>, files: &mut Vec<Dict<'a>>) {
    let mut seen = HashSet::new();
    let mut nodes = std::collections::VecDeque::from([tree]);
    for _ in 0..MAX_NODES {
        let Some(node) = nodes.pop_front() else { return };
        if let Some(names) = node.get::<Array<'_>>(b"Names") {
            files.extend(names.iter::<Object<'_>>().filter_map(Object::into_dict).take(MAX_FILES));
        }
        if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
            let fresh: Vec<bool> = kids
                .raw_iter()
                .map(|kid| !matches!(kid, MaybeRef::Ref(id) if !seen.insert((id.obj_number, id.gen_number))))
                .collect();
            nodes.extend(kids.iter::<Dict<'_>>().zip(fresh).filter(|(_, fresh)| *fresh).map(|(kid, _)| kid));
        }
        if files.len() >= MAX_FILES || nodes.len() >= MAX_NODES {
            return;
        }
    }
}

/// The name of the file without its folder, in lower case.
fn name(file: &Dict<'_>) -> Option<String> {
    let text = |key: &[u8]| file.get::<PdfString<'_>>(key).and_then(|s| decode(s.as_bytes()));
    let name = text(b"UF").or_else(|| text(b"F"))?;
    Some(name.rsplit(['/', '\\']).next().unwrap_or(&name).trim().to_lowercase())
}

fn content(file: &Dict<'_>) -> Option<Vec<u8>> {
    let embedded = file.get::<Dict<'_>>(b"EF")?;
    let stream = embedded.get::<Stream<'_>>(b"F").or_else(|| embedded.get::<Stream<'_>>(b"UF"))?;
    Some(stream.decoded_data().ok()?.into_owned())
}
