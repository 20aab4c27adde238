//! A ruleset over a document.

use std::collections::{BTreeSet, HashSet};

use super::ast::{Ask, Context, File, Rule, Test};
use super::eval::{Focus, Run};
use super::file::{self, BadRules};
use super::told;
use super::value::Fault;
use crate::check::report::{Message, Severity};
use crate::check::tree::{NodeRef, Tree};

/// Steps one ruleset may take on a document: a thousand lines take some millions.
const FUEL: u64 = 300_000_000;

/// A ruleset, ready to run. Making one takes milliseconds; running one does not change it.
#[derive(Debug)]
pub struct Rules {
    file: File,
}

/// A rule that did not hold somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The official code, or for a rule that has none, the text it is known by.
    pub code: String,
    /// What it weighs.
    pub severity: Severity,
    /// Business terms, as the rule lists them.
    pub terms: &'static str,
    /// Where: a path from the root, with positions.
    pub xpath: String,
    /// Name of the element or attribute it is about, as people write it.
    pub name: String,
    /// What the rule wants, where its form says so.
    pub told: Option<Message>,
    /// Whether the rule could not be computed on this document: text where a number is wanted, two values for one.
    pub is_fault: bool,
}

/// A rule, as its file writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The official code; empty when the official rule has none.
    pub code: &'static str,
    /// What it weighs.
    pub severity: Severity,
    /// Business terms, as the rule lists them.
    pub terms: &'static str,
    /// What the rule wants, where its form says so.
    pub told: Option<Message>,
}

/// What a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Rules that did not hold, in the order of the rules.
    pub hits: Vec<Hit>,
    /// Rules asked, once for each place they apply to.
    pub asked: usize,
    /// Whether the document asked for too much work and rules were left out.
    pub is_cut: bool,
    /// Codes of rules that held somewhere.
    pub held: BTreeSet<&'static str>,
}

impl Rules {
    /// Parses a rule file; `find` gives the text of a file by its name.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(name: &str, find: &dyn Fn(&str) -> Option<&'static str>) -> Result<Self, BadRules> {
        file::parse(name, find).map(|file| Self { file })
    }

    /// The id the findings carry.
    pub fn id(&self) -> &'static str {
        self.file.id
    }

    /// The version of the rules.
    pub fn version(&self) -> &'static str {
        self.file.version
    }

    /// Code, severity and terms of every rule, in order; a code may come several times.
    pub fn codes(&self) -> impl Iterator<Item = (&'static str, Severity, &'static str)> + '_ {
        let items = self.file.groups.iter().flatten().flat_map(|context| &context.items);
        items.map(|rule| (rule.code, rule.severity, rule.terms))
    }

    /// Every rule, in order, each as often as it is asked in another place.
    pub fn asked(&self) -> impl Iterator<Item = Asked> + '_ {
        let contexts = self.file.groups.iter().flatten();
        contexts.flat_map(|context| context.items.iter().map(move |rule| (context, rule))).map(|(context, rule)| {
            let name = context.patterns.first().and_then(|p| p.steps.last()).map(|step| match step.test {
                Test::Name(id) => {
                    let mark = if step.attribute { "@" } else { "" };
                    format!("{mark}{}", self.file.names.get(id).map_or("", |(_, local)| local))
                }
                _ => "*".to_owned(),
            });
            let told = told::sentence(&self.file, rule, &name.unwrap_or_default());
            Asked { code: rule.code, severity: rule.severity, terms: rule.terms, told }
        })
    }

    /// Runs every rule over an XML document.
    pub fn run(&self, document: &roxmltree::Document<'_>, root: roxmltree::Node<'_, '_>) -> Outcome {
        let tree = Tree::new(root, document);
        self.run_on(&tree, true, &|| false)
    }

    /// Runs every rule over a tree, until `stop` says so; `held` is filled when `traced`.
    pub(in crate::check) fn run_on(&self, tree: &Tree<'_>, traced: bool, stop: &dyn Fn() -> bool) -> Outcome {
        let mut run = Run::new(&self.file, tree, FUEL);
        let mut outcome = Outcome::default();
        for group in &self.file.groups {
            let mut taken = HashSet::new();
            for context in group {
                let nodes =
                    if group.len() > 1 { run.nodes_of(context, Some(&mut taken)) } else { run.nodes_of(context, None) };
                match nodes {
                    Ok(nodes) => {
                        let nodes = nodes.into_iter().take_while(|_| !stop());
                        nodes.for_each(|node| run.ask_all(context, node, traced, &mut outcome));
                    }
                    // Only too much work ends the search for nodes.
                    Err(_) => outcome.is_cut = true,
                }
            }
        }
        outcome
    }
}

impl<'r> Run<'r, '_> {
    fn ask_all(&mut self, context: &'r Context, node: NodeRef, traced: bool, outcome: &mut Outcome) {
        let focus = Focus::on(node);
        self.locals.clear();
        for expr in &context.lets {
            let value = self.eval(expr, &focus);
            self.locals.push(value);
        }
        let lets = self.locals.len();
        for rule in &context.items {
            self.locals.truncate(lets);
            outcome.asked += 1;
            let holds = match &rule.ask {
                Ask::Holds(expr) => self.truth(expr, &focus),
                Ask::Unused => Ok(false),
                Ask::UnusedAttribute(name) => {
                    let wanted = self.names.get(*name).copied();
                    Ok(!self.tree.attributes_of(node).any(|a| Some(self.tree.name_of(a)) == wanted))
                }
            };
            match holds {
                Ok(true) if traced => drop(outcome.held.insert(rule.code)),
                Ok(true) => {}
                Ok(false) => self.hit(rule, node, false, outcome),
                Err(Fault::Exhausted) => outcome.is_cut = true,
                Err(_) => self.hit(rule, node, true, outcome),
            }
        }
    }

    fn hit(&self, rule: &Rule, node: NodeRef, is_fault: bool, outcome: &mut Outcome) {
        let name = match &rule.ask {
            Ask::UnusedAttribute(id) => {
                format!("@{}", self.file.names.get(*id).map_or("", |(_, local)| local))
            }
            _ => self.tree.shown_name(node),
        };
        let code = match (&rule.ask, rule.code) {
            (Ask::Unused, "") => known_by(&format!("Element '{name}' is marked as not used in the given context.")),
            (Ask::UnusedAttribute(_), "") => {
                known_by(&format!("Attribute {name}' marked as not used in the given context."))
            }
            (_, code) => code.to_owned(),
        };
        let xpath = self.tree.xpath(node);
        let told = told::sentence(self.file, rule, &name);
        outcome.hits.push(Hit { code, severity: rule.severity, terms: rule.terms, xpath, name, told, is_fault });
    }
}

/// Official rules without a code are known by the first forty characters of their text, as engines report them.
fn known_by(text: &str) -> String {
    text.chars().take(40).collect()
}
