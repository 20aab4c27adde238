//! Schemas and what they import, looked up by qualified name.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node};

/// Namespace of XML Schema itself.
pub const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// Namespace and local name.
pub type Name = (String, String);

/// The texts of a schema and of all it imports or includes, each once.
///
/// # Errors
/// A file that cannot be read or is no XML.
pub fn load(start: &Path) -> Result<Vec<String>, String> {
    let (mut texts, mut seen, mut queue) = (vec![], vec![], vec![start.to_owned()]);
    while let Some(path) = queue.pop() {
        let path: PathBuf = path.canonicalize().map_err(|e| format!("{}: {e}", path.display()))?;
        if seen.contains(&path) {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        // The schema of signatures has a DTD; signatures are outside of what is told again.
        if let Ok(document) = Document::parse_with_options(&text, options) {
            let folder = path.parent().unwrap_or(Path::new("."));
            let named = document.root_element().children().filter(|n| n.has_tag_name((XS, "import")) || include(n));
            queue.extend(named.filter_map(|n| n.attribute("schemaLocation")).map(|at| folder.join(at)));
        }
        seen.push(path);
        texts.push(text);
    }
    Ok(texts)
}

fn include(node: &Node) -> bool {
    node.has_tag_name((XS, "include"))
}

/// Global declarations of a set of schemas.
pub struct Schemas<'a> {
    /// Elements by name.
    pub elements: HashMap<Name, Node<'a, 'a>>,
    /// Types, simple and complex, by name.
    pub types: HashMap<Name, Node<'a, 'a>>,
    /// Types that others are derived from.
    pub bases: HashSet<Name>,
}

impl<'a> Schemas<'a> {
    /// Takes stock of the declarations.
    pub fn new(documents: &'a [Document<'a>]) -> Self {
        let (mut elements, mut types) = (HashMap::new(), HashMap::new());
        for document in documents {
            let root = document.root_element();
            for node in root.children().filter(Node::is_element) {
                let Some(name) = node.attribute("name") else { continue };
                let name = (target(node), name.to_owned());
                match node.tag_name().name() {
                    "element" => drop(elements.insert(name, node)),
                    "complexType" | "simpleType" => drop(types.insert(name, node)),
                    _ => {}
                }
            }
        }
        let derived = documents.iter().flat_map(|d| d.descendants()).filter(|n| n.has_attribute("base"));
        let named = derived.filter(|n| {
            n.ancestors().any(|a| a.has_attribute("name") && a.parent() == Some(a.document().root_element()))
        });
        let bases = named.filter_map(|n| Some(resolve(n, n.attribute("base")?))).collect();
        Self { elements, types, bases }
    }
}

/// The namespace the schema of a node declares names in.
pub fn target(node: Node) -> String {
    node.document().root_element().attribute("targetNamespace").unwrap_or_default().to_owned()
}

/// The name a prefixed name stands for at a node.
pub fn resolve(node: Node, name: &str) -> Name {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    };
    (node.lookup_namespace_uri(prefix).unwrap_or_default().to_owned(), local.to_owned())
}

/// Children that are declarations, in order.
pub fn parts<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(|n| n.is_element() && n.tag_name().name() != "annotation")
}

/// The only child of a name, where there is one.
pub fn part<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    parts(node).find(|n| n.tag_name().name() == name)
}
