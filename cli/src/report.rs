//! A report for people: the verdict, a line a ruleset, then what is wrong and what to do.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use ocr_facture::Result;
use ocr_facture::check::{Finding, Message, Report, Ruleset, Severity, Status};
use ocr_facture::export::label::Lang;

use crate::output::unwritten;
use crate::say::pick;
use crate::text::{clean, date, pad, wrap};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default();

/// Places one rule is told of.
const PLACES: usize = 3;
/// Width of prose. Paths and codes are never broken: they are there to be copied.
const WIDTH: usize = 80;

/// Writes reports as text.
pub(crate) struct Told<'w> {
    out: &'w mut (dyn Write + 'w),
    colour: bool,
    lang: Lang,
    /// Documents found valid, not valid, and those that could not be read.
    tally: [u64; 3],
}

impl<'w> Told<'w> {
    pub(crate) fn new(out: &'w mut (dyn Write + 'w), colour: bool, lang: Lang) -> Self {
        Self { out, colour, lang, tally: [0; 3] }
    }

    pub(crate) fn add(&mut self, path: &str, report: &Report) -> Result<()> {
        self.tally[usize::from(report.verdict != Status::Passed)] += 1;
        let mut text = String::new();
        self.tell(path, report, &mut text);
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(unwritten)
    }

    /// Counts a document that could not be read; why is told on stderr.
    pub(crate) fn add_unread(&mut self) {
        self.tally[2] += 1;
    }

    /// Ends with the tally, when there is more than one document to count.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let told = if self.tally.iter().sum::<u64>() > 1 { self.tally_in_words() } else { String::new() };
        self.out.write_all(told.as_bytes()).and_then(|()| self.out.flush()).map_err(unwritten)
    }

    fn tally_in_words(&self) -> String {
        let words = [
            (("conforme", "valid"), ("conformes", "valid")),
            (("non conforme", "not valid"), ("non conformes", "not valid")),
            (("non lu", "not read"), ("non lus", "not read")),
        ];
        let parts: Vec<String> =
            self.tally.iter().zip(words).filter(|(n, _)| **n > 0).map(|(n, words)| self.count(*n, words)).collect();
        let total = self.count(self.tally.iter().sum(), (("document", "document"), ("documents", "documents")));
        format!("{total}{} {}\n", pick(self.lang, " :", ":"), parts.join(", "))
    }

    /// `3 erreurs`: a number and its word, in French and English, for one and for more.
    fn count(&self, n: u64, (one, more): ((&str, &str), (&str, &str))) -> String {
        let (fr, en) = if n > 1 { more } else { one };
        format!("{n} {}", pick(self.lang, fr, en))
    }

    fn tell(&self, path: &str, report: &Report, out: &mut String) {
        let (style, verdict) = match report.verdict {
            Status::Passed => (GREEN, pick(self.lang, "conforme", "valid")),
            Status::Failed => (RED, pick(self.lang, "non conforme", "not valid")),
            Status::NotRun => (YELLOW, pick(self.lang, "non vérifiée", "not checked")),
        };
        let score = report.score.map_or_else(String::new, |score| format!(" · {score}/100"));
        let day = report.as_of.to_string();
        let day = date(&day, self.lang).unwrap_or(day);
        let at = format!("{score} · {} {day}", pick(self.lang, "au", "as of"));
        let _ = writeln!(out, "{}   {}{}", self.paint(style, verdict), clean(path), self.paint(DIM, &at));
        self.rulesets(report, out);
        for severity in [Severity::Fatal, Severity::Warning, Severity::Info] {
            let failed = |f: &&Finding| f.status == Status::Failed && f.severity == severity;
            for findings in by_rule(report.findings.iter().filter(failed)) {
                self.finding(&findings, out);
            }
        }
        for ruleset in &report.rulesets {
            self.others(ruleset, report, out);
        }
        out.push('\n');
    }

    /// A line for each; a reason that several share is told once, under the last of them.
    fn rulesets(&self, report: &Report, out: &mut String) {
        let name = |r: &Ruleset| clean(&format!("{} {}", r.id, r.version));
        let width = report.rulesets.iter().map(|r| name(r).chars().count()).max().unwrap_or(0);
        for (i, ruleset) in report.rulesets.iter().enumerate() {
            let (style, mark) = match ruleset.status {
                Status::Passed => (GREEN, "✓"),
                Status::Failed => (RED, "✗"),
                Status::NotRun => (DIM, "–"),
            };
            let said = self.outcome(ruleset, report);
            let _ = writeln!(out, "  {} {}  {said}", self.paint(style, mark), pad(&name(ruleset), width));
            let next = report.rulesets.get(i + 1).and_then(|r| r.why.as_ref());
            if let Some(why) = ruleset.why.as_ref().filter(|why| Some(*why) != next) {
                self.prose("    ", self.message(why), DIM, out);
            }
        }
    }

    fn outcome(&self, ruleset: &Ruleset, report: &Report) -> String {
        if ruleset.status == Status::NotRun {
            return pick(self.lang, "non exécuté", "not run").to_owned();
        }
        let weights = [
            (Severity::Fatal, (("erreur", "error"), ("erreurs", "errors"))),
            (Severity::Warning, (("alerte", "warning"), ("alertes", "warnings"))),
            (Severity::Info, (("remarque", "remark"), ("remarques", "remarks"))),
        ];
        let of = |f: &&Finding| f.ruleset == ruleset.id && f.status == Status::Failed;
        let counts = weights.map(|(severity, words)| {
            (report.findings.iter().filter(of).filter(|f| f.severity == severity).count() as u64, words)
        });
        let parts: Vec<_> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| self.count(n, words)).collect();
        match (ruleset.status, parts.is_empty()) {
            (_, true) => pick(self.lang, "respecté", "passed").to_owned(),
            (Status::Passed, false) => format!("{}, {}", pick(self.lang, "respecté", "passed"), parts.join(", ")),
            _ => parts.join(", "),
        }
    }

    /// What is wrong with one rule, everywhere it is.
    fn finding(&self, findings: &[&Finding], out: &mut String) {
        let [first, ..] = findings else { return };
        let (style, mark) = match first.severity {
            Severity::Fatal => (RED, "✗"),
            Severity::Warning => (YELLOW, "!"),
            Severity::Info => (DIM, "i"),
        };
        let about = first.terms.iter().take(4).cloned().collect::<Vec<_>>().join(" ");
        let parts = [(BOLD, first.rule.as_str()), (BOLD, about.as_str()), (DIM, first.source.as_deref().unwrap_or(""))];
        let head: Vec<String> = parts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(style, text)| self.paint(style, text))
            .collect();
        let _ = writeln!(out, "\n{} {}", self.paint(style, mark), head.join(" · "));
        let mut told: Vec<&str> = Vec::new();
        for finding in findings.iter().take(PLACES) {
            let message = self.message(&finding.message);
            if !told.contains(&message) {
                told.push(message);
                self.prose("  ", message, Style::new(), out);
            }
            self.place(finding, out);
        }
        if let Some(more) = findings.len().checked_sub(PLACES).filter(|more| *more > 0) {
            let words = (("autre endroit", "more place"), ("autres endroits", "more places"));
            let _ = writeln!(out, "  {}", self.paint(DIM, &format!("… {}", self.count(more as u64, words))));
        }
        if let Some(fix) = &first.fix {
            self.prose("  → ", self.message(fix), Style::new(), out);
        }
    }

    /// Where it is: in the XML; else on the page, and in the invoice.
    fn place(&self, finding: &Finding, out: &mut String) {
        let page = finding.page.map(|page| format!("page {page}"));
        let fields =
            (!finding.fields.is_empty()).then(|| finding.fields.iter().take(4).cloned().collect::<Vec<_>>().join(", "));
        let place = match &finding.xpath {
            Some(xpath) => clean(xpath),
            None => clean(&[page, fields].into_iter().flatten().collect::<Vec<_>>().join(" · ")),
        };
        if !place.is_empty() {
            let _ = writeln!(out, "  {}", self.paint(DIM, &place));
        }
    }

    /// The rules that passed and those that were not looked at, where all were asked for.
    fn others(&self, ruleset: &Ruleset, report: &Report, out: &mut String) {
        let with = |status| report.findings.iter().filter(move |f| f.ruleset == ruleset.id && f.status == status);
        let passed: Vec<&str> = with(Status::Passed).map(|f| f.rule.as_str()).collect();
        if !passed.is_empty() {
            let words = (("règle respectée", "rule passed"), ("règles respectées", "rules passed"));
            let head = format!("{} · {}", ruleset.id, self.count(passed.len() as u64, words));
            let _ = writeln!(out, "\n{} {}", self.paint(GREEN, "✓"), self.paint(BOLD, &head));
            self.prose("  ", &passed.join(" "), DIM, out);
        }
        let idle: Vec<&Finding> = with(Status::NotRun).collect();
        if !idle.is_empty() {
            let words = (("règle sans objet", "rule not looked at"), ("règles sans objet", "rules not looked at"));
            let head = format!("{} · {}", ruleset.id, self.count(idle.len() as u64, words));
            let _ = writeln!(out, "\n{} {}", self.paint(DIM, "–"), self.paint(BOLD, &head));
            let width = idle.iter().map(|f| f.rule.chars().count()).max().unwrap_or(0);
            for finding in idle {
                let told = format!("{}  {}", pad(&finding.rule, width), clean(self.message(&finding.message)));
                let _ = writeln!(out, "  {}", self.paint(DIM, &told));
            }
        }
    }

    /// A text in lines, the first behind `lead`, the others under it.
    fn prose(&self, lead: &str, text: &str, style: Style, out: &mut String) {
        let indent = lead.chars().count();
        for (i, line) in wrap(&clean(text), WIDTH - indent).iter().enumerate() {
            let lead = if i == 0 { lead.to_owned() } else { " ".repeat(indent) };
            let _ = writeln!(out, "{lead}{}", self.paint(style, line));
        }
    }

    fn message<'m>(&self, message: &'m Message) -> &'m str {
        pick(self.lang, &message.fr, &message.en)
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Findings of the same rule together, in the order of the first of each.
fn by_rule<'r>(findings: impl Iterator<Item = &'r Finding>) -> Vec<Vec<&'r Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let same = |group: &&mut Vec<&Finding>| {
            group.first().is_some_and(|f| (&f.ruleset, &f.rule) == (&finding.ruleset, &finding.rule))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}
