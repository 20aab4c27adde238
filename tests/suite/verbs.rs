//! The vectors of the verbs: each case asked here, and against the server where one is named; and whether they say enough.

use std::collections::BTreeSet;
use std::path::PathBuf;

use ocr_facture::remote::Options;
use ocr_facture::{OCRFactureAPI, Result};
use ocr_facture_tests::score::{self, Document};
use ocr_facture_tests::verbs::{Case, ask, cases, compare, documents, folder, installed};
use serde_json::Value;

use crate::house::{files, root};
use crate::server;
use crate::tidy::error_codes;

/// The file of a case.
fn vector(case: &Case) -> Value {
    let path = case.path();
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// How the answer is not what the vector says.
fn judged(vector: &Value, got: Result<Value>) -> Vec<String> {
    match (vector.get("answer"), vector.get("error"), got) {
        (Some(expected), None, Ok(answer)) => compare::differences(expected, &answer),
        (None, Some(expected), Err(error)) => {
            compare::error_differences(expected, &serde_json::to_value(&error).expect("JSON"))
        }
        (Some(_), None, Err(error)) => vec![format!("an answer expected, got {}: {error}", error.code())],
        (None, Some(expected), Ok(_)) => vec![format!("{expected} expected, got an answer")],
        _ => vec!["a vector has an answer or an error".to_owned()],
    }
}

/// Asks every case of `api`; what fails is told with its file.
fn run(api: &OCRFactureAPI, mode: &str) -> Vec<String> {
    let here = installed(&OCRFactureAPI::local());
    let (mut wrong, mut ran) = (Vec::new(), 0);
    for case in cases() {
        let vector = vector(&case);
        let asked = vector["modes"].as_array().is_none_or(|modes| modes.iter().any(|m| m == mode));
        if let Some(engine) = case.needs.iter().find(|engine| !here.contains(**engine)) {
            println!("not run: {}/{} needs {engine}", case.folder, case.name);
        } else if asked {
            ran += 1;
            let document = vector["document"].as_str().map(|name| documents::folder().join(name));
            let found = judged(&vector, ask(api, &vector["request"], document.as_ref()));
            wrong.extend(found.into_iter().take(4).map(|what| format!("{}/{}{what}", case.folder, case.name)));
        }
    }
    println!("{ran} cases in {mode} mode");
    wrong
}

#[test]
fn every_case_is_answered_here() {
    let wrong = run(&OCRFactureAPI::local(), "local");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_case_is_answered_by_a_server() {
    let test = "every_case_is_answered_by_a_server";
    let named = Options::from_env().ok();
    let server = if named.is_none() { server::start(test) } else { None };
    let Some(options) = named.or_else(|| Some(Options::new(&server.as_ref()?.url))) else { return };
    let wrong = run(&OCRFactureAPI::remote(options).expect("a client"), "remote");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_files_are_those_of_the_table() {
    let table = cases();
    let mut expected = BTreeSet::new();
    for case in &table {
        assert!(expected.insert(case.path()), "{}/{} twice", case.folder, case.name);
        let vector = vector(case);
        assert_eq!(vector["request"], case.request, "{}: run vectors-verbs", case.path().display());
        assert_eq!(vector["document"].as_str(), case.document, "{}", case.path().display());
        assert_eq!(vector["about"], case.about, "{}", case.path().display());
    }
    let found = files(&["tests/vectors/verbs"], &[".json"]).into_iter().map(|f| root().join(f.path)).collect();
    let there: BTreeSet<PathBuf> = found;
    let expected: BTreeSet<PathBuf> = expected
        .iter()
        .map(|p| p.strip_prefix(folder()).expect("inside"))
        .map(|p| root().join("tests/vectors/verbs").join(p))
        .collect();
    assert_eq!(there, expected);
    assert!(table.len() >= 120, "only {} cases", table.len());
}

#[test]
fn the_documents_are_those_drawn() {
    let place = documents::folder();
    let mut bytes = 0;
    for document in documents::DOCUMENTS {
        let there = std::fs::read(place.join(document.name)).unwrap_or_else(|e| panic!("{}: {e}", document.name));
        bytes += there.len();
        assert!(there == (document.make)(), "{}: run vectors-verbs", document.name);
    }
    let named: BTreeSet<_> = documents::DOCUMENTS.iter().map(|d| d.name.to_owned()).collect();
    let found = std::fs::read_dir(&place).expect("the documents").map(|e| e.expect("an entry").file_name());
    let found: BTreeSet<_> = found.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(found, named);
    assert!(bytes < 3 << 20, "{bytes} bytes of documents");
    let used: BTreeSet<_> = cases().iter().filter_map(|case| case.document).collect();
    let idle: Vec<_> = documents::DOCUMENTS.iter().filter(|d| !used.contains(d.name)).map(|d| d.name).collect();
    assert!(idle.is_empty(), "of no case: {idle:?}");
}

/// The vectors say what was drawn: every field, line and VAT row of the truth, and nothing else.
#[test]
fn answers_on_drawn_documents_are_the_truth() {
    for document in documents::DOCUMENTS {
        let Some(truth) = document.truth else { continue };
        let told = cases().into_iter().find(|case| {
            case.document == Some(document.name)
                && case.folder == "extract_from_bytes"
                && case.request.get("options").is_none()
        });
        let vector = vector(&told.unwrap_or_else(|| panic!("{} is read by no case", document.name)));
        let extraction = serde_json::from_value(vector["answer"].clone()).expect("an extraction");
        let documents = [Document { name: document.name.into(), bytes: vec![], truth: truth() }];
        let report = score::run_with(&documents, &|_| Ok(ocr_facture::Extraction::clone(&extraction)));
        assert!(report.misses.is_empty(), "{:#?}", report.misses);
    }
}

/// Names of the options and fields of a schema, by definition.
fn names_of(schema: &Value, definitions: &[&str]) -> BTreeSet<String> {
    let names =
        |definition: &&str| schema["$defs"][*definition]["properties"].as_object().expect("an object").keys().cloned();
    definitions.iter().flat_map(names).collect()
}

/// Every key there is in a value.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        found.insert(key.clone());
        keys(value, found);
    }
    value.as_array().into_iter().flatten().for_each(|value| keys(value, found));
}

/// Verbs whose answer is about this machine or this caller: each face tests them beside its code.
const MACHINE: &[&str] = &["languages", "quota"];
/// Verbs that find nothing wrong with what they are given: that is their answer.
const NEVER_FAIL: &[&str] = &["validate_vat"];

/// Codes that no request can bring about: they are the caller's key and plan, the network, the server's state, or a defect.
const NOT_BY_A_REQUEST: &[&str] = &[
    "cancelled",
    "internal",
    "unauthorized",
    "forbidden",
    "quota_exceeded",
    "rate_limited",
    "gone",
    "conflict",
    "idempotency_key_reused",
    "method_not_allowed",
    "unsupported_media_type",
    "unavailable",
    "network",
    "server",
    "invalid_signature",
];

#[test]
fn every_verb_option_value_and_error_has_its_case() {
    let schema = std::fs::read_to_string(root().join("docs/schema/requests.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("a schema");
    let understood: Vec<Case> = cases().into_iter().filter(|case| case.folder != "request").collect();
    let verbs = schema["$defs"]["Request"]["oneOf"].as_array().expect("the verbs");
    for verb in verbs {
        let name = verb["properties"]["verb"]["const"].as_str().expect("a name");
        if MACHINE.contains(&name) {
            continue;
        }
        let mine: Vec<&Case> = understood.iter().filter(|case| case.folder == name).collect();
        assert!(mine.len() >= 4, "{name}: {} cases", mine.len());
        for field in verb["properties"].as_object().expect("fields").keys() {
            assert!(mine.iter().any(|case| case.request.get(field).is_some()), "{name}: no case has {field}");
        }
        let failing = mine.iter().filter(|case| vector(case).get("error").is_some()).count();
        assert!(
            (failing >= 1 || NEVER_FAIL.contains(&name)) && failing < mine.len(),
            "{name}: {failing} of {} fail",
            mine.len()
        );
    }
    let mut used = BTreeSet::new();
    understood.iter().for_each(|case| keys(&case.request, &mut used));
    let options = names_of(&schema, &["ExtractOptions", "CheckOptions", "GenerateOptions", "Limits", "Steps"]);
    let missing: Vec<_> = options.difference(&used).collect();
    assert!(options.len() > 35 && missing.is_empty(), "no case has {missing:?}");
    let text: String = understood.iter().map(|case| case.request.to_string()).collect();
    for values in [
        "OcrMode",
        "OcrEngine",
        "IssuerSize",
        "Transaction",
        "Profile",
        "Fallback",
        "Relationship",
        "Syntax",
        "Format",
        "Language",
    ] {
        for value in schema["$defs"][values]["oneOf"].as_array().expect(values) {
            assert!(text.contains(&format!(":{}", value["const"])), "no case asks for {values} {}", value["const"]);
        }
    }
    let codes = error_codes(&std::fs::read_to_string(root().join("core/src/error.rs")).expect("the errors"));
    let told: BTreeSet<String> =
        understood.iter().filter_map(|case| Some(vector(case)["error"]["code"].as_str()?.to_owned())).collect();
    for code in codes.iter().filter(|code| !NOT_BY_A_REQUEST.contains(&code.as_str())) {
        assert!(told.contains(code), "no case ends with {code}");
    }
}
