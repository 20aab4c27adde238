//! What the invoice has no place for, and values that are none: counted by path, told as warnings.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::map::Fate;
use crate::api::Warning;

/// Most paths told one by one; the others are counted together.
const MOST_PATHS: usize = 100;

/// Most paths held: a document made to harm may have as many as it has elements.
const MOST_PATHS_HELD: usize = 1000;

/// Where elements beyond [`MOST_PATHS_HELD`] are counted.
const OTHER_PATHS: &str = "…";

/// Longest part of an element's name that is told, in characters.
const LONGEST_NAME: usize = 80;

/// Elements by path.
#[derive(Default)]
pub(super) struct Report {
    unmapped: BTreeMap<String, usize>,
    bad: BTreeMap<String, usize>,
}

impl Report {
    /// Notes what became of an element.
    pub(super) fn note(&mut self, node: Node<'_, '_>, fate: Fate) {
        let table = match fate {
            Fate::Taken => return,
            Fate::Left => &mut self.unmapped,
            Fate::Bad => &mut self.bad,
        };
        let path = path(node);
        if table.len() < MOST_PATHS_HELD || table.contains_key(&path) {
            *table.entry(path).or_default() += 1;
        } else {
            *table.entry(OTHER_PATHS.to_owned()).or_default() += 1;
        }
    }

    /// The warnings: bad values first, then what was not mapped, each sorted by path. No value is ever told.
    pub(super) fn into_warnings(self) -> Vec<Warning> {
        let mut out = warnings("xml_bad_value", "Valeur illisible dans le XML", &self.bad);
        out.extend(warnings("xml_unmapped", "Élément du XML sans place dans le modèle", &self.unmapped));
        out
    }
}

/// The document is not in the encoding it declares.
pub(super) fn wrong_encoding() -> Warning {
    let message = "Ce XML n'est pas dans l'encodage qu'il déclare ; il a été lu comme du Windows-1252.";
    Warning { code: "xml_encoding".to_owned(), message: message.to_owned(), fields: vec![] }
}

fn warnings(code: &str, what: &str, table: &BTreeMap<String, usize>) -> Vec<Warning> {
    let warning = |message| Warning { code: code.to_owned(), message, fields: vec![] };
    let told = table.iter().take(MOST_PATHS).map(|(path, count)| warning(format!("{what} ({count} fois) : {path}")));
    let rest: usize = table.values().skip(MOST_PATHS).sum();
    let others = table.len().saturating_sub(MOST_PATHS);
    let last = (others > 0).then(|| warning(format!("{what} ({rest} fois) : {others} autres chemins")));
    told.chain(last).collect()
}

fn path(node: Node<'_, '_>) -> String {
    let short = |name: &str| name.chars().take(LONGEST_NAME).collect::<String>();
    let mut names: Vec<String> =
        node.ancestors().filter(Node::is_element).map(|n| short(n.tag_name().name())).collect();
    names.reverse();
    names.join("/")
}
