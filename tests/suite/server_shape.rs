//! The shape of the server: where SQL, Redis, statuses and the environment may stand.

use crate::house::{File, code, files, has_word, lines_where};

fn server_files() -> Vec<File> {
    files(&["server/src"], &[".rs"])
        .into_iter()
        .filter(|f| !f.path.ends_with("/tests.rs") && !f.path.ends_with("/real_parts.rs"))
        .collect()
}

/// Lines that name one of these words outside of these places.
fn elsewhere(places: &[&str], breaks: impl Fn(&str) -> bool) -> Vec<String> {
    let outside = server_files().into_iter().filter(|f| !places.iter().any(|place| f.path.starts_with(place)));
    outside.flat_map(|f| lines_where(&f.path, &code(&f.text), &breaks)).collect()
}

fn none(findings: &[String], rule: &str) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}

#[test]
fn sql_stands_in_the_store() {
    none(&elsewhere(&["server/src/store/"], |line| has_word(line, "sqlx")), "SQL only in `store`");
    assert!(server_files().iter().any(|f| f.path.starts_with("server/src/store/") && f.text.contains("sqlx")));
}

#[test]
fn redis_stands_in_cache_and_limit() {
    let places = ["server/src/cache/", "server/src/limit/", "server/src/redis_link.rs"];
    none(&elsewhere(&places, |line| line.contains("redis::")), "Redis only in `cache` and `limit`");
}

#[test]
fn statuses_stand_in_error() {
    // What is kept for later, and what is counted, has a status; none of them chooses one for an error.
    let places = ["server/src/error.rs", "server/src/once.rs", "server/src/idempotency/", "server/src/telemetry/"];
    none(&elsewhere(&places, |line| line.contains("StatusCode::")), "statuses only in `error`");
}

#[test]
fn the_environment_is_read_in_config() {
    let reads = |line: &str| ["env::var", "env::vars", "var_os"].iter().any(|read| line.contains(read));
    none(&elsewhere(&["server/src/config/"], reads), "the environment only in `config`");
}

#[test]
fn urls_stand_in_the_router() {
    let places = ["server/src/router.rs", "server/src/serve.rs"];
    none(&elsewhere(&places, |line| line.contains(".route(")), "URLs only in `router`, and the port kept for metrics");
}

#[test]
fn a_route_never_calls_another() {
    let routes = server_files().into_iter().filter(|f| f.path.starts_with("server/src/routes/"));
    // `verb::understood` reads a request; it is no route.
    let calls = |line: &str| line.contains("::handle(") || line.contains("routes::");
    none(&routes.flat_map(|f| lines_where(&f.path, &code(&f.text), calls)).collect::<Vec<_>>(), "routes stand alone");
}
