//! The flags of `validate` and `check`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ocr_facture::CheckOptions;
use ocr_facture::check::{IssuerSize, Transaction, rulesets};

use crate::args::{LangArg, LimitArgs, duration};

/// `validate` and `check`.
#[derive(Debug, Args)]
pub(crate) struct JudgeArgs {
    /// Fichiers, dossiers (parcourus en entier), motifs comme « *.xml », ou - pour l'entrée standard
    #[arg(required = true, value_name = "CHEMIN", help_heading = "Arguments")]
    pub(crate) paths: Vec<PathBuf>,

    /// JSON : le rapport pour un seul fichier, sinon un tableau de {path, result|error}
    #[arg(long, help_heading = "Sortie")]
    pub(crate) json: bool,
    /// Écrit dans ce fichier plutôt que sur la sortie standard
    #[arg(short, long, value_name = "FICHIER", help_heading = "Sortie")]
    pub(crate) output: Option<PathBuf>,
    /// Donne aussi les règles respectées
    #[arg(long, help_heading = "Sortie")]
    pub(crate) all: bool,

    /// Seulement ce jeu de règles, qu'il s'applique ou non (répétable) : fr-mentions, xsd, en16931, br-fr, ppf-flux1…
    #[arg(long = "ruleset", value_name = "JEU", value_parser = ruleset, help_heading = "Règles")]
    pub(crate) rulesets: Vec<String>,
    /// Le jour où la loi est lue : AAAA-MM-JJ (aujourd'hui par défaut)
    #[arg(long, value_name = "DATE", help_heading = "Règles")]
    pub(crate) today: Option<jiff::civil::Date>,
    /// Taille de l'émetteur : large (GE), intermediate (ETI), small (PME) ou micro
    #[arg(long, value_name = "TAILLE", value_enum, hide_possible_values = true, help_heading = "Règles")]
    pub(crate) issuer_size: Option<SizeArg>,
    /// Acheteur : b2b, b2c ou b2g (déduit de la facture par défaut)
    #[arg(long, value_name = "TYPE", value_enum, hide_possible_values = true, help_heading = "Règles")]
    pub(crate) transaction: Option<TransactionArg>,
    /// Le vendeur est membre d'un assujetti unique
    #[arg(long, help_heading = "Règles")]
    pub(crate) vat_group: bool,
    /// Le vendeur a opté pour la TVA sur les débits : true ou false
    #[arg(long, value_name = "BOOL", hide_possible_values = true, help_heading = "Règles")]
    pub(crate) vat_on_debits: Option<bool>,
    /// Temps accordé à chaque document : 30s, 500ms, 2m
    #[arg(long, value_name = "DURÉE", value_parser = duration, help_heading = "Limites")]
    pub(crate) timeout: Option<u64>,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,

    /// Documents jugés en même temps (un par cœur par défaut)
    #[arg(short, long, value_name = "N", help_heading = "Divers")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Langue du rapport : fr (par défaut) ou en
    #[arg(
        long,
        value_name = "LANGUE",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Divers"
    )]
    pub(crate) lang: LangArg,
}

impl JudgeArgs {
    /// The engine's options these flags stand for.
    pub(crate) fn options(&self) -> CheckOptions {
        CheckOptions {
            today: self.today,
            issuer_size: self.issuer_size.map(Into::into),
            transaction: self.transaction.map(Into::into),
            vat_group: self.vat_group,
            vat_on_debits: self.vat_on_debits,
            rulesets: (!self.rulesets.is_empty()).then(|| self.rulesets.clone()),
            all: self.all,
            timeout: self.timeout,
            limits: self.limits.limits(),
        }
    }
}

/// A ruleset that exists.
fn ruleset(name: &str) -> Result<String, String> {
    rulesets::known(&[name]).map(|()| name.to_owned()).map_err(|e| e.message().to_owned())
}

/// Size of the issuer, as the library names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SizeArg {
    Large,
    Intermediate,
    Small,
    Micro,
}

impl From<SizeArg> for IssuerSize {
    fn from(arg: SizeArg) -> Self {
        match arg {
            SizeArg::Large => Self::Large,
            SizeArg::Intermediate => Self::Intermediate,
            SizeArg::Small => Self::Small,
            SizeArg::Micro => Self::Micro,
        }
    }
}

/// Who buys, as the library names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TransactionArg {
    B2b,
    B2c,
    B2g,
}

impl From<TransactionArg> for Transaction {
    fn from(arg: TransactionArg) -> Self {
        match arg {
            TransactionArg::B2b => Self::B2b,
            TransactionArg::B2c => Self::B2c,
            TransactionArg::B2g => Self::B2g,
        }
    }
}
