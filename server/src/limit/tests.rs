//! The limits against a real Redis.

use std::time::Instant;

use super::gcra::{Rate, Rule};
use super::memory::Memory;
use super::*;
use crate::real_parts::Part;

/// Numbers that look random, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn under(&mut self, most: u64) -> i64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        i64::try_from((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % most).unwrap()
    }
}

/// 100 000 traces of three steps, each under one to three rules, on a clock of their own.
#[tokio::test(flavor = "multi_thread")]
async fn redis_and_memory_decide_alike() {
    let Some(part) = Part::redis(None) else { return };
    let client = redis::Client::open(part.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let lua = include_str!("gcra.lua");
    let hash: String = redis::cmd("SCRIPT").arg("LOAD").arg(lua).query_async(&mut connection).await.unwrap();
    let mut numbers = Numbers(0x0BAD_5EED_0BAD_5EED);
    // Redis forgets debts that are gone by its own clock: each is of ten seconds at least, longer than a batch takes.
    let start = clock::now();
    let (mut steps, mut refused) = (0, 0);
    for batch in 0..200 {
        let memory = Memory::default();
        let mut pipeline = redis::pipe();
        let mut expected = Vec::new();
        for trace in 0..500 {
            let mut now = start + numbers.under(1_000_000_000);
            let rules: Vec<Rule> = (0..=numbers.under(3))
                .map(|i| Rule {
                    policy: "burst",
                    subject: format!("{batch}.{trace}.{i}"),
                    rate: Rate { burst: 1 + numbers.under(4), interval: 10_000_000 + numbers.under(20_000_000) },
                })
                .collect();
            for _ in 0..3 {
                now +=
                    [0, 1, numbers.under(1000), numbers.under(40_000_000)][usize::try_from(numbers.under(4)).unwrap()];
                let verdict = memory.admit(&rules, now);
                let call = pipeline.cmd("EVALSHA").arg(&hash).arg(rules.len());
                for rule in &rules {
                    call.arg(&rule.subject);
                }
                call.arg(now).arg(SLACK);
                for rule in &rules {
                    call.arg(rule.rate.interval).arg(rule.rate.most()).arg(0);
                }
                expected.push([vec![i64::from(verdict.admitted)], verdict.debts].concat());
            }
        }
        let answers: Vec<Vec<i64>> = pipeline.query_async(&mut connection).await.unwrap();
        assert_eq!(answers.len(), expected.len());
        for (step, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
            assert_eq!(answer, expected, "batch {batch}, step {step}");
            refused += usize::from(answer[0] == 0);
        }
        steps += answers.len();
        let _: () = redis::cmd("FLUSHALL").query_async(&mut connection).await.unwrap();
        let _: String = redis::cmd("SCRIPT").arg("LOAD").arg(lua).query_async(&mut connection).await.unwrap();
    }
    assert_eq!(steps, 300_000);
    assert!(refused > steps / 10, "{refused} refusals of {steps}");
}

fn rules(burst: i64) -> Vec<Rule> {
    vec![Rule {
        policy: "burst",
        subject: "ocrf:gcra:test".into(),
        rate: Rate { burst, interval: 3600 * clock::SECOND },
    }]
}

/// Admissions of this many requests at once, shared by these servers.
async fn admitted(servers: &[AppState], requests: usize, burst: i64) -> usize {
    let tasks: Vec<_> = (0..requests)
        .map(|i| {
            let server = servers[i % servers.len()].clone();
            tokio::spawn(async move { server.limits.admit(&rules(burst)).await.1.is_ok() })
        })
        .collect();
    let mut admitted = 0;
    for task in tasks {
        admitted += usize::from(task.await.unwrap());
    }
    admitted
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_admit_exactly_the_limit() {
    let Some(part) = Part::redis(None) else { return };
    let over = format!("[redis]\nurl = \"{}\"\n", part.redis_url());
    let servers = [AppState::without_workers(&over).await.unwrap(), AppState::without_workers(&over).await.unwrap()];
    assert_eq!(admitted(&servers, 5000, 1234).await, 1234);
}

/// While Redis is killed and comes back empty: never more than the limit for each server, and what one server knows is
/// not forgotten.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_of_redis_admits_no_more_than_each_server_may() {
    let Some(mut part) = Part::redis(None) else { return };
    let over = format!("[redis]\nurl = \"{}\"\n", part.redis_url());
    let servers = [AppState::without_workers(&over).await.unwrap(), AppState::without_workers(&over).await.unwrap()];
    let before = admitted(&servers, 1000, 400).await;
    assert_eq!(before, 400);
    part.kill();
    let began = Instant::now();
    let (_, first) = servers[0].limits.admit(&rules(400)).await;
    let took = began.elapsed();
    assert!(first.is_err(), "the first request after the crash knows what was used");
    assert!(took.as_millis() < 250, "{took:?}");
    let during = admitted(&servers, 1000, 400).await;
    part.restart();
    let coming = admitted(&servers, 1000, 400).await;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let after = admitted(&servers, 2000, 400).await;
    let all = before + during + coming + after;
    assert!(all <= 800, "{before} + {during} + {coming} + {after}");
    let client = redis::Client::open(part.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let known: Vec<String> = redis::cmd("KEYS").arg("*").query_async(&mut connection).await.unwrap();
    assert!(servers[0].limits.redis.is_some() && known.len() <= 1);
    // With room again, Redis is used again.
    assert_eq!(admitted(&servers, 100, 1_000_000).await, 100);
    let known: Vec<String> = redis::cmd("KEYS").arg("*").query_async(&mut connection).await.unwrap();
    assert_eq!(known.len(), 1, "back in Redis");
}
