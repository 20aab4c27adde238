//! Where in the document: line and XPath of what is broken, worked out in one pass over lines and one over siblings.

use std::collections::HashMap;

use roxmltree::{Node, NodeId};

use super::tables::Tables;
use super::violation::Violation;
use super::walk::Broken;

/// Violations with their places.
pub(super) fn violations(tables: &Tables, broken: Vec<Broken<'_>>, text: &str) -> Vec<Violation> {
    if broken.is_empty() {
        return vec![];
    }
    let positions = positions(&broken);
    let lines = lines(&broken, text);
    let place = |(broken, line): (Broken, u32)| Violation {
        kind: broken.kind,
        xpath: xpath(tables, broken.node, &positions),
        line,
        element: name(tables, broken.node),
        attribute: broken.attribute,
        value: broken.value,
        expected: broken.expected,
    };
    broken.into_iter().zip(lines).map(place).collect()
}

/// The line each starts at. Places may go back, to the parent of what was missing: they are sorted first.
fn lines(broken: &[Broken], text: &str) -> Vec<u32> {
    let mut order: Vec<(usize, usize)> =
        broken.iter().enumerate().map(|(at, broken)| (broken.node.range().start, at)).collect();
    order.sort_unstable();
    let (mut lines, mut line, mut read) = (vec![1; broken.len()], 1_u32, 0);
    for (start, at) in order {
        let between = text.as_bytes().get(read..start).unwrap_or_default();
        line = line.saturating_add(u32::try_from(memchr::memchr_iter(b'\n', between).count()).unwrap_or(u32::MAX));
        read = start.max(read);
        if let Some(place) = lines.get_mut(at) {
            *place = line;
        }
    }
    lines
}

/// Position among siblings of the same name, of every element on the way to a place. Each parent is counted once.
fn positions(broken: &[Broken]) -> HashMap<NodeId, u32> {
    let mut wanted: HashMap<NodeId, u32> = HashMap::new();
    let mut parents: HashMap<NodeId, Node> = HashMap::new();
    for broken in broken {
        for node in broken.node.ancestors().filter(Node::is_element) {
            if wanted.insert(node.id(), 1).is_some() {
                break;
            }
            if let Some(parent) = node.parent_element() {
                parents.insert(parent.id(), parent);
            }
        }
    }
    for parent in parents.values() {
        let mut counts: HashMap<(Option<&str>, &str), u32> = HashMap::new();
        for child in parent.children().filter(Node::is_element) {
            let count = counts.entry((child.tag_name().namespace(), child.tag_name().name())).or_default();
            *count += 1;
            if let Some(place) = wanted.get_mut(&child.id()) {
                *place = *count;
            }
        }
    }
    wanted
}

fn xpath(tables: &Tables, node: Node, positions: &HashMap<NodeId, u32>) -> String {
    /// Steps told: paths of hostile documents are cut.
    const STEPS: usize = 64;
    let mut nodes: Vec<Node> = node.ancestors().filter(Node::is_element).collect();
    nodes.reverse();
    let mut path = String::new();
    for (depth, node) in nodes.iter().enumerate() {
        path.push('/');
        if depth == STEPS {
            path.push('…');
            break;
        }
        path.push_str(&name(tables, *node));
        if depth > 0 {
            path.push_str(&format!("[{}]", positions.get(&node.id()).copied().unwrap_or(1)));
        }
    }
    path
}

/// The name of an element with the prefix people know; `*:` in any other namespace.
fn name(tables: &Tables, node: Node) -> String {
    /// Characters told: names of hostile documents are cut.
    const NAME: usize = 80;
    let uri = node.tag_name().namespace().unwrap_or_default();
    let prefix = tables.namespaces.iter().find(|(_, known)| *known == uri).map_or("*", |(prefix, _)| prefix);
    format!("{prefix}:{}", node.tag_name().name().chars().take(NAME).collect::<String>())
}
