//! Name and details of an item: which rows of its cell go on with the name.

use crate::fields::values::text::fold;
use crate::layout::{PageLayout, bounds};
use crate::page::{Rect, Word};
use std::ops::Range;

/// Whether `next` is the same text as `upper`, wrapped at the right limit `edge` of the column.
///
/// A wrapped line ends where the next word would not have fitted; in doubt the words decide.
pub(super) fn wraps(layout: &PageLayout, upper: &Range<usize>, next: &Range<usize>, edge: f32, widest: f32) -> bool {
    let (a, b) = (bounds(&layout.words[upper.clone()]), bounds(&layout.words[next.clone()]));
    let (Some(last), Some(first)) = (layout.words[upper.clone()].last(), layout.words[next.clone()].first()) else {
        return false;
    };
    if !alike(layout, last, first)
        || (a.x0 - b.x0).abs() > edge_slack(layout, last)
        || b.y0 - a.y1 > 0.7 * a.height()
        || is_detail(layout, next)
    {
        return false;
    }
    // Headings in capitals do not continue a name.
    let capitals = |r: &Range<usize>| !layout.words[r.clone()].iter().any(|w| w.text.contains(char::is_lowercase));
    if capitals(next) && !capitals(upper) {
        return false;
    }
    if last.text.ends_with('-') && last.text.len() > 2 && first.text.starts_with(char::is_alphabetic) {
        return true;
    }
    let reach = a.x1 + 0.25 * last.size + first.rect.width();
    // Texts that run over the next column are not wrapped at its edge.
    let bounded = a.x1.max(b.x1) < edge + 0.2 * last.size;
    reach > edge && bounded || reach > widest.min(edge) && goes_on(&last.text, &first.text)
}

/// Whether words are set in one face; recognised sizes differ a little within a text.
pub(super) fn alike(layout: &PageLayout, a: &Word, b: &Word) -> bool {
    let slack = if layout.recognised { 0.2 * a.size.max(b.size) } else { 0.4 };
    (a.size - b.size).abs() < slack && a.bold == b.bold
}

/// How far apart the left edges of lines of one text may be.
fn edge_slack(layout: &PageLayout, word: &Word) -> f32 {
    if layout.recognised { 0.35 * word.size } else { 1.5 }
}

/// Whether `next`, which has an amount beside it, goes on with `upper`: here the words must say so, for a remark above an
/// item may reach the edge of the column too.
pub(super) fn leads(layout: &PageLayout, upper: &Range<usize>, next: &Range<usize>, edge: f32, widest: f32) -> bool {
    let ends = || Some((layout.words[upper.clone()].last()?, layout.words[next.clone()].first()?));
    wraps(layout, upper, next, edge, widest) && ends().is_some_and(|(last, first)| goes_on(&last.text, &first.text))
}

/// Whether words at a line end and at the next start belong to one sentence.
fn goes_on(last: &str, first: &str) -> bool {
    const LINKS: [&str; 40] = [
        "de", "du", "des", "la", "le", "les", "et", "a", "au", "aux", "pour", "avec", "sur", "par", "en", "ou", "sans",
        "of", "and", "for", "with", "the", "to", "und", "mit", "fur", "von", "der", "die", "y", "con", "para", "e",
        "di", "per", "van", "met", "voor", "dans", "d",
    ];
    last.ends_with([',', '-', '/', '&', '+', ':', '(', '’', '\''])
        || LINKS.contains(&fold(last).as_str())
        || first.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | '/' | '&' | '+' | '–'))
}

/// How many rows a name takes where a wider gap sets the details apart from it; 1 where none does.
///
/// Only short rows: a name set in a narrow cell is broken, a paragraph under a name describes it.
pub(super) fn paragraph(layout: &PageLayout, lines: &[Range<usize>]) -> usize {
    let boxes: Vec<Rect> = lines.iter().map(|l| bounds(&layout.words[l.clone()])).collect();
    let short =
        |l: &Range<usize>| layout.words[l.clone()].iter().map(|w| w.text.chars().count() + 1).sum::<usize>() <= 25;
    let pitch = |i: usize| boxes[i + 1].y0 - boxes[i].y0;
    let mut count = 1;
    while count < lines.len() {
        let (first, next) = (&layout.words[lines[0].start], &layout.words[lines[count].start]);
        let alike = alike(layout, first, next);
        if pitch(count - 1) > 1.15 * pitch(0) || pitch(0) > 1.6 * boxes[0].height() {
            return count;
        }
        if count == 3
            || !alike
            || !short(&lines[count - 1])
            || !short(&lines[count])
            || is_detail(layout, &lines[count])
        {
            return 1;
        }
        count += 1;
    }
    1
}

/// Whether a row of a description says something about the item instead of naming it: dates, references, bullets.
pub(super) fn is_detail(layout: &PageLayout, words: &Range<usize>) -> bool {
    const STARTS: [&str; 32] = [
        "periode",
        "date",
        "ref",
        "reference",
        "serie",
        "lot",
        "sn",
        "ean",
        "gtin",
        "code",
        "commande",
        "livraison",
        "remise",
        "dont",
        "soit",
        "note",
        "nb",
        "period",
        "serial",
        "zeitraum",
        "lieferdatum",
        "seriennummer",
        "rabatt",
        "discount",
        "garantie",
        "contrat",
        "bl",
        "incl",
        "details",
        "detail",
        "numero",
        "description",
    ];
    let Some(first) = words.clone().find(|i| layout.words[*i].text.contains(char::is_alphanumeric)) else {
        return true;
    };
    let text = &layout.words[first].text;
    let digits = |i: usize| i < words.end && layout.words[i].text.starts_with(|c: char| c.is_ascii_digit());
    let bullet = layout.words[words.start].text.starts_with(['-', '•', '*', '–', '→', '·', '>']);
    let bracket = layout.words[words.start].text.starts_with('(');
    // `(BLU): …`
    let coded = bracket
        && layout.words[words.start]
            .text
            .strip_suffix("):")
            .is_some_and(|code| code.len() <= 6 && !code.contains(char::is_lowercase));
    let labelled = coded || !bracket && layout.words[words.clone()].iter().take(3).any(|w| w.text.ends_with(':'));
    let dated = text.len() >= 6 && text.bytes().filter(u8::is_ascii_digit).count() * 2 > text.len();
    let numbered = matches!(fold(text).as_str(), "du" | "le" | "from" | "vom" | "n" | "no" | "nr") && digits(first + 1);
    bullet || labelled || dated || numbered || STARTS.contains(&fold(text).as_str())
}

/// The part of a cell `name - description` that is the name, by its number of words; the whole without a dash.
pub(super) fn before_dash(layout: &PageLayout, words: &Range<usize>) -> usize {
    layout.words[words.clone()]
        .iter()
        .position(|w| matches!(w.text.as_str(), "-" | "–" | "—"))
        .filter(|at| *at > 0)
        .unwrap_or(words.len())
}

/// The words of a code set before the name in brackets or stars: `[REF-12] Chaise`, `*123* Chaise`.
pub(super) fn leading_code(layout: &PageLayout, words: &Range<usize>) -> Option<String> {
    let first = layout.words[words.clone()].first()?;
    let inner = [('[', ']'), ('*', '*')].iter().find_map(|(a, b)| first.text.strip_prefix(*a)?.strip_suffix(*b))?;
    let code = inner.chars().all(|c| !c.is_lowercase()) && inner.chars().any(char::is_alphanumeric);
    (code && words.len() > 1).then(|| inner.to_owned())
}

/// Right limit of the texts of a column: where the next column's cells begin, or the rule drawn before them.
pub(super) fn edge(layout: &PageLayout, neighbours: impl Iterator<Item = Rect>, limit: f32) -> f32 {
    let drawn = layout.vertical_rules.iter().any(|r| (r.cx() - limit).abs() < 1.0);
    let cells = neighbours.map(|r| r.x0).fold(layout.width, f32::min);
    if drawn { cells.min(limit) } else { cells }
}
