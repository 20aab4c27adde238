//! The description says what the server does, and is the one in the repository.

use std::path::Path;

use crate::house::server;

#[test]
fn the_committed_description_is_this_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let made = ocr_facture_server::openapi::text();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &made).expect("the description is written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == made, "UPDATE_OPENAPI=1 cargo test -p ocr-facture-server writes docs/openapi.json anew");
}

#[test]
fn references_lead_somewhere() {
    let text = ocr_facture_server::openapi::text();
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for reference in text.split("\"$ref\": \"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let pointer = reference.strip_prefix('#').expect("a reference inside the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn the_reference_is_served_whole_from_here() {
    let server = server("");
    let page = server.get("/docs");
    let html = String::from_utf8_lossy(&page.body).into_owned();
    assert!(!html.contains("http://") && !html.contains("https://"), "{html}");
    assert!(page.headers["content-security-policy"].starts_with("default-src 'none'; script-src 'self'"));
    for asset in html.split("\"/docs/").skip(1).filter_map(|rest| rest.split('"').next()) {
        let answer = server.get(&format!("/docs/{asset}"));
        assert!(answer.status == 200 && answer.body.len() > 50, "{asset}");
    }
    assert_eq!(server.get("/openapi.json").json()["openapi"], "3.1.0");
    let errors = server.get("/docs/errors");
    assert!(String::from_utf8_lossy(&errors.body).contains("id=\"too_large\""));
}
