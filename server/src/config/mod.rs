//! The configuration, and the only reader of the environment. `config.default.toml` is its documentation.

mod access;
mod answers;
mod documents;
mod listen;
mod telemetry;

use std::collections::BTreeMap;
mod workers;

use std::ffi::OsString;
use std::path::Path;

use ocr_facture::{Error, ErrorKind, Result};
use serde::{Deserialize, Deserializer};
use toml::{Table, Value};

pub use access::{Auth, Feature, Limits, Plan, Redis, Store};
pub use answers::{Cache, CacheMode, Idempotency};
pub use documents::Documents;
pub use listen::Listen;
pub use telemetry::Telemetry;
pub use workers::{Sandbox, Workers};

/// Every key with its default.
pub const DEFAULT: &str = include_str!("../../config.default.toml");

/// What names of environment variables start with.
const PREFIX: &str = "OCR_FACTURE__";

/// All the server is told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where it listens, and to whom.
    pub listen: Listen,
    /// What a document may cost.
    pub documents: Documents,
    /// Where records are kept.
    pub store: Store,
    /// What processes share.
    pub redis: Redis,
    /// Who may call.
    pub auth: Auth,
    /// Limits that are no plan's.
    pub limits: Limits,
    /// Plans by their names.
    pub plans: BTreeMap<String, Plan>,
    /// Calls that are made once.
    pub idempotency: Idempotency,
    /// Answers given again.
    pub cache: Cache,
    /// What it tells of its work.
    pub telemetry: Telemetry,
    /// Who opens it.
    pub workers: Workers,
}

impl Config {
    /// The defaults, over them the file, over them the environment of this process.
    ///
    /// # Errors
    /// `not_found` when the file cannot be read; `invalid_input`, naming the key, when one is unknown or has a bad value.
    pub fn load(file: Option<&Path>) -> Result<Self> {
        let text = file.map(|path| {
            std::fs::read_to_string(path).map_err(|e| {
                Error::new(ErrorKind::NotFound, "Le fichier de configuration ne peut pas être lu.")
                    .with("path", path.display())
                    .caused_by(e)
            })
        });
        Self::from_parts(text.transpose()?.as_deref(), std::env::vars())
    }

    /// The defaults, over them this TOML, over them these variables.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn from_parts(file: Option<&str>, variables: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let mut table: Table = DEFAULT.parse().map_err(|e| refused("config.default.toml", &e))?;
        if let Some(file) = file {
            merge(&mut table, file.parse().map_err(|e| refused("--config", &e))?);
        }
        for (name, value) in variables {
            if let Some(path) = name.strip_prefix(PREFIX) {
                let path: Vec<&str> = path.split("__").collect();
                set(&mut table, &path, value).ok_or_else(|| refused(&name, &"cette clé n'existe pas"))?;
            }
        }
        let config: Self = table.try_into().map_err(|e| refused("configuration", &e))?;
        config.listen.check()?;
        access::check(&config.limits, &config.plans, &config.auth)?;
        config.telemetry.check()?;
        Ok(config)
    }
}

/// What a worker keeps of the environment: where models of character recognition lie.
pub(crate) fn worker_environment() -> Vec<(&'static str, OsString)> {
    const KEPT: &[&str] = &["OCR_FACTURE_MODELS", "TESSDATA_PREFIX", "XDG_DATA_HOME", "HOME", "OMP_THREAD_LIMIT"];
    let kept = KEPT.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)));
    // Threads of their own pools of memory would fill the address space with reservations.
    kept.chain([("MALLOC_ARENA_MAX", "2".into())]).collect()
}

/// Takes what `over` says; tables are merged, all else is replaced.
fn merge(table: &mut Table, over: Table) {
    for (key, value) in over {
        match (table.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(over)) => merge(below, over),
            (_, value) => drop(table.insert(key, value)),
        }
    }
}

/// Sets the key that a variable names, whatever its case; none when there is no such section.
fn set(table: &mut Table, path: &[&str], text: String) -> Option<()> {
    let (first, rest) = path.split_first()?;
    let known = table.keys().find(|key| key.eq_ignore_ascii_case(first)).cloned();
    if rest.is_empty() {
        let key = known.unwrap_or_else(|| first.to_ascii_lowercase());
        let value = match table.get(&key) {
            Some(Value::String(_)) => Value::String(text),
            _ => format!("v = {text}")
                .parse::<Table>()
                .ok()
                .and_then(|mut t| t.remove("v"))
                .unwrap_or(Value::String(text)),
        };
        table.insert(key, value);
        return Some(());
    }
    set(table.get_mut(&known?)?.as_table_mut()?, rest, text)
}

/// A text, or nothing where it is empty.
pub(crate) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<String>, D::Error> {
    Ok(Some(String::deserialize(deserializer)?).filter(|text| !text.is_empty()))
}

/// A value that cannot be taken, by the key or the file it stands in.
pub(crate) fn refused(place: &str, why: &dyn std::fmt::Display) -> Error {
    let why = why.to_string();
    let why = why.trim_end().trim_end_matches('.');
    Error::new(ErrorKind::InvalidInput, format!("La configuration est refusée ({place}) : {why}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Config> {
        Config::from_parts(None, variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn the_environment_is_over_the_file_and_the_file_over_the_defaults() {
        let file = "[documents]\npages = 7\nbatch = 3\n";
        let variables = [("OCR_FACTURE__DOCUMENTS__PAGES".to_owned(), "9".to_owned())];
        let config = Config::from_parts(Some(file), variables).unwrap();
        assert_eq!((config.documents.pages, config.documents.batch, config.documents.depth), (9, 3, 64));
        let elsewhere = with(&[("OCR_FACTURE__LISTEN__ADDRESS", "[::1]:0"), ("OCR_FACTURE_MODELS", "/m")]).unwrap();
        assert_eq!(elsewhere.listen.address.to_string(), "[::1]:0");
    }

    #[test]
    fn what_is_not_a_key_is_refused_by_name() {
        for (name, value, told) in [
            ("OCR_FACTURE__LISTEN__PORT", "80", "port"),
            ("OCR_FACTURE__LISTENING__PORT", "80", "LISTENING"),
            ("OCR_FACTURE__DOCUMENTS__PAGES", "many", "many"),
            ("OCR_FACTURE__LISTEN__ADDRESS", "nowhere", "address"),
        ] {
            let error = with(&[(name, value)]).unwrap_err();
            assert_eq!(error.code(), "invalid_input");
            assert!(error.message().contains(told), "{error}");
        }
        assert!(Config::from_parts(Some("[listen]\nport = 1"), []).is_err());
        let open = [("OCR_FACTURE__LISTEN__DEBUG", "true"), ("OCR_FACTURE__LISTEN__ADDRESS", "0.0.0.0:80")];
        assert!(with(&open).unwrap_err().message().contains("debug"));
    }
}
