//! Embedded files (6.8): named twice, with their type, and tied to what they belong to.

use std::collections::HashSet;

use super::Log;
use crate::pdf::facts::is_media_type;
use crate::pdf::value::{Dict, File, Id, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    // A specification written in place becomes an object, so that it can be listed.
    let mut specs: Vec<Id> = Vec::new();
    for id in file.ids() {
        let Some(dict) = file.at(id).as_dict() else { continue };
        if is_spec(file, dict) {
            specs.push(id);
        }
        let inline = dict.get(b"FS".as_slice()).and_then(Value::as_dict).filter(|d| is_spec(file, d)).cloned();
        if let Some(inline) = inline {
            let spec = file.add(Value::Dict(inline));
            specs.push(spec);
            if let Some(dict) = file.at_mut(id).and_then(Value::as_dict_mut) {
                dict.insert(b"FS".to_vec(), Value::Ref(spec));
            }
        }
    }
    if specs.is_empty() {
        return;
    }
    for id in &specs {
        one(file, *id, log);
    }
    let mut listed = match file.catalog().map(|c| file.get(c, "AF")) {
        Some(Value::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    let known: HashSet<Id> = listed.iter().filter_map(Value::as_ref).collect();
    let lost: Vec<Id> = specs.into_iter().filter(|id| !known.contains(id)).collect();
    if !lost.is_empty() {
        log.note("attachment_mended");
        listed.extend(lost.into_iter().map(Value::Ref));
        if let Some(catalog) = file.catalog_mut() {
            catalog.insert(b"AF".to_vec(), Value::List(listed));
        }
    }
}

/// Whether the dictionary stands for a file held in this one.
fn is_spec(file: &File, dict: &Dict) -> bool {
    file.dict(dict, "EF").is_some() && (dict.contains_key(b"F".as_slice()) || dict.contains_key(b"UF".as_slice()))
}

fn one(file: &mut File, id: Id, log: &mut Log) {
    let Some(mut spec) = file.at(id).as_dict().cloned() else { return };
    let name = spec.get(b"UF".as_slice()).or_else(|| spec.get(b"F".as_slice())).cloned();
    let before = spec.len();
    if let Some(name) = name {
        for key in ["F", "UF"] {
            spec.entry(key.as_bytes().to_vec()).or_insert_with(|| name.clone());
        }
    }
    spec.entry(b"AFRelationship".to_vec()).or_insert_with(|| Value::name("Unspecified"));
    let streams: Vec<Id> =
        file.dict(&spec, "EF").map(|ef| ef.values().filter_map(Value::as_ref).collect()).unwrap_or_default();
    if spec.len() != before {
        log.note("attachment_mended");
    }
    file.set(id, Value::Dict(spec));
    for stream in streams {
        let typed = file.at(stream).as_dict().and_then(|d| d.get(b"Subtype".as_slice())).and_then(Value::as_name);
        if !typed.is_some_and(is_media_type)
            && let Some(dict) = file.at_mut(stream).and_then(Value::as_dict_mut)
        {
            dict.insert(b"Subtype".to_vec(), Value::name("application/octet-stream"));
            log.note("attachment_mended");
        }
    }
}
