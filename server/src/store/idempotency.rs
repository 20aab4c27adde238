//! Calls by their idempotency key: who executes one, and what was answered.

use ocr_facture::Result;
use sqlx::{AnyConnection, Row};

use super::{Store, unavailable};
use crate::auth::Tenant;

/// A call that is being executed, and by whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    /// SHA-256 of method, route and key.
    pub(crate) id: &'a str,
    /// A name no other execution has.
    pub(crate) owner: &'a str,
}

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

/// What became of an attempt to execute a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Begun {
    /// It is ours; units already paid for it by an execution that died.
    Ours { paid: i64 },
    /// Someone executes it.
    InFlight,
    /// It was answered.
    Answered(Kept),
    /// The key was used for another call.
    Reused,
}

/// Takes a call that nobody has, whose lease or time ran out. One that died keeps what it paid.
const BEGIN: &str = "\
INSERT INTO idempotency (tenant, call, fingerprint, owner, lease_ends_at, paid, ends_at)
VALUES ($1, $2, $3, $4, $5, 0, $6)
ON CONFLICT (tenant, call) DO UPDATE SET
    fingerprint = excluded.fingerprint,
    owner = excluded.owner,
    lease_ends_at = excluded.lease_ends_at,
    paid = CASE WHEN idempotency.ends_at <= $7 THEN 0 ELSE idempotency.paid END,
    status = NULL, content_type = NULL, body = NULL,
    ends_at = excluded.ends_at
WHERE idempotency.ends_at <= $7
   OR (idempotency.status IS NULL AND idempotency.lease_ends_at <= $7
       AND idempotency.fingerprint = excluded.fingerprint)
RETURNING paid";

impl Call<'_> {
    /// Notes what was debited for it, in the transaction that debits.
    pub(super) async fn mark_paid(
        &self,
        connection: &mut AnyConnection,
        tenant: &Tenant,
        paid: i64,
    ) -> sqlx::Result<()> {
        let update = "UPDATE idempotency SET paid = $4 WHERE tenant = $1 AND call = $2 AND owner = $3";
        let query = sqlx::query(update).bind(tenant.as_str()).bind(self.id).bind(self.owner);
        query.bind(paid).execute(connection).await.map(drop)
    }
}

impl Store {
    /// Takes a call for its owner, or tells why it cannot be taken.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn begin(
        &self,
        tenant: &Tenant,
        call: &Call<'_>,
        fingerprint: &str,
        now: i64,
        lease_ends_at: i64,
        ends_at: i64,
    ) -> Result<Begun> {
        let begin = async {
            loop {
                let taken = sqlx::query(BEGIN)
                    .bind(tenant.as_str())
                    .bind(call.id)
                    .bind(fingerprint)
                    .bind(call.owner)
                    .bind(lease_ends_at)
                    .bind(ends_at)
                    .bind(now)
                    .fetch_optional(&self.pool)
                    .await?;
                if let Some(row) = taken {
                    return Ok(Begun::Ours { paid: row.try_get(0)? });
                }
                let select = "SELECT fingerprint, status, content_type, body FROM idempotency \
                              WHERE tenant = $1 AND call = $2";
                let query = sqlx::query(select).bind(tenant.as_str()).bind(call.id);
                // Given up between the two statements: it is free again.
                let Some(row) = query.fetch_optional(&self.pool).await? else { continue };
                if row.try_get::<String, _>(0)? != fingerprint {
                    return Ok(Begun::Reused);
                }
                let Some(status) = row.try_get::<Option<i64>, _>(1)? else { return Ok(Begun::InFlight) };
                return Ok(Begun::Answered(Kept {
                    status: u16::try_from(status).unwrap_or(500),
                    content_type: row.try_get(2)?,
                    body: row.try_get(3)?,
                }));
            }
        };
        begin.await.map_err(|e: sqlx::Error| unavailable(&e))
    }

    /// Keeps a call longer; tells whether it is still its owner's.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn extend(&self, tenant: &Tenant, call: &Call<'_>, lease_ends_at: i64) -> Result<bool> {
        let update = "UPDATE idempotency SET lease_ends_at = $4 \
                      WHERE tenant = $1 AND call = $2 AND owner = $3 AND status IS NULL";
        let query = sqlx::query(update).bind(tenant.as_str()).bind(call.id).bind(call.owner).bind(lease_ends_at);
        Ok(query.execute(&self.pool).await.map_err(|e| unavailable(&e))?.rows_affected() == 1)
    }

    /// Keeps the answer, if the call is still its owner's; tells whether it was.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn answer(&self, tenant: &Tenant, call: &Call<'_>, kept: &Kept) -> Result<bool> {
        let update = "UPDATE idempotency SET status = $4, content_type = $5, body = $6 \
                      WHERE tenant = $1 AND call = $2 AND owner = $3 AND status IS NULL";
        let query = sqlx::query(update)
            .bind(tenant.as_str())
            .bind(call.id)
            .bind(call.owner)
            .bind(i64::from(kept.status))
            .bind(kept.content_type.as_str())
            .bind(kept.body.as_str());
        Ok(query.execute(&self.pool).await.map_err(|e| unavailable(&e))?.rows_affected() == 1)
    }

    /// Forgets a call that is not to be kept, if it is still its owner's.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn give_up(&self, tenant: &Tenant, call: &Call<'_>) -> Result<()> {
        let delete = "DELETE FROM idempotency WHERE tenant = $1 AND call = $2 AND owner = $3 AND status IS NULL";
        let query = sqlx::query(delete).bind(tenant.as_str()).bind(call.id).bind(call.owner);
        query.execute(&self.pool).await.map(drop).map_err(|e| unavailable(&e))
    }

    /// Deletes calls whose time is over; tells how many.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn sweep(&self, now: i64) -> Result<u64> {
        let delete = sqlx::query("DELETE FROM idempotency WHERE ends_at <= $1").bind(now);
        Ok(delete.execute(&self.pool).await.map_err(|e| unavailable(&e))?.rows_affected())
    }
}
