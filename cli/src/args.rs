//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use ocr_facture::check::{IssuerSize, Transaction};
use ocr_facture::document::Limits;
use ocr_facture::export::label::Lang;
use ocr_facture::facturx::Profile;
use ocr_facture::facturx::draw::Language;
use ocr_facture::facturx::pdf::Fallback;
use ocr_facture::{CheckOptions, ExtractOptions, GenerateOptions};

/// Head of every help page, in French as the rest of it.
const TEMPLATE: &str = "{about-with-newline}\nUtilisation : {usage}\n\n{all-args}{after-help}";

/// Exit codes, told by `--help` and the manual.
const EXIT_CODES: &str = "Codes de sortie :
  0    tous les documents ont été lus
  1    certains documents n'ont pas pu être lus
  2    la commande est mal écrite
  3    aucun document n'a pu être lu
  4    la sortie n'a pas pu être écrite
  130  interrompu (Ctrl-C)";

/// Exit codes of the verbs that judge.
const JUDGE_CODES: &str = "Codes de sortie :
  0    toutes les factures sont conformes
  1    certaines ne le sont pas, ou n'ont pas pu être lues
  2    la commande est mal écrite
  3    aucun document n'a pu être lu
  4    la sortie n'a pas pu être écrite";

/// Exit codes of `facturx`.
const FACTURX_CODES: &str = "Codes de sortie :
  0    la facture est écrite
  2    la commande est mal écrite
  3    la facture n'a pas pu être lue ou écrite : la raison est dite
  4    la sortie n'a pas pu être écrite";

/// Lit les factures françaises : PDF, image ou XML en entrée, données structurées en sortie.
#[derive(Debug, Parser)]
#[command(
    name = "ocr-facture",
    version,
    long_version = concat!(env!("CARGO_PKG_VERSION"), "\nmoteur ocr-facture ", env!("CARGO_PKG_VERSION"), ", format ocr-facture/1"),
    help_template = TEMPLATE,
    subcommand_help_heading = "Commandes",
    subcommand_value_name = "COMMANDE",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = EXIT_CODES,
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
    /// Affiche cette aide.
    #[arg(short = 'h', long, global = true, action = ArgAction::Help, help_heading = "Divers")]
    help: Option<bool>,
    /// Affiche la version de la commande et du moteur.
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "Divers")]
    version: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Lit une ou plusieurs factures.
    #[command(help_template = TEMPLATE, after_help = EXIT_CODES)]
    Extract(Box<ExtractArgs>),
    /// Juge des factures de toute origine par la loi française, et les factures électroniques par leurs règles.
    #[command(help_template = TEMPLATE, after_help = JUDGE_CODES)]
    Check(Box<JudgeArgs>),
    /// Juge des factures électroniques (XML ou Factur-X) par les règles officielles.
    #[command(help_template = TEMPLATE, after_help = JUDGE_CODES)]
    Validate(Box<JudgeArgs>),
    /// Écrit une Factur-X : d'un PDF lu et gardé, d'un XML ou d'une facture en JSON dessinés.
    #[command(help_template = TEMPLATE, after_help = FACTURX_CODES)]
    Facturx(Box<FacturxArgs>),
    /// Écrit le script de complétion d'un shell sur la sortie standard.
    #[command(help_template = TEMPLATE)]
    Completions {
        /// bash, zsh, fish, powershell ou elvish
        #[arg(value_name = "SHELL", hide_possible_values = true, help_heading = "Arguments")]
        shell: clap_complete::Shell,
    },
    /// Écrit la page de manuel (roff) sur la sortie standard.
    #[command(help_template = TEMPLATE)]
    Man {
        /// Écrit toutes les pages, une par commande, dans ce dossier
        #[arg(long, value_name = "DOSSIER", help_heading = "Options")]
        directory: Option<PathBuf>,
    },
}

/// `extract`.
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Fichiers, dossiers (parcourus en entier), motifs comme « *.pdf », ou - pour l'entrée standard
    #[arg(required = true, value_name = "CHEMIN", help_heading = "Arguments")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) format: FormatArgs,

    /// Écrit dans ce fichier plutôt que sur la sortie standard
    #[arg(short, long, value_name = "FICHIER", help_heading = "Sortie")]
    pub(crate) output: Option<PathBuf>,
    /// Écrit aussi un classeur Excel
    #[arg(long, value_name = "FICHIER.xlsx", help_heading = "Sortie")]
    pub(crate) xlsx: Option<PathBuf>,
    /// Écrit aussi une page HTML autonome qui montre chaque valeur sur la page ; un dossier pour plusieurs documents
    #[arg(long, value_name = "PAGE.html|DOSSIER", help_heading = "Sortie")]
    pub(crate) view: Option<PathBuf>,
    /// Entre les cellules du CSV : « , » (par défaut), « ; » ou « tab »
    #[arg(long, value_name = "CAR", value_parser = separator, default_value = ",", hide_default_value = true,
          help_heading = "Sortie")]
    pub(crate) csv_separator: u8,
    /// Commence le CSV par la marque UTF-8 qu'attend Excel
    #[arg(long, help_heading = "Sortie")]
    pub(crate) csv_bom: bool,

    /// Langue du document si la page ne la dit pas : fra (par défaut), eng, deu, spa, ita, por, nld
    #[arg(long, value_name = "LANGUE", default_value = "fra", hide_default_value = true, hide_possible_values = true,
          value_parser = ["fra", "eng", "deu", "spa", "ita", "por", "nld"], help_heading = "Lecture")]
    pub(crate) language: String,
    /// Pages à lire : 1-3,5
    #[arg(long, value_name = "PAGES", value_parser = pages, help_heading = "Lecture")]
    pub(crate) pages: Option<Pages>,
    /// Ajoute le texte des pages dans l'ordre de lecture
    #[arg(long, help_heading = "Lecture")]
    pub(crate) text: bool,
    /// Lit aussi les pages d'une Factur-X et signale ce qui diffère de son XML
    #[arg(long, help_heading = "Lecture")]
    pub(crate) compare_page: bool,
    /// Temps accordé à chaque document : 30s, 500ms, 2m
    #[arg(long, value_name = "DURÉE", value_parser = duration, help_heading = "Lecture")]
    pub(crate) timeout: Option<u64>,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,

    /// Documents lus en même temps (un par cœur par défaut)
    #[arg(short, long, value_name = "N", help_heading = "Divers")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// N'écrit sur la sortie d'erreur que les erreurs
    #[arg(short, long, help_heading = "Divers")]
    pub(crate) quiet: bool,
    /// Langue du résumé et de la page HTML : fr (par défaut) ou en
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

    /// Seulement ce jeu de règles, qu'il s'applique ou non (répétable) : en16931-cii, br-fr-cii, ppf-flux1-cii…
    #[arg(long = "ruleset", value_name = "JEU", help_heading = "Règles")]
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
    #[arg(long, value_name = "BOOL", help_heading = "Règles")]
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

/// What goes to stdout or `--output`: the summary unless one of these is given.
#[derive(Clone, Copy, Debug, Args)]
#[group(multiple = false)]
pub(crate) struct FormatArgs {
    /// JSON : l'objet pour un seul fichier, sinon un tableau de {path, result|error} ; indenté sur un terminal
    #[arg(long, help_heading = "Sortie")]
    pub(crate) json: bool,
    /// Un objet JSON {path, result|error} par ligne et par document
    #[arg(long, help_heading = "Sortie")]
    pub(crate) ndjson: bool,
    /// CSV : une ligne par facture
    #[arg(long, help_heading = "Sortie")]
    pub(crate) csv: bool,
    /// CSV : une ligne par ligne de facture
    #[arg(long, help_heading = "Sortie")]
    pub(crate) csv_lines: bool,
}

/// `ExtractOptions::limits`, one flag each.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct LimitArgs {
    /// Taille du fichier : 50M par défaut
    #[arg(long, value_name = "OCTETS", value_parser = size, help_heading = "Limites")]
    max_bytes: Option<u64>,
    /// Nombre de pages : 500 par défaut
    #[arg(long, value_name = "N", help_heading = "Limites")]
    max_pages: Option<u32>,
    /// Points d'une image : 50M par défaut
    #[arg(long, value_name = "POINTS", value_parser = size, help_heading = "Limites")]
    max_pixels: Option<u64>,
    /// Taille du document une fois décompressé : 256M par défaut
    #[arg(long, value_name = "OCTETS", value_parser = size, help_heading = "Limites")]
    max_decompressed_bytes: Option<u64>,
    /// Objets d'un PDF ou éléments d'un XML : 500000 par défaut
    #[arg(long, value_name = "N", help_heading = "Limites")]
    max_objects: Option<u32>,
    /// Profondeur d'imbrication : 64 par défaut
    #[arg(long, value_name = "N", help_heading = "Limites")]
    max_depth: Option<u32>,
}

/// Language of what people read.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum LangArg {
    #[default]
    Fr,
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Fr => Self::Fr,
            LangArg::En => Self::En,
        }
    }
}

impl ExtractArgs {
    /// The engine's options these flags stand for.
    pub(crate) fn options(&self) -> ExtractOptions {
        ExtractOptions {
            language: self.language.clone(),
            pages: self.pages.as_ref().map(|p| p.0.clone()),
            text: self.text,
            compare_page: self.compare_page,
            timeout: self.timeout,
            limits: self.limits.limits(),
        }
    }
}

impl LimitArgs {
    fn limits(&self) -> Limits {
        let default = Limits::default();
        Limits {
            bytes: self.max_bytes.unwrap_or(default.bytes),
            pages: self.max_pages.unwrap_or(default.pages),
            pixels: self.max_pixels.unwrap_or(default.pixels),
            decompressed_bytes: self.max_decompressed_bytes.unwrap_or(default.decompressed_bytes),
            objects: self.max_objects.unwrap_or(default.objects),
            depth: self.max_depth.unwrap_or(default.depth),
        }
    }
}

/// `facturx`.
#[derive(Debug, Args)]
pub(crate) struct FacturxArgs {
    /// Facture : PDF, XML, ou JSON (une facture, ou le résultat de « extract --json ») ; - pour l'entrée standard
    #[arg(value_name = "CHEMIN", help_heading = "Arguments")]
    pub(crate) path: PathBuf,
    /// Écrit dans ce fichier
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

/// Page numbers, each once, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pages(pub(crate) Vec<u32>);

/// `1-3,5`. A range may hold ten thousand pages: more than any limit lets through.
fn pages(text: &str) -> Result<Pages, String> {
    let wrong = || "écrivez des numéros de pages comme 1-3,5".to_owned();
    let number = |s: &str| s.trim().parse::<u32>().ok().filter(|n| (1..=10_000).contains(n)).ok_or_else(wrong);
    let mut out = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (number(first)?, number(last)?);
        if first > last {
            return Err(wrong());
        }
        out.extend(first..=last);
    }
    out.sort_unstable();
    out.dedup();
    Ok(Pages(out))
}

/// Milliseconds from `30s`, `500ms`, `2m`, or bare seconds.
fn duration(text: &str) -> Result<u64, String> {
    let wrong = || "écrivez une durée comme 30s, 500ms ou 2m".to_owned();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match &text[digits..] {
        "ms" => 1,
        "" | "s" => 1000,
        "m" | "min" => 60_000,
        _ => return Err(wrong()),
    };
    let value = text[..digits].parse::<u64>().ok().and_then(|n| n.checked_mul(unit));
    value.filter(|ms| *ms > 0).ok_or_else(wrong)
}

/// A number with an optional `K`, `M` or `G`: powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || "écrivez un nombre comme 1000000, 500K, 50M ou 1G".to_owned();
    let (digits, shift) = match text.char_indices().next_back() {
        Some((i, 'k' | 'K')) => (&text[..i], 10),
        Some((i, 'm' | 'M')) => (&text[..i], 20),
        Some((i, 'g' | 'G')) => (&text[..i], 30),
        _ => (text, 0),
    };
    digits.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift)).ok_or_else(wrong)
}

fn separator(text: &str) -> Result<u8, String> {
    match text {
        "," => Ok(b','),
        ";" => Ok(b';'),
        "tab" | "\t" => Ok(b'\t'),
        _ => Err("le séparateur est « , », « ; » ou « tab »".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn values_are_read_as_written() {
        assert_eq!(pages("1-3,5, 2"), Ok(Pages(vec![1, 2, 3, 5])));
        assert_eq!(duration("30s"), Ok(30_000));
        assert_eq!(duration("500ms"), Ok(500));
        assert_eq!(duration("2m"), Ok(120_000));
        assert_eq!(size("50M"), Ok(50 << 20));
        assert_eq!(separator("tab"), Ok(b'\t'));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "0", "3-1", "a", "1-", "1-99999999", "1,,2"] {
            assert!(pages(text).is_err(), "{text}");
        }
        for text in ["", "0s", "s", "3 s", "3h", "-1s", "99999999999999999999s"] {
            assert!(duration(text).is_err(), "{text}");
        }
        for text in ["", "M", "1T", "-1", "99999999999G"] {
            assert!(size(text).is_err(), "{text}");
        }
        assert!(separator("|").is_err());
    }

    #[test]
    fn every_engine_option_has_a_flag_with_its_default() {
        let cli = Cli::try_parse_from(["ocr-facture", "extract", "a.pdf"]).unwrap();
        let Verb::Extract(args) = cli.verb else { panic!("not extract") };
        assert_eq!(args.options(), ExtractOptions::default());
        let flags = "--language deu --pages 2 --text --compare-page --timeout 1s --max-bytes 1 --max-pages 2 --max-pixels 3 \
                     --max-decompressed-bytes 4 --max-objects 5 --max-depth 6";
        let words = ["ocr-facture", "extract", "a.pdf"].into_iter().chain(flags.split_whitespace());
        let Verb::Extract(args) = Cli::try_parse_from(words).unwrap().verb else { panic!("not extract") };
        let limits = Limits { bytes: 1, pages: 2, pixels: 3, decompressed_bytes: 4, objects: 5, depth: 6 };
        let expected = ExtractOptions {
            language: "deu".into(),
            pages: Some(vec![2]),
            text: true,
            compare_page: true,
            timeout: Some(1000),
            limits,
        };
        assert_eq!(args.options(), expected);
    }
}
