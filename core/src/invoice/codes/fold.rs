//! One spelling for a printed word: no case, no accents, no stray dots and spaces; and how codes are found by it.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The word in lower case, without accents, with single spaces and no dot at its end: `M²` and `m2` become one.
pub(super) fn fold(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    for c in printed.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            '’' => out.push('\''),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    let kept = out.trim_end_matches([' ', '.', ':']).len();
    out.truncate(kept);
    out
}

/// Codes by each of their names, which stand folded in a row, separated by `|`.
pub(super) fn by_name(rows: &[(&'static str, &'static str)]) -> HashMap<&'static str, &'static str> {
    rows.iter().flat_map(|(code, names)| names.split('|').map(move |name| (name, *code))).collect()
}

/// The code among `codes`, which blanks separate.
pub(super) fn known(codes: &'static str, code: &str) -> Option<&'static str> {
    codes.split(' ').find(|known| *known == code)
}
