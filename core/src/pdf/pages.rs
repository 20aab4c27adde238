//! The pages of a file, in order, with what they inherit.

use std::collections::HashSet;

use super::value::{Dict, File, Id, Value};

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its object.
    pub id: Id,
    /// Its resources, inherited or its own.
    pub resources: Value,
    /// Its size and place, inherited or its own.
    pub media_box: Value,
}

/// Every page the catalog leads to, each once.
pub fn pages(file: &File) -> Vec<Page> {
    let mut out = Vec::new();
    let mut seen = HashSet::new();
    let first = file.catalog().and_then(|catalog| catalog.get(b"Pages".as_slice())).and_then(Value::as_ref);
    let mut stack: Vec<(Id, Value, Value)> = first.map(|id| (id, Value::Null, Value::Null)).into_iter().collect();
    while let Some((id, resources, media_box)) = stack.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(node) = file.at(id).as_dict() else { continue };
        let own = |key: &str, inherited: Value| node.get(key.as_bytes()).cloned().unwrap_or(inherited);
        let (resources, media_box) = (own("Resources", resources), own("MediaBox", media_box));
        match file.get(node, "Kids") {
            Value::List(kids) => {
                let kids = kids.iter().rev().filter_map(Value::as_ref);
                stack.extend(kids.map(|kid| (kid, resources.clone(), media_box.clone())));
            }
            _ if is_page(file, node) => out.push(Page { id, resources, media_box }),
            _ => {}
        }
    }
    out
}

/// Whether the dictionary is a page: a damaged tree may lead to anything.
pub(crate) fn is_page(file: &File, dict: &Dict) -> bool {
    match file.get(dict, "Type") {
        Value::Name(kind) => kind == b"Page",
        _ => ["Contents", "MediaBox", "Resources"].iter().any(|key| dict.contains_key(key.as_bytes())),
    }
}

/// The annotations of a page, as they stand in its list.
pub fn annotations<'a>(file: &'a File, page: &'a Dict) -> &'a [Value] {
    file.get(page, "Annots").as_list().unwrap_or_default()
}
