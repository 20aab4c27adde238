//! Annotations (6.3): known kinds, printed, with an appearance that needs no program to draw it.

use super::Log;
use crate::pdf::facts::ANNOTATIONS;
use crate::pdf::pages::{annotations, pages};
use crate::pdf::value::{Dict, File, Id, Stream, Value};

const INVISIBLE: i64 = 1;
const HIDDEN: i64 = 2;
const PRINT: i64 = 4;
const NO_VIEW: i64 = 32;
const TOGGLE_NO_VIEW: i64 = 256;

pub(super) fn mend(file: &mut File, log: &mut Log) {
    for page in pages(file) {
        let Some(dict) = file.at(page.id).as_dict() else { continue };
        let list = annotations(file, dict).to_vec();
        if list.is_empty() {
            continue;
        }
        let mut kept = Vec::with_capacity(list.len());
        for item in list {
            let Some(annotation) = file.resolve(&item).as_dict().cloned() else { continue };
            let Some(mended) = one(file, annotation, log) else { continue };
            match item {
                Value::Ref(id) => {
                    file.set(id, Value::Dict(mended));
                    kept.push(Value::Ref(id));
                }
                _ => kept.push(Value::Ref(file.add(Value::Dict(mended)))),
            }
        }
        if let Some(dict) = file.at_mut(page.id).and_then(Value::as_dict_mut) {
            dict.insert(b"Annots".to_vec(), Value::List(kept));
        }
    }
}

/// The annotation as it may stay; none when it may not.
fn one(file: &mut File, mut annotation: Dict, log: &mut Log) -> Option<Dict> {
    let kind = file.get(&annotation, "Subtype").as_name().unwrap_or_default().to_vec();
    if !ANNOTATIONS.contains(&&*kind) {
        log.note("annotation_removed");
        return None;
    }
    let flags = file.get(&annotation, "F").int().unwrap_or(0);
    if flags & (HIDDEN | NO_VIEW) != 0 && kind != b"Popup" && kind != b"Widget" {
        log.note("hidden_annotation_removed");
        return None;
    }
    if kind != b"Popup" || annotation.contains_key(b"F".as_slice()) {
        let hidden = flags & (HIDDEN | NO_VIEW) != 0;
        let wanted = (flags | PRINT) & !(INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW);
        if wanted != flags {
            annotation.insert(b"F".to_vec(), Value::Int(wanted));
            log.note("annotation_flags");
        }
        if hidden {
            // What was hidden stays unseen.
            annotation.insert(b"AP".to_vec(), Value::Dict(Dict::new()));
        }
    }
    if kind != b"Popup" {
        appearance(file, &mut annotation, &kind, log);
    }
    Some(annotation)
}

fn appearance(file: &mut File, annotation: &mut Dict, kind: &[u8], log: &mut Log) {
    let found = file.get(annotation, "AP").as_dict().cloned();
    if found.is_none() && (kind == b"Link" || is_flat(file, annotation)) {
        annotation.remove(b"AP".as_slice());
        return;
    }
    let normal = found.as_ref().and_then(|ap| ap.get(b"N".as_slice()).cloned());
    let button = kind == b"Widget" && field_type(file, annotation) == b"Btn";
    let state = file.get(annotation, "AS").as_name().map(<[u8]>::to_vec);
    let resolved = normal.as_ref().map(|n| file.resolve(n).clone());
    let wanted = match (&normal, &resolved, button) {
        (Some(_), Some(Value::Stream(_)), false) => normal.clone(),
        (Some(_), Some(Value::Dict(states)), true) if !states.is_empty() => normal.clone(),
        (Some(stream), Some(Value::Stream(_)), true) => {
            annotation.insert(b"AS".to_vec(), Value::name("Off"));
            Some(Value::Dict(Dict::from([(b"Off".to_vec(), stream.clone())])))
        }
        (_, Some(Value::Dict(states)), false) => {
            let chosen = state.as_ref().and_then(|s| states.get(s)).or_else(|| states.values().next());
            chosen.filter(|c| matches!(file.resolve(c), Value::Stream(_))).cloned()
        }
        _ => None,
    };
    let wanted = wanted.unwrap_or_else(|| {
        log.note("annotation_appearance");
        let empty = Value::Ref(nothing(file, annotation));
        if button {
            annotation.insert(b"AS".to_vec(), Value::name("Off"));
            Value::Dict(Dict::from([(b"Off".to_vec(), empty)]))
        } else {
            empty
        }
    });
    annotation.insert(b"AP".to_vec(), Value::Dict(Dict::from([(b"N".to_vec(), wanted)])));
}

/// Whether the annotation covers nothing.
fn is_flat(file: &File, annotation: &Dict) -> bool {
    let [left, bottom, right, top] = corners(file, annotation);
    left == right && bottom == top
}

fn corners(file: &File, annotation: &Dict) -> [f64; 4] {
    let list = file.get(annotation, "Rect").as_list().unwrap_or_default();
    [0, 1, 2, 3].map(|at| list.get(at).and_then(|v| file.resolve(v).number()).unwrap_or(0.0))
}

/// An appearance that shows nothing.
fn nothing(file: &mut File, annotation: &Dict) -> Id {
    let [left, bottom, right, top] = corners(file, annotation);
    let size = [0.0, 0.0, (right - left).abs().max(1.0), (top - bottom).abs().max(1.0)].map(Value::Real);
    let dict = Dict::from([
        (b"Type".to_vec(), Value::name("XObject")),
        (b"Subtype".to_vec(), Value::name("Form")),
        (b"BBox".to_vec(), Value::List(size.to_vec())),
        (b"Resources".to_vec(), Value::Dict(Dict::new())),
    ]);
    file.add(Value::Stream(Stream { dict, data: Vec::new() }))
}

/// The type of the field of a widget, its own or inherited.
pub(crate) fn field_type(file: &File, annotation: &Dict) -> Vec<u8> {
    let mut field = annotation;
    for _ in 0..32 {
        if let Some(kind) = file.get(field, "FT").as_name() {
            return kind.to_vec();
        }
        let Some(parent) = file.dict(field, "Parent") else { break };
        field = parent;
    }
    Vec::new()
}
