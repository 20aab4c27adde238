//! Pages: each stands once in their tree, as an object of its own.

use std::collections::HashSet;

use super::Log;
use crate::pdf::pages::is_page;
use crate::pdf::value::{Dict, File, Id, Value};

/// A page listed twice is shown twice: its second place gets a copy.
pub(super) fn mend(file: &mut File, log: &mut Log) {
    let Some(root) = file.catalog().and_then(|c| c.get(b"Pages".as_slice())).and_then(Value::as_ref) else { return };
    if !file.at(root).as_dict().is_some_and(|dict| dict.contains_key(b"Kids".as_slice())) {
        return;
    }
    let mut seen: HashSet<Id> = HashSet::from([root]);
    let mut nodes = vec![root];
    while let Some(node) = nodes.pop() {
        let Some(kids) = file.at(node).as_dict().and_then(|d| file.get(d, "Kids").as_list()).map(<[Value]>::to_vec)
        else {
            continue;
        };
        let mut kept = Vec::with_capacity(kids.len());
        for kid in kids.iter().filter_map(Value::as_ref) {
            let Some(dict) = file.at(kid).as_dict().filter(|d| is_node(file, d)) else { continue };
            let leaf = !dict.contains_key(b"Kids".as_slice());
            let id = match (seen.insert(kid), leaf) {
                (true, _) => kid,
                (false, true) => {
                    let copy: Dict = dict.clone();
                    file.add(Value::Dict(copy))
                }
                // A branch met again would make the tree a circle.
                (false, false) => continue,
            };
            if !leaf {
                nodes.push(id);
            }
            if let Some(dict) = file.at_mut(id).and_then(Value::as_dict_mut) {
                dict.insert(b"Parent".to_vec(), Value::Ref(node));
                let wanted = Value::name(if leaf { "Page" } else { "Pages" });
                if dict.insert(b"Type".to_vec(), wanted.clone()) != Some(wanted) {
                    log.note("pages_repaired");
                }
            }
            kept.push(Value::Ref(id));
        }
        if kept != kids {
            log.note("pages_repaired");
        }
        if let Some(dict) = file.at_mut(node).and_then(Value::as_dict_mut) {
            dict.insert(b"Kids".to_vec(), Value::List(kept));
        }
    }
    count(file, root);
}

/// Whether the dictionary can be a page or a branch of their tree.
fn is_node(file: &File, dict: &Dict) -> bool {
    dict.contains_key(b"Kids".as_slice()) || is_page(file, dict)
}

/// Counts of the tree as they are.
fn count(file: &mut File, root: Id) {
    let total = crate::pdf::pages::pages(file).len() as i64;
    let mut nodes = vec![(root, 0)];
    let mut order = Vec::new();
    while let Some((node, depth)) = nodes.pop() {
        order.push(node);
        let kids = file.at(node).as_dict().and_then(|d| file.get(d, "Kids").as_list()).unwrap_or_default();
        if depth < 64 {
            let branches = kids
                .iter()
                .filter_map(Value::as_ref)
                .filter(|kid| file.at(*kid).as_dict().is_some_and(|d| d.contains_key(b"Kids".as_slice())));
            nodes.extend(branches.map(|kid| (kid, depth + 1)));
        }
    }
    // Children come after their parents: from the end, each branch adds up what is below it.
    for node in order.into_iter().rev() {
        let Some(dict) = file.at(node).as_dict() else { continue };
        let below: i64 = file
            .get(dict, "Kids")
            .as_list()
            .unwrap_or_default()
            .iter()
            .filter_map(|kid| file.resolve(kid).as_dict())
            .map(|kid| if kid.contains_key(b"Kids".as_slice()) { file.get(kid, "Count").int().unwrap_or(0) } else { 1 })
            .sum();
        if let Some(dict) = file.at_mut(node).and_then(Value::as_dict_mut) {
            dict.insert(b"Count".to_vec(), Value::Int(below.min(total)));
            dict.insert(b"Type".to_vec(), Value::name("Pages"));
        }
    }
}
