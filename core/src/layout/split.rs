//! Words that hold a label and its value in one run of characters are cut in two: `Date:12/03/2026`, `N°2026-01`.

use crate::page::{Rect, Word};

/// Upright words worth reading, cut where a label ends.
pub(super) fn words(words: &[Word]) -> Vec<Word> {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        let count = word.text.chars().count() as f32;
        let upright = word.rect.height() <= 2.0 * word.size.max(1.0) || word.rect.width() > word.rect.height();
        if !upright || count == 0.0 {
            continue;
        }
        match cut(&word.text) {
            Some(at) if at < word.text.len() => {
                let (head, tail) = word.text.split_at(at);
                let x = word.rect.x0 + word.rect.width() * head.chars().count() as f32 / count;
                out.push(Word { text: head.into(), rect: Rect { x1: x, ..word.rect }, ..*word });
                out.push(Word { text: tail.into(), rect: Rect { x0: x, ..word.rect }, ..*word });
            }
            _ => out.push(word.clone()),
        }
    }
    out
}

/// Byte offset after a label glued to its value.
fn cut(text: &str) -> Option<usize> {
    let numero = text.find(['°', 'º']).map(|i| i + text[i..].chars().next().map_or(0, char::len_utf8));
    if let Some(at) = numero
        && at <= 5
        && text[at..].starts_with(|c: char| c.is_alphanumeric())
    {
        return Some(at);
    }
    let colon = text.find(':')?;
    let (head, tail) = (&text[..colon], &text[colon + 1..]);
    let time = head.ends_with(|c: char| c.is_ascii_digit()) && tail.starts_with(|c: char| c.is_ascii_digit());
    let url = tail.starts_with("//") || matches!(head, "mailto" | "data" | "urn");
    (!tail.is_empty() && !head.is_empty() && !time && !url).then_some(colon + 1)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn labels_are_cut_from_values_only() {
        assert_eq!(cut("Date:12/03/2026"), Some(5));
        assert_eq!(cut("N°2026-01"), Some(3));
        assert_eq!(cut("n°:"), None);
        assert_eq!(cut("12:30"), None);
        assert_eq!(cut("https://exemple.fr"), None);
        assert_eq!(cut("total:"), None);
    }
}
