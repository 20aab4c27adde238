//! Folding: how words are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, punctuation or blanks: `N° d’Échéance` → `ndecheance`.
pub fn fold(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '°' | 'º' | 'ª')).nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// The folded parts of a word: two when a slash stands between two words (`Invoice/Facture`).
pub fn tokens(word: &str) -> Vec<String> {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
    if let Some((a, b)) = word.split_once('/')
        && letters(a) > 2
        && letters(b) > 2
    {
        return [fold(a), fold(b)].into();
    }
    let folded = fold(word);
    if folded.is_empty() { Vec::new() } else { vec![folded] }
}
