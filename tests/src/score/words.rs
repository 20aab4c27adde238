//! Word error: how much of a page's text was read, whatever the order.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Words compared, and what went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordError {
    /// Words of the truth.
    pub truth: usize,
    /// Words read.
    pub read: usize,
    /// Words of both, each counted as often as in the one that has fewer of it.
    pub common: usize,
}

impl WordError {
    /// Words wrong, a hundred for each hundred words of the truth: `(max(truth, read) - common) / truth`. A word
    /// misread, a word missed, and a word too many once all others are paired, count one each. 0 for an empty truth
    /// of which nothing was read, 1 when something was.
    pub fn rate(&self) -> f64 {
        let wrong = self.truth.max(self.read) - self.common;
        if self.truth == 0 { f64::from(u8::from(wrong > 0)) } else { wrong as f64 / self.truth as f64 }
    }

    /// Adds the words of another page.
    pub fn merge(&mut self, other: Self) {
        *self =
            Self { truth: self.truth + other.truth, read: self.read + other.read, common: self.common + other.common };
    }
}

/// Compares two pages as bags of words. Before that, words are split at white space, put in NFC, typographic dashes and
/// quotes made plain, and words without a letter or a digit left out: rules of tables read as bars are no words.
pub fn word_error<T: AsRef<str>, R: AsRef<str>>(truth: &[T], read: &[R]) -> WordError {
    let mut left: HashMap<String, usize> = HashMap::new();
    let mut error = WordError::default();
    for word in truth.iter().flat_map(|w| plain(w.as_ref())) {
        error.truth += 1;
        *left.entry(word).or_default() += 1;
    }
    for word in read.iter().flat_map(|w| plain(w.as_ref())) {
        error.read += 1;
        if let Some(count) = left.get_mut(&word).filter(|count| **count > 0) {
            *count -= 1;
            error.common += 1;
        }
    }
    error
}

fn plain(text: &str) -> Vec<String> {
    let normal: String = text.nfc().map(same).collect();
    normal.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

fn same(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{00b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{00ab}' | '\u{00bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{00ad}' => '-',
        '\u{ba}' => '\u{b0}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(truth: &str, read: &str) -> f64 {
        word_error(&[truth], &[read]).rate()
    }

    #[test]
    fn order_does_not_matter_and_each_fault_counts_once() {
        assert_eq!(rate("a b c d", "d c b a"), 0.0);
        assert_eq!(rate("a b c d", "a b c x"), 0.25);
        assert_eq!(rate("a b c d", "a b c"), 0.25);
        assert_eq!(rate("a b c d", "a b c d x"), 0.25);
        assert_eq!(rate("a a a a", "a"), 0.75);
        assert_eq!(rate("a b", ""), 1.0);
        assert_eq!(rate("", ""), 0.0);
        assert_eq!(rate("", "a"), 1.0);
    }

    #[test]
    fn rules_and_typography_are_no_faults() {
        assert_eq!(rate("l\u{2019}an 12\u{2013}13", "l'an | 12-13 ___"), 0.0);
        assert_eq!(rate("e\u{301}t\u{e9}", "\u{e9}t\u{e9}"), 0.0);
    }

    #[test]
    fn pages_add_up() {
        let mut sum = word_error(&["a b"], &["a x"]);
        sum.merge(word_error(&["c d"], &["c d"]));
        assert_eq!(sum.rate(), 0.25);
    }
}
