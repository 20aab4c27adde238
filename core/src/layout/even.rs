//! Recognised boxes of one line are not of one height: a dash is as thin as it is drawn, a word beside a logo as tall as
//! the logo. What differs from its neighbours is given their height.

use crate::page::Word;

/// Neighbours stand within this many points.
const REACH: f32 = 160.0;

/// The words with boxes as tall as those beside them.
pub(super) fn heights(words: &mut [Word]) {
    let boxes: Vec<_> = words.iter().map(|w| (w.rect, w.size)).collect();
    let mut all: Vec<f32> = boxes.iter().map(|(r, _)| r.height()).collect();
    all.sort_by(f32::total_cmp);
    let Some(usual) = all.get(all.len() / 2).copied() else { return };
    let middle = |mut values: Vec<f32>| {
        values.sort_by(f32::total_cmp);
        values[values.len() / 2]
    };
    for word in words {
        let own = word.rect;
        let beside: Vec<_> = boxes
            .iter()
            .filter(|(r, _)| {
                let apart = (r.x0 - own.x1).max(own.x0 - r.x1);
                let sane = r.height() > 0.6 * usual && r.height() < 2.2 * usual;
                sane && apart < REACH && r.y_overlap(&own) > 0.6 * r.height().min(own.height())
            })
            .collect();
        if beside.len() < 3 {
            continue;
        }
        let height = middle(beside.iter().map(|(r, _)| r.height()).collect());
        let odd = own.height() < 0.55 * height || own.height() > 1.6 * height && own.height() < 3.5 * height;
        if odd {
            word.rect.y0 = middle(beside.iter().map(|(r, _)| r.y0).collect());
            word.rect.y1 = (middle(beside.iter().map(|(r, _)| r.y1).collect())).max(word.rect.y0 + 0.5 * height);
            word.size = middle(beside.iter().map(|(_, s)| *s).collect());
        }
    }
}
