//! The same statements on SQLite and PostgreSQL, across handles, and across crashes.

use super::*;
use crate::real_parts::{Part, Tls, new_folder};

const BOUNDS: Bounds = Bounds { day: 70, month: 100 };

fn period(day: &str) -> Period {
    Period { day: day.into(), month: day[..7].into() }
}

fn charge<'a>(tenant: &'a Tenant, period: &'a Period, cost: i64) -> Charge<'a> {
    Charge { tenant, period, cost, bounds: BOUNDS }
}

use crate::auth::Tenant;

/// What both databases must do, with two handles as of two processes.
async fn behaves(a: &Store, b: &Store) {
    // Quotas: exact under concurrency, on both bounds.
    let (tenant, other) = (Tenant::test("a"), Tenant::test("b"));
    let (first, second, next) = (period("2026-11-28"), period("2026-11-29"), period("2026-12-01"));
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..200 {
        let (store, tenant, period) = ([a, b][i % 2].clone(), tenant.clone(), first.clone());
        tasks.spawn(async move { store.debit(charge(&tenant, &period, 1), None).await.unwrap().is_some() });
    }
    let admitted = tasks.join_all().await.into_iter().filter(|admitted| *admitted).count();
    assert_eq!(admitted, 70, "the day's bound");
    assert_eq!(a.used(&tenant, &first).await.unwrap(), Used { day: 70, month: 70 });
    assert_eq!(a.debit(charge(&tenant, &second, 31), None).await.unwrap(), None, "the month's bound");
    assert_eq!(a.debit(charge(&tenant, &second, 30), None).await.unwrap(), Some(Used { day: 30, month: 100 }));
    assert_eq!(b.debit(charge(&tenant, &first, 1), None).await.unwrap(), None, "a clock that is behind");
    assert_eq!(b.refund(charge(&tenant, &second, 5), None).await.unwrap(), Used { day: 25, month: 95 });
    assert_eq!(b.used(&tenant, &next).await.unwrap(), Used::default());
    assert_eq!(b.debit(charge(&tenant, &next, 71), None).await.unwrap(), None, "more than a day has");
    assert_eq!(b.used(&other, &second).await.unwrap(), Used::default(), "tenants share nothing");
    // Idempotency.
    let (one, two) = (Call { id: "c", owner: "1" }, Call { id: "c", owner: "2" });
    let begin = async |store: &Store, call: &Call<'_>, print: &str, now: i64| {
        store.begin(&tenant, call, print, now, now + 10, now + 100).await.unwrap()
    };
    assert_eq!(begin(a, &one, "f", 0).await, Begun::Ours { paid: 0 });
    assert_eq!(begin(b, &two, "f", 1).await, Begun::InFlight);
    assert_eq!(begin(b, &two, "g", 1).await, Begun::Reused);
    a.debit(charge(&tenant, &next, 3), Some(&one)).await.unwrap().unwrap();
    assert!(a.extend(&tenant, &one, 20).await.unwrap() && !b.extend(&tenant, &two, 20).await.unwrap());
    assert_eq!(begin(b, &two, "f", 19).await, Begun::InFlight);
    assert_eq!(begin(b, &two, "f", 20).await, Begun::Ours { paid: 3 }, "the lease ran out; it is paid already");
    let kept = Kept { status: 200, content_type: "application/json".into(), body: "{\"é\":\"\\u0000\"}".into() };
    assert!(!a.answer(&tenant, &one, &kept).await.unwrap(), "who lost the lease may not answer");
    a.give_up(&tenant, &one).await.unwrap();
    assert!(b.answer(&tenant, &two, &kept).await.unwrap());
    assert_eq!(begin(a, &one, "f", 50).await, Begun::Answered(kept));
    assert_eq!(begin(a, &one, "g", 50).await, Begun::Reused);
    assert_eq!(a.begin(&other, &one, "g", 50, 60, 150).await.unwrap(), Begun::Ours { paid: 0 }, "another tenant's key");
    assert_eq!(begin(a, &one, "g", 120).await, Begun::Ours { paid: 0 }, "kept for its time and no longer");
    assert_eq!((a.sweep(149).await.unwrap(), a.sweep(500).await.unwrap()), (0, 2));
    // Keys.
    let key = StoredKey {
        id: "key_1".into(),
        hash: "h".into(),
        tenant: "a".into(),
        plan: "PRO".into(),
        name: "été".into(),
        environment: "live".into(),
        last4: "abcd".into(),
        created_at: 5,
        ends_at: None,
    };
    a.add_key(&key).await.unwrap();
    assert_eq!(b.key_by_hash("h").await.unwrap(), Some(key.clone()));
    assert!(a.end_key("key_1", 9).await.unwrap() && a.end_key("key_1", 12).await.unwrap());
    assert_eq!(b.key_by_id("key_1").await.unwrap().unwrap().ends_at, Some(9), "an end is never put off");
    assert_eq!((b.keys(Some("a")).await.unwrap().len(), b.keys(Some("b")).await.unwrap().len()), (1, 0));
    assert!(!b.end_key("key_2", 1).await.unwrap());
    b.check().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite() {
    let folder = new_folder("sqlite");
    let url = format!("sqlite:{}", folder.join("a.db").display());
    let (a, b) = (Store::open(&url, 4).await.unwrap(), Store::open(&url, 4).await.unwrap());
    behaves(&a, &b).await;
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() {
    let Some(part) = Part::postgres(None) else { return };
    let url = part.postgres_url();
    let (a, b) = (Store::open(&url, 4).await.unwrap(), Store::open(&url, 4).await.unwrap());
    behaves(&a, &b).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_over_tls() {
    let folder = new_folder("tls");
    let Some(tls) = Tls::new(&folder) else { return };
    let (Some(spoken), Some(plain)) = (Part::postgres(Some(&tls)), Part::postgres(None)) else { return };
    let vouched = format!("sslmode=verify-full&sslrootcert={}", tls.certificate.display());
    let opened = async |part: &Part, how: &str| Store::open(&format!("{}?{how}", part.postgres_url()), 1).await;
    opened(&spoken, &vouched).await.unwrap().check().await.unwrap();
    opened(&spoken, "sslmode=require").await.unwrap().check().await.unwrap();
    // Nobody vouches for it; nobody speaks it.
    assert!(opened(&spoken, "sslmode=verify-full").await.is_err());
    assert!(opened(&plain, "sslmode=require").await.is_err());
    std::fs::remove_dir_all(folder).unwrap();
}

/// Under load, PostgreSQL is killed and comes back: what was told as debited is, and the bound holds.
#[tokio::test(flavor = "multi_thread")]
async fn a_crash_of_postgres_loses_no_debit() {
    let Some(mut part) = Part::postgres(None) else { return };
    let store = Store::open(&part.postgres_url(), 8).await.unwrap();
    let tenant = Tenant::test("crash");
    let bounds = Bounds { day: 400, month: 400 };
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (store, tenant, period) = (store.clone(), tenant.clone(), period("2026-11-29"));
        tasks.spawn(async move {
            let (mut told, mut failed) = (0, 0);
            for _ in 0..100 {
                match store.debit(Charge { tenant: &tenant, period: &period, cost: 1, bounds }, None).await {
                    Ok(used) => told += i64::from(used.is_some()),
                    Err(e) => {
                        assert_eq!(e.code(), "unavailable");
                        failed += 1;
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
            }
            (told, failed)
        });
    }
    tokio::time::sleep(Duration::from_millis(60)).await;
    tokio::task::block_in_place(|| {
        part.kill();
        part.restart();
    });
    let (told, failed) = tasks.join_all().await.into_iter().fold((0, 0), |(t, f), (told, lost)| (t + told, f + lost));
    // PostgreSQL may still be recovering.
    let mut used = store.used(&tenant, &period("2026-11-29")).await;
    for _ in 0..100 {
        if used.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        used = store.used(&tenant, &period("2026-11-29")).await;
    }
    let used = used.unwrap().month;
    // A commit whose answer got lost counts and was not told: never the other way round.
    assert!(told <= used && used <= 400 && used <= told + failed, "told {told}, kept {used}, failed {failed}");
}

#[tokio::test]
async fn other_urls_are_refused() {
    for url in ["", "mysql://a/b", "/tmp/x.db"] {
        assert_eq!(Store::open(url, 1).await.unwrap_err().code(), "invalid_input", "{url}");
    }
    let away = Store::open("postgres://nobody@127.0.0.1:1/none", 1).await.unwrap_err();
    assert_eq!(away.code(), "unavailable");
    assert!(!away.to_string().contains("nobody"), "{away}");
}
