//! Gray pictures at other sizes, and parts of them, as floats from −1 (black) to 1 (white).

use super::geometry::Leaning;
use crate::page::Gray;

/// A level as the networks take it.
fn level(v: f32) -> f32 {
    v / 127.5 - 1.0
}

/// For each point of a side, the first point it covers on the other side and how much of each.
fn spans(from: usize, to: usize) -> Vec<(usize, Vec<f32>)> {
    let scale = from as f32 / to as f32;
    let last = from.saturating_sub(1);
    let span = |i: usize| {
        if scale <= 1.0 {
            let at = ((i as f32 + 0.5) * scale - 0.5).clamp(0.0, last as f32);
            let first = (at as usize).min(last);
            let part = at - first as f32;
            return if first == last { (first, vec![1.0]) } else { (first, vec![1.0 - part, part]) };
        }
        let (start, end) = (i as f32 * scale, ((i + 1) as f32 * scale).min(from as f32));
        let first = (start as usize).min(last);
        let covered = |x: usize| ((x + 1) as f32).min(end) - (x as f32).max(start);
        let mut weights: Vec<f32> = (first..from).map(covered).take_while(|w| *w > 0.0).collect();
        let all: f32 = weights.iter().sum();
        weights.iter_mut().for_each(|w| *w /= all);
        (first, weights)
    };
    (0..to).map(span).collect()
}

/// The picture at that size.
pub fn resized(picture: &Gray, width: usize, height: usize) -> Vec<f32> {
    let (across, down) = (spans(picture.width(), width), spans(picture.height(), height));
    let mut out = Vec::with_capacity(width * height);
    let mut line = vec![0.0_f32; picture.width()];
    for (first, weights) in &down {
        line.fill(0.0);
        for (y, weight) in weights.iter().enumerate() {
            line.iter_mut().zip(picture.row(first + y)).for_each(|(to, v)| *to += weight * f32::from(*v));
        }
        let at =
            |(first, weights): &(usize, Vec<f32>)| weights.iter().zip(&line[*first..]).map(|(w, v)| w * v).sum::<f32>();
        out.extend(across.iter().map(|span| level(at(span))));
    }
    out
}

/// Part of a picture, upright and at one size.
#[derive(Clone, Debug)]
pub struct Crop {
    /// Points across.
    pub width: usize,
    /// Points down.
    pub height: usize,
    /// Levels, row by row.
    pub data: Vec<f32>,
}

impl Crop {
    /// What stands in a leaning rectangle, at that size.
    pub fn of(picture: &Gray, part: &Leaning, width: usize, height: usize) -> Self {
        let (step_x, step_y) = (part.width / width as f32, part.height / height as f32);
        // Where a point covers several of the picture's, it is the mean of as many.
        let taps = |step: f32| (step - 0.3).ceil().clamp(1.0, 16.0) as usize;
        let (across, down) = (taps(step_x), taps(step_y));
        let share = 1.0 / (across * down) as f32;
        let mut data = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let mut sum = 0.0;
                for ty in 0..down {
                    let v = (y as f32 + (ty as f32 + 0.5) / down as f32) * step_y - part.height / 2.0;
                    for tx in 0..across {
                        let u = (x as f32 + (tx as f32 + 0.5) / across as f32) * step_x - part.width / 2.0;
                        sum += between(picture, part.at(u, v));
                    }
                }
                data.push(level(sum * share));
            }
        }
        Self { width, height, data }
    }

    /// Columns `from` to `to`, all rows.
    pub fn columns(&self, from: usize, to: usize) -> Self {
        let data = self.data.chunks_exact(self.width).flat_map(|row| &row[from..to]).copied().collect();
        Self { width: to - from, height: self.height, data }
    }
}

/// The level at a place between points; outside, that of the nearest border.
fn between(picture: &Gray, (x, y): (f32, f32)) -> f32 {
    let last = |size: usize| size.saturating_sub(1) as f32;
    let (x, y) = ((x - 0.5).clamp(0.0, last(picture.width())), (y - 0.5).clamp(0.0, last(picture.height())));
    let (x0, y0) = (x as usize, y as usize);
    let (fx, fy) = (x - x0 as f32, y - y0 as f32);
    let (top, bottom) = (picture.row(y0), picture.row((y0 + 1).min(picture.height() - 1)));
    let x1 = (x0 + 1).min(picture.width() - 1);
    let mix = |row: &[u8]| f32::from(row[x0]) + (f32::from(row[x1]) - f32::from(row[x0])) * fx;
    let (top, bottom) = (mix(top), mix(bottom));
    top + (bottom - top) * fy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_made_smaller_is_the_mean_of_what_it_covers() {
        let picture = Gray::new(4, 2, vec![0, 255, 10, 20, 0, 255, 30, 40]);
        assert_eq!(resized(&picture, 2, 1), [level(127.5), level(25.0)]);
        assert_eq!(resized(&picture, 4, 2)[..2], [-1.0, 1.0]);
    }

    #[test]
    fn a_picture_made_larger_goes_from_level_to_level() {
        let picture = Gray::new(2, 1, vec![0, 255]);
        assert_eq!(resized(&picture, 4, 1), [-1.0, level(63.75), level(191.25), 1.0]);
    }

    #[test]
    fn an_upright_part_is_cut_out_as_it_is() {
        let picture = Gray::new(4, 3, (0..12).map(|v| v * 20).collect());
        let part = Leaning { cx: 2.0, cy: 2.0, width: 2.0, height: 2.0, sin: 0.0, cos: 1.0 };
        let crop = Crop::of(&picture, &part, 2, 2);
        assert_eq!(crop.data, [100, 120, 180, 200].map(|v| level(v as f32)));
        assert_eq!(crop.columns(1, 2).data, [120, 200].map(|v| level(v as f32)));
    }
}
