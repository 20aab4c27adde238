//! The vectors over the wire, with no client of ours between: `curl` sends the parts decision 0022 tells of, and what the
//! server answers is what the engine answers, byte for byte.

use std::path::{Path, PathBuf};
use std::process::Command;

use ocr_facture::{OCRFactureAPI, verbs};
use ocr_facture_tests::verbs::{Case, cases, compare, documents, installed};
use serde_json::{Map, Value, json};

use crate::server;

/// The address of a verb; none for what has no address.
fn address(verb: &str) -> Option<&'static str> {
    Some(match verb {
        "extract_from_bytes" | "extract_from_file" => "/v1/ocr/upload",
        "extract_from_base64" => "/v1/ocr/base64",
        "parse_facturx" => "/v1/facturx/parse",
        "validate" => "/v1/facturx/validate",
        "generate_facturx" => "/v1/facturx/generate",
        "generate_xml" => "/v1/facturx/xml",
        "convert_to_facturx" => "/v1/facturx/convert",
        "check_compliance" | "check_invoice" => "/v1/compliance/check",
        "validate_vat" => "/v1/compliance/validate-vat",
        "export" => "/v1/export",
        _ => return None,
    })
}

/// What the server says to a case: the status and the body.
fn ask(url: &str, folder: &Path, case: &Case) -> (u16, Vec<u8>) {
    let fields = case.request.as_object().cloned().unwrap_or_default();
    let mut fields: Map<String, Value> =
        fields.into_iter().filter(|(key, _)| !matches!(&**key, "verb" | "path")).collect();
    if let Some(text) = fields.remove("text") {
        fields.insert("document".into(), text);
    }
    let answer = folder.join("answer");
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--show-error", "--max-time", "60", "--write-out", "%{http_code}", "--output"]).arg(&answer);
    if let Some(document) = case.document {
        curl.arg("--form").arg(format!("file=@{}", documents::folder().join(document).display()));
        for (key, value) in &fields {
            let part = folder.join(key);
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            std::fs::write(&part, text).expect("a part");
            curl.arg("--form").arg(format!("{key}=<{}", part.display()));
        }
    } else {
        let body = folder.join("body");
        std::fs::write(&body, Value::Object(fields).to_string()).expect("a body");
        curl.arg("--json").arg(format!("@{}", body.display()));
    }
    let verb = case.request["verb"].as_str().unwrap_or_default();
    let told = curl.arg(format!("{url}{}", address(verb).expect("an address"))).output().expect("curl runs");
    assert!(told.status.success(), "{}: {}", case.name, String::from_utf8_lossy(&told.stderr));
    let status = String::from_utf8_lossy(&told.stdout).parse().expect("a status");
    (status, std::fs::read(&answer).unwrap_or_default())
}

/// The error a problem document tells.
fn error_of(problem: &Value) -> Value {
    json!({ "code": problem["code"], "context": problem["context"], "reasons": problem["errors"] })
}

/// How the answer is not the one of the vector, and of the engine here.
fn judged(case: &Case, status: u16, body: &[u8]) -> Vec<String> {
    let vector: Value =
        serde_json::from_slice(&std::fs::read(case.path()).expect("a vector")).expect("a vector in JSON");
    let Ok(told) = serde_json::from_slice::<Value>(body) else { return vec![format!(" {status}: no JSON")] };
    match (vector.get("answer"), vector.get("error")) {
        (Some(expected), _) if status == 200 => {
            let found = compare::differences(expected, &told);
            let document = case.document.map(|d| std::fs::read(documents::folder().join(d)).expect("a document"));
            let from_file = case.folder == "extract_from_file";
            let here = (!from_file)
                .then(|| verbs::call(&OCRFactureAPI::local(), &case.request.to_string(), document.as_deref()));
            match here {
                Some(Ok(text)) if found.is_empty() && text.as_bytes() != body => vec![" other bytes than here".into()],
                _ => found,
            }
        }
        (None, Some(expected)) if status >= 400 => compare::error_differences(expected, &error_of(&told)),
        _ => vec![format!(" {status}: {}", told.to_string().chars().take(300).collect::<String>())],
    }
}

#[test]
fn the_server_answers_as_the_engine_does() {
    let test = "the_server_answers_as_the_engine_does";
    if !server::has(test, &["curl"]) {
        return;
    }
    let Some(server) = server::start(test) else { return };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("wire-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let here = installed(&OCRFactureAPI::local());
    let (mut ran, mut wrong) = (0, Vec::new());
    for case in cases() {
        let asked = case.modes.is_empty() || case.modes.contains(&"remote");
        // A file that is not there is the caller's affair: nothing is sent.
        let sendable = asked && !(case.folder == "extract_from_file" && case.document.is_none());
        if sendable && case.needs.iter().all(|engine| here.contains(*engine)) {
            ran += 1;
            let (status, body) = ask(&server.url, &folder, &case);
            let found = judged(&case, status, &body);
            wrong.extend(found.into_iter().take(3).map(|what| format!("{}/{}{what}", case.folder, case.name)));
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    println!("{ran} cases over the wire");
    assert!(wrong.is_empty() && ran >= 120, "{} differences of {ran} cases:\n{}", wrong.len(), wrong.join("\n"));
}
