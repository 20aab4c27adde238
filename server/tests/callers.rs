//! Who calls, and what they have left: keys and their end, headers nobody vouches for, the headers of every answer.

use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::house::{Folder, Process, cii, key, keys, server};

/// Addresses of which five requests may come at once, and one more a second.
const NARROW: &str = "[limits]\nip_per_second = 1\nip_burst = 5\n";

fn store(folder: &Folder) -> String {
    format!("[store]\nurl = \"sqlite:{}\"\n", folder.join("store.db").display())
}

#[test]
fn a_key_is_refused_a_second_after_its_end() {
    let folder = Folder::new();
    let toml = store(&folder);
    let (server, keys) = (Process::start(&toml), keys(&toml));
    let (ending, staying) = (key(&keys, "a", "PRO"), key(&keys, "a", "PRO"));
    let asked = |key: &str| server.send("GET", "/v1/quota", &[("X-API-Key", key)], b"");
    assert_eq!((asked(&ending.key).status, asked(&staying.key).status), (200, 200));
    keys.revoke(&ending.info.id).expect("the key");
    thread::sleep(Duration::from_secs(1));
    let refused = asked(&ending.key);
    assert_eq!((refused.status, refused.problem().as_str()), (401, "unauthorized"));
    assert_eq!((refused.headers["www-authenticate"].as_str(), asked(&staying.key).status), ("Bearer", 200));
}

#[test]
fn headers_of_rapidapi_mean_nothing_without_its_secret() {
    let folder = Folder::new();
    let server = Process::start(&format!("{}[auth]\nrapidapi_secrets = [\"the-shared-secret\"]\n", store(&folder)));
    let ask = |secret: Option<&str>| {
        let mut headers = vec![("X-RapidAPI-User", "anne"), ("X-RapidAPI-Subscription", "MEGA")];
        headers.extend(secret.map(|secret| ("X-RapidAPI-Proxy-Secret", secret)));
        server.send("GET", "/v1/quota", &headers, b"")
    };
    for secret in [None, Some(""), Some("the-shared-secre"), Some("THE-SHARED-SECRET"), Some("the-shared-secret2")] {
        assert_eq!(ask(secret).status, 401, "{secret:?}");
    }
    assert_eq!(ask(Some("the-shared-secret")).json()["plan"], "MEGA");
}

#[test]
fn an_address_is_believed_from_a_trusted_proxy_alone() {
    let statuses = |toml: &str| {
        let folder = Folder::new();
        let server = Process::start(&format!("{}{toml}", store(&folder)));
        let from = |i: usize| format!("203.0.113.{i}");
        let ask = |i| server.send("GET", "/v1/quota", &[("X-Forwarded-For", &from(i))], b"").status;
        (1..=20).map(ask).collect::<Vec<_>>()
    };
    let spoofed = statuses(NARROW);
    assert!(spoofed[..5] == [401; 5] && spoofed.contains(&429), "one address, whatever it says: {spoofed:?}");
    let proxied = statuses(&format!("{NARROW}trusted_proxies = [\"127.0.0.0/8\"]\n"));
    assert_eq!(proxied, [401; 20], "twenty addresses");
}

#[test]
fn the_quota_told_is_that_of_the_headers() {
    let folder = Folder::new();
    let toml = format!("{}[cache]\nmode = \"off\"\n", store(&folder));
    let server = Process::start(&toml);
    let key = key(&keys(&toml), "a", "PRO").key;
    let ask = |method: &str, path: &str, kind: &str, body: &[u8]| {
        server.send(method, path, &[("X-API-Key", &key), ("Content-Type", kind)], body)
    };
    let vat = json!({ "vat_number": "FR40303265045" }).to_string();
    let (kind, form) = crate::house::form(&[("files", Some("a.xml"), &cii()), ("files", Some("b"), b"nothing")]);
    for paid in [0, 1, 2, 4] {
        match paid {
            0 => {}
            4 => assert_eq!(ask("POST", "/v1/ocr/batch", &kind, &form).status, 200),
            _ => assert_eq!(ask("POST", "/v1/compliance/validate-vat", "application/json", vat.as_bytes()).status, 200),
        }
        let told = ask("GET", "/v1/quota", "", b"");
        let day = &told.json()["limits"][0];
        assert_eq!(
            (&day["window"], &day["limit"], &day["remaining"]),
            (&json!("day"), &json!(666), &json!(666 - paid))
        );
        for (header, field) in [("limit", "limit"), ("remaining", "remaining"), ("reset", "reset")] {
            assert_eq!(told.headers[&format!("x-ratelimit-{header}")], day[field].to_string(), "{header}");
        }
        let month = &told.json()["limits"][1];
        let (policy, now) = (&told.headers["ratelimit-policy"], &told.headers["ratelimit"]);
        for (name, limit) in [("day", day), ("month", month)] {
            assert!(policy.contains(&format!("\"{name}\";q={};w=", limit["limit"])), "{policy}");
            assert!(now.contains(&format!("\"{name}\";r={};t=", limit["remaining"])), "{now}");
        }
    }
}

#[test]
fn answers_to_a_key_tell_its_limits_whatever_they_are() {
    let folder = Folder::new();
    let toml = store(&folder);
    let server = Process::start(&toml);
    let key = key(&keys(&toml), "a", "BASIC").key;
    let ask = |path: &str, kind: &str, body: &[u8]| {
        server.send("POST", path, &[("X-API-Key", &key), ("Content-Type", kind)], body)
    };
    let json = "application/json";
    let answers = [
        (200, ask("/v1/compliance/validate-vat", json, br#"{"vat_number":"FR40303265045"}"#)),
        (400, ask("/v1/ocr/base64", json, b"{")),
        (403, ask("/v1/facturx/parse", json, b"{}")),
        (415, ask("/v1/ocr/base64", "text/plain", b"")),
    ];
    for (status, answer) in answers {
        assert_eq!(answer.status, status);
        for header in ["limit", "remaining", "reset"] {
            let value = &answer.headers[&format!("x-ratelimit-{header}")];
            assert!(value.parse::<u64>().is_ok(), "{status} {header} {value}");
        }
        assert!(answer.headers["ratelimit-policy"].contains("\"burst\"") && answer.headers.contains_key("ratelimit"));
    }
}

/// The same parts under another boundary, in another order, are the same call.
#[test]
fn a_boundary_is_no_part_of_a_call() {
    let server = server("");
    let xml = cii();
    let field = |name: &str, file: &str, bytes: &[u8]| {
        [format!("Content-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes(), bytes].concat()
    };
    let parts = [field("options", "", br#"{"text":true}"#), field("file", "; filename=\"a.xml\"", &xml)];
    let mut first = None;
    // Any boundary of RFC 2046: 1 to 70 of its characters.
    let alphabet = b"abcXYZ019'()+_,-./:=?";
    for round in 0..200_usize {
        let length = 1 + round % 70;
        let boundary: Vec<u8> = (0..length).map(|i| alphabet[(i * 7 + round * 13) % alphabet.len()]).collect();
        let boundary = String::from_utf8(boundary).expect("ASCII");
        let mut body = Vec::new();
        let mut order = vec![&parts[0], &parts[1]];
        order.rotate_left(round % 2);
        for part in order {
            body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            body.extend_from_slice(part);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary=\"{boundary}\"");
        let answer =
            server.send("POST", "/v1/ocr/upload", &[("Content-Type", &kind), ("Idempotency-Key", "same")], &body);
        assert_eq!(answer.status, 200, "{boundary}: {}", String::from_utf8_lossy(&answer.body));
        let replayed = answer.headers.contains_key("idempotent-replayed");
        let (told, first) = (answer.body, &mut first);
        match first {
            None => *first = Some(told),
            Some(first) => assert!(replayed && *first == told, "{boundary}"),
        }
    }
}
