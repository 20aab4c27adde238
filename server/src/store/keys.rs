//! API keys, by the hash of what is presented.

use ocr_facture::Result;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Store, unavailable};

/// What is kept of a key: all but the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredKey {
    /// Public id.
    pub(crate) id: String,
    /// SHA-256, in hexadecimal.
    pub(crate) hash: String,
    /// Whose it is.
    pub(crate) tenant: String,
    /// Name of the plan.
    pub(crate) plan: String,
    /// What its owner calls it.
    pub(crate) name: String,
    /// `live` or `test`.
    pub(crate) environment: String,
    /// Its last four characters.
    pub(crate) last4: String,
    /// When it was made, in microseconds.
    pub(crate) created_at: i64,
    /// From when it is refused.
    pub(crate) ends_at: Option<i64>,
}

const COLUMNS: &str = "SELECT id, hash, tenant, plan, name, environment, last4, created_at, ends_at FROM api_keys";

fn read(row: &AnyRow) -> sqlx::Result<StoredKey> {
    Ok(StoredKey {
        id: row.try_get(0)?,
        hash: row.try_get(1)?,
        tenant: row.try_get(2)?,
        plan: row.try_get(3)?,
        name: row.try_get(4)?,
        environment: row.try_get(5)?,
        last4: row.try_get(6)?,
        created_at: row.try_get(7)?,
        ends_at: row.try_get(8)?,
    })
}

impl Store {
    /// Keeps a new key.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn add_key(&self, key: &StoredKey) -> Result<()> {
        let insert = "INSERT INTO api_keys (id, hash, tenant, plan, name, environment, last4, created_at) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let texts = [&key.id, &key.hash, &key.tenant, &key.plan, &key.name, &key.environment, &key.last4];
        let query = texts.into_iter().fold(sqlx::query(insert), |query, text| query.bind(text.as_str()));
        query.bind(key.created_at).execute(&self.pool).await.map(drop).map_err(|e| unavailable(&e))
    }

    /// The key with this hash.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn key_by_hash(&self, hash: &str) -> Result<Option<StoredKey>> {
        self.key_where("hash = $1", hash).await
    }

    /// The key with this public id.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn key_by_id(&self, id: &str) -> Result<Option<StoredKey>> {
        self.key_where("id = $1", id).await
    }

    async fn key_where(&self, condition: &'static str, value: &str) -> Result<Option<StoredKey>> {
        let select = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE {condition}"));
        let row = sqlx::query(select).bind(value).fetch_optional(&self.pool).await.map_err(|e| unavailable(&e))?;
        row.as_ref().map(read).transpose().map_err(|e| unavailable(&e))
    }

    /// Every key, or those of one tenant, oldest first.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn keys(&self, tenant: Option<&str>) -> Result<Vec<StoredKey>> {
        let select = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE $1 = '' OR tenant = $1 ORDER BY created_at, id"));
        let query = sqlx::query(select).bind(tenant.unwrap_or_default());
        let rows = query.fetch_all(&self.pool).await.map_err(|e| unavailable(&e))?;
        rows.iter().map(read).collect::<sqlx::Result<_>>().map_err(|e| unavailable(&e))
    }

    /// Ends a key then, unless it ends sooner; tells whether there is such a key.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn end_key(&self, id: &str, at: i64) -> Result<bool> {
        let update = "UPDATE api_keys SET ends_at = CASE WHEN ends_at < $2 THEN ends_at ELSE $2 END WHERE id = $1";
        let done = sqlx::query(update).bind(id).bind(at).execute(&self.pool).await.map_err(|e| unavailable(&e))?;
        Ok(done.rows_affected() == 1)
    }
}
