//! Several processes on one Redis and one store: what is bounded is bounded for all together, whatever dies.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::house::{Answer, Client, Folder, Process, alive, children, cii, form, key, keys};
use crate::real_parts::{Part, Tls};

/// Requests of a storm, and how many are under way at once.
const REQUESTS: usize = 5_000;
const AT_ONCE: usize = 256;

/// Plan NARROW has 1 234 documents a month and no other bound that counts; BRIEF lets 1 234 requests come at once.
const PLANS: &str = "[cache]\nmode = \"off\"\n[workers]\nqueue = 1000\n\
    [limits]\nip_per_second = 100_000\nip_burst = 1_000_000\n\
    [plans.NARROW]\nmonth = 1_234\nday = 100_000\nper_second = 100_000\nburst = 1_000_000\nfeatures = [\"compliance\"]\n\
    [plans.BRIEF]\nmonth = 100_000\nday = 100_000\nper_second = 1\nburst = 1_234\nfeatures = []\n";
const LIMIT: usize = 1_234;

fn vat(client: Client, bearer: &str) -> Answer {
    let headers = [("Content-Type", "application/json"), ("Authorization", bearer)];
    client.send("POST", "/v1/compliance/validate-vat", &headers, br#"{"vat_number":"FR40303265045"}"#)
}

fn quota(client: Client, bearer: &str) -> Answer {
    client.send("GET", "/v1/quota", &[("Authorization", bearer)], b"")
}

fn bearer(key: &str) -> String {
    format!("Bearer {key}")
}

/// Asks so many times, of all in turn, and counts the answers by status; `meanwhile` runs beside.
fn storm(clients: &[Client], ask: impl Fn(Client) -> Answer + Sync, meanwhile: impl FnOnce()) -> BTreeMap<u16, usize> {
    let next = AtomicUsize::new(0);
    let one = || {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= REQUESTS {
                return counts;
            }
            let answer = ask(clients[number % clients.len()]);
            if answer.status == 429 {
                assert!(answer.headers.contains_key("retry-after"), "{:?}", answer.headers);
            }
            *counts.entry(answer.status).or_default() += 1;
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(one)).collect();
        meanwhile();
        let mut all: BTreeMap<u16, usize> = BTreeMap::new();
        for thread in threads {
            for (status, count) in thread.join().expect("a client") {
                *all.entry(status).or_default() += count;
            }
        }
        all
    })
}

fn used(client: Client, bearer: &str) -> u64 {
    let told = quota(client, bearer).json();
    let month = told["limits"].as_array().into_iter().flatten().find(|l| l["window"] == "month").expect("a month");
    month["limit"].as_u64().expect("units") - month["remaining"].as_u64().expect("units")
}

/// A storm on two processes, then another in whose midst Redis is killed and comes back.
#[test]
fn two_processes_admit_exactly_the_limit_also_while_redis_restarts() {
    let (Some(mut redis), Some(postgres)) = (Part::redis(None), Part::postgres(None)) else { return };
    let store = format!("[store]\nurl = \"{}\"\n", postgres.postgres_url());
    let toml = format!("{PLANS}{store}[redis]\nurl = \"{}\"\n", redis.redis_url());
    let servers = [Process::start(&toml), Process::start(&toml)];
    let clients = [*servers[0], *servers[1]];
    let keys = keys(&toml);
    for restarts in [false, true] {
        let mut restart = || {
            if restarts {
                thread::sleep(Duration::from_millis(150));
                redis.kill();
                redis.restart();
            }
        };
        let narrow = bearer(&key(&keys, &format!("narrow-{restarts}"), "NARROW").key);
        let counts = storm(&clients, |client| vat(client, &narrow), &mut restart);
        assert_eq!(counts, BTreeMap::from([(200, LIMIT), (429, REQUESTS - LIMIT)]), "restarts: {restarts}");
        assert_eq!(used(clients[1], &narrow), LIMIT as u64);

        let brief = bearer(&key(&keys, &format!("brief-{restarts}"), "BRIEF").key);
        let begun = Instant::now();
        let counts = storm(&clients, |client| quota(client, &brief), &mut restart);
        // One more comes free each second; without Redis, each process bounds by what it knows.
        let free = begun.elapsed().as_secs() as usize + 1;
        let most = if restarts { 2 * LIMIT } else { LIMIT } + free;
        assert_eq!(counts.values().sum::<usize>(), REQUESTS);
        assert_eq!(counts.keys().copied().collect::<Vec<_>>(), [200, 429]);
        assert!((LIMIT..=most).contains(&counts[&200]), "restarts: {restarts}, {counts:?}, {free} more");
    }
}

/// Killed and started again under load: no more than the quota is given, what was told as done is paid.
#[test]
fn postgres_dies_under_load() {
    let Some(mut postgres) = Part::postgres(None) else { return };
    let toml = format!("{PLANS}[store]\nurl = \"{}\"\n", postgres.postgres_url());
    let servers = [Process::start(&toml), Process::start(&toml)];
    let clients = [*servers[0], *servers[1]];
    let key = bearer(&key(&keys(&toml), "crash", "NARROW").key);
    let counts = storm(
        &clients,
        |client| vat(client, &key),
        || {
            thread::sleep(Duration::from_millis(200));
            postgres.kill();
            postgres.restart();
        },
    );
    assert!(counts.keys().all(|status| [200, 429, 503].contains(status)), "{counts:?}");
    let until = Instant::now() + Duration::from_secs(30);
    while quota(clients[0], &key).status != 200 {
        assert!(Instant::now() < until, "the store is not back");
        thread::sleep(Duration::from_millis(50));
    }
    let (done, used) = (counts[&200], used(clients[0], &key) as usize);
    assert!(done <= used && used <= LIMIT, "{counts:?}, {used} used");
}

/// 200 clients send the same call to two processes: it is executed and paid once, and told to each who is answered.
#[test]
fn parallel_calls_with_one_key_execute_once() {
    let Some(postgres) = Part::postgres(None) else { return };
    let toml = format!("{PLANS}[store]\nurl = \"{}\"\n", postgres.postgres_url());
    let servers = [Process::start(&toml), Process::start(&toml)];
    let clients = [*servers[0], *servers[1]];
    let key = bearer(&key(&keys(&toml), "once", "NARROW").key);
    let headers =
        [("Content-Type", "application/json"), ("Authorization", key.as_str()), ("Idempotency-Key", "the-same")];
    let body = json!({ "invoice": example() }).to_string();
    let ask = &|client: Client| client.send("POST", "/v1/compliance/check", &headers, body.as_bytes());
    let answers: Vec<Answer> = thread::scope(|scope| {
        let asked: Vec<_> = (0..200).map(|i| scope.spawn(move || ask(clients[i % 2]))).collect();
        asked.into_iter().map(|asked| asked.join().expect("an answer")).collect()
    });
    let done: Vec<_> = answers.iter().filter(|a| a.status == 200).collect();
    let first = done.first().expect("one at least is answered");
    assert!(done.iter().all(|a| a.body == first.body));
    let executed = done.iter().filter(|a| !a.headers.contains_key("idempotent-replayed")).count();
    assert_eq!((executed, used(clients[0], &key)), (1, 1));
    for waiting in answers.iter().filter(|a| a.status != 200) {
        assert_eq!((waiting.status, waiting.problem().as_str()), (409, "conflict"));
    }
    assert_eq!(ask(clients[1]).body, first.body);
}

/// A process is killed at many instants of a call, before, while and after it is kept: asked again of another, it is
/// answered, paid once, and with the same bytes where the first was answered.
#[test]
fn a_process_killed_in_a_call_leaves_it_paid_once() {
    let folder = Folder::new();
    let toml = format!(
        "{PLANS}[store]\nurl = \"sqlite:{}\"\n[idempotency]\nlease_seconds = 1\n",
        folder.join("store.db").display()
    );
    let other = Process::start(&toml);
    let key = bearer(&key(&keys(&toml), "killed", "NARROW").key);
    let body = json!({ "invoice": example() }).to_string();
    let (mut replayed, mut done_again) = (0, 0);
    for round in 0..20 {
        let mut dying = Process::start(&toml);
        let call = format!("call-{round}");
        let headers =
            [("Content-Type", "application/json"), ("Authorization", key.as_str()), ("Idempotency-Key", call.as_str())];
        let mut asked = dying.begin("POST", "/v1/compliance/check", &headers, body.as_bytes());
        thread::sleep(Duration::from_micros(400 * round));
        dying.kill();
        let mut bytes = Vec::new();
        let _ = std::io::Read::read_to_end(&mut asked, &mut bytes);
        let until = Instant::now() + Duration::from_secs(30);
        let again = loop {
            let again = other.send("POST", "/v1/compliance/check", &headers, body.as_bytes());
            if again.status != 409 {
                break again;
            }
            assert!(Instant::now() < until, "the call stays held");
            thread::sleep(Duration::from_millis(100));
        };
        assert_eq!(again.status, 200);
        match again.headers.contains_key("idempotent-replayed") {
            true => replayed += 1,
            false => done_again += 1,
        }
        let told = bytes.windows(4).position(|w| w == b"\r\n\r\n").map(|end| &bytes[end + 4..]);
        // A body cut by the kill is the beginning of the whole.
        assert!(told.is_none_or(|told| again.body.starts_with(told)), "round {round}");
        assert_eq!(used(*other, &key), round + 1, "round {round}");
    }
    println!("{replayed} replayed, {done_again} done again");
    assert!(replayed > 0, "no kill came after the answer was kept");
}

/// `rediss://` is spoken with a Redis whose certificate the system vouches for, and with no other.
#[test]
fn redis_over_tls() {
    let folder = Folder::new();
    let Some(tls) = Tls::new(&folder) else { return };
    let Some(redis) = Part::redis(Some(&tls)) else { return };
    let url = redis.redis_url().replace("redis://", "rediss://");
    let toml = format!("[listen]\ndebug = true\n[redis]\nurl = \"{url}\"\n");
    for (vouched, up) in [(true, "1"), (false, "0")] {
        let variables = vouched.then_some(("SSL_CERT_FILE", tls.certificate.as_path()));
        let metrics = Process::start_with(&toml, variables).get("/metrics").body;
        let metrics = String::from_utf8(metrics).expect("text");
        let told = format!("ocrf_dependency_up{{dependency=\"redis\"}} {up}");
        assert!(metrics.contains(&told), "vouched for: {vouched}\n{metrics}");
    }
}

/// A worker whose server was killed ends by itself.
#[test]
fn workers_do_not_outlive_their_server() {
    let mut server = Process::start("[listen]\ndebug = true\n");
    let (kind, body) = form(&[("file", Some("a.xml"), &cii())]);
    assert_eq!(server.send("POST", "/v1/ocr/upload", &[("Content-Type", &kind)], &body).status, 200);
    let workers = children(server.id());
    assert!(!workers.is_empty());
    server.kill();
    let until = Instant::now() + Duration::from_secs(10);
    while workers.iter().any(|pid| alive(*pid)) {
        assert!(Instant::now() < until, "a worker is left: {workers:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn example() -> Value {
    serde_json::from_str(include_str!("../../examples/facture.json")).expect("the example")
}
