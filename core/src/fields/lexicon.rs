//! What labels say, language by language, as data: `lexicon/labels/*.txt` for fields, `lexicon/columns/*.txt` for the
//! heads of item tables.
//!
//! A file holds sections `[name]` and one phrase a line, in natural spelling; comparison is folded. In a phrase,
//! `a|b` stands for either word and a final `?` for one that may be missing: `n°|no|numéro de? facture`.

mod heard;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::fields::values::text::{fold, tokens};
use crate::page::Word;
use heard::Vocabulary;

/// Languages of the lexicon, ISO 639-1, in the order of the bits of [`Hit::languages`].
pub const LANGUAGES: [&str; 7] = ["fr", "en", "de", "es", "it", "pt", "nl"];

/// Phrases by the folded words they may start with; `K` is what a section stands for.
///
/// Phrases are kept as they are written, choices and all: spelled out they are a hundred times as many, and most of
/// the time a process takes for its first page would go into that.
#[derive(Debug)]
pub struct Lexicon<K> {
    phrases: Vec<Phrase<K>>,
    /// Indexes into `phrases`, in their order.
    by_first: HashMap<String, Vec<usize>>,
    /// Made for the first recognised word.
    vocabulary: OnceLock<Vocabulary>,
}

#[derive(Debug)]
struct Phrase<K> {
    steps: Vec<Step>,
    kind: K,
    /// One bit: that of its language.
    language: u8,
}

/// A place in a phrase.
#[derive(Debug)]
struct Step {
    /// Any of these folded words.
    words: Vec<String>,
    /// Or none at all.
    optional: bool,
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

/// A line of the lexicon, folded.
fn parse(line: &str) -> Vec<Step> {
    let step = |part: &str| {
        let (part, optional) = part.strip_suffix('?').map_or((part, false), |p| (p, true));
        let words: Vec<String> = part.split('|').map(fold).filter(|w| !w.is_empty()).collect();
        (!words.is_empty()).then_some(Step { words, optional })
    };
    line.split_whitespace().filter_map(step).collect()
}

/// How many of `parts`, from the first one, the phrase covers at most; nothing when it does not fit.
fn longest(steps: &[Step], parts: &[(usize, String)]) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(0) };
    let taken = match parts.split_first() {
        Some(((_, word), after)) if step.words.contains(word) => longest(rest, after).map(|n| n + 1),
        _ => None,
    };
    let skipped = if step.optional { longest(rest, parts) } else { None };
    taken.max(skipped)
}

impl<K: Copy + PartialEq> Lexicon<K> {
    /// Reads the files, one a language in the order of [`LANGUAGES`]; `kind` names the sections.
    pub fn new(files: [&str; LANGUAGES.len()], kind: impl Fn(&str) -> Option<K>) -> Self {
        let mut phrases = Vec::new();
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (language, file) in files.iter().enumerate() {
            let mut section = None;
            for line in file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
                if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                    section = kind(name);
                    debug_assert!(section.is_some(), "unknown lexicon section {name}");
                    continue;
                }
                let Some(kind) = section else { continue };
                let steps = parse(line);
                let needed = steps.iter().position(|step| !step.optional).unwrap_or(steps.len());
                for first in steps.iter().take(needed + 1).flat_map(|step| &step.words) {
                    let indexes = by_first.entry(first.clone()).or_default();
                    if indexes.last() != Some(&phrases.len()) {
                        indexes.push(phrases.len());
                    }
                }
                phrases.push(Phrase { steps, kind, language: 1 << language });
            }
        }
        Self { phrases, by_first, vocabulary: OnceLock::new() }
    }

    /// The folded parts of a word; of a recognised one, the words of the lexicon it may be meant for.
    fn tokens(&self, word: &Word) -> Vec<String> {
        let tokens = tokens(&word.text);
        if word.confidence >= 1.0 {
            return tokens;
        }
        let all = || self.phrases.iter().flat_map(|p| &p.steps).flat_map(|s| &s.words);
        let vocabulary = self.vocabulary.get_or_init(|| Vocabulary::new(all()));
        tokens.into_iter().flat_map(|token| vocabulary.meant(token)).collect()
    }

    /// The longest phrases at the start of `parts`, with their length: one for each thing they may stand for, in the
    /// order of the files, in all languages that say so.
    fn at_start(&self, parts: &[(usize, String)]) -> Option<(usize, Vec<(K, u8)>)> {
        let (_, first) = parts.first()?;
        let mut most = 0;
        let mut kinds: Vec<(K, u8)> = Vec::new();
        for phrase in self.by_first.get(first)?.iter().map(|i| &self.phrases[*i]) {
            let Some(length) = longest(&phrase.steps, parts).filter(|n| *n > 0 && *n >= most) else { continue };
            if length > most {
                most = length;
                kinds.clear();
            }
            match kinds.iter_mut().find(|(kind, _)| *kind == phrase.kind) {
                Some((_, languages)) => *languages |= phrase.language,
                None => kinds.push((phrase.kind, phrase.language)),
            }
        }
        (!kinds.is_empty()).then_some((most, kinds))
    }

    /// The phrases in `words[range]`, longest first at each place, without overlap; of those that stand for several
    /// things, the one written first.
    pub fn find(&self, words: &[Word], range: Range<usize>) -> Vec<Hit<K>> {
        let mut hits = self.find_all(words, range);
        hits.dedup_by(|later, kept| later.words == kept.words);
        hits
    }

    /// As [`Self::find`], with a hit for each thing a phrase may stand for (`due`: a date, or an amount).
    pub fn find_all(&self, words: &[Word], range: Range<usize>) -> Vec<Hit<K>> {
        let parts: Vec<(usize, String)> =
            range.flat_map(|i| self.tokens(&words[i]).into_iter().map(move |t| (i, t))).collect();
        let mut out = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            match self.at_start(&parts[at..]) {
                Some((length, kinds)) => {
                    let last = at + length - 1;
                    let words = parts[at].0..parts[last].0 + 1;
                    out.extend(kinds.into_iter().map(|(kind, languages)| Hit {
                        kind,
                        words: words.clone(),
                        languages,
                    }));
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        out
    }
}
