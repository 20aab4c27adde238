//! Annotations, actions and fields (6.3, 6.4, 6.5).

use super::Violation;
use crate::pdf::facts::{ANNOTATIONS, is_forbidden};
use crate::pdf::mend::field_type;
use crate::pdf::pages::{annotations, pages};
use crate::pdf::value::{Dict, File, Value};

/// Outline entries and actions in a chain looked at.
const MAX_LINKS: usize = 100_000;

pub(super) fn examine(file: &File, out: &mut Vec<Violation>) {
    for (number, page) in (1..).zip(pages(file)) {
        let Some(dict) = file.at(page.id).as_dict() else { continue };
        for annotation in annotations(file, dict).iter().filter_map(|a| file.resolve(a).as_dict()) {
            one(file, annotation, number, out);
        }
    }
    let Some(catalog) = file.catalog() else { return };
    chain(file, file.get(catalog, "OpenAction"), None, out);
    if let Some(form) = file.dict(catalog, "AcroForm") {
        fields(file, form, out);
    }
    let mut next: Vec<&Value> = file.dict(catalog, "Outlines").map(|o| file.get(o, "First")).into_iter().collect();
    for _ in 0..MAX_LINKS {
        let Some(item) = next.pop().and_then(Value::as_dict) else { break };
        chain(file, file.get(item, "A"), None, out);
        next.extend([file.get(item, "First"), file.get(item, "Next")].into_iter().filter(|v| **v != Value::Null));
    }
}

fn one(file: &File, dict: &Dict, number: u32, out: &mut Vec<Violation>) {
    let kind = file.get(dict, "Subtype").as_name().unwrap_or_default();
    let mut broken = |rule| {
        let what = Some(String::from_utf8_lossy(kind).into_owned());
        out.push(Violation { rule, page: Some(number), what });
    };
    if !ANNOTATIONS.contains(&kind) {
        broken("6.3.1-1");
    }
    let flags = file.get(dict, "F").int();
    if flags.is_none() && kind != b"Popup" {
        broken("6.3.2-1");
    }
    if flags.is_some_and(|f| f & 0b1_0010_0011 != 0 || f & 4 == 0) {
        broken("6.3.2-2");
    }
    let appearance = file.dict(dict, "AP");
    let corners = file.get(dict, "Rect").as_list().unwrap_or_default();
    let side = |a: usize, b: usize| {
        let at = |i: usize| corners.get(i).and_then(|v| file.resolve(v).number()).unwrap_or(0.0);
        at(a) == at(b)
    };
    let flat = side(0, 2) && side(1, 3);
    match appearance {
        None if !flat && kind != b"Popup" && kind != b"Link" => broken("6.3.3-1"),
        Some(ap) => {
            let only = ap.keys().all(|key| key == b"N") && ap.len() == 1;
            if !only {
                broken("6.3.3-2");
            } else {
                let button = kind == b"Widget" && field_type(file, dict) == b"Btn";
                match (button, file.get(ap, "N")) {
                    (true, Value::Dict(states)) if !states.is_empty() => {}
                    (true, _) => broken("6.3.3-3"),
                    (false, Value::Stream(_)) => {}
                    (false, _) => broken("6.3.3-4"),
                }
            }
        }
        None => {}
    }
    if kind == b"Widget" && ["A", "AA"].iter().any(|key| dict.contains_key(key.as_bytes())) {
        broken("6.4.1-1");
    }
    chain(file, file.get(dict, "A"), Some(number), out);
}

/// An action and those after it.
fn chain(file: &File, first: &Value, page: Option<u32>, out: &mut Vec<Violation>) {
    let mut next = vec![first];
    for _ in 0..256 {
        let Some(action) = next.pop() else { return };
        let Some(dict) = action.as_dict() else { continue };
        if is_forbidden(dict) {
            let named = file.get(dict, "S").is_name("Named");
            let what = file.get(dict, "S").as_name().map(|s| String::from_utf8_lossy(s).into_owned());
            out.push(Violation { rule: if named { "6.5.1-2" } else { "6.5.1-1" }, page, what });
        }
        match file.get(dict, "Next") {
            Value::List(items) => next.extend(items.iter().map(|item| file.resolve(item))),
            other => next.push(other),
        }
    }
}

fn fields(file: &File, form: &Dict, out: &mut Vec<Violation>) {
    let mut next: Vec<&Value> = file.get(form, "Fields").as_list().unwrap_or_default().iter().collect();
    for _ in 0..MAX_LINKS {
        let Some(field) = next.pop().and_then(|f| file.resolve(f).as_dict()) else {
            if next.is_empty() {
                return;
            }
            continue;
        };
        if field.contains_key(b"AA".as_slice()) {
            out.push(Violation::of("6.4.1-2"));
        }
        next.extend(file.get(field, "Kids").as_list().unwrap_or_default());
    }
}
