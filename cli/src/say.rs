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

/// The output that could not be written.
pub(crate) fn unwritten(error: &std::io::Error, lang: Lang) {
    let word = pick(lang, "erreur", "error");
    let what = pick(lang, " : la sortie ne peut pas être écrite : ", ": the output cannot be written: ");
    line(format_args!("{ERROR}{word}{ERROR:#}{what}{error}"));
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

/// The same, in either language.
pub(crate) fn note_in(lang: Lang, message: impl Display) {
    line(format_args!("{WARNING}note{WARNING:#}{} {message}", pick(lang, " :", ":")));
}

/// Something that went well.
pub(crate) fn done(message: impl Display) {
    line(message);
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

/// What is wrong, then every reason on a line of its own. The engine speaks French; in English its code is told in words.
fn message(error: &Error, lang: Lang) -> String {
    let mut said = match lang {
        Lang::Fr => error.message().to_owned(),
        Lang::En => english(error.code()).to_owned(),
    };
    said.extend(error.context().iter().map(|(key, value)| format!(" [{key}: {value}]")));
    for reason in error.reasons() {
        let what = pick(lang, &reason.message_fr, &reason.message_en);
        said.push_str(&format!("\n  - {}{} {what}", reason.path, pick(lang, " :", ":")));
    }
    said
}

fn english(code: &str) -> &'static str {
    match code {
        "invalid_input" => "this is not a document we read, or not one that can do what was asked",
        "encrypted" => "the document needs a password",
        "too_large" => "the document exceeds a limit",
        "unreadable" => "the document is too damaged to be read",
        "ocr_unavailable" => "the pages are pictures and no OCR engine is installed",
        "language_unavailable" => "this language is not installed",
        "invalid_invoice" => "this invoice cannot be written; here is all that is missing or wrong",
        "timeout" => "the document took longer than allowed",
        "cancelled" => "given up",
        "not_found" => "the file cannot be opened",
        _ => "a defect of ours; please report it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ocr_facture::{ErrorKind, Reason};

    #[test]
    fn reasons_are_told_in_the_language_asked_for() {
        let reason = Reason {
            path: "number".into(),
            code: "required".into(),
            message_fr: "Il manque le numéro.".into(),
            message_en: "The number is missing.".into(),
        };
        let error = Error::new(ErrorKind::InvalidInvoice, "Elle ne peut pas être écrite.").because([reason]);
        assert_eq!(message(&error, Lang::Fr), "Elle ne peut pas être écrite.\n  - number : Il manque le numéro.");
        assert!(message(&error, Lang::En).ends_with("missing or wrong\n  - number: The number is missing."));
    }
}
