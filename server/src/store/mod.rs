//! All SQL. SQLite and PostgreSQL speak the same statements here; the URL says which one answers.
//!
//! Every statement that decides something is one statement, so that it is atomic in both, across processes.

mod idempotency;
mod keys;
mod quotas;
#[cfg(test)]
mod tests;

use std::sync::Once;
use std::time::Duration;

use ocr_facture::{Error, ErrorKind, Result};
use sqlx::AnyPool;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Executor, SqlSafeStr};

use crate::telemetry::metrics::UP;

pub(crate) use idempotency::{Begun, Call, Kept};
pub(crate) use keys::StoredKey;
pub(crate) use quotas::{Bounds, Charge, Period, Used};

/// Migrations in their order: version, name, statements. One that was released never changes.
const MIGRATIONS: &[(i64, &str, &str)] =
    &[(1, "keys, quotas, idempotency", include_str!("../../migrations/0001_keys_quotas_idempotency.sql"))];

/// How long a request waits for a free connection.
const WAIT: Duration = Duration::from_secs(5);

/// A handle on the database; clones share its connections.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: AnyPool,
}

impl Store {
    /// Opens `sqlite:PATH`, `sqlite::memory:` or `postgres://…`, and brings its tables up to date.
    ///
    /// # Errors
    /// `invalid_input` for another URL; `unavailable` when the database cannot be reached or brought up to date.
    pub(crate) async fn open(url: &str, connections: u32) -> Result<Self> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(install_default_drivers);
        let sqlite = url.starts_with("sqlite:");
        if !sqlite && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(crate::config::refused("store.url", &"sqlite:CHEMIN ou postgres://… attendu"));
        }
        let memory = url == "sqlite::memory:";
        let target = if sqlite && !memory && !url.contains('?') { format!("{url}?mode=rwc") } else { url.to_owned() };
        // A database in memory lives as long as its one connection.
        let options = if memory {
            AnyPoolOptions::new().max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None)
        } else {
            AnyPoolOptions::new().max_connections(connections)
        };
        let options = options.acquire_timeout(WAIT).after_connect(move |connection, _| {
            Box::pin(async move {
                if sqlite {
                    connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;").await?;
                }
                Ok(())
            })
        });
        let pool = options.connect(&target).await.map_err(|e| unavailable(&e))?;
        let migrations = MIGRATIONS.iter().map(|&(version, name, sql)| {
            Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
        });
        Migrator::with_migrations(migrations.collect()).run(&pool).await.map_err(|e| unavailable(&e))?;
        UP.with(["store"]).set(1);
        Ok(Self { pool })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `unavailable` when it does not.
    pub(crate) async fn check(&self) -> Result<()> {
        self.pool.execute("SELECT 1").await.map(drop).map_err(|e| unavailable(&e))
    }
}

/// A database that does not do what it is asked. What it says may hold data of people, so it is not told to them.
fn unavailable(error: &dyn std::error::Error) -> Error {
    UP.with(["store"]).set(0);
    tracing::error!(error = %error, "store");
    Error::new(ErrorKind::Unavailable, "La base de données ne répond pas : réessayez.")
}
