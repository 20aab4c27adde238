//! What tenants have used: one row a tenant and month, changed by one statement.

use ocr_facture::Result;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Call, Store, unavailable};
use crate::auth::Tenant;

/// A calendar day and its month, UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// `2026-11-29`.
    pub(crate) day: String,
    /// `2026-11`.
    pub(crate) month: String,
}

/// Units used in a day and its month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Used {
    pub(crate) day: i64,
    pub(crate) month: i64,
}

/// How many units a plan has in a day and in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) day: i64,
    pub(crate) month: i64,
}

/// Units to debit, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Charge<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) period: &'a Period,
    pub(crate) cost: i64,
    pub(crate) bounds: Bounds,
}

/// A clock that is a little behind another process counts into the later day, never back.
const DEBIT: &str = "\
INSERT INTO quotas (tenant, month, month_used, day, day_used)
SELECT $1, $2, $3, $4, $3 WHERE $3 <= $5 AND $3 <= $6
ON CONFLICT (tenant, month) DO UPDATE SET
    month_used = quotas.month_used + $3,
    day_used = CASE WHEN excluded.day > quotas.day THEN 0 ELSE quotas.day_used END + $3,
    day = CASE WHEN excluded.day > quotas.day THEN excluded.day ELSE quotas.day END
WHERE quotas.month_used + $3 <= $6
  AND CASE WHEN excluded.day > quotas.day THEN 0 ELSE quotas.day_used END + $3 <= $5
RETURNING day_used, month_used";

const REFUND: &str = "\
UPDATE quotas SET
    month_used = CASE WHEN month_used < $3 THEN 0 ELSE month_used - $3 END,
    day_used = CASE WHEN day > $4 THEN day_used WHEN day_used < $3 THEN 0 ELSE day_used - $3 END
WHERE tenant = $1 AND month = $2
RETURNING day_used, month_used";

fn read(row: &AnyRow) -> sqlx::Result<Used> {
    Ok(Used { day: row.try_get(0)?, month: row.try_get(1)? })
}

impl Store {
    /// Debits the units where both bounds allow it, and marks the call they pay for; none where they do not.
    ///
    /// # Errors
    /// `unavailable`: nothing was debited, or the answer got lost.
    pub(crate) async fn debit(&self, charge: Charge<'_>, call: Option<&Call<'_>>) -> Result<Option<Used>> {
        let debit = async {
            let mut transaction = self.pool.begin().await?;
            let Charge { tenant, period, cost, bounds } = charge;
            let row = sqlx::query(DEBIT)
                .bind(tenant.as_str())
                .bind(period.month.as_str())
                .bind(cost)
                .bind(period.day.as_str())
                .bind(bounds.day)
                .bind(bounds.month)
                .fetch_optional(&mut *transaction)
                .await?;
            let used = row.as_ref().map(read).transpose()?;
            if let (Some(_), Some(call)) = (used, call) {
                call.mark_paid(&mut transaction, tenant, cost).await?;
            }
            transaction.commit().await?;
            Ok(used)
        };
        debit.await.map_err(|e: sqlx::Error| unavailable(&e))
    }

    /// Gives units back; a day that is over gets none.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn refund(&self, charge: Charge<'_>, call: Option<&Call<'_>>) -> Result<Used> {
        let refund = async {
            let mut transaction = self.pool.begin().await?;
            let Charge { tenant, period, cost, .. } = charge;
            let query = sqlx::query(REFUND).bind(tenant.as_str()).bind(period.month.as_str()).bind(cost);
            let row = query.bind(period.day.as_str()).fetch_optional(&mut *transaction).await?;
            if let Some(call) = call {
                call.mark_paid(&mut transaction, tenant, 0).await?;
            }
            transaction.commit().await?;
            row.as_ref().map_or(Ok(Used::default()), read)
        };
        refund.await.map_err(|e: sqlx::Error| unavailable(&e))
    }

    /// What was used so far.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn used(&self, tenant: &Tenant, period: &Period) -> Result<Used> {
        let select = "SELECT CASE WHEN day < $3 THEN 0 ELSE day_used END, month_used \
                      FROM quotas WHERE tenant = $1 AND month = $2";
        let query = sqlx::query(select).bind(tenant.as_str()).bind(period.month.as_str()).bind(period.day.as_str());
        let row = query.fetch_optional(&self.pool).await.map_err(|e| unavailable(&e))?;
        row.as_ref().map_or(Ok(Used::default()), read).map_err(|e| unavailable(&e))
    }
}
