//! The remote mode before a server that does what a script says: what is tried again, what is told, and what never is.

mod script;

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use ocr_facture::remote::{Call, Client, Options};
use ocr_facture::{BatchEvent, Cancel, Error, ErrorKind, ExtractOptions, OCRFactureAPI, Source, verbs};
use script::{Script, Step, answer, problem};

const KEY: &str = "ocrf_live_dont_tell_anyone";
const VAT: &str = r#"{"verb":"validate_vat","vat_number":"FR44732829320"}"#;
const JSON: &str = "Content-Type: application/json\r\n";

fn good() -> Step {
    let report = OCRFactureAPI::local().validate_vat("FR44732829320").expect("a report");
    answer(200, JSON, &serde_json::to_string(&report).expect("JSON"))
}

fn api(script: &Script) -> OCRFactureAPI {
    OCRFactureAPI::remote(Options::new(&script.url).api_key(KEY)).expect("a client")
}

fn failed(script: &Script) -> Error {
    let error = verbs::call(&api(script), VAT, None).expect_err("an error");
    assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
    error
}

fn told<'a>(error: &'a Error, key: &str) -> Option<&'a str> {
    error.context().iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

#[test]
fn what_passes_is_tried_again_under_one_key() {
    for status in [408, 409, 429, 500, 502, 503, 504] {
        let script = Script::new([problem(status, "unavailable", ""), Step::Close, good()]);
        let answer = verbs::call(&api(&script), VAT, None).expect("an answer");
        let local = verbs::call(&OCRFactureAPI::local(), VAT, None).expect("an answer");
        assert_eq!(answer, local, "byte for byte");
        let asked = script.asked();
        assert_eq!(asked.len(), 3, "{status}");
        let keys: Vec<_> = asked.iter().map(|asked| asked.header("idempotency-key").expect("a key")).collect();
        assert!(keys[0].len() == 32 && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        assert_eq!(asked[0].body, asked[2].body);
        assert_eq!(asked[0].header("authorization"), Some(&*format!("Bearer {KEY}")));
        assert_eq!(asked[0].header("user-agent"), Some(concat!("ocr-facture/", env!("CARGO_PKG_VERSION"))));
        assert!(asked[0].head.starts_with("POST /v1/compliance/validate-vat HTTP/1.1"));
        assert_eq!(asked[0].body, br#"{"vat_number":"FR44732829320"}"#);
    }
}

#[test]
fn each_call_has_a_key_of_its_own_or_the_callers() {
    let script = Script::new([good()]);
    let api = api(&script);
    for _ in 0..2 {
        verbs::call(&api, VAT, None).expect("an answer");
    }
    let mine = api.clone().calling(Call::new().idempotency_key("mine").request_id("order-7"));
    verbs::call(&mine, VAT, None).expect("an answer");
    let asked = script.asked();
    let key = |index: usize| asked[index].header("idempotency-key");
    assert!(key(0) != key(1));
    assert_eq!((key(2), asked[2].header("x-request-id")), (Some("mine"), Some("order-7")));
    for call in [Call::new().idempotency_key(""), Call::new().idempotency_key("é"), Call::new().request_id("a b")] {
        let refused = api.clone().calling(call).validate_vat("FR").expect_err("refused");
        assert_eq!(refused.code(), "invalid_input");
    }
}

#[test]
fn what_lasts_is_told_at_once_as_the_local_mode_tells_it() {
    for (status, code) in [
        (400, "invalid_input"),
        (401, "unauthorized"),
        (403, "forbidden"),
        (404, "not_found"),
        (413, "too_large"),
        (415, "unsupported_media_type"),
        (422, "encrypted"),
        (422, "timeout"),
        (422, "idempotency_key_reused"),
    ] {
        let script = Script::new([problem(status, code, "")]);
        let error = failed(&script);
        assert_eq!((error.code(), error.message()), (code, "Dit par le serveur."));
        assert_eq!(told(&error, "status"), Some(&*status.to_string()));
        assert_eq!((told(&error, "request_id"), told(&error, "limit")), (Some("req-1"), Some("bytes")));
        assert_eq!(script.asked().len(), 1);
    }
    let error = failed(&Script::new([problem(418, "tired", "")]));
    assert_eq!((error.kind(), told(&error, "server_code")), (ErrorKind::Server, Some("tired")));
}

#[test]
fn retry_after_is_honoured_up_to_a_bound() {
    let script = Script::new([problem(429, "rate_limited", "Retry-After: 1\r\n"), good()]);
    let before = Instant::now();
    verbs::call(&api(&script), VAT, None).expect("an answer");
    assert!(before.elapsed() >= Duration::from_secs(1), "{:?}", before.elapsed());

    let script = Script::new([problem(429, "quota_exceeded", "Retry-After: 86400\r\n"), good()]);
    let error = failed(&script);
    assert_eq!((error.code(), told(&error, "retry_after")), ("quota_exceeded", Some("86400")));
    assert_eq!(script.asked().len(), 1);
}

#[test]
fn tries_end() {
    let script = Script::new([problem(503, "unavailable", "")]);
    let few = OCRFactureAPI::remote(Options::new(&script.url).max_retries(1)).expect("a client");
    assert_eq!(few.quota().expect_err("an error").code(), "unavailable");
    assert_eq!(script.asked().len(), 2);
    assert_eq!(script.asked()[0].header("authorization"), None);
    // Nobody listens there.
    let nobody = OCRFactureAPI::remote(Options::new("http://127.0.0.1:1").max_retries(1)).expect("a client");
    assert_eq!(nobody.languages().expect_err("an error").code(), "network");
}

#[test]
fn what_does_not_speak_our_api_is_a_typed_error() {
    let html = "Content-Type: text/html\r\n";
    let cut = |step: Step| match step {
        Step::Answer(bytes) => Step::Answer(bytes[..bytes.len() - 5].to_vec()),
        step => step,
    };
    for (step, code) in [
        (answer(200, html, "<html>Bienvenue</html>"), "server"),
        (answer(200, JSON, "{\"verdict\": \"pas"), "server"),
        (answer(200, JSON, "[]"), "server"),
        (answer(200, JSON, "{\"hello\": 1}"), "server"),
        (answer(204, "", ""), "server"),
        (answer(404, html, "<html>"), "server"),
        (answer(413, html, "<html>"), "too_large"),
        (answer(301, "Location: http://127.0.0.1:1/\r\n", ""), "server"),
        (answer(307, "Location: /elsewhere\r\n", ""), "server"),
        (answer(400, "Content-Type: application/problem+json\r\n", "{"), "server"),
        (Step::Answer(b"SSH-2.0-OpenSSH\r\n".to_vec()), "network"),
    ] {
        let script = Script::new([step.clone()]);
        assert_eq!(failed(&script).code(), code, "{step:?}");
        assert!(script.asked().len() == 1 || code == "network");
    }
    let script = Script::new([cut(good()), good()]);
    verbs::call(&api(&script), VAT, None).expect("an answer cut short is asked for again");
}

#[test]
fn a_flood_is_cut_off() {
    let script = Script::new([Step::Flood(1 << 30)]);
    let small = OCRFactureAPI::remote(Options::new(&script.url).max_answer_bytes(1 << 20)).expect("a client");
    let before = Instant::now();
    let error = small.quota().expect_err("an error");
    assert_eq!((error.code(), told(&error, "limit")), ("server", Some("max_answer_bytes")));
    assert!(before.elapsed() < Duration::from_secs(5));
    let lie = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n";
    let script = Script::new([Step::Stall(lie.into())]);
    assert_eq!(failed(&script).code(), "server");
}

#[test]
fn a_deadline_and_a_raised_flag_end_the_call() {
    let stalled = || Script::new([Step::Stall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{".to_vec())]);
    let script = stalled();
    let before = Instant::now();
    let error = api(&script).calling(Call::new().timeout_ms(300)).quota().expect_err("an error");
    assert_eq!(error.code(), "timeout");
    assert!((300..1500).contains(&before.elapsed().as_millis()), "{:?}", before.elapsed());

    let (script, flag) = (stalled(), Cancel::new());
    let working = {
        let api = api(&script).cancelled_by(flag.clone());
        thread::spawn(move || (api.quota().expect_err("an error"), Instant::now()))
    };
    while script.asked().is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
    let raised = Instant::now();
    flag.cancel();
    let (error, ended) = working.join().expect("the call");
    assert_eq!(error.code(), "cancelled");
    assert!(ended - raised <= Duration::from_millis(200), "{:?}", ended - raised);
}

#[test]
fn addresses_and_keys_are_looked_at_first() {
    for url in ["", "facture.example", "ftp://a", "https://me:secret@a", "http://a?b", "http://a#b"] {
        let options = Options::new(url);
        assert!(!format!("{options:?}").contains("secret"));
        assert_eq!(OCRFactureAPI::remote(options).expect_err("refused").code(), "invalid_input", "{url}");
    }
    for key in ["", "a\nb", "a b", "é"] {
        let error = OCRFactureAPI::remote(Options::new("http://a").api_key(key)).expect_err("refused");
        assert_eq!(error.code(), "invalid_input");
    }
    let api = OCRFactureAPI::remote(Options::new("http://127.0.0.1:1").api_key(KEY)).expect("a client");
    assert!(!format!("{api:?} {:?}", Options::new("http://a").api_key(KEY)).contains(KEY));
    let options: Options = serde_json::from_str(r#"{"base_url":"http://a","timeout_ms":5}"#).expect("options");
    assert_eq!((options.timeout_ms, options.max_retries), (5, 3));
    assert!(serde_json::from_str::<Options>(r#"{"base_url":"http://a","retries":5}"#).is_err());
}

#[test]
fn the_client_of_a_tokio_reads_files_and_tells_the_request() {
    let script = Script::new([answer(422, JSON, "{}"), good()]);
    let client = Client::new(Options::new(&script.url).api_key(KEY)).expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("tokio");
    let (options, folder) = (ExtractOptions::default(), std::path::Path::new(env!("CARGO_TARGET_TMPDIR")));
    let absent = client.extract_from_file(folder.join("nowhere.pdf"), &options);
    assert_eq!(runtime.block_on(absent).expect_err("no file").code(), "not_found");
    assert!(script.asked().is_empty());
    let path = folder.join("asynchronous.pdf");
    std::fs::write(&path, b"%PDF-of-a-file").expect("a file");
    let sent = client.extract_from_file(&path, &options);
    assert_eq!(runtime.block_on(sent).expect_err("no answer of ours").code(), "server");
    assert!(script.asked()[0].body.windows(14).any(|window| window == b"%PDF-of-a-file"));
    let mine = client.calling(Call::new().request_id("order-7"));
    let report = runtime.block_on(mine.validate_vat("FR44732829320")).expect("a report");
    assert_eq!(report, OCRFactureAPI::local().validate_vat("FR44732829320").expect("a report"));
    assert_eq!(script.asked()[1].header("x-request-id"), Some("order-7"));
}

/// By `openssl s_server`, with a certificate that vouches for itself.
#[test]
fn a_certificate_nobody_vouches_for_is_told() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("certificate");
    std::fs::create_dir_all(&folder).expect("a folder");
    let openssl = |arguments: &str| {
        let mut command = std::process::Command::new("openssl");
        command.args(arguments.split_whitespace()).current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -out certificate.pem -keyout key.pem";
    let Ok(made) = openssl(made).status() else { return println!("not run: openssl is not installed") };
    assert!(made.success());
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    let served = format!("s_server -accept 127.0.0.1:{port} -cert certificate.pem -key key.pem");
    let mut server = openssl(&served).stdin(Stdio::piped()).spawn().expect("openssl");
    let until = Instant::now() + Duration::from_secs(20);
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < until, "openssl does not answer");
        thread::sleep(Duration::from_millis(20));
    }
    let api = OCRFactureAPI::remote(Options::new(format!("https://localhost:{port}"))).expect("a client");
    let refused = api.validate_vat("FR44732829320").expect_err("no trust");
    server.kill().expect("a child");
    server.wait().expect("a child");
    assert_eq!(refused.code(), "network");
    assert!(refused.message().contains("certificat"), "{refused:?}");
}

#[test]
fn a_document_travels_whole_below_the_path_of_the_address() {
    let script = Script::new([answer(422, JSON, "{}")]);
    let at = OCRFactureAPI::remote(Options::new(format!("{}/facture", script.url))).expect("a client");
    let document: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let options = ExtractOptions { text: true, ..Default::default() };
    assert_eq!(at.extract_from_bytes(&document, &options).expect_err("an error").code(), "server");
    let asked = &script.asked()[0];
    assert!(asked.head.starts_with("POST /facture/v1/ocr/upload "));
    let kind = asked.header("content-type").expect("a type").to_owned();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
    let body = &asked.body;
    assert!(body.windows(document.len()).any(|window| window == document));
    assert!(body.ends_with(format!("\r\n--{boundary}--\r\n").as_bytes()));
    let head = String::from_utf8_lossy(&body[..2000]).into_owned();
    assert!(head.contains("name=\"options\"\r\n\r\n{") && head.contains("\"text\":true"), "{head}");
}

#[test]
fn a_batch_asks_a_few_at_a_time_and_each_failure_is_its_own() {
    let script = Script::new([problem(422, "encrypted", ""), problem(422, "unreadable", "")]);
    let sources = (0..12).map(|n| Source::Bytes { name: n.to_string(), bytes: vec![b'x'; 10] });
    let mut codes = Vec::new();
    let jobs = NonZeroUsize::new(3);
    api(&script)
        .batch_extract(sources, &ExtractOptions::default(), jobs, |event| {
            if let BatchEvent::Result { result, .. } = event {
                codes.push(result.expect_err("an error").code());
            }
            ControlFlow::Continue(())
        })
        .expect("a batch");
    assert_eq!(codes.len(), 12);
    assert_eq!(codes.iter().filter(|code| **code == "encrypted").count(), 1);
}
