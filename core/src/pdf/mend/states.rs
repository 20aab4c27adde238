//! Graphics states (6.2.5, 6.2.6, 6.2.10): no transfer function, no halftone, blend modes that are known.

use super::{Log, each_dict_of};
use crate::pdf::facts::{BLENDS, INTENTS};
use crate::pdf::value::{Dict, File, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    each_dict_of(file, |dict| {
        if is_state(dict) {
            one(dict, log);
        }
    });
}

/// Whether the dictionary is a graphics state; their type is optional.
fn is_state(dict: &Dict) -> bool {
    let named = dict.get(b"Type".as_slice()).map(|t| t.is_name("ExtGState"));
    let keys: [&[u8]; 10] = [b"BM", b"TR", b"TR2", b"HTP", b"OPM", b"ca", b"CA", b"SMask", b"RI", b"HT"];
    named.unwrap_or_else(|| !dict.contains_key(b"Subtype".as_slice()) && keys.iter().any(|key| dict.contains_key(*key)))
}

fn one(dict: &mut Dict, log: &mut Log) {
    log.removed(dict, "TR", "transfer_function_removed");
    if dict.get(b"TR2".as_slice()).is_some_and(|v| !v.is_name("Default")) {
        log.removed(dict, "TR2", "transfer_function_removed");
    }
    for key in ["HTP", "HT"] {
        log.removed(dict, key, "halftone_removed");
    }
    if dict.get(b"RI".as_slice()).is_some_and(|v| !v.as_name().is_some_and(|n| INTENTS.contains(&n))) {
        log.removed(dict, "RI", "rendering_intent_removed");
    }
    if dict.get(b"OPM".as_slice()).and_then(Value::int) == Some(1) {
        dict.insert(b"OPM".to_vec(), Value::Int(0));
        log.note("overprint_mode");
    }
    let known = |v: &Value| v.as_name().is_some_and(|n| BLENDS.contains(&n));
    match dict.get(b"BM".as_slice()) {
        Some(Value::List(modes)) => {
            let chosen = modes.iter().find(|m| known(m)).cloned().unwrap_or(Value::name("Normal"));
            dict.insert(b"BM".to_vec(), chosen);
        }
        Some(Value::Name(name)) if !BLENDS.contains(&&**name) => {
            dict.insert(b"BM".to_vec(), Value::name("Normal"));
            log.note("blend_mode_replaced");
        }
        _ => {}
    }
}
