//! A document costs nobody but itself, and a worker can do nothing but read it.

use std::fs::{self, File};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::house::{children, cii, flat_png, form, server, server_alone};

/// Run in a process of its own, locked in as a worker is: whatever reaches outside must fail.
pub(crate) fn escape() {
    // The lock is the worker's own first step: done on a thread, it holds for that thread and its children.
    let refused = |what: &str, done: bool| assert!(!done, "a worker can {what}");
    let open = TcpListener::bind("127.0.0.1:0").and_then(|open| open.local_addr()).expect("a port");
    let listening = TcpListener::bind(open).expect("the port");
    ocr_facture_server::lock_in().expect("the locks of this kernel");
    refused("read /etc/passwd", File::open("/etc/passwd").is_ok());
    refused("read its parent's environment", File::open("/proc/self/environ").is_ok());
    refused("write to /tmp", File::create("/tmp/ocr-facture-escape").is_ok());
    refused("list /etc", fs::read_dir("/etc").is_ok());
    refused("listen", TcpListener::bind("127.0.0.1:0").is_ok());
    refused("connect", TcpStream::connect(open).is_ok());
    drop(listening);
    refused("open a datagram socket", UdpSocket::bind("127.0.0.1:0").is_ok());
    refused("open a socket of the system", UnixStream::connect("/run/dbus/system_bus_socket").is_ok());
    refused("start a program", Command::new("/bin/true").status().is_ok());
    let error = TcpListener::bind("127.0.0.1:0").err().and_then(|e| e.raw_os_error());
    assert_eq!(error, Some(38), "the call itself is not there: {error:?}");
    assert!(std::thread::spawn(|| 2 + 2).join().is_ok(), "threads are still there");
    println!("locked in");
}

#[test]
fn a_worker_reaches_nothing() {
    let role = crate::house::program("escape");
    let done = Command::new(&role.path).args(&role.arguments).envs(role.variables).output().expect("the test binary");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success() && said.contains("locked in"), "{said}\n{}", String::from_utf8_lossy(&done.stderr));
    let health = server("").get("/health").json();
    assert_eq!((&health["workers"]["landlock"], &health["workers"]["seccomp"]), (&true.into(), &true.into()));
}

#[test]
fn a_flood_of_pixels_costs_nobody_else_anything() {
    let (server, flood) = (server(""), flat_png(20_000, 20_000));
    assert!(flood.len() < 600_000, "{}", flood.len());
    let (kind, body) = form(&[("file", Some("flood.png"), &flood)]);
    let begun = Instant::now();
    let floods: Vec<_> =
        (0..8).map(|_| server.begin("POST", "/v1/ocr/upload", &[("Content-Type", &kind)], &body)).collect();
    let health = Instant::now();
    assert_eq!(server.get("/health").status, 200);
    println!("health beside eight floods: {:?}", health.elapsed());
    let other = server.post_form("/v1/ocr/upload", &[("file", Some("a.xml"), &cii())]);
    assert_eq!(other.status, 200);
    for mut flood in floods {
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut flood, &mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("too_large"), "{answer}");
    }
    println!("all told: {:?}", begun.elapsed());
}

#[test]
fn a_killed_worker_costs_one_request() {
    let server = server_alone("[workers]\ncount = 1");
    // A picture to read by character recognition, or to be told that nothing reads it: either way the worker has it.
    let (kind, body) = form(&[("file", Some("a.png"), &flat_png(6_000, 6_000))]);
    let mut hit = false;
    for _ in 0..20 {
        let mut asked = server.begin("POST", "/v1/ocr/upload", &[("Content-Type", &kind)], &body);
        std::thread::sleep(Duration::from_millis(20));
        for pid in children(std::process::id()) {
            let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
        }
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut asked, &mut answer).expect("an answer");
        if answer.starts_with("HTTP/1.1 503") {
            assert!(answer.contains("unavailable") && answer.to_lowercase().contains("retry-after"), "{answer}");
            hit = true;
            break;
        }
    }
    assert!(hit, "no worker was killed at work");
    assert_eq!(server.post_form("/v1/ocr/upload", &[("file", Some("a.xml"), &cii())]).status, 200);
}

#[test]
fn a_client_that_leaves_frees_its_worker() {
    let server = server("[workers]\ncount = 1");
    let (kind, body) = form(&[("file", Some("a.png"), &flat_png(6_000, 6_000))]);
    for _ in 0..4 {
        drop(server.begin("POST", "/v1/ocr/upload", &[("Content-Type", &kind)], &body));
    }
    assert_eq!(server.post_form("/v1/ocr/upload", &[("file", Some("a.xml"), &cii())]).status, 200);
    let until = Instant::now() + Duration::from_secs(10);
    while server.get("/health").json()["workers"]["busy"] != 0 {
        assert!(Instant::now() < until, "the worker is still held");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_full_queue_says_so() {
    let server = server("[workers]\ncount = 1\nqueue = 1");
    let (kind, body) = form(&[("file", Some("a.png"), &flat_png(6_000, 6_000))]);
    let asked: Vec<_> =
        (0..12).map(|_| server.begin("POST", "/v1/ocr/upload", &[("Content-Type", &kind)], &body)).collect();
    let told = asked.into_iter().map(|mut stream| {
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).expect("an answer");
        answer
    });
    let full = told.filter(|a| a.starts_with("HTTP/1.1 503")).collect::<Vec<_>>();
    assert!(!full.is_empty() && full.iter().all(|a| a.to_lowercase().contains("retry-after: ")), "{full:?}");
}

#[test]
fn memory_beyond_the_bound_is_the_documents_own_fault() {
    let server = server("[workers]\ncount = 1\nmemory_bytes = 200_000_000");
    let answer = server.post_form("/v1/ocr/upload", &[("file", Some("a.png"), &flat_png(7_000, 7_000))]);
    let (status, code) = (answer.status, answer.problem());
    // Without an engine of character recognition nothing is unpacked.
    assert!((status, code.as_str()) == (413, "too_large") || code == "ocr_unavailable", "{status} {code}");
    assert_eq!(server.post_form("/v1/ocr/upload", &[("file", Some("a.xml"), &cii())]).status, 200);
}
