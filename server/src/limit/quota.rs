//! Calendar quotas: documents a day and a month, in UTC, in the store. Redis holds none of them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ocr_facture::Result;

use super::standing::{Standing, seconds_up};
use crate::auth::Tenant;
use crate::clock;
use crate::config::Plan;
use crate::store::{Bounds, Call, Charge, Period, Store, Used};

/// How long answers that cost nothing may tell what this process last saw. Debits always ask the store.
const BELIEVED: Duration = Duration::from_secs(1);
/// Tenants remembered.
const REMEMBERED: usize = 10_000;

/// What was used, as last seen.
#[derive(Clone)]
struct Seen {
    at: Instant,
    period: Period,
    used: Used,
}

/// The accounts of all tenants.
pub(crate) struct Quotas {
    store: Store,
    seen: Mutex<HashMap<Tenant, Seen>>,
}

/// Units that were debited, and where to give them back.
#[derive(Clone, Debug)]
pub(crate) struct Receipt {
    tenant: Tenant,
    period: Period,
    bounds: Bounds,
    cost: i64,
}

impl Quotas {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, seen: Mutex::default() }
    }

    /// Debits the units, or tells that the quotas do not have them.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn debit(
        &self,
        tenant: &Tenant,
        plan: &Plan,
        cost: i64,
        call: Option<&Call<'_>>,
    ) -> Result<Option<Receipt>> {
        let receipt =
            Receipt { tenant: tenant.clone(), period: clock::period(clock::now()), bounds: bounds(plan), cost };
        let used = self.store.debit(receipt.charge(), call).await?;
        match used {
            Some(used) => self.note(tenant, &receipt.period, used),
            // Others may have used it up: what is told next is what the store has.
            None => drop(self.seen().remove(tenant)),
        }
        Ok(used.map(|_| receipt))
    }

    /// Gives back what a failure of ours used.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn refund(&self, receipt: &Receipt, call: Option<&Call<'_>>) -> Result<()> {
        let used = self.store.refund(receipt.charge(), call).await?;
        self.note(&receipt.tenant, &receipt.period, used);
        Ok(())
    }

    /// How the tenant stands with day and month.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn standings(&self, tenant: &Tenant, plan: &Plan, fresh: bool) -> Result<[Standing; 2]> {
        let now = clock::now();
        let period = clock::period(now);
        let believed = |seen: &&Seen| !fresh && seen.period == period && seen.at.elapsed() < BELIEVED;
        let seen = self.seen().get(tenant).filter(believed).map(|seen| seen.used);
        let used = match seen {
            Some(used) => used,
            None => {
                let used = self.store.used(tenant, &period).await?;
                self.note(tenant, &period, used);
                used
            }
        };
        Ok(standings(bounds(plan), used, now))
    }

    fn note(&self, tenant: &Tenant, period: &Period, used: Used) {
        let mut seen = self.seen();
        if seen.len() >= REMEMBERED {
            seen.clear();
        }
        seen.insert(tenant.clone(), Seen { at: Instant::now(), period: period.clone(), used });
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<Tenant, Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Receipt {
    fn charge(&self) -> Charge<'_> {
        Charge { tenant: &self.tenant, period: &self.period, cost: self.cost, bounds: self.bounds }
    }

    /// Part of it, so many units.
    pub(crate) fn part(&self, units: u32) -> Self {
        Self { cost: units.into(), ..self.clone() }
    }

    /// For a call that an execution which died has paid: what a failure gives back.
    pub(crate) fn of(tenant: &Tenant, plan: &Plan, cost: i64) -> Self {
        Self { tenant: tenant.clone(), period: clock::period(clock::now()), bounds: bounds(plan), cost }
    }
}

fn bounds(plan: &Plan) -> Bounds {
    Bounds { day: plan.day.into(), month: plan.month.into() }
}

fn standings(bounds: Bounds, used: Used, now: i64) -> [Standing; 2] {
    let (day_end, month_end) = clock::ends(now);
    let standing = |policy, limit: i64, used: i64, end: i64, window: i64| {
        let remaining = (limit - used).max(0);
        let wait = if remaining == 0 { seconds_up(end - now) } else { 0 };
        Standing { policy, limit, remaining, window, reset: end / clock::SECOND, wait }
    };
    // The length of the month that ends then.
    let month = (month_end - clock::month_start(now)) / clock::SECOND;
    [
        standing("day", bounds.day, used.day, day_end, 86_400),
        standing("month", bounds.month, used.month, month_end, month),
    ]
}
