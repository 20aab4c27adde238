//! The schemas in `docs/schema` are what the types make them, and hold what the engine answers.

use std::collections::BTreeSet;

use ocr_facture::{ErrorKind, schema};
use ocr_facture_tests::schema::files;
use serde_json::Value;

use crate::house::root;
use crate::tidy::error_codes;

#[test]
fn schemas_are_up_to_date() {
    for (name, now) in files() {
        let path = root().join("docs/schema").join(name);
        let written = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let differs = written.lines().zip(now.lines()).find(|(a, b)| a != b);
        assert!(written == now, "{}: run the bin `schema`; first difference: {differs:?}", path.display());
    }
}

#[test]
fn the_schema_knows_every_error_code() {
    let source = std::fs::read_to_string(root().join("core/src/error.rs")).expect("the errors");
    let answers = schema::answers();
    let kinds = answers["$defs"]["ErrorKind"]["oneOf"].as_array().expect("the kinds");
    let named: BTreeSet<String> = kinds.iter().filter_map(|kind| kind["const"].as_str().map(str::to_owned)).collect();
    assert_eq!(named, error_codes(&source).into_iter().collect::<BTreeSet<_>>());
    for code in named {
        let kind: ErrorKind = serde_json::from_value(Value::String(code.clone())).expect("a kind by its code");
        assert_eq!(kind.code(), code);
    }
}
