//! What recognition makes of the rules and frames of a page: bars and brackets, alone or at the edge of a word.

use crate::page::Word;

/// Characters that a piece of a rule is read as.
const STROKES: [char; 15] = ['|', '¦', '[', ']', '{', '}', '_', '~', '—', '‘', '’', '`', '´', '“', '”'];

/// A recognised word without the rules beside it; `None` when it is nothing else.
pub(super) fn clean(word: &Word) -> Option<Word> {
    let text = bare(&word.text)?;
    if text == word.text {
        return Some(word.clone());
    }
    let count = word.text.chars().count().max(1) as f32;
    let start = word.text.find(text).unwrap_or_default();
    let (before, own) = (word.text[..start].chars().count() as f32, text.chars().count() as f32);
    let mut rect = word.rect;
    rect.x0 += word.rect.width() * before / count;
    rect.x1 = rect.x0 + word.rect.width() * own / count;
    Some(Word { text: text.to_owned(), rect, ..*word })
}

fn bare(text: &str) -> Option<&str> {
    let stroke = |c: char| STROKES.contains(&c);
    if !text.contains(|c: char| c.is_alphanumeric()) {
        let only = text.chars().all(|c| stroke(c) || matches!(c, '!' | '.' | '\'' | '\\' | ',' | '"' | '^' | '°'));
        return (!only).then_some(text);
    }
    // A bracket that has its partner in the word belongs to it.
    let paired = |open: char, close: char| text.contains(open) && text.contains(close);
    let kept = |c: char| match c {
        '[' | ']' => paired('[', ']'),
        '{' | '}' => paired('{', '}'),
        '“' | '”' => paired('“', '”'),
        '‘' | '’' => paired('‘', '’'),
        '_' => true,
        _ => false,
    };
    let text = text.trim_matches(|c: char| stroke(c) && !kept(c));
    // `12,00!`: the rule right of an amount.
    let digits = text.trim_end_matches(['!', '|', '\\']);
    Some(if digits.ends_with(|c: char| c.is_ascii_digit()) { digits } else { text })
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn rules_are_taken_off_words() {
        for (read, want) in [
            ("|", None),
            ("||", None),
            ("|10,00", Some("10,00")),
            ("10,00!", Some("10,00")),
            ("[pate", Some("pate")),
            ("[REF-12]", Some("[REF-12]")),
            ("Danke!", Some("Danke!")),
            ("-", Some("-")),
            (":", Some(":")),
            ("l’eau", Some("l’eau")),
        ] {
            assert_eq!(bare(read), want, "{read}");
        }
    }
}
