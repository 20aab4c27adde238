//! `ocr-facture models`: what can recognise characters on this machine, and adding a model to it.

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use ocr_facture::OCRFactureAPI;
use ocr_facture::engine::Recogniser;
use ocr_facture::ocr::models::Models;
use serde_json::json;

use crate::args::LangArg;
use crate::output::{self, Exit};
use crate::say::{self, pick};

/// `models`.
#[derive(Debug, Args)]
pub(crate) struct ModelsArgs {
    #[command(subcommand)]
    what: Option<What>,
    /// Écrit la liste en JSON
    #[arg(long, help_heading = "Sortie")]
    json: bool,
    /// Langue de la liste : fr (par défaut) ou en
    #[arg(
        long,
        value_name = "LANGUE",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true,
        global = true,
        help_heading = "Divers"
    )]
    lang: LangArg,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Ajoute des modèles : .traineddata de Tesseract, .onnx de PP-OCR, ou le paquet rapidocr (.whl)
    Add {
        /// Fichiers à copier
        #[arg(required = true, value_name = "FICHIER", help_heading = "Arguments")]
        files: Vec<PathBuf>,
    },
}

/// Runs the command.
pub(crate) fn run(args: &ModelsArgs) -> Exit {
    match &args.what {
        Some(What::Add { files }) => add(files, args.lang),
        None => list(args),
    }
}

fn add(files: &[PathBuf], lang: LangArg) -> Exit {
    let models = Models::of_this_machine();
    let (mut added, mut failed) = (0, 0);
    for file in files {
        match models.add(file) {
            Ok(written) => {
                added += 1;
                for path in written {
                    say::done(format_args!("{} {}", pick(lang.into(), "ajouté :", "added:"), path.display()));
                }
            }
            Err(e) => {
                failed += 1;
                say::failed(&file.display().to_string(), &e, lang.into());
            }
        }
    }
    match (added, failed) {
        (0, _) => Exit::NoneRead,
        (_, 0) => Exit::AllRead,
        _ => Exit::SomeFailed,
    }
}

fn list(args: &ModelsArgs) -> Exit {
    let (engines, models) = (OCRFactureAPI::local().recognisers(), Models::of_this_machine());
    if args.json {
        let list = json!({ "engines": engines, "folders": models.folders(), "added_to": models.own() });
        return output::print(format!("{list:#}\n").as_bytes());
    }
    let lang = args.lang.into();
    let mut text = String::new();
    for engine in &engines {
        tell(&mut text, engine, |fr, en| pick(lang, fr, en));
    }
    let own = models.own().map(|own| own.display().to_string()).unwrap_or_default();
    let _ = write!(text, "\n{} {own}\n", pick(lang, "« models add » écrit dans", "\"models add\" writes to"));
    output::print(text.as_bytes())
}

/// One engine on a line, and under it what would install it.
fn tell<'a>(text: &mut String, engine: &Recogniser, pick: impl Fn(&'a str, &'a str) -> &'a str) {
    let state = if engine.available { pick("installé", "installed") } else { pick("absent", "missing") };
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:<10} {state:<10} {}", engine.engine.name(), engine.languages.join(" "));
    if let Some(install) = &engine.install {
        let _ = writeln!(text, "{:<10} {install}", "");
    }
}
