//! Forms (6.4): their fields show what they hold, and nothing is computed or signed.

use super::{Log, each_dict_of};
use crate::pdf::value::{File, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    each_dict_of(file, |dict| {
        let is_widget = dict.get(b"Subtype".as_slice()).is_some_and(|s| s.is_name("Widget"));
        if is_widget {
            log.removed(dict, "A", "actions_removed");
        }
        // A signature seals bytes, and these change.
        if dict.get(b"FT".as_slice()).is_some_and(|t| t.is_name("Sig")) {
            log.removed(dict, "V", "signature_removed");
        }
    });
    let form = file.catalog().and_then(|c| c.get(b"AcroForm".as_slice())).cloned();
    let id = form.as_ref().and_then(Value::as_ref);
    let Some(mut form) = form.and_then(|form| file.resolve(&form).as_dict().cloned()) else {
        return root(file, log);
    };
    log.removed(&mut form, "XFA", "xfa_removed");
    log.removed(&mut form, "NeedAppearances", "form_appearances_kept");
    form.remove(b"SigFlags".as_slice());
    match id {
        Some(id) => file.set(id, Value::Dict(form)),
        None => {
            if let Some(catalog) = file.catalog_mut() {
                catalog.insert(b"AcroForm".to_vec(), Value::Dict(form));
            }
        }
    }
    root(file, log);
}

/// Keys of the catalog that go with forms and signatures.
fn root(file: &mut File, log: &mut Log) {
    if let Some(catalog) = file.catalog_mut() {
        log.removed(catalog, "Perms", "signature_removed");
        log.removed(catalog, "NeedsRendering", "xfa_removed");
        log.removed(catalog, "Requirements", "requirements_removed");
        catalog.remove(b"Legal".as_slice());
    }
}
