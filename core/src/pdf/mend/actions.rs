//! Actions (ISO 19005-3, 6.5): none that runs a program, plays, hides or changes the document.

use std::collections::HashSet;

use super::{Log, each_dict_of};
use crate::pdf::facts::is_forbidden;
use crate::pdf::value::{Dict, File, Id, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    let forbidden: HashSet<Id> = file
        .objects()
        .filter(|(_, value)| matches!(value, Value::Dict(d) if is_forbidden(d) && looks_like_action(d)))
        .map(|(id, _)| id)
        .collect();
    let bad = |value: &Value| match value {
        Value::Ref(id) => forbidden.contains(id),
        Value::Dict(dict) => is_forbidden(dict) && looks_like_action(dict),
        _ => false,
    };
    each_dict_of(file, |dict| {
        log.removed(dict, "AA", "actions_removed");
        for key in ["A", "OpenAction", "Next", "PA"] {
            if dict.get(key.as_bytes()).is_some_and(bad) {
                log.removed(dict, key, "actions_removed");
            }
            if let Some(Value::List(items)) = dict.get_mut(key.as_bytes()) {
                items.retain(|item| !bad(item));
            }
        }
    });
    let names = file.catalog().and_then(|c| file.dict(c, "Names")).cloned();
    if let Some(mut names) = names
        && names.remove(b"JavaScript".as_slice()).is_some()
    {
        log.note("actions_removed");
        if let Some(catalog) = file.catalog_mut() {
            catalog.insert(b"Names".to_vec(), Value::Dict(names));
        }
    }
}

/// Attributes of structure are also called `A`, and other dictionaries have an `S`.
fn looks_like_action(dict: &Dict) -> bool {
    const KINDS: [&[u8]; 16] = [
        b"Launch",
        b"Sound",
        b"Movie",
        b"ResetForm",
        b"ImportData",
        b"Hide",
        b"SetOCGState",
        b"Rendition",
        b"Trans",
        b"GoTo3DView",
        b"JavaScript",
        b"Named",
        b"RichMediaExecute",
        b"SetState",
        b"NOP",
        b"NoOp",
    ];
    let kind = dict.get(b"S".as_slice()).and_then(Value::as_name);
    dict.get(b"Type".as_slice()).is_some_and(|t| t.is_name("Action")) || kind.is_some_and(|k| KINDS.contains(&k))
}
