//! Calls made once: in parallel, after crashes, for what they cost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::HeaderMap;
use ocr_facture::ErrorKind;
use serde_json::json;

use super::*;
use crate::auth::Tenant;
use crate::clock;
use crate::context::{Caller, Lang, RequestId};
use crate::real_parts::{Part, new_folder};
use crate::state::AppState;
use crate::telemetry::trace::Trace;

/// A server of its own with a file for a store.
async fn server(over: &str) -> (AppState, std::path::PathBuf) {
    let folder = new_folder("once");
    let url = format!("[store]\nurl = \"sqlite:{}\"\n{over}", folder.join("a.db").display());
    (AppState::without_workers(&url).await.unwrap(), folder)
}

fn asked(state: &AppState, tenant: &str, key: Option<&str>, cache: Option<&str>, document: &[u8], cost: u32) -> Asked {
    let mut headers = HeaderMap::new();
    key.map(|key| headers.insert("idempotency-key", key.parse().unwrap()));
    cache.map(|cache| headers.insert(CACHE_CONTROL, cache.parse().unwrap()));
    let exchange = Exchange {
        state: state.clone(),
        context: Context {
            id: RequestId("r".into()),
            lang: Lang::Fr,
            trace: Trace::of(&headers),
            path: "/v1/x".into(),
        },
        caller: Caller { tenant: Tenant::test(tenant), key: Some("key_1".into()), plan: Some("BASIC".into()) },
        route: "/v1/x".into(),
        wishes: Wishes::of(&headers).unwrap(),
    };
    Asked { exchange, fingerprint: Fingerprint::of(&json!({"verb": "x"}), [("", document)]), cost }
}

async fn text(response: Response) -> (u16, HeaderMap, String) {
    let (head, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    (head.status.as_u16(), head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

fn done(text: &str) -> Result<Done> {
    Ok(Done { body: text.to_owned().into(), failed: 0 })
}

async fn used(server: &AppState, tenant: &str) -> i64 {
    let caller = asked(server, tenant, None, None, b"", 1).exchange.caller;
    server.store.used(&caller.tenant, &clock::period(clock::now())).await.unwrap().day
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_requests_with_one_key_execute_once() {
    let (server, folder) = server("").await;
    let executed = Arc::new(AtomicU32::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let (server, executed) = (server.clone(), executed.clone());
        tasks.spawn(async move {
            let counted = executed.clone();
            let work = async move || {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(100)).await;
                done("{\"n\":1}")
            };
            match attempt(asked(&server, "a", Some("k"), Some("no-store"), b"x", 1), work).await {
                Ok(response) => (text(response).await, "ok"),
                Err(error) => {
                    assert!(error.context().iter().any(|(key, _)| key == "retry_after"));
                    ((0, HeaderMap::new(), String::new()), error.code())
                }
            }
        });
    }
    for ((status, _, body), code) in tasks.join_all().await {
        assert!(code == "conflict" || (status, body.as_str()) == (200, "{\"n\":1}"), "{code} {status} {body}");
    }
    assert_eq!(executed.load(Ordering::SeqCst), 1);
    let again = attempt(asked(&server, "a", Some("k"), None, b"x", 1), async || done("other")).await.unwrap();
    let (status, headers, body) = text(again).await;
    assert_eq!((status, body.as_str()), (200, "{\"n\":1}"));
    assert_eq!(headers["idempotent-replayed"], "true");
    assert_eq!(used(&server, "a").await, 1, "replays are free");
    let reused = attempt(asked(&server, "a", Some("k"), None, b"y", 1), async || done("other")).await.unwrap_err();
    assert_eq!(reused.code(), "idempotency_key_reused");
    let theirs = attempt(asked(&server, "b", Some("k"), None, b"y", 1), async || done("theirs")).await.unwrap();
    assert_eq!(text(theirs).await.2, "theirs");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_dies_is_taken_over_and_paid_once() {
    let (server, folder) = server("[idempotency]\nlease_seconds = 1\n").await;
    let call = asked(&server, "a", Some("k"), Some("no-store"), b"x", 1);
    let begin = async || {
        let Asked { exchange: Exchange { caller, wishes, .. }, fingerprint, .. } = &call;
        server.idempotency.begin(&caller.tenant, "/v1/x", wishes.key.as_ref().unwrap(), fingerprint).await
    };
    let Turn::Ours(dead) = begin().await.unwrap() else { panic!("ours") };
    server.limits.debit(&call.exchange.caller, 1, Some(&dead.call())).await.unwrap().unwrap();
    // A heart that beats keeps the call beyond its lease.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(begin().await.err().map(|e| e.code()), Some("conflict"));
    dead.die();
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let again = asked(&server, "a", Some("k"), Some("no-store"), b"x", 1);
    let response = attempt(again, async || done("second")).await.unwrap();
    assert_eq!(text(response).await.2, "second");
    assert_eq!(used(&server, "a").await, 1, "one execution died, one did it: one is paid");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn our_failures_cost_nothing_and_are_done_again() {
    let (server, folder) = server("").await;
    let ours = |kind| async move || Err::<Done, _>(Error::new(kind, "…"));
    let ask = |key: &'static str| asked(&server, "a", Some(key), None, key.as_bytes(), 1);
    for (key, kind) in [("a", ErrorKind::Unavailable), ("b", ErrorKind::Internal)] {
        assert_eq!(attempt(ask(key), ours(kind)).await.unwrap_err().kind(), kind);
    }
    let defect = attempt(ask("c"), async || panic!("a defect")).await.unwrap_err();
    assert_eq!((defect.code(), used(&server, "a").await), ("internal", 0));
    for key in ["a", "b", "c"] {
        assert_eq!(text(attempt(ask(key), async || done(key)).await.unwrap()).await.2, key);
    }
    assert_eq!(used(&server, "a").await, 3);
    // The document's fault is told again, and paid once.
    let first = text(attempt(ask("d"), ours(ErrorKind::Encrypted)).await.unwrap()).await;
    let again = text(attempt(ask("d"), async || done("never")).await.unwrap()).await;
    assert_eq!((first.0, &first.2, used(&server, "a").await), (422, &again.2, 4));
    assert_eq!(again.1["idempotent-replayed"], "true");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_costs_its_documents_and_quotas_name_what_is_used_up() {
    let (server, folder) = server("[plans.BASIC]\nday = 12\n").await;
    let batch = |key: &'static str, cost| asked(&server, "a", None, Some("no-store"), key.as_bytes(), cost);
    let partly = async || Ok(Done { body: "{}".into(), failed: 3 });
    attempt(batch("a", 10), partly).await.unwrap();
    assert_eq!(used(&server, "a").await, 7, "three failed by our fault");
    let refused = attempt(batch("b", 10), async || done("never")).await.unwrap_err();
    let facts: Vec<_> = refused.context().iter().map(|(k, v)| (k.to_string(), v.clone())).collect();
    assert_eq!(refused.code(), "quota_exceeded");
    assert!(facts.contains(&("violated_policies".into(), "day".into())), "{facts:?}");
    let (_, document) = document(&refused, &batch("b", 1).exchange.context);
    let document: serde_json::Value = serde_json::from_slice(&document).unwrap();
    assert_eq!(document["type"], "https://iana.org/assignments/http-problem-types#quota-exceeded");
    assert_eq!(document["violated-policies"], json!(["day"]));
    attempt(batch("c", 5), async || done("fits")).await.unwrap();
    assert_eq!(used(&server, "a").await, 12);
    std::fs::remove_dir_all(folder).unwrap();
}

/// Hits are free, never another tenant's, and outlive Redis in each mode.
async fn caches(server: &AppState, cached_without_redis: bool, kill: impl FnOnce()) {
    let ask = |tenant, cache| asked(server, tenant, None, cache, b"x", 1);
    let get = async |tenant, cache, answer: &'static str| {
        let (_, headers, body) = text(attempt(ask(tenant, cache), async || done(answer)).await.unwrap()).await;
        (headers.get("x-cache").map(|v| v.to_str().unwrap().to_owned()), body)
    };
    let told = |cache: Option<&str>, body: &str| (cache.map(str::to_owned), body.to_owned());
    assert_eq!(get("a", None, "1").await, told(Some("miss"), "1"));
    assert_eq!(get("a", None, "2").await, told(Some("hit"), "1"));
    assert_eq!(get("a", Some("max-age=0, No-Store"), "3").await, told(None, "3"));
    assert_eq!(get("b", None, "4").await, told(Some("miss"), "4"));
    assert_eq!((used(server, "a").await, used(server, "b").await), (2, 1));
    kill();
    let after = get("a", None, "5").await;
    assert_eq!(after, if cached_without_redis { told(Some("hit"), "1") } else { told(Some("miss"), "5") });
    assert_eq!(get("a", None, "6").await.0.as_deref(), Some("hit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_cached_in_every_mode() {
    let (in_memory, folder) = server("").await;
    caches(&in_memory, true, || ()).await;
    std::fs::remove_dir_all(folder).unwrap();
    for (mode, survives) in [("redis", false), ("dual", true)] {
        let Some(mut part) = Part::redis(None) else { return };
        let over = format!("[redis]\nurl = \"{}\"\n[cache]\nmode = \"{mode}\"\n", part.redis_url());
        let (server, folder) = server(&over).await;
        caches(&server, survives, || part.kill()).await;
        std::fs::remove_dir_all(folder).unwrap();
    }
}

/// Redis holds no quota: emptied, it gives none back.
#[tokio::test(flavor = "multi_thread")]
async fn quotas_outlive_redis() {
    let Some(part) = Part::redis(None) else { return };
    let (server, folder) = server(&format!("[redis]\nurl = \"{}\"\n", part.redis_url())).await;
    let ask = |document: &'static [u8]| asked(&server, "a", None, None, document, 1);
    for document in [b"1", b"2", b"3", b"4"] {
        attempt(ask(document), async || done("{}")).await.unwrap();
    }
    let client = redis::Client::open(part.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let _: () = redis::cmd("FLUSHALL").query_async(&mut connection).await.unwrap();
    let refused = attempt(ask(b"5"), async || done("never")).await.unwrap_err();
    assert_eq!(refused.code(), "quota_exceeded");
    std::fs::remove_dir_all(folder).unwrap();
}
