//! The rule files as their authors wrote them: what each rule is asked of, and the text of what it asks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::shape::{self, Pattern};

/// What a rule asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// An expression.
    Holds(String),
    /// The element does not stand here.
    Unused,
    /// The attribute does not stand here.
    UnusedAttribute(String),
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Item {
    /// What vectors and ledgers know it by: its code, with its terms when rules of other terms share the code.
    pub key: String,
    /// The code of its findings.
    pub code: String,
    /// Whether the file gives no code: the finding then bears the first words of what engines say.
    pub is_nameless: bool,
    /// Business terms as written.
    pub terms: String,
    /// `!`, `?` or `.`
    pub mark: char,
    /// What it asks.
    pub ask: Ask,
    /// What it is asked of.
    pub patterns: Vec<Pattern>,
    /// The same, as written.
    pub context: String,
    /// Contexts before it in its group: what they match, it does not see.
    pub before: Vec<Pattern>,
    /// Values of its context.
    pub lets: Vec<(String, String)>,
}

/// A ruleset, with the files it uses.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Its id and version.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Whether it is of CII, not of UBL.
    pub is_cii: bool,
    /// Code lists.
    pub lists: BTreeMap<String, Vec<String>>,
    /// Values computed once a document.
    pub globals: Vec<(String, String)>,
    /// Functions: parameters and body.
    pub definitions: BTreeMap<String, (Vec<String>, String)>,
    /// Codes that rules of several terms share.
    pub shared: BTreeSet<String>,
    /// Rules in order; several have the same key where one rule is asked in several places.
    pub items: Vec<Item>,
}

/// Reads a ruleset from the files of `folder`.
///
/// # Panics
/// When a file is missing.
pub fn read(folder: &Path, name: &str) -> Source {
    let mut source = Source::default();
    source.add(folder, name);
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in &source.items {
        let of = terms.entry(item.code.clone()).or_default();
        if !of.contains(&item.terms) {
            of.push(item.terms.clone());
        }
    }
    source.shared = terms.into_iter().filter(|(_, of)| of.len() > 1).map(|(code, _)| code).collect();
    for item in source.items.iter_mut().filter(|item| source.shared.contains(&item.code)) {
        item.key = format!("{} [{}]", item.code, item.terms);
    }
    source
}

/// Lines joined to their continuations; whether each belongs to the context above.
fn logical_lines(text: &str) -> Vec<(bool, String)> {
    let mut out: Vec<(bool, String)> = Vec::new();
    for raw in text.lines().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#')) {
        let indent = raw.len() - raw.trim_start().len();
        match out.last_mut() {
            Some((_, last)) if indent >= 4 => *last = format!("{last} {}", raw.trim()),
            _ => out.push((indent > 0, raw.trim().to_owned())),
        }
    }
    out
}

fn assignment(text: &str) -> (String, String) {
    let (name, expr) = text.split_once(':').unwrap_or((text, ""));
    (name.trim().trim_start_matches('$').to_owned(), expr.trim().to_owned())
}

impl Source {
    /// What vectors know a finding by.
    pub fn key(&self, code: &str, terms: &str) -> String {
        let shared = self.shared.contains(code);
        if shared { format!("{code} [{terms}]") } else { code.to_owned() }
    }

    /// Whether all a rule asks is `true()`.
    pub fn is_void(&self, key: &str) -> bool {
        let mut items = self.items.iter().filter(|item| item.key == key).peekable();
        items.peek().is_some() && items.all(|item| item.ask == Ask::Holds("true()".to_owned()))
    }

    /// Whether contexts before it take every node a rule could be asked of, whatever a document holds: what they
    /// match is told by names alone, and they are its own last names.
    pub fn is_hidden(&self, key: &str) -> bool {
        let names = |pattern: &Pattern| pattern.steps.iter().map(|step| step.name.clone()).collect::<Vec<_>>();
        let takes = |before: &Pattern, pattern: &Pattern| {
            let plain = before.steps.iter().skip(1).all(|step| !step.anywhere) && !before.absolute;
            plain
                && before.steps.iter().all(|step| step.predicates.is_empty())
                && names(pattern).ends_with(&names(before))
        };
        let hidden = |item: &Item| item.patterns.iter().all(|p| item.before.iter().any(|before| takes(before, p)));
        let mut items = self.items.iter().filter(|item| item.key == key).peekable();
        items.peek().is_some() && items.all(hidden)
    }

    /// Every key once, in the order of the rules.
    pub fn keys(&self) -> Vec<&Item> {
        let mut seen = BTreeSet::new();
        self.items.iter().filter(|item| seen.insert(&item.key)).collect()
    }

    fn add(&mut self, folder: &Path, name: &str) {
        let path = folder.join(format!("{name}.rules"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let (mut context, mut lets, mut before) = (String::new(), Vec::new(), Vec::new());
        for (indented, line) in logical_lines(&text) {
            let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
            let rest = rest.trim();
            if indented && word == "let" {
                lets.push(assignment(rest));
            } else if indented {
                self.item(&context, &lets, &before, word, rest);
            } else {
                lets.clear();
                match word {
                    "use" => self.add(folder, rest),
                    "ruleset" if self.id.is_empty() => {
                        let words: Vec<&str> = rest.split_whitespace().collect();
                        (self.id, self.version) = (words[0].to_owned(), words[1].to_owned());
                        self.is_cii = words[2] == "cii";
                    }
                    "list" => {
                        let mut words = rest.split_whitespace().map(str::to_owned);
                        let name = words.next().unwrap_or_default();
                        self.lists.insert(name, words.collect());
                    }
                    "let" => self.globals.push(assignment(rest)),
                    "def" => {
                        let (head, body) = rest.split_once("):").unwrap_or((rest, ""));
                        let (name, parameters) = head.split_once('(').unwrap_or((head, ""));
                        let parameters = parameters.split(',').map(|p| p.trim().trim_start_matches('$').to_owned());
                        self.definitions.insert(name.to_owned(), (parameters.collect(), body.trim().to_owned()));
                    }
                    "at" => {
                        before.clear();
                        context = rest.to_owned();
                    }
                    "else" => {
                        before.extend(shape::patterns(&context));
                        context = rest.trim_start_matches("at").trim().to_owned();
                    }
                    _ => {}
                }
            }
        }
    }

    fn item(&mut self, context: &str, lets: &[(String, String)], before: &[Pattern], word: &str, rest: &str) {
        let mark = word.chars().last().unwrap_or('!');
        let code = word.trim_end_matches(['!', '?', '.']).to_owned();
        let patterns = shape::patterns(context);
        let item = |code: String, terms: &str, ask: Ask, patterns: Vec<Pattern>, is_nameless| Item {
            key: code.clone(),
            code,
            is_nameless,
            terms: terms.to_owned(),
            mark,
            ask,
            patterns,
            context: context.to_owned(),
            before: before.to_vec(),
            lets: lets.to_vec(),
        };
        if code != "unused" {
            let (terms, expr) = rest.split_once(':').unwrap_or((rest, ""));
            self.items.push(item(code, terms.trim(), Ask::Holds(expr.trim().to_owned()), patterns, false));
            return;
        }
        let (code, attribute) = match rest.split_once('@') {
            Some((code, attribute)) => (code.trim(), Some(attribute.trim().to_owned())),
            None => (rest, None),
        };
        let ask = attribute.clone().map_or(Ask::Unused, Ask::UnusedAttribute);
        if !code.is_empty() {
            self.items.push(item(code.to_owned(), "-", ask, patterns, false));
            return;
        }
        // Known by the first forty characters of what engines say, which begin with the name.
        for pattern in patterns {
            let said = match &attribute {
                Some(name) => format!("Attribute @{name}' marked as not used in the given context."),
                None => {
                    let name = pattern.steps.last().map(|step| step.name.clone()).unwrap_or_default();
                    format!("Element 'ram:{name}' is marked as not used in the given context.")
                }
            };
            let code = said.chars().take(40).collect();
            self.items.push(item(code, "-", ask.clone(), vec![pattern], true));
        }
    }
}
