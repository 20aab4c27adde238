//! The XMP packet of a file, read: properties by namespace, and how it is written.

use roxmltree::{Document, Node, ParsingOptions};

use super::filters::unpacked;
use super::value::File;

/// Namespace of RDF.
pub(crate) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// Elements of a packet looked at.
const NODES: u32 = 100_000;

/// A property of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its namespace.
    pub namespace: String,
    /// Its name in it.
    pub name: String,
    /// Its prefix as written.
    pub prefix: String,
    /// Its text; that of the first item of a list.
    pub value: String,
}

/// The packet as text; none when there is none, an error when it is not UTF-8.
pub(crate) fn packet(file: &File) -> Option<Result<String, Vec<u8>>> {
    let stream = file.get(file.catalog()?, "Metadata").as_stream()?;
    let data = unpacked(file, stream)?;
    Some(String::from_utf8(data).map_err(|e| e.into_bytes()))
}

/// The packet as a tree.
pub(crate) fn tree(packet: &str) -> Option<Document<'_>> {
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(packet.trim_start_matches('\u{feff}').trim_end_matches('\0'), options).ok()
}

/// The descriptions of RDF in a packet.
pub(crate) fn descriptions<'a, 'input>(tree: &'a Document<'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    let rdf = tree.descendants().find(|n| n.has_tag_name((RDF, "RDF")));
    rdf.into_iter().flat_map(|rdf| rdf.children().filter(|n| n.has_tag_name((RDF, "Description"))))
}

/// Every property the packet gives the document.
pub(crate) fn properties(tree: &Document<'_>) -> Vec<Property> {
    let mut out = Vec::new();
    for description in descriptions(tree) {
        for attribute in description.attributes() {
            let Some(namespace) = attribute.namespace().filter(|ns| *ns != RDF && !ns.ends_with("/namespace")) else {
                continue;
            };
            let prefix = description.lookup_prefix(namespace).unwrap_or_default();
            out.push(Property {
                namespace: namespace.to_owned(),
                name: attribute.name().to_owned(),
                prefix: prefix.to_owned(),
                value: attribute.value().trim().to_owned(),
            });
        }
        for element in description.children().filter(Node::is_element) {
            let namespace = element.tag_name().namespace().unwrap_or_default();
            let text = element.descendants().find_map(|n| n.text().map(str::trim).filter(|t| !t.is_empty()));
            out.push(Property {
                namespace: namespace.to_owned(),
                name: element.tag_name().name().to_owned(),
                prefix: prefix_of(&element).to_owned(),
                value: text.unwrap_or_default().to_owned(),
            });
        }
    }
    out
}

/// The prefix an element is written with.
pub(crate) fn prefix_of<'a>(element: &Node<'a, '_>) -> &'a str {
    let source = element.document().input_text();
    let start = element.range().start + 1;
    let name = source.get(start..).unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(0);
    name.get(..end).unwrap_or_default().split_once(':').map_or("", |(prefix, _)| prefix)
}
