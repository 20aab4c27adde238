//! What holds for every answer: ids, problems, languages.

use crate::house::server;

#[test]
fn addresses_and_methods_that_are_none_are_problems() {
    let server = server("");
    assert_eq!((server.get("/nowhere").status, server.get("/nowhere").problem()), (404, "not_found".into()));
    let wrong = server.get("/v1/ocr/upload");
    assert_eq!((wrong.status, wrong.problem()), (405, "method_not_allowed".into()));
    assert_eq!(wrong.headers["allow"], "POST");
    let asset = server.get("/docs/../../etc/passwd");
    assert_eq!((asset.status, asset.problem()), (404, "not_found".into()));
}

#[test]
fn an_id_is_echoed_where_it_is_one_and_made_where_it_is_not() {
    let server = server("");
    let with = |id: &str| server.send("GET", "/health", &[("X-Request-ID", id)], b"").headers["x-request-id"].clone();
    assert_eq!(with("a.B-9_z"), "a.B-9_z");
    for bad in ["", "a b", "é", &"x".repeat(129)] {
        let made = with(bad);
        assert!(made != bad && made.len() == 32, "{made}");
    }
}

#[test]
fn titles_are_in_the_language_asked_for_and_codes_in_none() {
    let server = server("");
    let (fr, en) = (server.get("/nowhere"), server.send("GET", "/nowhere", &[("Accept-Language", "en-GB")], b""));
    assert_eq!((fr.json()["title"].as_str(), en.json()["title"].as_str()), (Some("Introuvable"), Some("Not found")));
    assert_eq!(fr.json()["code"], en.json()["code"]);
}
