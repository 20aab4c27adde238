//! Pictures and forms drawn by name (6.2.8, 6.2.9): nothing that shows them another way elsewhere.

use super::Log;
use crate::pdf::facts::INTENTS;
use crate::pdf::value::{File, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    for id in file.ids() {
        let Some(Value::Stream(stream)) = file.at_mut(id) else { continue };
        let dict = &mut stream.dict;
        let kind = dict.get(b"Subtype".as_slice()).and_then(Value::as_name).unwrap_or_default().to_vec();
        match &*kind {
            b"Image" => {
                for key in ["Alternates", "OPI"] {
                    log.removed(dict, key, "image_alternatives_removed");
                }
                if dict.get(b"Interpolate".as_slice()).is_some_and(|v| *v != Value::Bool(false)) {
                    log.removed(dict, "Interpolate", "image_interpolation_removed");
                }
                let intent = dict.get(b"Intent".as_slice());
                if intent.is_some_and(|v| !v.as_name().is_some_and(|n| INTENTS.contains(&n))) {
                    log.removed(dict, "Intent", "rendering_intent_removed");
                }
            }
            b"Form" => {
                for key in ["OPI", "PS", "Subtype2", "Ref"] {
                    log.removed(dict, key, "form_alternatives_removed");
                }
            }
            _ => {}
        }
    }
}
