//! Content (6.2.2): a form names only what its own resources hold.

use super::Log;
use crate::pdf::examine::survey;
use crate::pdf::pages::pages;
use crate::pdf::value::{Dict, File, Id, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    inherited(file);
    // Forms may lean on the resources of forms that lean on those of the page.
    for _ in 0..8 {
        let borrowed: Vec<(Id, Dict)> = survey(file).borrowed;
        if borrowed.is_empty() {
            return;
        }
        for (id, resources) in borrowed {
            log.note("form_resources_given");
            let own = file.at(id).as_dict().and_then(|d| file.dict(d, "Resources")).cloned().unwrap_or_default();
            let merged = merged(file, own, &resources);
            if let Some(dict) = file.at_mut(id).and_then(Value::as_dict_mut) {
                dict.insert(b"Resources".to_vec(), Value::Dict(merged));
            }
        }
    }
}

/// What a page inherits becomes its own.
fn inherited(file: &mut File) {
    for page in pages(file) {
        if let Some(dict) = file.at_mut(page.id).and_then(Value::as_dict_mut)
            && !dict.contains_key(b"Resources".as_slice())
        {
            let given = if page.resources == Value::Null { Value::Dict(Dict::new()) } else { page.resources };
            dict.insert(b"Resources".to_vec(), given);
        }
    }
}

fn merged(file: &File, mut own: Dict, lent: &Dict) -> Dict {
    for (kind, value) in lent {
        match (own.get(kind).map(|v| file.resolve(v)), file.resolve(value)) {
            (None, _) => drop(own.insert(kind.clone(), value.clone())),
            (Some(Value::Dict(mine)), Value::Dict(theirs)) => {
                let mut mine = mine.clone();
                for (name, entry) in theirs {
                    mine.entry(name.clone()).or_insert_with(|| entry.clone());
                }
                own.insert(kind.clone(), Value::Dict(mine));
            }
            _ => {}
        }
    }
    own
}
