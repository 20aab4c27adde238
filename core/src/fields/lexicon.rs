//! What labels say, language by language, as data: `lexicon/labels/*.txt` for fields, `lexicon/columns/*.txt` for the
//! heads of item tables.
//!
//! A file holds sections `[name]` and one phrase a line, in natural spelling; comparison is folded. In a phrase,
//! `a|b` stands for either word and a final `?` for one that may be missing: `n°|no|numéro de? facture`.

use std::collections::HashMap;
use std::ops::Range;

use super::text::{fold, tokens};
use crate::page::Word;

/// Languages of the lexicon, ISO 639-1, in the order of [`Phrase::languages`]' bits.
pub const LANGUAGES: [&str; 7] = ["fr", "en", "de", "es", "it", "pt", "nl"];

/// Phrases by their first folded word; `K` is what a section stands for.
#[derive(Debug)]
pub struct Lexicon<K> {
    by_first: HashMap<String, Vec<Phrase<K>>>,
}

#[derive(Debug)]
struct Phrase<K> {
    tokens: Vec<String>,
    kind: K,
    /// One bit a language.
    languages: u8,
}

/// A phrase found in a row of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<K> {
    /// What it stands for.
    pub kind: K,
    /// The words it covers.
    pub words: Range<usize>,
    /// Languages that say so, one bit each in the order of [`LANGUAGES`].
    pub languages: u8,
}

/// Every phrase a line stands for, folded.
fn spell_out(line: &str) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = vec![Vec::new()];
    for part in line.split_whitespace() {
        let (part, optional) = part.strip_suffix('?').map_or((part, false), |p| (p, true));
        let words: Vec<String> = part.split('|').map(fold).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            continue;
        }
        let missing = optional.then(|| out.clone()).unwrap_or_default();
        let longer = out.iter().flat_map(|head| words.iter().map(move |w| [head.as_slice(), &[w.clone()]].concat()));
        out = longer.chain(missing).collect();
    }
    out
}

impl<K: Copy + PartialEq> Lexicon<K> {
    /// Reads the files, one a language in the order of [`LANGUAGES`]; `kind` names the sections.
    pub fn new(files: [&str; LANGUAGES.len()], kind: impl Fn(&str) -> Option<K>) -> Self {
        let mut by_first: HashMap<String, Vec<Phrase<K>>> = HashMap::new();
        for (language, file) in files.iter().enumerate() {
            let mut section = None;
            for line in file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
                if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                    section = kind(name);
                    debug_assert!(section.is_some(), "unknown lexicon section {name}");
                    continue;
                }
                for words in spell_out(line) {
                    let (Some(kind), Some(first)) = (section, words.first()) else { continue };
                    let phrases = by_first.entry(first.clone()).or_default();
                    match phrases.iter_mut().find(|p| p.tokens == words && p.kind == kind) {
                        Some(known) => known.languages |= 1 << language,
                        None => phrases.push(Phrase { tokens: words, kind, languages: 1 << language }),
                    }
                }
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.tokens.len()));
        }
        Self { by_first }
    }

    /// The phrases in `words[range]`, longest first at each place, without overlap.
    pub fn find(&self, words: &[Word], range: Range<usize>) -> Vec<Hit<K>> {
        let parts: Vec<(usize, String)> =
            range.flat_map(|i| tokens(&words[i].text).into_iter().map(move |t| (i, t))).collect();
        let mut out = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let hit = self.by_first.get(&parts[at].1).and_then(|phrases| {
                phrases.iter().find(|p| {
                    parts.len() - at >= p.tokens.len()
                        && p.tokens.iter().zip(&parts[at..]).all(|(want, (_, got))| want == got)
                })
            });
            match hit {
                Some(phrase) => {
                    let last = at + phrase.tokens.len() - 1;
                    out.push(Hit {
                        kind: phrase.kind,
                        words: parts[at].0..parts[last].0 + 1,
                        languages: phrase.languages,
                    });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        out
    }
}
