//! `ocr-facture keys`: the API keys of a server.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use ocr_facture::{ErrorKind, Result};
use ocr_facture_server::config::Config;
use ocr_facture_server::keys::{Environment, KeyInfo, Keys, NewKey, Wanted};
use serde::Serialize;

use crate::output::{self, Exit};
use crate::say;

/// `keys`.
#[derive(Debug, Args)]
pub(crate) struct KeysArgs {
    #[command(subcommand)]
    what: What,
    /// Fichier de configuration du serveur (TOML) ; la base est celle qu'il nomme
    #[arg(long, value_name = "FICHIER", global = true, help_heading = "Options")]
    config: Option<PathBuf>,
    /// Répond en JSON
    #[arg(long, global = true, help_heading = "Sortie")]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Crée une clé, et la montre : c'est la seule fois
    Create {
        /// À qui elle est : lettres sans accent, chiffres, points, tirets, soulignés
        #[arg(long, value_name = "CLIENT", help_heading = "Options")]
        tenant: String,
        /// Formule, par son nom dans la configuration
        #[arg(long, value_name = "FORMULE", default_value = "BASIC", help_heading = "Options")]
        plan: String,
        /// À quoi elle sert, pour s'y retrouver
        #[arg(long, value_name = "NOM", default_value = "", help_heading = "Options")]
        name: String,
        /// Clé d'essai (ocrf_test_…) : ses données et ses quotas sont à part
        #[arg(long, help_heading = "Options")]
        test: bool,
    },
    /// Montre les clés, sans leur secret
    List {
        /// Celles de ce client seulement
        #[arg(long, value_name = "CLIENT", help_heading = "Options")]
        tenant: Option<String>,
    },
    /// Met fin à une clé : tous les serveurs la refusent en moins d'une seconde
    Revoke {
        /// Identifiant de la clé (key_…)
        #[arg(value_name = "ID", help_heading = "Arguments")]
        id: String,
    },
    /// Crée une clé à la place d'une autre, qui vaut encore un moment
    Rotate {
        /// Identifiant de la clé à remplacer (key_…)
        #[arg(value_name = "ID", help_heading = "Arguments")]
        id: String,
        /// Heures pendant lesquelles l'ancienne vaut encore
        #[arg(long, value_name = "HEURES", default_value_t = 24, help_heading = "Options")]
        overlap: u64,
    },
}

/// Runs the command.
pub(crate) fn run(args: &KeysArgs) -> Exit {
    done(args).unwrap_or_else(|e| {
        say::error(format_args!("{e}"));
        match e.kind() {
            ErrorKind::InvalidInput => Exit::Usage,
            ErrorKind::NotFound | ErrorKind::Gone => Exit::NoneRead,
            _ => Exit::Unwritten,
        }
    })
}

fn done(args: &KeysArgs) -> Result<Exit> {
    let keys = Keys::open(Config::load(args.config.as_deref())?)?;
    match &args.what {
        What::Create { tenant, plan, name, test } => {
            let environment = if *test { Environment::Test } else { Environment::Live };
            let wanted = Wanted { tenant: tenant.clone(), plan: plan.clone(), name: name.clone(), environment };
            Ok(told(args, &keys.create(&wanted)?, new))
        }
        What::List { tenant } => Ok(told(args, &keys.list(tenant.as_deref())?, |keys| table(keys))),
        What::Revoke { id } => Ok(told(args, &keys.revoke(id)?, |key| format!("Révoquée : {}\n", key.id))),
        What::Rotate { id, overlap } => {
            let overlap = Duration::from_secs(overlap.saturating_mul(3600));
            Ok(told(args, &keys.rotate(id, overlap)?, new))
        }
    }
}

fn told<T: Serialize>(args: &KeysArgs, value: &T, text: impl FnOnce(&T) -> String) -> Exit {
    if !args.json {
        return output::print(text(value).as_bytes());
    }
    // Texts always go to JSON.
    let mut json = serde_json::to_vec_pretty(value).unwrap_or_default();
    json.push(b'\n');
    output::print(&json)
}

fn new(key: &NewKey) -> String {
    let NewKey { key, info } = key;
    format!(
        "{key}\n\nNotez-la : elle ne sera plus jamais montrée.\nIdentifiant : {}, formule : {}\n",
        info.id, info.plan
    )
}

fn table(keys: &[KeyInfo]) -> String {
    let mut text = String::new();
    for key in keys {
        let state = match (&key.ends_at, key.active) {
            (None, _) => "active".to_owned(),
            (Some(end), true) => format!("active jusqu'au {end}"),
            (Some(end), false) => format!("finie le {end}"),
        };
        let KeyInfo { id, environment, last4, tenant, plan, name, .. } = key;
        // Writing to a string does not fail.
        let _ = writeln!(text, "{id}  ocrf_{environment}_…{last4}  {tenant}  {plan}  {state}  {name}");
    }
    if text.is_empty() { "Aucune clé.\n".into() } else { text }
}
