//! The tree of names: the files a document holds.

use std::collections::VecDeque;

use super::value::{Dict, File, Value};

/// Nodes of the tree looked at.
const MAX_NODES: usize = 10_000;

/// The embedded files by name, wherever they are in the tree.
pub fn embedded(file: &File) -> Vec<(Vec<u8>, Value)> {
    let mut out = Vec::new();
    let root = file.catalog().and_then(|c| file.dict(c, "Names")).and_then(|n| file.dict(n, "EmbeddedFiles"));
    let mut nodes: VecDeque<&Dict> = root.into_iter().collect();
    for _ in 0..MAX_NODES {
        let Some(node) = nodes.pop_front() else { break };
        for pair in file.get(node, "Names").as_list().unwrap_or_default().chunks_exact(2) {
            if let [name, value] = pair
                && let Some(name) = file.resolve(name).as_text()
            {
                out.push((name.to_vec(), value.clone()));
            }
        }
        let kids = file.get(node, "Kids").as_list().unwrap_or_default();
        nodes
            .extend(kids.iter().take(MAX_NODES - nodes.len().min(MAX_NODES)).filter_map(|k| file.resolve(k).as_dict()));
    }
    out
}
