//! Words that were drawn in pieces, twice, or letter by letter with wide gaps.

use std::collections::HashMap;

use super::words::{Draft, Walls};

/// Gap in em up to which letters drawn apart may be one spaced-out word.
const LETTER_SPACING: f32 = 0.75;

/// Drops words drawn again at the same place, for a shadow or a fake bold; what is left is bold.
pub(super) fn drop_copies(drafts: &mut Vec<Draft>) {
    const CELL: f32 = 4.0;
    // Coordinates are within a few millions: the cells around are numbers too.
    let cell = |d: &Draft| ((d.start.0 / CELL).floor() as i32, (d.start.1 / CELL).floor() as i32);
    let mut seen: HashMap<(i32, i32), Vec<usize>> = HashMap::with_capacity(drafts.len());
    let mut copies = vec![false; drafts.len()];
    for at in 0..drafts.len() {
        let (x, y) = cell(&drafts[at]);
        let reach = if drafts[at].size > 25.0 { 2 } else { 1 };
        let first = (x - reach..=x + reach)
            .flat_map(|x| (y - reach..=y + reach).map(move |y| (x, y)))
            .filter_map(|key| seen.get(&key))
            .flatten()
            .copied()
            .find(|&before| drafts[at].is_copy_of(&drafts[before]));
        match first {
            Some(first) => {
                copies[at] = true;
                drafts[first].bold = true;
            }
            None => seen.entry((x, y)).or_default().push(at),
        }
    }
    let mut copy = copies.into_iter();
    drafts.retain(|_| !copy.next().unwrap_or(false));
}

/// Joins titles whose letters are spaced out: F A C T U R E. The gaps must be even, and no table of digits looks so.
pub(super) fn join_spaced_letters(drafts: &mut Vec<Draft>) {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut run: Vec<Draft> = Vec::new();
    for draft in drafts.drain(..) {
        let follows = draft.is_letter() && run.last().is_none_or(|last| last.neighbour_gap(&draft).is_some());
        if !follows {
            flush(&mut run, &mut out);
        }
        if draft.is_letter() {
            run.push(draft);
        } else {
            out.push(draft);
        }
    }
    flush(&mut run, &mut out);
    *drafts = out;
}

fn flush(run: &mut Vec<Draft>, out: &mut Vec<Draft>) {
    let gaps: Vec<f32> = run.windows(2).map(|w| w[0].neighbour_gap(&w[1]).unwrap_or(f32::MAX)).collect();
    let size = run.first().map_or(1.0, |d| d.size);
    let spaced_by_hand = run.iter().skip(1).all(|d| d.after_space);
    let capitals = run.iter().all(|d| d.text.chars().all(char::is_uppercase));
    let counted = |d: usize| spaced_by_hand || !run[d + 1].after_space;
    let least = gaps.iter().enumerate().filter(|(i, _)| counted(*i)).map(|(_, g)| *g).fold(f32::MAX, f32::min);
    let even = |gap: f32| gap <= (least + 0.12 * size).min(LETTER_SPACING * size);
    let joined = gaps.iter().enumerate().filter(|(i, g)| counted(*i) && even(**g)).count();
    // Digits as far apart as this are columns or boxes to fill in.
    let digits = run.iter().all(|d| d.text.chars().all(|c| c.is_ascii_digit()));
    if digits && least > 0.45 * size {
        out.append(run);
        return;
    }
    let enough = if spaced_by_hand { capitals && joined >= 4 } else { joined >= 3 };
    if !enough || joined * 10 < gaps.len() * 6 {
        out.append(run);
        return;
    }
    let mut breaks: Vec<bool> = gaps.iter().enumerate().map(|(i, g)| !(counted(i) && even(*g))).collect();
    breaks.insert(0, true);
    for (draft, starts) in run.drain(..).zip(breaks) {
        match out.last_mut() {
            Some(last) if !starts => last.append(&draft),
            _ => out.push(draft),
        }
    }
}

/// Joins pieces of a word drawn at different times: they stand on one line and touch, with no wall between.
pub(super) fn join_touching(drafts: &mut Vec<Draft>, walls: &Walls) {
    const LINE: f32 = 6.0;
    let row = |y: f32| (y / LINE).floor() as i32;
    let mut by_start: HashMap<(i32, i32), Vec<usize>> = HashMap::with_capacity(drafts.len());
    let column = |x: f32| (x / LINE).floor() as i32;
    for (at, d) in drafts.iter().enumerate() {
        by_start.entry((column(d.start.0), row(d.start.1))).or_default().push(at);
    }
    let mut next: Vec<Option<usize>> = vec![None; drafts.len()];
    let mut follows = vec![false; drafts.len()];
    for at in (0..drafts.len()).filter(|&at| !drafts[at].before_space) {
        let (x, y) = drafts[at].end;
        let found = (column(x) - 1..=column(x) + 1)
            .flat_map(|c| (row(y) - 1..=row(y) + 1).map(move |r| (c, r)))
            .filter_map(|key| by_start.get(&key))
            .flatten()
            .copied()
            .find(|&n| {
                n != at && !follows[n] && drafts[at].touches(&drafts[n]) && !walls.between(&drafts[at], drafts[n].start)
            });
        if let Some(n) = found
            && !(n == at + 1 && drafts[n].after_space)
        {
            next[at] = Some(n);
            follows[n] = true;
        }
    }
    if next.iter().all(Option::is_none) {
        return;
    }
    let mut slots: Vec<Option<Draft>> = drafts.drain(..).map(Some).collect();
    let mut heads: Vec<(usize, Draft)> = Vec::with_capacity(slots.len());
    for at in 0..slots.len() {
        if follows[at] {
            continue;
        }
        let Some(mut head) = slots[at].take() else { continue };
        let (mut earliest, mut tail) = (at, next[at]);
        while let Some(n) = tail {
            if let Some(piece) = slots[n].take() {
                head.append(&piece);
                earliest = earliest.min(n);
            }
            tail = next[n];
        }
        heads.push((earliest, head));
    }
    // Pieces chained in a ring have no head: each stays as it was.
    heads.extend(slots.into_iter().enumerate().filter_map(|(at, d)| Some((at, d?))));
    heads.sort_by_key(|(at, _)| *at);
    drafts.extend(heads.into_iter().map(|(_, d)| d));
}
