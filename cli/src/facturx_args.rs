//! The flags of `facturx`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ocr_facture::GenerateOptions;
use ocr_facture::facturx::Profile;
use ocr_facture::facturx::draw::Language;
use ocr_facture::facturx::pdf::Fallback;

use crate::args::{LangArg, LimitArgs};

/// `facturx`.
#[derive(Debug, Args)]
pub(crate) struct FacturxArgs {
    /// Facture : PDF, XML, ou JSON (une facture, ou le résultat de « extract --json ») ; - pour l'entrée standard
    #[arg(value_name = "CHEMIN", help_heading = "Arguments")]
    pub(crate) path: PathBuf,
    /// Écrit dans ce fichier ; - pour la sortie standard
    #[arg(short, long, value_name = "FICHIER", help_heading = "Sortie")]
    pub(crate) output: PathBuf,
    /// Écrit le XML seul : cii ou ubl
    #[arg(long, value_name = "SYNTAXE", value_enum, hide_possible_values = true, help_heading = "Sortie")]
    pub(crate) xml: Option<SyntaxArg>,
    /// Profil : minimum, basic_wl, basic, en16931 (par défaut) ou extended
    #[arg(long, value_name = "PROFIL", default_value = "en16931", hide_default_value = true, help_heading = "Facture")]
    pub(crate) profile: Profile,

    /// Met le XML dans ce PDF, dont la page est gardée
    #[arg(long, value_name = "FICHIER.pdf", conflicts_with = "redraw", help_heading = "Page")]
    pub(crate) pdf: Option<PathBuf>,
    /// Dessine une page neuve, même si le document en a une
    #[arg(long, help_heading = "Page")]
    pub(crate) redraw: bool,
    /// Si le PDF ne peut pas devenir un PDF/A-3b : refuse (par défaut), image (pages en image) ou unclaimed (sans PDF/A)
    #[arg(
        long,
        value_name = "CHOIX",
        value_enum,
        default_value = "refuse",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Page"
    )]
    pub(crate) fallback: FallbackArg,
    /// Logo de la page dessinée : PNG ou JPEG
    #[arg(long, value_name = "IMAGE", help_heading = "Page")]
    pub(crate) logo: Option<PathBuf>,
    /// Couleur de la page dessinée : #1b3a5c
    #[arg(long, value_name = "COULEUR", help_heading = "Page")]
    pub(crate) accent: Option<String>,
    /// Ne dessine pas le QR code du virement
    #[arg(long, help_heading = "Page")]
    pub(crate) no_payment_code: bool,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// N'écrit sur la sortie d'erreur que les erreurs
    #[arg(short, long, help_heading = "Divers")]
    pub(crate) quiet: bool,
    /// Langue de la page dessinée et des messages : fr (par défaut) ou en
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

impl FacturxArgs {
    /// The engine's options these flags stand for, the logo aside.
    pub(crate) fn options(&self) -> GenerateOptions {
        GenerateOptions {
            profile: self.profile,
            redraw: self.redraw,
            fallback: match self.fallback {
                FallbackArg::Refuse => Fallback::Refuse,
                FallbackArg::Image => Fallback::Image,
                FallbackArg::Unclaimed => Fallback::Unclaimed,
            },
            page_language: match self.lang {
                LangArg::Fr => Language::French,
                LangArg::En => Language::English,
            },
            accent: self.accent.clone(),
            payment_code: !self.no_payment_code,
            limits: self.limits.limits(),
            ..GenerateOptions::default()
        }
    }
}

/// The two syntaxes, as the library names them.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SyntaxArg {
    Cii,
    Ubl,
}

/// What to do with a PDF that cannot be mended.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FallbackArg {
    Refuse,
    Image,
    Unclaimed,
}
