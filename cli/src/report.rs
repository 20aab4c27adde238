//! A report for people: the verdict, a line a ruleset, then what is wrong and what to do.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use ocr_facture::check::{Finding, Message, Report, Ruleset, Severity, Status};
use ocr_facture::export::label::Lang;
use ocr_facture::{Error, ErrorKind, Result};

use crate::say::pick;
use crate::text::{clean, pad};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default();

/// Findings of one rule told place by place.
const PLACES: usize = 3;

/// Writes reports as text.
pub(crate) struct Told<'w> {
    out: &'w mut (dyn Write + 'w),
    colour: bool,
    lang: Lang,
}

impl<'w> Told<'w> {
    pub(crate) fn new(out: &'w mut (dyn Write + 'w), colour: bool, lang: Lang) -> Self {
        Self { out, colour, lang }
    }

    pub(crate) fn add(&mut self, path: &str, report: &Report) -> Result<()> {
        let mut text = String::new();
        self.tell(path, report, &mut text);
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(unwritten)
    }

    pub(crate) fn finish(&mut self) -> Result<()> {
        self.out.flush().map_err(unwritten)
    }

    fn tell(&self, path: &str, report: &Report, out: &mut String) {
        let (style, verdict) = match report.verdict {
            Status::Passed => (GREEN, pick(self.lang, "conforme", "valid")),
            Status::Failed => (RED, pick(self.lang, "non conforme", "not valid")),
            Status::NotRun => (YELLOW, pick(self.lang, "non vérifiée", "not checked")),
        };
        let score = report.score.map_or_else(String::new, |score| format!(" · {score}/100"));
        let at = format!("{score} · {} {}", pick(self.lang, "au", "as of"), report.as_of);
        let _ = writeln!(out, "{}   {}{}", self.paint(style, verdict), clean(path), self.paint(DIM, &at));
        for ruleset in &report.rulesets {
            self.ruleset(ruleset, report, out);
        }
        let failed = || report.findings.iter().filter(|f| f.status == Status::Failed);
        for severity in [Severity::Fatal, Severity::Warning, Severity::Info] {
            let mut told: Vec<(&str, &str, usize)> = Vec::new();
            for finding in failed().filter(|f| f.severity == severity) {
                let key = (finding.ruleset.as_str(), finding.rule.as_str());
                match told.iter_mut().find(|(set, rule, _)| (*set, *rule) == key) {
                    Some((.., count)) if *count >= PLACES => continue,
                    Some((.., count)) => {
                        *count += 1;
                        self.place(finding, out);
                    }
                    None => {
                        told.push((key.0, key.1, 1));
                        self.finding(finding, out);
                    }
                }
            }
        }
        out.push('\n');
    }

    fn ruleset(&self, ruleset: &Ruleset, report: &Report, out: &mut String) {
        let (style, mark) = match ruleset.status {
            Status::Passed => (GREEN, "✓"),
            Status::Failed => (RED, "✗"),
            Status::NotRun => (DIM, "–"),
        };
        let count = |severity| {
            let of = |f: &&Finding| f.ruleset == ruleset.id && f.status == Status::Failed && f.severity == severity;
            report.findings.iter().filter(of).count()
        };
        let mut said = match (ruleset.status, count(Severity::Fatal), count(Severity::Warning)) {
            (Status::NotRun, ..) => pick(self.lang, "non exécuté", "not run").to_owned(),
            (_, 0, 0) => pick(self.lang, "respecté", "passed").to_owned(),
            (_, fatal, warnings) => {
                let words = [(fatal, "erreur(s)", "error(s)"), (warnings, "alerte(s)", "warning(s)")];
                let parts = words.iter().filter(|(n, ..)| *n > 0);
                parts.map(|(n, fr, en)| format!("{n} {}", pick(self.lang, fr, en))).collect::<Vec<_>>().join(", ")
            }
        };
        if let Some(why) = &ruleset.why {
            let _ = write!(said, " — {}", self.message(why));
        }
        let name = pad(&format!("{} {}", ruleset.id, ruleset.version), 30);
        let _ = writeln!(out, "  {} {name} {said}", self.paint(style, mark));
    }

    fn finding(&self, finding: &Finding, out: &mut String) {
        let (style, mark) = match finding.severity {
            Severity::Fatal => (RED, "✗"),
            Severity::Warning => (YELLOW, "!"),
            Severity::Info => (DIM, "i"),
        };
        let about = finding.terms.iter().take(4).cloned().collect::<Vec<_>>().join(" ");
        let source = finding.source.as_deref().unwrap_or_default();
        let head = format!("{} {about}", finding.rule);
        let _ = writeln!(
            out,
            "\n{} {} {}",
            self.paint(style, mark),
            self.paint(BOLD, head.trim()),
            self.paint(DIM, source)
        );
        let _ = writeln!(out, "  {}", clean(&self.message(&finding.message)));
        self.place(finding, out);
        if let Some(fix) = &finding.fix {
            let _ = writeln!(out, "  → {}", clean(&self.message(fix)));
        }
    }

    fn place(&self, finding: &Finding, out: &mut String) {
        if let Some(xpath) = &finding.xpath {
            let _ = writeln!(out, "  {}", self.paint(DIM, xpath));
        }
        if let Some(page) = finding.page {
            let _ = writeln!(out, "  {}", self.paint(DIM, &format!("page {page}")));
        }
    }

    fn message(&self, message: &Message) -> String {
        pick(self.lang, &message.fr, &message.en).to_owned()
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn unwritten(e: std::io::Error) -> Error {
    Error::new(ErrorKind::Internal, "La sortie ne peut pas être écrite.").caused_by(e)
}
