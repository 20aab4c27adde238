//! Words of the lexicon behind what recognition made of them: one letter off, or the blank between two lost.

use std::collections::{HashMap, HashSet};

/// Shorter words are too near to each other.
const SHORTEST: usize = 5;
/// Longer ones are sentences without blanks.
const LONGEST: usize = 24;
/// Letters that are taken for two, and two for one, in either direction.
const LOOKALIKES: [(&str, &str); 9] =
    [("rn", "m"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"), ("8", "b"), ("vv", "w"), ("ii", "u"), ("cl", "d")];

/// All words of a lexicon, found by their neighbours.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<String>,
    /// Words by what is left of them without one of their letters.
    shortened: HashMap<String, Vec<String>>,
}

impl Vocabulary {
    pub(super) fn new<'a>(all: impl Iterator<Item = &'a String>) -> Self {
        let words: HashSet<String> = all.cloned().collect();
        let mut shortened: HashMap<String, Vec<String>> = HashMap::new();
        let mut sorted: Vec<&String> = words.iter().filter(|w| (SHORTEST..=LONGEST).contains(&w.len())).collect();
        sorted.sort();
        for word in sorted {
            for short in without_one(word) {
                shortened.entry(short).or_default().push(word.clone());
            }
        }
        Self { words, shortened }
    }

    /// The words that `heard`, which is folded, stands for; itself where the lexicon has nothing like it.
    pub(super) fn meant(&self, heard: String) -> Vec<String> {
        if heard.len() < 4 || heard.len() > LONGEST || self.words.contains(&heard) {
            return vec![heard];
        }
        if let Some(word) = self.lookalike(&heard).or_else(|| self.neighbour(&heard)) {
            return vec![word];
        }
        self.parted(&heard).unwrap_or_else(|| vec![heard])
    }

    fn lookalike(&self, heard: &str) -> Option<String> {
        let both = LOOKALIKES.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
        let mut found = both.filter(|(from, _)| heard.contains(from)).map(|(from, to)| heard.replace(from, to));
        found.find(|word| word.len() >= 4 && self.words.contains(word))
    }

    /// The only word one letter away.
    fn neighbour(&self, heard: &str) -> Option<String> {
        if heard.chars().count() < SHORTEST || heard.bytes().filter(u8::is_ascii_digit).count() > 1 {
            return None;
        }
        let mut found: Option<&String> = None;
        let longer = self.shortened.get(heard).into_iter().flatten();
        let same = without_one(heard).into_iter().flat_map(|short| self.shortened.get(&short).into_iter().flatten());
        let shorter = without_one(heard);
        let shorter = shorter.iter().filter(|w| w.len() >= SHORTEST).filter_map(|w| self.words.get(w));
        for word in longer.chain(same).chain(shorter).filter(|w| near(w, heard)) {
            match found {
                Some(known) if known != word => return None,
                _ => found = Some(word),
            }
        }
        found.cloned()
    }

    /// Two or three words without blanks: `totalttc`, `netapayer`.
    fn parted(&self, heard: &str) -> Option<Vec<String>> {
        if heard.len() < 6 || !heard.is_ascii() {
            return None;
        }
        let known = |part: &str, least: usize| part.len() >= least && self.words.contains(part);
        let two = (3..=heard.len() - 2).rev().find(|at| known(&heard[..*at], 3) && known(&heard[*at..], 2));
        if let Some(at) = two {
            return Some(vec![heard[..at].to_owned(), heard[at..].to_owned()]);
        }
        (3..heard.len() - 3).filter(|at| known(&heard[..*at], 3)).find_map(|at| {
            let rest = &heard[at..];
            let cut = (1..rest.len() - 2).find(|cut| known(&rest[..*cut], 1) && known(&rest[*cut..], 3))?;
            Some(vec![heard[..at].to_owned(), rest[..cut].to_owned(), rest[cut..].to_owned()])
        })
    }
}

/// A word without each of its letters in turn.
fn without_one(word: &str) -> Vec<String> {
    word.char_indices().map(|(at, c)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..])).collect()
}

/// Whether one letter more, less or other makes one word of the other. The first letter weighs: a word that differs there
/// is mostly another word.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let most = a.len().max(b.len());
    head + tail.min(most - 1 - head.min(most - 1)) >= most - 1 && (head > 0 || most >= 7)
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    fn vocabulary() -> Vocabulary {
        let words = ["total", "ttc", "ht", "net", "a", "payer", "facture", "date", "montant", "rechnung", "summe"];
        Vocabulary::new(words.map(str::to_owned).iter())
    }

    #[test]
    fn words_one_letter_off_are_known() {
        for (heard, want) in [
            ("tota1", "total"),
            ("facturc", "facture"),
            ("factue", "facture"),
            ("facturre", "facture"),
            ("mornant", "mornant"),
            ("rechnunq", "rechnung"),
            ("surnme", "summe"),
            ("d4te", "d4te"),
        ] {
            assert_eq!(vocabulary().meant(heard.into()), [want], "{heard}");
        }
    }

    #[test]
    fn lost_blanks_are_found() {
        assert_eq!(vocabulary().meant("totalttc".into()), ["total", "ttc"]);
        assert_eq!(vocabulary().meant("netapayer".into()), ["net", "a", "payer"]);
        assert_eq!(vocabulary().meant("prestation".into()), ["prestation"]);
    }
}
