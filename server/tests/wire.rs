//! A request is its parts, whatever form they come in; what is not understood is told.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::house::{cii, server};

#[test]
fn both_forms_give_the_same_bytes_and_those_of_the_engine() {
    let (server, xml) = (server(""), cii());
    let text = BASE64_STANDARD.encode(&xml);
    let options = json!({ "text": true });
    let local = ocr_facture::verbs::call(
        &ocr_facture::OCRFactureAPI::local(),
        &json!({ "verb": "extract_from_bytes", "options": options }).to_string(),
        Some(&xml),
    )
    .expect("the engine reads it");
    let by_form = server.post_form(
        "/v1/ocr/upload",
        &[("options", None, options.to_string().as_bytes()), ("file", Some("a.xml"), &xml)],
    );
    let by_json = server.post_json("/v1/ocr/base64", &json!({ "document": text, "options": options }));
    assert_eq!((by_form.status, by_json.status), (200, 200));
    assert!(by_form.body == local.as_bytes() && by_json.body == local.as_bytes());
    for path in ["/v1/facturx/parse", "/v1/facturx/validate", "/v1/compliance/check"] {
        let form = server.post_form(path, &[("file", Some("a.xml"), &xml)]);
        let uri = format!("data:application/xml;base64,{text}");
        let json = server.post_json(path, &json!({ "document": uri }));
        assert_eq!((form.status, json.status), (200, 200), "{path}");
        assert_eq!(form.body, json.body, "{path}");
    }
}

#[test]
fn every_verb_has_its_address() {
    let (server, xml) = (server(""), cii());
    let invoice: serde_json::Value = serde_json::from_str(include_str!("../../examples/facture.json")).expect("JSON");
    let made = server.post_json("/v1/facturx/generate", &json!({ "invoice": invoice }));
    assert!(made.json()["pdf"].is_string());
    let by_form = server.post_form(
        "/v1/facturx/xml",
        &[("invoice", None, invoice.to_string().as_bytes()), ("syntax", None, b"ubl"), ("profile", None, b"en16931")],
    );
    assert!(by_form.json()["xml"].as_str().is_some_and(|xml| xml.contains("oasis:names")));
    assert!(server.post_json("/v1/compliance/check", &json!({ "invoice": invoice })).json()["verdict"].is_string());
    let document = BASE64_STANDARD.encode(&xml);
    assert_eq!(server.post_json("/v1/facturx/convert", &json!({ "document": document })).status, 200);
    let vat = server.post_json("/v1/compliance/validate-vat", &json!({ "vat_number": "FR40303265045" }));
    assert_eq!(vat.json()["siren"], "303265045");
    let read = server.post_json("/v1/ocr/base64", &json!({ "document": document })).json();
    let rows = json!({ "format": "csv", "documents": [{ "path": "a.xml", "result": read }] });
    assert!(server.post_json("/v1/export", &rows).json()["data"].is_string());
    assert_eq!(server.get("/v1/languages").json()["languages"][0]["code"], "fra");
    assert!(server.get("/v1/quota").json()["limits"].is_array());
    assert_eq!(server.get("/health/ready").status, 200);
}

#[test]
fn a_batch_answers_each_document_by_itself() {
    let (server, xml) = (server(""), cii());
    let answer =
        server.post_form("/v1/ocr/batch", &[("files", Some("a.xml"), &xml), ("files", Some("b.txt"), b"nothing")]);
    let results = answer.json()["results"].as_array().cloned().expect("results");
    assert_eq!((results[0]["name"].as_str(), results[1]["name"].as_str()), (Some("a.xml"), Some("b.txt")));
    assert!(results[0]["result"]["invoice"].is_object() && results[0].get("error").is_none());
    assert_eq!(results[1]["error"]["code"], "invalid_input");
    for count in [11, 12, 40] {
        let many: Vec<(&str, Option<&str>, &[u8])> = vec![("files", Some("x"), b"x"); count];
        let refused = server.post_form("/v1/ocr/batch", &many);
        assert_eq!((refused.status, refused.problem().as_str()), (413, "too_large"), "{count}");
    }
}

#[test]
fn what_would_be_read_otherwise_than_meant_is_refused() {
    let server = server("");
    let page = json!({ "number": 1, "width": 1e300, "height": 1, "source": "text", "rotation": 0, "skew": 0 });
    let document = json!({ "kind": "pdf_text", "sha256": "", "language": null, "pages": [page] });
    let result =
        json!({ "schema": "", "document": document, "invoice": {}, "fields": {}, "warnings": [], "text": null });
    for (path, request) in [
        ("/v1/compliance/check", json!({ "invoice": { "tax_representative": [] } })),
        ("/v1/export", json!({ "format": "csv", "documents": [{ "path": "a", "result": result }] })),
    ] {
        let answer = server.post_json(path, &request);
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid_input"), "{path}");
    }
}

#[test]
fn what_is_not_understood_is_a_problem_that_says_so() {
    let server = server("[documents]\nbytes = 1000\njson_bytes = 3000\nform_bytes = 500");
    let json = [("Content-Type", "application/json")];
    let multipart = [("Content-Type", "multipart/form-data; boundary=limit")];
    let form = |parts: &[(&str, Option<&str>, &[u8])]| crate::house::form(parts).1;
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Vec<u8>, u16, &'a str);
    let cases: [Case; 20] = [
        ("/v1/ocr/base64", &json, b"{".to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, b"[]".to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, b"\xff\xfe".to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, b"{}".to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, br#"{"document":1}"#.to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, br#"{"document":"!!"}"#.to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, br#"{"document":"QQ==","document":"QQ=="}"#.to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, br#"{"document":"QQ==","other":1}"#.to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, br#"{"document":"QQ==","verb":"validate"}"#.to_vec(), 400, "invalid_input"),
        ("/v1/ocr/base64", &json, vec![b' '; 4000], 413, "too_large"),
        ("/v1/ocr/base64", &[], b"{}".to_vec(), 415, "unsupported_media_type"),
        ("/v1/ocr/upload", &json, b"{}".to_vec(), 415, "unsupported_media_type"),
        ("/v1/ocr/upload", &multipart, b"nothing of a form".to_vec(), 400, "invalid_input"),
        ("/v1/ocr/upload", &multipart, form(&[("options", None, b"{}")]), 400, "invalid_input"),
        ("/v1/ocr/upload", &multipart, form(&[("file", None, b"a"), ("file", None, b"b")]), 400, "invalid_input"),
        ("/v1/ocr/upload", &multipart, form(&[("file", None, b"a"), ("options", None, b"\xff")]), 400, "invalid_input"),
        ("/v1/ocr/upload", &multipart, form(&[("file", None, b"a"), ("unknown", None, b"1")]), 400, "invalid_input"),
        ("/v1/ocr/upload", &multipart, form(&[("fichier", Some("a.pdf"), b"\xff")]), 400, "invalid_input"),
        ("/v1/ocr/upload", &multipart, form(&[("file", None, &[b'a'; 1001])]), 413, "too_large"),
        ("/v1/facturx/xml", &json, br#"{"invoice":{},"document":"QQ=="}"#.to_vec(), 400, "invalid_input"),
    ];
    for (path, headers, body, status, code) in cases {
        let answer = server.send("POST", path, headers, &body);
        let said = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
        assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{path} {said}");
    }
}
