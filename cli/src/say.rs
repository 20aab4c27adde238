//! What is told on stderr, and the words people read.

use std::fmt::Display;
use std::io::Write;

use ocr_facture::Error;
use ocr_facture::export::label::Lang;

/// Red for errors, yellow for warnings; stripped where stderr is no terminal or NO_COLOR is set.
const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();

/// An error that is about no document.
pub(crate) fn error(message: impl Display) {
    line(format_args!("{ERROR}erreur{ERROR:#} : {message}"));
}

/// A document that could not be read.
pub(crate) fn failed(path: &str, error: &Error, lang: Lang) {
    let word = pick(lang, "erreur", "error");
    let colon = pick(lang, " :", ":");
    line(format_args!("{ERROR}{word}{ERROR:#}{colon} {path}{colon} [{}] {}", error.code(), message(error, lang)));
}

/// Something worth knowing.
pub(crate) fn note(message: impl Display) {
    line(format_args!("{WARNING}note{WARNING:#} : {message}"));
}

/// A closed stderr is nobody's problem.
fn line(message: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}

/// One of two texts.
pub(crate) fn pick<'a>(lang: Lang, fr: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

/// The engine speaks French; in English its code is told in words.
fn message(error: &Error, lang: Lang) -> String {
    let english = match error.code() {
        _ if lang == Lang::Fr => return error.to_string(),
        "invalid_input" => "this is not a document we read",
        "encrypted" => "the document needs a password",
        "too_large" => "the document exceeds a limit",
        "unreadable" => "the document is too damaged to be read",
        "ocr_unavailable" => "the pages are pictures and no OCR engine is installed",
        "language_unavailable" => "this language is not installed",
        "invalid_invoice" => "the invoice cannot do what was asked",
        "timeout" => "the document took longer than allowed",
        "cancelled" => "given up",
        "not_found" => "the file cannot be opened",
        _ => "a defect of ours; please report it",
    };
    let facts: String = error.context().iter().map(|(key, value)| format!(" [{key}: {value}]")).collect();
    format!("{english}{facts}")
}
