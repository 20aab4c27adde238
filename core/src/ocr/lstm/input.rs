//! A part of the page as a network wants it: scaled to its height, sharpened a little, contrast stretched. The models
//! were trained on lines prepared this way.

use crate::page::Gray;

/// A piece of the page in whole pixels; the right and bottom edges are outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub x0: usize,
    pub y0: usize,
    pub x1: usize,
    pub y1: usize,
    /// White on dark: to be inverted.
    pub inverted: bool,
}

impl Piece {
    pub fn width(&self) -> usize {
        self.x1 - self.x0
    }

    pub fn height(&self) -> usize {
        self.y1 - self.y0
    }

    /// Width once scaled to `height`.
    pub fn scaled_width(&self, height: usize) -> usize {
        ((self.width() * height * 2 + self.height()) / (self.height() * 2)).max(1)
    }
}

/// The piece at `height` rows, each level as the byte of a network: -127 for ink, 127 for paper.
pub(crate) fn prepare(page: &Gray, piece: &Piece, height: usize) -> Vec<i8> {
    let width = piece.scaled_width(height);
    let factor = height as f32 / piece.height() as f32;
    let mut levels =
        if factor < 0.7 { averaged(page, piece, width, height) } else { interpolated(page, piece, width, height) };
    if piece.inverted {
        levels.iter_mut().for_each(|l| *l = 255 - *l);
    }
    if factor < 0.7 && factor > 0.2 {
        levels = sharpened(&levels, width, 1, 13);
    } else if (0.7..1.4).contains(&factor) {
        levels = sharpened(&levels, width, 2, 26);
    }
    let (black, white) = contrast(&levels[height / 2 * width..][..width]);
    let half = ((white - black) / 2.0).max(0.5);
    let table: Vec<i8> =
        (0..256).map(|l| (((l as f32 - black) / half - 1.0) * 128.0).round().clamp(-127.0, 127.0) as i8).collect();
    levels.iter().map(|l| table[usize::from(*l)]).collect()
}

/// The levels that stand for ink and paper: among the valleys of the middle row the one a quarter up, among its peaks
/// the one three quarters up.
fn contrast(row: &[u8]) -> (f32, f32) {
    let (mut valleys, mut peaks) = (Vec::new(), Vec::new());
    for w in row.windows(3) {
        let (before, here, after) = (w[0], w[1], w[2]);
        if (here < before && here <= after) || (here <= before && here < after) {
            valleys.push(here);
        }
        if (here > before && here >= after) || (here >= before && here > after) {
            peaks.push(here);
        }
    }
    let at = |levels: &mut Vec<u8>, quarter: usize, none: u8| {
        levels.sort_unstable();
        f32::from(levels.get((levels.len() * quarter / 4).min(levels.len().saturating_sub(1))).copied().unwrap_or(none))
    };
    let (black, white) = (at(&mut valleys, 1, 0), at(&mut peaks, 3, 255));
    if white > black { (black, white) } else { (black, black + 2.0) }
}

/// Bilinear, from sixteenths of a pixel.
fn interpolated(page: &Gray, piece: &Piece, width: usize, height: usize) -> Vec<u8> {
    let place = |i: usize, from: usize, to: usize| {
        let sixteenth = i * 16 * from / to;
        let at = (sixteenth / 16).min(from - 1);
        (at, (at + 1).min(from - 1), (sixteenth % 16) as u32)
    };
    let columns: Vec<_> = (0..width).map(|x| place(x, piece.width(), width)).collect();
    let mut out = Vec::with_capacity(width * height);
    for y in 0..height {
        let (top, below, fy) = place(y, piece.height(), height);
        let top = &page.row(piece.y0 + top)[piece.x0..piece.x1];
        let below = &page.row(piece.y0 + below)[piece.x0..piece.x1];
        out.extend(columns.iter().map(|&(left, right, fx)| {
            let mix = |row: &[u8]| u32::from(row[left]) * (16 - fx) + u32::from(row[right]) * fx;
            ((mix(top) * (16 - fy) + mix(below) * fy + 128) / 256) as u8
        }));
    }
    out
}

/// Each pixel the mean of the area it comes from.
fn averaged(page: &Gray, piece: &Piece, width: usize, height: usize) -> Vec<u8> {
    // In 256ths of a pixel: from where to where pixel i reaches.
    let spans = |from: usize, to: usize| (0..=to).map(|i| i * 256 * from / to).collect::<Vec<_>>();
    let (across, down) = (spans(piece.width(), width), spans(piece.height(), height));
    let weigh = |span: &[usize]| {
        let (start, end) = (span[0], span[1].max(span[0] + 1));
        (start / 256..end.div_ceil(256)).map(move |p| (p, (end.min((p + 1) * 256) - start.max(p * 256)) as u64))
    };
    let columns: Vec<Vec<(usize, u64)>> = across.windows(2).map(|s| weigh(s).collect()).collect();
    let mut out = Vec::with_capacity(width * height);
    let mut sums = vec![0u64; piece.width()];
    for span in down.windows(2) {
        sums.fill(0);
        let mut rows = 0;
        for (y, weight) in weigh(span) {
            rows += weight;
            let row = &page.row(piece.y0 + y.min(piece.height() - 1))[piece.x0..piece.x1];
            sums.iter_mut().zip(row).for_each(|(s, l)| *s += u64::from(*l) * weight);
        }
        out.extend(columns.iter().map(|column| {
            let (sum, all) =
                column.iter().fold((0, 0), |(s, a), (x, w)| (s + sums[(*x).min(sums.len() - 1)] * w, a + w));
            (sum / (all * rows).max(1)) as u8
        }));
    }
    out
}

/// Each level moved away from the mean of the square around it, by so many 64ths of the difference. The rim stays.
fn sharpened(levels: &[u8], width: usize, half: usize, strength: i32) -> Vec<u8> {
    let height = levels.len() / width;
    let mut out = levels.to_vec();
    if width <= 2 * half || height <= 2 * half {
        return out;
    }
    let side = 2 * half + 1;
    let mut columns: Vec<u32> = vec![0; width];
    for y in half..height - half {
        columns.fill(0);
        for row in levels[(y - half) * width..(y + half + 1) * width].chunks_exact(width) {
            columns.iter_mut().zip(row).for_each(|(c, l)| *c += u32::from(*l));
        }
        let (row, area) = (&levels[y * width..][..width], (side * side) as i32);
        let mut sum: u32 = columns[..side - 1].iter().sum();
        for x in half..width - half {
            sum += columns[x + half];
            let level = i32::from(row[x]);
            let moved = level * 64 * area + strength * (level * area - sum as i32);
            out[y * width + x] = ((moved + 32 * area) / (64 * area)).clamp(0, 255) as u8;
            sum -= columns[x - half];
        }
    }
    out
}
