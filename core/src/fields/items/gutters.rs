//! Limits between columns, and columns the head does not name.

use std::ops::Range;

use super::head::{Head, HeadColumn};
use super::terms::{Kind, RowTerm, row_term};
use crate::layout::PageLayout;
use crate::page::{Rect, Word};

/// Lines of the body that look like rows: text and numbers, above the totals.
pub(super) fn item_lines(layout: &PageLayout, head: &Head, body: Range<usize>) -> Vec<usize> {
    let amounts: Vec<Rect> = head.columns.iter().filter(|c| c.kind == Kind::Amount).map(|c| c.rect).collect();
    // Amounts are wider than their heads, and a currency may stand behind them.
    let under =
        |w: &Word| amounts.is_empty() || amounts.iter().any(|a| w.rect.x1 > a.x0 - 40.0 && w.rect.x0 < a.x1 + 20.0);
    let mut out = Vec::new();
    for line in body {
        let segments = &layout.segments[layout.lines[line].segments.clone()];
        let words = layout.words_of_line(line);
        let stop = segments.iter().any(|s| {
            matches!(row_term(&layout.words, s.words.clone()), Some(RowTerm::Total | RowTerm::Tax | RowTerm::Subtotal))
        });
        if stop && !out.is_empty() {
            break;
        }
        if segments.len() > 1 && !stop && layout.words[words].iter().any(|w| is_number(w) && under(w)) {
            out.push(line);
        }
        if out.len() >= 60 {
            break;
        }
    }
    out
}

fn is_number(word: &Word) -> bool {
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && word.text.chars().all(|c| !c.is_alphabetic() && c != '/')
}

/// A table that heads every column but the names still has names: under an unknown head, or left of the first.
pub(super) fn name_column(layout: &PageLayout, heads: &mut Vec<HeadColumn>, sample: &[usize]) {
    let text = |k: Kind| matches!(k, Kind::Item | Kind::Description | Kind::NameDescription);
    if heads.iter().any(|h| text(h.kind)) {
        return;
    }
    if let Some(stacked) = heads.iter_mut().find(|h| h.second.is_some_and(text)) {
        // Code above, name below: rows are told apart when they are read.
        stacked.kind = Kind::Description;
        stacked.second = Some(Kind::Code);
        return;
    }
    if let Some(unknown) = heads.iter_mut().find(|h| h.kind == Kind::Other) {
        unknown.kind = Kind::Description;
        return;
    }
    let (Some(first), Some(left)) =
        (heads.first().map(|h| h.rect), sample.iter().map(|l| layout.lines[*l].rect.x0).reduce(f32::min))
    else {
        return;
    };
    if left + 20.0 < first.x0 {
        let rect = Rect::new(left, first.y0, (left + first.x0) / 2.0, first.y1);
        let column = HeadColumn {
            rect,
            kind: Kind::Description,
            second: None,
            included: false,
            excluded: false,
            percent: false,
        };
        heads.insert(0, column);
    }
}

/// The limit between two neighbours: a drawn rule, else the clearest gutter through the rows.
pub(super) fn boundary(
    layout: &PageLayout,
    head: &Head,
    before: &HeadColumn,
    after: &HeadColumn,
    sample: &[usize],
) -> f32 {
    let (left, right) = (&before.rect, &after.rect);
    // Blanks between words are no gutter, except behind the number of a position.
    let blank = match before.kind {
        Kind::Position => 0.0,
        // Recognised boxes reach a little over their letters.
        _ if layout.recognised => 0.05,
        _ => 0.17,
    };
    let middle = (left.x1 + right.x0) / 2.0;
    let (from, to) = (left.cx(), right.cx());
    let bottom = sample.last().map_or(head.rect.y1, |l| layout.lines[*l].rect.y1);
    let drawn = layout
        .vertical_rules
        .iter()
        .filter(|r| r.cx() > from && r.cx() < to && r.y0 < bottom && r.y1 > head.rect.y0 && r.height() > 6.0)
        .map(Rect::cx)
        .min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs()));
    if let Some(x) = drawn {
        return x;
    }
    let bins = ((to - from).max(1.0)) as usize + 1;
    let mut cover = vec![0u32; bins];
    let mut mark = |rect: &Rect, pad: f32| {
        let a = (rect.x0 - pad - from).max(0.0) as usize;
        let b = (rect.x1 + pad - from).min(bins as f32);
        if b > 0.0 {
            cover[a.min(bins)..(b as usize).max(a.min(bins))].iter_mut().for_each(|c| *c += 1);
        }
    };
    for line in sample {
        for word in &layout.words[layout.words_of_line(*line)] {
            mark(&word.rect, blank * word.size);
        }
    }
    mark(left, 0.0);
    mark(right, 0.0);
    // Where no gutter is clear, one row in a dozen may run over it.
    let least = match cover.iter().min().copied() {
        Some(0) | None => 0,
        Some(least) => least + sample.len() as u32 / 12,
    };
    let (mut best, mut score, mut at) = (middle, f32::MIN, 0);
    while at < bins {
        if cover[at] > least {
            at += 1;
            continue;
        }
        let start = at;
        while at < bins && cover[at] <= least {
            at += 1;
        }
        let (a, b) = (from + start as f32, from + at as f32);
        // A gutter between the heads themselves beats a wider one beside them.
        let shared = (b.min(right.x0) - a.max(left.x1)).max(0.0);
        let value = shared * 4.0 + (b - a);
        if value > score {
            score = value;
            best = (a + b) / 2.0;
        }
    }
    best
}

/// Which columns are the amounts without and with VAT.
pub(super) fn amounts(heads: &[HeadColumn]) -> (Option<usize>, Option<usize>) {
    let all: Vec<usize> = (0..heads.len()).filter(|i| heads[*i].kind == Kind::Amount).collect();
    let mut gross = all.iter().copied().rev().find(|i| heads[*i].included);
    let plain: Vec<usize> = all.iter().copied().filter(|i| !heads[*i].included).collect();
    let mut net = plain.iter().copied().find(|i| heads[*i].excluded).or(plain.last().copied());
    // An amount of VAT between two others tells them apart.
    if let (None, [first, .., last]) = (gross, plain.as_slice())
        && heads[*first..*last].iter().any(|h| h.kind == Kind::VatAmount)
    {
        return (Some(*first), Some(*last));
    }
    // Beside a marked net amount, or an amount of VAT, an unmarked total further right includes VAT.
    if let (Some(n), None) = (net, gross)
        && let Some(last) = plain.last().copied()
        && last > n
    {
        gross = Some(last);
    }
    // An unmarked amount follows the price.
    if let (Some(n), None) = (net, gross)
        && !heads[n].excluded
        && heads.iter().any(|h| h.kind == Kind::Price && h.included)
    {
        (net, gross) = (None, Some(n));
    }
    (net, gross)
}
