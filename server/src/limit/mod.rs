//! Limits: bursts by GCRA, per key and per address, in Redis or in memory; calendar quotas in the store.
//!
//! A request is held to the bursts before its body is read. A quota is debited only when work begins, so that replays and
//! answers of the cache are free; what fails by our fault is given back.

mod client_ip;
mod gcra;
mod memory;
mod quota;
mod standing;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ocr_facture::{Error, ErrorKind, Result};
use redis::Script;
use sha2::{Digest, Sha256};

use crate::auth::hex;
use crate::clock;
use crate::config::{Config, Feature, Plan};
use crate::context::Caller;
use crate::error::{RETRY, Refused, VIOLATED};
use crate::redis_link::Link;
use crate::state::AppState;
use crate::store::{Call, Store};
use crate::telemetry::metrics::REJECTIONS;
use client_ip::Network;
use gcra::{Rate, Rule, Verdict};
use memory::Memory;
use quota::Quotas;
use standing::{seconds_up, write};

use quota::Receipt;
pub(crate) use standing::Standing;

/// Microseconds by which what a process knows may pass what Redis has, by the way of messages alone.
const SLACK: i64 = clock::SECOND;

/// All limits.
pub(crate) struct Limits {
    plans: BTreeMap<String, Plan>,
    trusted: Vec<Network>,
    ip: Rate,
    memory: Memory,
    redis: Option<Link>,
    script: Script,
    quotas: Quotas,
}

impl Limits {
    /// The limits of this configuration.
    ///
    /// # Errors
    /// `invalid_input` for a network that is none.
    pub(crate) fn new(config: &Config, store: Store, redis: Option<Link>) -> Result<Self> {
        let network = |text: &String| {
            text.parse().map_err(|()| crate::config::refused("limits.trusted_proxies", &format!("« {text} »")))
        };
        Ok(Self {
            plans: config.plans.clone(),
            trusted: config.limits.trusted_proxies.iter().map(network).collect::<Result<_>>()?,
            ip: rate(config.limits.ip_per_second, config.limits.ip_burst),
            memory: Memory::default(),
            redis,
            script: Script::new(include_str!("gcra.lua")),
            quotas: Quotas::new(store),
        })
    }

    /// The caller's plan; none where nothing is limited.
    ///
    /// # Errors
    /// `forbidden` when the configuration has no such plan.
    pub(crate) fn plan(&self, caller: &Caller) -> Result<Option<&Plan>> {
        let Some(name) = &caller.plan else { return Ok(None) };
        let plan = self.plans.get(&**name).ok_or_else(|| {
            Error::new(ErrorKind::Forbidden, "Cette formule n'existe pas sur ce serveur.").with("plan", name)
        });
        plan.map(Some)
    }

    /// Where a request comes from.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        client_ip::client(peer, headers, &self.trusted)
    }

    /// Holds a request nobody answers for to the limit of its address.
    ///
    /// # Errors
    /// `rate_limited`.
    pub(crate) async fn unknown(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> (Bursts, Result<()>) {
        let Some(peer) = peer else { return (Bursts(Vec::new()), Ok(())) };
        let (standings, admitted) = self.admit(&[self.ip_rule(self.client(peer, headers))]).await;
        (Bursts(standings), admitted)
    }

    fn ip_rule(&self, client: IpAddr) -> Rule {
        Rule { policy: "ip", subject: format!("ocrf:gcra:ip:{}", client_ip::subject(client)), rate: self.ip }
    }

    /// One request under all rules: in Redis in one step, in memory where it is down.
    async fn admit(&self, rules: &[Rule]) -> (Vec<Standing>, Result<()>) {
        let verdict = match &self.redis {
            Some(link) => self.in_redis(link, rules).await,
            None => None,
        };
        let now = clock::now();
        let verdict = verdict.unwrap_or_else(|| self.memory.admit(rules, now));
        let standings: Vec<Standing> =
            rules.iter().zip(&verdict.debts).map(|(rule, debt)| told(rule, *debt, now)).collect();
        let refused = || {
            let over = rules.iter().zip(&verdict.debts).filter(|(rule, debt)| !rule.rate.admits(**debt));
            let (policies, waits): (Vec<_>, Vec<_>) = over.map(|(rule, d)| (rule.policy, rule.rate.wait(*d))).unzip();
            let wait = waits.into_iter().max().unwrap_or_default();
            refusal(
                ErrorKind::RateLimited,
                "Trop de demandes à la fois : attendez un peu.",
                &policies,
                seconds_up(wait),
            )
        };
        let result = if verdict.admitted { Ok(()) } else { Err(refused()) };
        (standings, result)
    }

    async fn in_redis(&self, link: &Link, rules: &[Rule]) -> Option<Verdict> {
        let known = self.memory.debts(rules, clock::now());
        let mut call = self.script.prepare_invoke();
        for rule in rules {
            call.key(rule.subject.as_str());
        }
        call.arg("").arg(SLACK);
        rules.iter().zip(known).for_each(|(rule, known)| {
            call.arg(rule.rate.interval).arg(rule.rate.most()).arg(known);
        });
        let answer: Vec<i64> =
            link.ask(|mut connection| async move { call.invoke_async(&mut connection).await }).await?;
        let (admitted, debts) = answer.split_first()?;
        self.memory.learn(rules, debts, clock::now());
        Some(Verdict { admitted: *admitted == 1, debts: debts.to_vec() })
    }

    /// Debits what work costs, before it begins. `call` is the idempotent call it pays for.
    ///
    /// # Errors
    /// `quota_exceeded`, naming the policies; `unavailable`.
    pub(crate) async fn debit(&self, caller: &Caller, cost: u32, call: Option<&Call<'_>>) -> Result<Option<Receipt>> {
        let Some(plan) = self.plan(caller)? else { return Ok(None) };
        if let Some(receipt) = self.quotas.debit(&caller.tenant, plan, cost.into(), call).await? {
            return Ok(Some(receipt));
        }
        let standings = self.quotas.standings(&caller.tenant, plan, true).await?;
        let now = clock::now() / clock::SECOND;
        let over = standings.iter().filter(|s| s.remaining < i64::from(cost));
        let (policies, waits): (Vec<_>, Vec<_>) = over.map(|s| (s.policy, s.reset - now + 1)).unzip();
        let wait = waits.into_iter().max().unwrap_or(1);
        Err(refusal(ErrorKind::QuotaExceeded, "Le quota de votre formule est épuisé.", &policies, wait))
    }

    /// What was paid by an execution that died, so that a failure now gives it back.
    ///
    /// # Errors
    /// `forbidden` when the configuration no longer has the plan.
    pub(crate) fn paid(&self, caller: &Caller, cost: i64) -> Result<Option<Receipt>> {
        Ok(self.plan(caller)?.map(|plan| Receipt::of(&caller.tenant, plan, cost)))
    }

    /// Gives back what a failure of ours used. A store that does not answer is told in the log alone: the caller has
    /// an error to hear of already.
    pub(crate) async fn refund(&self, receipt: &Receipt, call: Option<&Call<'_>>) {
        if self.quotas.refund(receipt, call).await.is_err() {
            tracing::error!("a refund was lost");
        }
    }

    /// How the caller stands with the quotas, from the store itself.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn quotas(&self, caller: &Caller) -> Result<Option<[Standing; 2]>> {
        match self.plan(caller)? {
            Some(plan) => self.quotas.standings(&caller.tenant, plan, true).await.map(Some),
            None => Ok(None),
        }
    }
}

/// The bursts as this request found them.
pub(crate) struct Bursts(Vec<Standing>);

impl Bursts {
    /// Puts the headers on an answer.
    pub(crate) fn write(&self, response: &mut Response) {
        write(response.headers_mut(), &self.0, None, clock::now());
    }
}

/// Holds a known caller to their plan, and puts the headers on whatever is answered.
pub(crate) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(caller) = request.extensions().get::<Caller>().cloned() else { return next.run(request).await };
    let (bursts, admitted) = {
        let feature = request.extensions().get::<Feature>().copied().unwrap_or(Feature::Account);
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        held(&state.limits, &caller, feature, peer, request.headers()).await
    };
    let mut response = match admitted {
        Ok(()) => next.run(request).await,
        Err(error) => Refused::from(error).into_response(),
    };
    let mut standings = bursts;
    let violated = response.extensions().get::<Refused>().and_then(|Refused(error)| {
        let facts = error.context();
        facts.iter().find(|(key, _)| key == VIOLATED).map(|(_, policies)| policies.clone())
    });
    if let Ok(Some(plan)) = state.limits.plan(&caller)
        && let Ok(quotas) = state.limits.quotas.standings(&caller.tenant, plan, false).await
    {
        standings.extend(quotas);
    }
    write(response.headers_mut(), &standings, violated.as_deref(), clock::now());
    response
}

/// The bursts as they are with this request, and whether it may go on.
async fn held(
    limits: &Limits,
    caller: &Caller,
    feature: Feature,
    peer: Option<IpAddr>,
    headers: &HeaderMap,
) -> (Vec<Standing>, Result<()>) {
    let plan = match limits.plan(caller) {
        Ok(Some(plan)) => plan,
        Ok(None) => return (Vec::new(), Ok(())),
        Err(error) => return (Vec::new(), Err(error)),
    };
    // A tenant without a key of ours (RapidAPI) is one subject.
    let who = caller.key.as_deref().unwrap_or(caller.tenant.as_str());
    let subject = format!("ocrf:gcra:key:{}", hex(&Sha256::digest(who)));
    let mut rules = vec![Rule { policy: "burst", subject, rate: rate(plan.per_second, plan.burst) }];
    // Behind RapidAPI everyone has the proxy's address.
    if caller.key.is_some()
        && let Some(peer) = peer
    {
        rules.push(limits.ip_rule(limits.client(peer, headers)));
    }
    let (standings, admitted) = limits.admit(&rules).await;
    if admitted.is_ok() && feature != Feature::Account && !plan.features.contains(&feature) {
        let name = caller.plan.as_deref().unwrap_or_default();
        let error = Error::new(ErrorKind::Forbidden, "Votre formule ne comprend pas cette fonction.");
        return (standings, Err(error.with("plan", name).with("feature", feature.as_str())));
    }
    (standings, admitted)
}

/// So many a second, so many at once.
fn rate(per_second: u32, burst: u32) -> Rate {
    Rate { burst: burst.into(), interval: (clock::SECOND / i64::from(per_second.max(1))).max(1) }
}

fn told(rule: &Rule, debt: i64, now: i64) -> Standing {
    let Rate { burst, .. } = rule.rate;
    let remaining = rule.rate.remaining(debt);
    Standing {
        policy: rule.policy,
        limit: burst,
        remaining,
        window: seconds_up(rule.rate.most()),
        reset: seconds_up(now + debt),
        wait: if remaining == 0 { seconds_up(rule.rate.wait(debt)) } else { 0 },
    }
}

/// The 429 that names what was passed, and says when to come back.
fn refusal(kind: ErrorKind, message: &'static str, policies: &[&'static str], wait: i64) -> Error {
    policies.iter().for_each(|policy| REJECTIONS.with([*policy]).inc());
    Error::new(kind, message).with(VIOLATED, policies.join(",")).with(RETRY, wait.max(1))
}
