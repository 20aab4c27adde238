//! The search for vectors: guesses first, then pairs of guesses drawn from a seed. The same every time.

use std::collections::BTreeMap;

use ocr_facture::check::rules::Rules;

use super::edit::Edit;
use super::guess;
use super::source::{Ask, Source};
use super::vectors::{Bases, Line, Proof, Told, of_bases, passes, prove, told};
use crate::fuzz::Random;

/// Changes tried for one rule on one base, one after the other.
const SINGLES: usize = 500;

/// Bases tried for one rule.
const BASES: usize = 24;

/// Pairs of changes tried for a rule.
const PAIRS: usize = 900;

/// Why a rule whose condition is `true()` never fails.
pub const VOID: &str = "the official condition is always true";

/// Why a rule that no node reaches never fails.
pub const HIDDEN: &str = "the official context is hidden: one before it in its pattern takes every node";

/// What a failure by a rule that could not be computed weighs against one that is told.
const FAULT: usize = 100;

/// A failing vector and how many other rules it makes fail: the fewer the better.
type Found = (usize, Line);

struct Search<'s> {
    rules: &'s Rules,
    source: &'s Source,
    bases: &'s Bases,
    of_base: BTreeMap<String, Told>,
    fails: BTreeMap<String, Found>,
    passing: BTreeMap<String, Line>,
}

/// Proofs of every rule they can be found for; those of `known` that prove their rule are kept.
pub fn search(
    rules: &Rules,
    source: &Source,
    bases: &Bases,
    known: &BTreeMap<String, Proof>,
) -> BTreeMap<String, Proof> {
    let of_base = of_bases(rules, source, bases);
    let mut search = Search { rules, source, bases, of_base, fails: BTreeMap::new(), passing: BTreeMap::new() };
    let mut proofs: BTreeMap<String, Proof> = BTreeMap::new();
    for item in source.keys() {
        let void = source.is_void(&item.key).then_some(VOID);
        let never = void.or(source.is_hidden(&item.key).then_some(HIDDEN));
        if let Some(reason) = never {
            proofs.insert(item.key.clone(), Proof { never: Some(reason.to_owned()), ..Proof::default() });
        }
    }
    for (key, proof) in known {
        let holds = prove(rules, source, bases, &search.of_base, key, proof).is_ok();
        if holds && !proofs.contains_key(key) {
            proofs.insert(key.clone(), proof.clone());
        }
    }
    for item in source.keys() {
        if !proofs.contains_key(&item.key) {
            search.look_for(&item.key);
        }
    }
    for item in source.keys() {
        if proofs.contains_key(&item.key) {
            continue;
        }
        let key = &item.key;
        let fail = search.fails.get(key).map(|(_, line)| line.clone());
        let passed_by_base = fail.as_ref().is_some_and(|line| passes(source, key, &search.of_base[&line.base]));
        let pass = if passed_by_base {
            None
        } else {
            let base = search.of_base.iter().find(|(_, told)| passes(source, key, told));
            base.map(|(name, _)| Line { base: name.clone(), edits: Vec::new() })
                .or_else(|| search.passing.get(key).cloned())
        };
        proofs.insert(key.clone(), Proof { fail, pass, never: None });
    }
    proofs
}

impl Search<'_> {
    /// Whether the rule has a failing vector that makes nothing else fail, and a passing one.
    fn is_done(&self, key: &str, extras: usize) -> bool {
        let fails = self.fails.get(key).is_some_and(|(others, _)| *others <= extras);
        let passed =
            || self.passing.contains_key(key) || self.of_base.values().any(|told| passes(self.source, key, told));
        fails && passed()
    }

    /// Runs a changed document and remembers what it shows of any rule.
    fn attempt(&mut self, key: &str, base: &str, edits: &[Edit]) {
        let Some(document) = self.bases.get(base) else { return };
        let mut document = document.clone();
        if edits.iter().any(|edit| edit.apply(&mut document).is_err()) {
            return;
        }
        let now = told(self.rules, self.source, &document);
        let before = &self.of_base[base];
        let line = || Line { base: base.to_owned(), edits: edits.to_vec() };
        let fresh: Vec<&String> = now.failed.difference(&before.failed).collect();
        for failed in &fresh {
            let others = fresh.len() - 1 + if now.faults.contains(*failed) { FAULT } else { 0 };
            let known = self.fails.get(*failed);
            let better = known.is_none_or(|(n, old)| others < *n || (others == *n && edits.len() < old.edits.len()));
            if better {
                self.fails.insert((*failed).clone(), (others, line()));
            }
        }
        if !self.passing.contains_key(key) && passes(self.source, key, &now) {
            self.passing.insert(key.to_owned(), line());
        }
    }

    fn look_for(&mut self, key: &str) {
        let source = self.source;
        let items: Vec<_> = source.items.iter().filter(|item| item.key == key).collect();
        let mut names: Vec<String> = self.of_base.keys().cloned().collect();
        // Where the rule is asked first, then where the least else is wrong.
        names.sort_by_key(|name| {
            let told = &self.of_base[name];
            let asked = items.iter().any(|item| told.held.contains(item.code.as_str()));
            (told.failed.contains(key), !asked, told.failed.len(), self.bases[name].xml().len())
        });
        let mut pool: Vec<(String, Vec<Edit>, Vec<Edit>)> = Vec::new();
        for name in names.iter().take(BASES) {
            let mut tried = 0;
            for item in items.iter().take(6) {
                let document = &self.bases[name];
                for (entry, target, attribute) in guess::entries(document, source, item) {
                    if self.is_done(key, 0) {
                        return;
                    }
                    let mut changed = document.clone();
                    if entry.iter().any(|edit| edit.apply(&mut changed).is_err()) {
                        continue;
                    }
                    if !entry.is_empty() || item.ask == Ask::Unused {
                        self.attempt(key, name, &entry);
                    }
                    let changes = guess::changes(&changed, source, item, &target, attribute.as_deref());
                    for change in &changes {
                        if self.is_done(key, 0) || tried > SINGLES {
                            break;
                        }
                        tried += 1;
                        let mut edits = entry.clone();
                        edits.push(change.clone());
                        self.attempt(key, name, &edits);
                    }
                    pool.push((name.clone(), entry, changes));
                }
            }
            // Another base would only better what is found, which is not worth the time.
            if self.is_done(key, 2) {
                return;
            }
        }
        self.draw_pairs(key, &pool);
    }

    fn draw_pairs(&mut self, key: &str, pool: &[(String, Vec<Edit>, Vec<Edit>)]) {
        let pool: Vec<_> = pool.iter().filter(|(.., changes)| !changes.is_empty()).collect();
        if pool.is_empty() {
            return;
        }
        let seed = key.bytes().fold(7_u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let mut random = Random::new(seed);
        for _ in 0..PAIRS {
            let (base, entry, changes) = pool[random.below(pool.len())];
            let mut edits = entry.clone();
            for _ in 0..2 + random.below(3) {
                edits.push(changes[random.below(changes.len())].clone());
            }
            self.attempt(key, base, &edits);
            if self.is_done(key, usize::MAX) {
                return;
            }
        }
    }
}
