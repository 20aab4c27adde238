//! Which lines of text belong to which amount: by drawn rules, then by gaps, then by how the sentence runs on.

use super::context::{self, Context, Row, Standing};
use super::name;
use super::roles::Role;
use crate::page::Rect;

/// A line of text further than this many of its heights from an item is no part of it.
const NEAR: f32 = 1.6;

/// On which row of a description the amounts of a table stand.
pub(super) fn standing(context: &Context<'_>, rows: &[Row], roles: &[Role], anchors: &[usize]) -> Standing {
    let name = context.grid.name;
    let unnamed = anchors.iter().filter(|a| rows[**a].cell(name).is_none()).count();
    if unnamed * 2 > anchors.len() {
        return Standing::Middle;
    }
    let text = |i: usize| roles[i] == Role::Text && rows[i].cell(name).is_some();
    let near = |i: usize| gap(context, rows, i, i + 1) < 0.8 * height(context, rows, i);
    let above = |a: usize| a > 0 && text(a - 1) && near(a - 1);
    let last = anchors[anchors.len() - 1];
    let trailing = last + 1 < rows.len() && text(last + 1) && near(last);
    // `2 x 3,50` under the name is no name.
    let counts = |a: usize| {
        let first = rows[a].cell(name).map(|c| context.layout.words[c.start].text.as_str());
        first.is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
    };
    let led = anchors.iter().filter(|a| above(**a) && (counts(**a) || runs_on(context, rows, **a - 1, **a))).count();
    if !trailing && led * 2 > anchors.len() { Standing::Last } else { Standing::First }
}

/// The rows of each anchor, in order.
pub(super) fn bands(context: &Context<'_>, rows: &[Row], roles: &[Role], anchors: &[usize]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = anchors.iter().map(|a| vec![*a]).collect();
    let separators = separators(context, rows);
    let named = |i: usize| rows[i].cell(context.grid.name).is_some();
    // Above the first anchor.
    let first = anchors[0];
    let above: Vec<usize> = (0..first).rev().take_while(|i| roles[*i] == Role::Text).collect();
    let start = attached_above(context, rows, &above, first, &separators);
    out[0].splice(0..0, (start..first).filter(|i| roles[*i] == Role::Text));
    for (k, pair) in anchors.windows(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        let stop = (a + 1..b).find(|i| roles[*i] != Role::Text);
        let last_stop = (a + 1..b).rev().find(|i| roles[*i] != Role::Text);
        let upper: Vec<usize> = (a + 1..stop.unwrap_or(b)).collect();
        if let Some(last) = last_stop {
            out[k].extend(attached_below(context, rows, &upper, a, &separators));
            let above: Vec<usize> = (last + 1..b).rev().collect();
            let start = attached_above(context, rows, &above, b, &separators);
            out[k + 1].splice(0..0, start..b);
            continue;
        }
        let cuts: Vec<usize> = (a + 1..=b).filter(|i| cut_between(context, rows, i - 1, *i, &separators)).collect();
        match (cuts.first(), cuts.last()) {
            (Some(one), Some(other)) => {
                out[k].extend(a + 1..*one);
                out[k + 1].splice(0..0, *other..b);
            }
            _ => {
                let at = begin(context, rows, a, b, split(context, rows, a, b, named(b)));
                // A heading set apart belongs to neither.
                let near = |i: &usize| gap(context, rows, i - 1, *i) < NEAR * height(context, rows, *i);
                out[k].extend((a + 1..at).take_while(near));
                out[k + 1].splice(0..0, at..b);
            }
        }
    }
    let last = anchors[anchors.len() - 1];
    let below: Vec<usize> = (last + 1..rows.len()).take_while(|i| roles[*i] == Role::Text).collect();
    let tail = attached_below(context, rows, &below, last, &separators);
    if let Some(band) = out.last_mut() {
        band.extend(tail);
    }
    out
}

/// Edges of rules and frames that run under the names.
fn separators(context: &Context<'_>, rows: &[Row]) -> Vec<f32> {
    let layout = context.layout;
    let names: Vec<Rect> = rows.iter().filter_map(|r| r.cell(context.grid.name)).map(|c| layout.rect(c)).collect();
    let Some(column) = names.iter().copied().reduce(|a, b| a.union(&b)) else { return Vec::new() };
    let left = names.iter().map(|r| r.x0).fold(f32::MAX, f32::min);
    let probe = Rect { x1: column.x1.min(left + 60.0), ..column };
    let under = |r: &Rect| r.x_overlap(&probe) > 0.6 * probe.width() && r.width() > 40.0;
    let mut out: Vec<f32> = layout.horizontal_rules.iter().filter(|r| under(r)).map(Rect::cy).collect();
    out.extend(layout.frames.iter().filter(|f| under(f)).flat_map(|f| [f.y0, f.y1]));
    out
}

fn cut_between(context: &Context<'_>, rows: &[Row], upper: usize, lower: usize, separators: &[f32]) -> bool {
    let (a, b) = (box_of(context, rows, upper), box_of(context, rows, lower));
    separators.iter().any(|y| *y > a.cy() && *y < b.cy())
}

pub(super) fn box_of(context: &Context<'_>, rows: &[Row], i: usize) -> Rect {
    context::rect(context.layout, &rows[i])
}

pub(super) fn gap(context: &Context<'_>, rows: &[Row], upper: usize, lower: usize) -> f32 {
    box_of(context, rows, lower).y0 - box_of(context, rows, upper).y1
}

pub(super) fn height(context: &Context<'_>, rows: &[Row], i: usize) -> f32 {
    box_of(context, rows, i).height()
}

/// Where the rows of `b` begin among those after `a`: at the widest gap; where all are alike, at `b` itself.
fn split(context: &Context<'_>, rows: &[Row], a: usize, b: usize, named: bool) -> usize {
    let gaps: Vec<(usize, f32)> = (a + 1..=b).map(|i| (i, gap(context, rows, i - 1, i))).collect();
    let least = gaps.iter().map(|g| g.1).fold(f32::MAX, f32::min);
    let Some(widest) = gaps.iter().copied().max_by(|x, y| x.1.total_cmp(&y.1)) else { return b };
    let line = height(context, rows, b);
    if widest.1 - least > 0.25 * line {
        // A row with a name of its own takes nothing from above, unless a sentence runs on into it.
        let own = named && context.standing == Standing::First && !runs_on(context, rows, widest.0, b);
        if own { b } else { widest.0 }
    } else if context.standing == Standing::Last {
        a + 1
    } else if named {
        b
    } else {
        // The number stands beside the middle of its text.
        a + 1 + (b - a - 1).div_ceil(2)
    }
}

/// The first row of `b`, moved up where recognised heights put its name before it: no item begins with a detail.
fn begin(context: &Context<'_>, rows: &[Row], a: usize, b: usize, at: usize) -> usize {
    let named = |i: usize| rows[i].cell(context.grid.name);
    let detail = |i: usize| named(i).is_some_and(|cell| name::is_detail(context.layout, &cell));
    let misplaced = context.layout.recognised
        && named(b).is_none_or(|_| at < b)
        && (at..=b).all(|i| named(i).is_none() || detail(i));
    let above = (a + 1..at).rev().take(2).find(|i| named(*i).is_some() && !detail(*i));
    above.filter(|_| misplaced).unwrap_or(at)
}

/// Whether the names of `from..=to` are one wrapped text.
fn runs_on(context: &Context<'_>, rows: &[Row], from: usize, to: usize) -> bool {
    (from..to).all(|i| match (rows[i].cell(context.grid.name), rows[i + 1].cell(context.grid.name)) {
        (Some(a), Some(b)) => name::leads(context.layout, &a, &b, context.edge, context.widest),
        _ => false,
    })
}

/// The first row above an anchor that belongs to it; `above` runs upwards.
fn attached_above(context: &Context<'_>, rows: &[Row], above: &[usize], anchor: usize, separators: &[f32]) -> usize {
    let named = rows[anchor].cell(context.grid.name).is_some();
    let mut start = anchor;
    for i in above {
        // Recognised lines are not all of one height.
        let reach = if context.layout.recognised && !named { 1.2 } else { 0.7 };
        let near = gap(context, rows, *i, start) < reach * height(context, rows, start);
        let texts = named && context.standing != Standing::Last && !runs_on(context, rows, *i, anchor);
        if !near || texts || cut_between(context, rows, *i, start, separators) {
            break;
        }
        start = *i;
    }
    start
}

/// The rows below an anchor that belong to it; `below` runs downwards.
fn attached_below(
    context: &Context<'_>,
    rows: &[Row],
    below: &[usize],
    anchor: usize,
    separators: &[f32],
) -> Vec<usize> {
    let mut last = anchor;
    let mut out = Vec::new();
    for i in below {
        let near = gap(context, rows, last, *i) < NEAR * height(context, rows, *i);
        if !near || cut_between(context, rows, last, *i, separators) {
            break;
        }
        out.push(*i);
        last = *i;
    }
    out
}
