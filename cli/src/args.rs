//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use ocr_facture::ExtractOptions;
use ocr_facture::document::Limits;
use ocr_facture::export::label::Lang;

use crate::facturx_args::FacturxArgs;
use crate::judge_args::JudgeArgs;
use crate::models::ModelsArgs;
use crate::ocr_args::OcrArgs;

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
  1    certaines ne le sont pas, ou n'ont pas pu être lues ou jugées
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
    /// Montre les moteurs OCR de cette machine, ou ajoute un modèle.
    #[command(help_template = TEMPLATE, subcommand_help_heading = "Commandes")]
    Models(ModelsArgs),
    /// Démarre le serveur de référence : les mêmes verbes par HTTP.
    #[cfg(all(unix, feature = "serve"))]
    #[command(help_template = TEMPLATE)]
    Serve(crate::serve::ServeArgs),
    /// Crée, montre, révoque et remplace les clés d'API d'un serveur.
    #[cfg(all(unix, feature = "serve"))]
    #[command(help_template = TEMPLATE, subcommand_help_heading = "Commandes")]
    Keys(crate::keys::KeysArgs),
    /// Ouvre des documents pour `serve`, qui démarre cette commande lui-même.
    #[cfg(all(unix, feature = "serve"))]
    #[command(hide = true)]
    Worker,
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
    pub(crate) ocr: OcrArgs,

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
            ocr: self.ocr.ocr,
            engine: self.ocr.engine,
            preprocess: self.ocr.preprocess.clone(),
            text: self.text,
            compare_page: self.compare_page,
            timeout: self.timeout,
            limits: self.limits.limits(),
        }
    }
}

impl LimitArgs {
    /// The engine's limits these flags stand for.
    pub(crate) fn limits(&self) -> Limits {
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
pub(crate) fn duration(text: &str) -> Result<u64, String> {
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
    use ocr_facture::api::{OcrEngine, OcrMode};
    use ocr_facture::image::Preprocess;

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
        let flags = "--language deu --pages 2 --ocr always --engine tesseract --preprocess none --text --compare-page --timeout 1s --max-bytes 1 --max-pages 2 --max-pixels 3 \
                     --max-decompressed-bytes 4 --max-objects 5 --max-depth 6";
        let words = ["ocr-facture", "extract", "a.pdf"].into_iter().chain(flags.split_whitespace());
        let Verb::Extract(args) = Cli::try_parse_from(words).unwrap().verb else { panic!("not extract") };
        let limits = Limits { bytes: 1, pages: 2, pixels: 3, decompressed_bytes: 4, objects: 5, depth: 6 };
        let expected = ExtractOptions {
            language: "deu".into(),
            pages: Some(vec![2]),
            ocr: OcrMode::Always,
            engine: OcrEngine::Tesseract,
            preprocess: Preprocess::None,
            text: true,
            compare_page: true,
            timeout: Some(1000),
            limits,
        };
        assert_eq!(args.options(), expected);
    }
}
