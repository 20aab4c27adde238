//! Mistakes on the command line, told in French: the library that reads it speaks English only.

use clap::error::{ContextKind, ErrorKind};

use crate::output::{self, Exit};
use crate::say;

/// Prints help and versions on stdout, mistakes on stderr.
pub(crate) fn tell(error: clap::Error) -> Exit {
    let shown = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = shown(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return output::print(error.render().ansi().to_string().as_bytes());
        }
        ErrorKind::UnknownArgument => format!("option inconnue : {argument}"),
        ErrorKind::InvalidSubcommand => format!("commande inconnue : {}", shown(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "dites ce qu'il faut faire : extract, check, validate, facturx, completions ou man".to_owned()
        }
        ErrorKind::MissingRequiredArgument if argument.contains("--output") => {
            "dites où écrire : -o FICHIER".to_owned()
        }
        ErrorKind::MissingRequiredArgument => "dites quels documents lire (chemin, dossier ou -)".to_owned(),
        ErrorKind::ArgumentConflict => {
            format!("{argument} ne va pas avec {}", shown(ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = std::error::Error::source(&error).map(|e| format!(" : {e}")).unwrap_or_default();
            let valid = shown(ContextKind::ValidValue);
            let valid = if valid.is_empty() { valid } else { format!(" (valeurs possibles : {valid})") };
            format!("{argument} ne peut pas valoir « {} »{why}{valid}", shown(ContextKind::InvalidValue))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} n'a pas le bon nombre de valeurs")
        }
        _ => error.to_string(),
    };
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand].map(shown).concat();
    let suggestion = if suggestion.is_empty() { suggestion } else { format!(" ; vouliez-vous dire {suggestion} ?") };
    say::error(format_args!("{message}{suggestion}\nPour l'aide : ocr-facture --help ou ocr-facture COMMANDE --help"));
    Exit::Usage
}
