//! Rule files: lines to contexts, items, lists, definitions.

use super::ast::{Ask, Context, Definition, File, Rule};
use super::lexer::tokens;
use super::names::Names;
use super::parser::Parser;
use crate::check::report::Severity;

/// Most files one ruleset may be made of.
const MOST_FILES: usize = 40;

/// What is wrong with a rule file, for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRules {
    /// The file.
    pub file: String,
    /// Its line, 1 for the first.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
}

impl std::fmt::Display for BadRules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

impl std::error::Error for BadRules {}

/// Parses a rule file and the files it uses, found by name.
pub(super) fn parse(name: &str, find: &dyn Fn(&str) -> Option<&'static str>) -> Result<File, BadRules> {
    let mut builder = Builder { find, names: Names::default(), file: File::default(), opened: 0 };
    builder.read(name, true)?;
    let Builder { names, mut file, .. } = builder;
    file.names = names.elements;
    Ok(file)
}

struct Builder<'f> {
    find: &'f dyn Fn(&str) -> Option<&'static str>,
    names: Names,
    file: File,
    opened: usize,
}

/// A line and its continuations.
struct Line {
    number: usize,
    /// Whether it belongs to the context above.
    indented: bool,
    text: &'static str,
}

/// Joins lines to their continuations: what is indented by four blanks or more. The text of a file is one piece, so a
/// joined line is a slice of it; comments inside are not.
fn logical_lines(text: &'static str) -> Vec<Line> {
    let mut out: Vec<(usize, bool, usize, usize)> = Vec::new();
    let mut at = 0;
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let (start, end) = (at, at + raw.trim_end().len());
        at += raw.len();
        let trimmed = raw.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indent = raw.len() - raw.trim_start().len();
        match out.last_mut() {
            Some(last) if indent >= 4 => last.3 = end,
            _ => out.push((index + 1, indent > 0, start + indent, end)),
        }
    }
    out.into_iter().map(|(number, indented, from, to)| Line { number, indented, text: &text[from..to] }).collect()
}

impl Builder<'_> {
    fn read(&mut self, name: &str, top: bool) -> Result<(), BadRules> {
        let bad = |line, problem: String| BadRules { file: name.to_owned(), line, problem };
        let text = (self.find)(name).ok_or_else(|| bad(0, "no such file".into()))?;
        self.opened += 1;
        if self.opened > MOST_FILES {
            return Err(bad(0, "too many files".into()));
        }
        // Variables of the context the next items belong to.
        let mut scope: Vec<&'static str> = Vec::new();
        for line in logical_lines(text) {
            let result = if line.indented {
                self.item(line.text, &mut scope)
            } else {
                scope.clear();
                match line.text.split_once(char::is_whitespace) {
                    Some(("use", other)) => {
                        self.read(other.trim(), false)?;
                        Ok(())
                    }
                    _ => self.directive(line.text, top),
                }
            };
            result.map_err(|problem| bad(line.number, problem))?;
        }
        Ok(())
    }

    fn directive(&mut self, text: &'static str, top: bool) -> Result<(), String> {
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        match word {
            "ruleset" if !top => Ok(()),
            "ruleset" => {
                let mut words = rest.split_whitespace();
                self.file.id = words.next().ok_or("an id expected")?;
                self.file.version = words.next().ok_or("a version expected")?;
                Ok(())
            }
            "list" => {
                let mut words = rest.split_ascii_whitespace();
                let name = words.next().ok_or("a name expected")?;
                let mut words: Vec<&str> = words.collect();
                words.sort_unstable();
                self.names.lists.push(name);
                self.file.lists.push((name, words));
                Ok(())
            }
            "def" => self.definition(rest),
            "let" => {
                let (name, expr) = assignment(rest)?;
                let tokens = tokens(expr)?;
                let expr = Parser::new(&tokens, &mut self.names, Vec::new()).whole()?;
                self.names.globals.push(name);
                self.file.globals.push((name, expr));
                Ok(())
            }
            "at" => {
                self.file.groups.push(Vec::new());
                self.context(rest)
            }
            "else" => match rest.strip_prefix("at") {
                Some(rest) if !self.file.groups.is_empty() => self.context(rest),
                _ => Err("`else at` follows an `at`".into()),
            },
            _ => Err(format!("not a directive: {word}")),
        }
    }

    fn definition(&mut self, text: &'static str) -> Result<(), String> {
        let (head, body) = text.split_once("):").ok_or("`def name($a): expression` expected")?;
        let (name, parameters) = head.split_once('(').ok_or("`(` expected")?;
        let parameters: Vec<&'static str> =
            parameters.split(',').map(|p| p.trim().trim_start_matches('$')).filter(|p| !p.is_empty()).collect();
        let tokens = tokens(body)?;
        let arity = parameters.len();
        let mut parser = Parser::new(&tokens, &mut self.names, parameters);
        let body = parser.whole()?;
        let slots = parser.slots;
        self.names.definitions.push((name.trim(), arity));
        self.file.definitions.push(Definition { slots, body });
        Ok(())
    }

    fn context(&mut self, text: &'static str) -> Result<(), String> {
        let tokens = tokens(text)?;
        let mut parser = Parser::new(&tokens, &mut self.names, Vec::new());
        let patterns = parser.patterns()?;
        let slots = parser.slots;
        let context = Context { patterns, lets: Vec::new(), items: Vec::new(), slots };
        self.file.groups.last_mut().ok_or("no group")?.push(context);
        Ok(())
    }

    fn item(&mut self, text: &'static str, scope: &mut Vec<&'static str>) -> Result<(), String> {
        let context = self.file.groups.last_mut().and_then(|g| g.last_mut()).ok_or("an item before any `at`")?;
        if let Some(rest) = text.strip_prefix("let ") {
            let (name, expr) = assignment(rest)?;
            let tokens = tokens(expr)?;
            let mut parser = Parser::new(&tokens, &mut self.names, scope.clone());
            context.lets.push(parser.whole()?);
            context.slots = context.slots.max(parser.slots).max(scope.len() + 1);
            scope.push(name);
            return Ok(());
        }
        let (code, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (code, severity) = marked(code)?;
        let rest = rest.trim();
        if code == "unused" {
            // A code may hold the sign itself, but no blank before it.
            let (code, attribute) = match (rest.strip_prefix('@'), rest.split_once(" @")) {
                (Some(attribute), _) => ("", Some(attribute.trim())),
                (None, Some((code, attribute))) => (code.trim(), Some(attribute.trim())),
                (None, None) => (rest, None),
            };
            let ask = attribute.map_or(Ask::Unused, |name| Ask::UnusedAttribute(self.names.id(name)));
            context.items.push(Rule { code, severity, terms: "-", ask });
            return Ok(());
        }
        let (terms, expr) = rest.split_once(':').ok_or("`terms: expression` expected")?;
        let tokens = tokens(expr)?;
        let mut parser = Parser::new(&tokens, &mut self.names, scope.clone());
        let ask = Ask::Holds(parser.whole()?);
        context.slots = context.slots.max(parser.slots);
        context.items.push(Rule { code, severity, terms: terms.trim(), ask });
        Ok(())
    }
}

/// `$name: expression`.
fn assignment(text: &'static str) -> Result<(&'static str, &'static str), String> {
    let (name, expr) = text.split_once(':').ok_or("`$name: expression` expected")?;
    Ok((name.trim().trim_start_matches('$'), expr))
}

/// A code and the severity its last character marks.
fn marked(code: &'static str) -> Result<(&'static str, Severity), String> {
    let severity = match code.chars().last() {
        Some('!') => Severity::Fatal,
        Some('?') => Severity::Warning,
        Some('.') => Severity::Info,
        _ => return Err(format!("`!`, `?` or `.` expected after {code}")),
    };
    Ok((&code[..code.len() - 1], severity))
}
