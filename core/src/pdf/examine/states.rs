//! Halftones (6.2.5) and the names of inks (6.1.13, 6.2.4.4).

use super::survey::Walker;
use crate::pdf::value::Value;

/// A halftone of type 1 or 5, without a name, with a transfer function only where inks of process need none.
pub(super) fn halftone(walker: &mut Walker<'_>, value: &Value) {
    let Some(dict) = value.as_dict() else { return };
    let file = walker.file;
    let kind = file.get(dict, "HalftoneType").int();
    if !matches!(kind, Some(1 | 5)) {
        walker.report("6.2.5-4", None);
    }
    if dict.contains_key(b"HalftoneName".as_slice()) {
        walker.report("6.2.5-5", None);
    }
    let process = |name: &[u8]| matches!(name, b"Cyan" | b"Magenta" | b"Yellow" | b"Black");
    if kind == Some(1) && dict.contains_key(b"TransferFunction".as_slice()) {
        walker.report("6.2.5-6", None);
    }
    if kind == Some(5) {
        for (name, part) in dict {
            let Some(part) = file.resolve(part).as_dict() else { continue };
            let has = part.contains_key(b"TransferFunction".as_slice());
            if name != b"Default" && has == process(name) {
                walker.report("6.2.5-6", None);
            }
        }
    }
}

/// The inks of a Separation or DeviceN space.
pub(super) fn colorants(walker: &mut Walker<'_>, names: &Value, attributes: Option<&Value>) {
    let Some(names) = names.as_list() else { return };
    if names.len() > 32 {
        walker.report("6.1.13-9", None);
    }
    let file = walker.file;
    let attributes = attributes.and_then(|a| file.resolve(a).as_dict());
    let described = attributes.and_then(|a| file.dict(a, "Colorants"));
    let process = attributes.and_then(|a| file.dict(a, "Process")).and_then(|p| file.get(p, "Components").as_list());
    let known = |name: &Value| {
        let Some(name) = file.resolve(name).as_name() else { return true };
        matches!(name, b"None" | b"Cyan" | b"Magenta" | b"Yellow" | b"Black")
            || described.is_some_and(|d| d.contains_key(name))
            || process.is_some_and(|p| p.iter().any(|c| file.resolve(c).as_name() == Some(name)))
    };
    if !names.iter().all(known) {
        walker.report("6.2.4.4-1", None);
    }
}
