//! Heads of item tables: two or more column names on one line, or on a few lines stacked.

use std::ops::Range;

use super::cells::{self, Cell};
use super::terms::{HeadTerm, Kind, RowTerm, head_terms, row_term};
use crate::layout::PageLayout;
use crate::page::{Rect, Word};

/// The head of one column.
#[derive(Clone, Debug)]
pub(super) struct HeadColumn {
    pub rect: Rect,
    pub kind: Kind,
    /// What a lower row of the head says the lower rows of the cells hold.
    pub second: Option<Kind>,
    /// Says that VAT is included.
    pub included: bool,
    /// Says that VAT is excluded.
    pub excluded: bool,
    /// Holds a per cent sign.
    pub percent: bool,
}

/// The head of an item table.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub lines: Range<usize>,
    pub rect: Rect,
    /// Left to right.
    pub columns: Vec<HeadColumn>,
}

/// No head stands on more lines.
const DEEPEST: usize = 6;
/// No head is higher, in points.
const HIGHEST: f32 = 80.0;

/// The heads of the item tables of a page, top to bottom.
pub(super) fn find(layout: &PageLayout) -> Vec<Head> {
    let lines: Vec<Vec<Cell>> = (0..layout.lines.len()).map(|i| cells::of_line(layout, i)).collect();
    let mut out: Vec<Head> = Vec::new();
    let mut next = 0;
    for seed in 0..lines.len() {
        if seed < next || !is_seed(&lines[seed], layout.recognised) {
            continue;
        }
        let range = extent(layout, &lines, seed, next);
        if let Some(head) = build(layout, &lines, range.clone()) {
            next = range.end;
            out.push(head);
        }
    }
    out
}

/// Two columns of different kinds make a line a head; two text columns alone are too common in prose.
fn is_seed(cells: &[Cell], recognised: bool) -> bool {
    let mut kinds: Vec<Kind> = Vec::new();
    for kind in cells.iter().filter(|c| c.is_head()).filter_map(Cell::kind) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let heads = cells.iter().filter(|c| c.is_head()).count();
    // A misread word of a head may look like a number.
    let numbers = cells.iter().filter(|c| c.number).count();
    kinds.len() >= 2 && heads * 2 >= cells.len() && (numbers == 0 || recognised && numbers == 1 && heads >= 4)
}

/// The lines the head covers: those in the frame drawn around the seed, and close neighbours that read like heads.
fn extent(layout: &PageLayout, lines: &[Vec<Cell>], seed: usize, floor: usize) -> Range<usize> {
    let own = layout.lines[seed].rect;
    let boxed = layout
        .frames
        .iter()
        .filter(|f| {
            f.height() < HIGHEST && f.y0 <= own.cy() && f.y1 >= own.cy() && f.x_overlap(&own) > 0.15 * own.width()
        })
        .fold(None, |zone: Option<(f32, f32)>, f| {
            Some(zone.map_or((f.y0, f.y1), |(top, bottom)| (top.min(f.y0), bottom.max(f.y1))))
        });
    let ruled = |a: &Rect, b: &Rect| {
        layout.horizontal_rules.iter().any(|r| {
            r.cy() > a.cy() && r.cy() < b.cy() && r.x_overlap(&own) > 0.3 * own.width().min(a.width()).min(b.width())
        })
    };
    let joins = |upper: usize, lower: usize, fresh: usize, reach: Rect, taken: Range<usize>| {
        let (a, b) = (&layout.lines[upper].rect, &layout.lines[lower].rect);
        let cells = &lines[fresh];
        let row = layout.lines[fresh].rect;
        let inside = boxed.is_some_and(|(top, bottom)| row.cy() > top && row.cy() < bottom);
        if cells.iter().any(|c| c.number) || reach.union(&row).height() > HIGHEST {
            return false;
        }
        if inside {
            return true;
        }
        let heads = cells.iter().filter(|c| c.is_head()).count();
        // The lines of a recognised head are not always those that were printed.
        let taken = if layout.recognised { taken } else { seed..seed + 1 };
        let placed = cells
            .iter()
            .all(|c| c.is_head() || lines[taken.clone()].iter().flatten().any(|s| s.rect.x_overlap(&c.rect) > 0.0));
        b.y0 - a.y1 < 0.8 * a.height().min(b.height())
            && !ruled(a, b)
            && placed
            && heads * 2 >= cells.len()
            && heads > 0
    };
    let (mut start, mut end, mut reach) = (seed, seed + 1, own);
    while start > floor && end - start < DEEPEST && joins(start - 1, start, start - 1, reach, start..end) {
        start -= 1;
        reach = reach.union(&layout.lines[start].rect);
    }
    while end < lines.len() && end - start < DEEPEST && joins(end - 1, end, end, reach, start..end) {
        reach = reach.union(&layout.lines[end].rect);
        end += 1;
    }
    start..end
}

/// Stacks the cells into columns and judges the whole.
fn build(layout: &PageLayout, lines: &[Vec<Cell>], range: Range<usize>) -> Option<Head> {
    let widest = range.clone().max_by_key(|i| lines[*i].len())?;
    struct Stack {
        rect: Rect,
        cells: Vec<(usize, Cell)>,
    }
    let mut stacks: Vec<Stack> =
        lines[widest].iter().map(|c| Stack { rect: c.rect, cells: vec![(widest, c.clone())] }).collect();
    let mut others: Vec<usize> = range.clone().filter(|i| *i != widest).collect();
    others.sort_by_key(|i| i.abs_diff(widest));
    for line in others {
        for cell in &lines[line] {
            let over: Vec<usize> = (0..stacks.len())
                .filter(|s| {
                    let rect = &stacks[*s].rect;
                    rect.x_overlap(&cell.rect) > 0.25 * rect.width().min(cell.rect.width())
                        && !divided(layout, rect, &cell.rect)
                })
                .collect();
            match over.as_slice() {
                [] => stacks.push(Stack { rect: cell.rect, cells: vec![(line, cell.clone())] }),
                [one] => {
                    stacks[*one].rect = stacks[*one].rect.union(&cell.rect);
                    stacks[*one].cells.push((line, cell.clone()));
                }
                // A title over several columns says something of each, and widens none.
                many => many.iter().for_each(|s| stacks[*s].cells.push((line, cell.clone()))),
            }
        }
    }
    // `Total HT`, `Total TVA`, `Total TTC` side by side head the totals.
    let total =
        |cell: &Cell| matches!(row_term(&layout.words, cell.words.clone()), Some(RowTerm::Total | RowTerm::Tax));
    if lines[widest].iter().all(total) {
        return None;
    }
    let mut foreign = 0;
    let mut columns = Vec::new();
    for stack in &mut stacks {
        stack.cells.sort_by_key(|(line, _)| *line);
        let terms = terms(layout, stack.cells.iter().map(|(_, c)| c));
        // "Détail de votre facture" is still a head of names.
        let other = terms.iter().all(|t| !matches!(t, HeadTerm::Column(Kind::Item | Kind::Description)));
        foreign += usize::from(other && terms.contains(&HeadTerm::Foreign));
        let percent =
            stack.cells.iter().any(|(_, c)| layout.words[c.words.clone()].iter().any(|w| w.text.contains('%')));
        let (kind, second) = classify(&terms, percent);
        columns.push(HeadColumn {
            rect: stack.rect,
            kind,
            second,
            included: terms.contains(&HeadTerm::Included),
            excluded: terms.contains(&HeadTerm::Excluded),
            percent,
        });
    }
    columns.sort_by(|a, b| a.rect.cx().total_cmp(&b.rect.cx()));
    settle(&mut columns);
    let has = |kind: Kind| columns.iter().any(|c| c.kind == kind);
    let named = [Kind::Item, Kind::Description, Kind::NameDescription].iter().any(|k| has(*k));
    // A code alone may stand in a table of VAT.
    let coded = has(Kind::Code) && !has(Kind::Vat) && !has(Kind::VatAmount);
    let text = named || coded || has(Kind::VatAmount) && has(Kind::Amount) && leads_rows(layout, &columns, range.end);
    let priced = has(Kind::Quantity) && has(Kind::Price);
    let money = has(Kind::Amount) || priced || has(Kind::Price) && text;
    // Tables of VAT, instalments or meter readings also have amounts; what they are about gives them away.
    let elsewhere = foreign > 0 && !has(Kind::Quantity) && !has(Kind::Price) || foreign > 1 && !priced;
    if !money || !(text || priced || has(Kind::Quantity)) || elsewhere {
        return None;
    }
    let rect = columns.iter().map(|c| c.rect).reduce(|a, b| a.union(&b))?;
    Some(Head { lines: range, rect, columns })
}

/// Whether rows with a name of their own left of all columns stand under a head that names amounts only; the totals
/// under such a head have none.
fn leads_rows(layout: &PageLayout, columns: &[HeadColumn], from: usize) -> bool {
    let Some(left) = columns.iter().find(|c| c.kind != Kind::Other).map(|c| c.rect.x0) else { return false };
    let row = |line: &usize| {
        let segments = &layout.segments[layout.lines[*line].segments.clone()];
        let Some(first) = segments.first().filter(|f| segments.len() > 1 && f.rect.x1 < left) else { return false };
        let words = layout.words_of(first);
        let number = |w: &Word| w.text.contains(|c: char| c.is_ascii_digit()) && !w.text.contains(char::is_alphabetic);
        let numbers = segments[1..].iter().filter(|s| layout.words_of(s).iter().any(number)).count();
        numbers > 1
            && words.iter().any(|w| w.text.chars().filter(|c| c.is_alphabetic()).count() > 2)
            && row_term(&layout.words, first.words.clone()).is_none()
    };
    (from..layout.lines.len().min(from + 8)).filter(row).count() > 1
}

/// The phrases of a stack read as one text, as it would be were the column wider: `Amount excl.` over `VAT`.
fn terms<'a>(layout: &PageLayout, cells: impl Iterator<Item = &'a Cell> + Clone) -> Vec<HeadTerm> {
    let words: Vec<Word> = cells.clone().flat_map(|c| layout.words[c.words.clone()].iter().cloned()).collect();
    let hits = head_terms(&words, 0..words.len());
    if hits.is_empty() {
        return cells.flat_map(|c| c.terms.iter().copied()).collect();
    }
    hits.into_iter().map(|h| h.kind).collect()
}

fn divided(layout: &PageLayout, a: &Rect, b: &Rect) -> bool {
    let (left, right) = (a.cx().min(b.cx()), a.cx().max(b.cx()));
    let (top, bottom) = (a.cy().min(b.cy()), a.cy().max(b.cy()));
    layout
        .vertical_rules
        .iter()
        .any(|r| r.cx() > left && r.cx() < right && r.y0 <= bottom && r.y1 >= top && r.height() > 4.0)
}

/// What a stack of phrases makes of a column.
fn classify(terms: &[HeadTerm], percent: bool) -> (Kind, Option<Kind>) {
    let kinds: Vec<Kind> =
        terms.iter().filter_map(|t| if let HeadTerm::Column(k) = t { Some(*k) } else { None }).collect();
    let has = |kind| kinds.contains(&kind);
    let marked = terms.iter().any(|t| matches!(t, HeadTerm::Included | HeadTerm::Excluded));
    let net = terms.contains(&HeadTerm::Net);
    let kind = if kinds.is_empty() {
        // "HT", "TTC" or "net" alone names an amount.
        if marked || net { Kind::Amount } else { Kind::Other }
    } else if has(Kind::VatAmount) || has(Kind::Vat) && has(Kind::Amount) && !marked {
        if percent { Kind::Vat } else { Kind::VatAmount }
    } else if has(Kind::Vat) && has(Kind::Code) {
        Kind::Vat
    } else if has(Kind::Discount) {
        Kind::Discount
    } else if has(Kind::Price) && has(Kind::Amount) && !has(Kind::Unit) && kinds[0] == Kind::Price {
        Kind::Amount
    } else if net && kinds[0] == Kind::Price {
        Kind::NetPrice
    } else {
        kinds[0]
    };
    let text = |k: Kind| matches!(k, Kind::Code | Kind::Item | Kind::Description);
    let second = kinds.iter().skip(1).copied().find(|k| text(kind) && text(*k) && *k != kind);
    (kind, second)
}

/// Meanings that depend on the neighbours.
fn settle(columns: &mut [HeadColumn]) {
    let count = |columns: &[HeadColumn], kind: Kind| columns.iter().filter(|c| c.kind == kind).count();
    // "Amount" left of the price, with a total right of it, counts.
    if count(columns, Kind::Quantity) == 0
        && count(columns, Kind::Amount) > 1
        && let Some(price) = columns.iter().position(|c| c.kind == Kind::Price)
        && columns[price..].iter().any(|c| c.kind == Kind::Amount)
        && let Some(first) = columns[..price].iter_mut().find(|c| c.kind == Kind::Amount)
    {
        first.kind = Kind::Quantity;
    }
    // "Prix net" alone is the price.
    if count(columns, Kind::Price) == 0
        && let Some(net) = columns.iter_mut().find(|c| c.kind == Kind::NetPrice)
    {
        net.kind = Kind::Price;
    }
    // Of several prices without an amount the last one is the amount; so is the only one where nothing is counted.
    if count(columns, Kind::Amount) == 0
        && (count(columns, Kind::Price) > 1 || count(columns, Kind::Quantity) == 0)
        && let Some(last) = columns.iter_mut().rev().find(|c| c.kind == Kind::Price)
    {
        last.kind = Kind::Amount;
    }
}
