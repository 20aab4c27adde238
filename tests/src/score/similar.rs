//! Folded-text similarity, as `difflib.SequenceMatcher.ratio` of Python computes it.

use unicode_normalization::UnicodeNormalization;

/// Lower case ASCII letters and digits, everything else one space.
pub fn fold(text: &str) -> String {
    let ascii = text.nfkd().filter(char::is_ascii).map(|c| c.to_ascii_lowercase());
    let spaced: String = ascii.map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Twice the length of what matches over the length of both, 0 to 1, after folding.
pub fn similar(a: &str, b: &str) -> f64 {
    let (a, b) = (fold(a).into_bytes(), fold(b).into_bytes());
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * matching(&a, &b) as f64 / (a.len() + b.len()) as f64
}

/// Letters in the longest common stretch, and in the longest ones left and right of it.
fn matching(a: &[u8], b: &[u8]) -> usize {
    let (i, j, n) = longest(a, b);
    if n == 0 {
        return 0;
    }
    n + matching(&a[..i], &b[..j]) + matching(&a[i + n..], &b[j + n..])
}

/// The longest common stretch, the earliest in `a`, then in `b`: where in each, and its length.
fn longest(a: &[u8], b: &[u8]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    let mut row = vec![0usize; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![0usize; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            if x == y {
                next[j + 1] = row[j] + 1;
                let n = next[j + 1];
                if n > best.2 {
                    best = (i + 1 - n, j + 1 - n, n);
                }
            }
        }
        row = next;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_accents_and_signs() {
        assert_eq!(fold("  Société d'Été — N°12 "), "societe d ete n12");
    }

    /// Figures of `difflib.SequenceMatcher(None, a, b).ratio()`.
    #[test]
    fn agrees_with_difflib() {
        let close = |a: &str, b: &str, ratio: f64| assert!((similar(a, b) - ratio).abs() < 1e-9, "{a} {b}");
        close("abcd", "bcde", 0.75);
        close("menuiserie delcourt sarl", "sarl menuiserie delcourt", 38.0 / 48.0);
        close("abc", "xyz", 0.0);
        close("", "", 1.0);
        close("private thread currentthread", "private volatile thread currentthread", 56.0 / 65.0);
    }
}
