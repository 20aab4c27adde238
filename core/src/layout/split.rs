//! Words that hold a label and its value in one run of characters are cut in two: `Date:12/03/2026`, `N°2026-01`.

use super::glued;
use crate::page::{Rect, Word};

/// Upright words worth reading, cut where a label ends.
pub(super) fn words(words: &[Word]) -> Vec<Word> {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        let upright = word.rect.height() <= 2.0 * word.size.max(1.0) || word.rect.width() > word.rect.height();
        if !upright || word.text.is_empty() {
            continue;
        }
        let recognised = word.confidence < 1.0;
        let mut rest = word.clone();
        while let Some(at) = cut(&rest.text)
            .or_else(|| glued::cut(&rest.text).filter(|_| recognised))
            .filter(|at| *at > 0 && *at < rest.text.len())
        {
            let (head, tail) = rest.text.split_at(at);
            let share = head.chars().count() as f32 / rest.text.chars().count() as f32;
            let x = rest.rect.x0 + rest.rect.width() * share;
            out.push(Word { text: head.into(), rect: Rect { x1: x, ..rest.rect }, ..rest });
            rest = Word { text: tail.into(), rect: Rect { x0: x, ..rest.rect }, ..rest };
            if !recognised {
                break;
            }
        }
        out.push(rest);
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
