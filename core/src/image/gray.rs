//! Colours to levels of gray, so that coloured ink stays apart from its ground.
//!
//! Luminance loses light colours: orange, sky or pink print is nearly as light as paper. What is told apart from the ground
//! around it by any of the three colours is made as dark as in that colour, where luminance leaves it light;
//! highlighted paper is its own ground and stays light. Pixels without colour are luminance.

use crate::page::Gray;

/// Side of the squares whose ground is judged, in pixels: about two millimetres at 200 dots an inch.
const CELL: usize = 16;
/// Difference of the largest and the least of red, green and blue from which a pixel has a colour: above what JPEG
/// leaves on gray paper.
const COLOURED: u8 = 36;

/// The gray picture of red, green and blue, three bytes a pixel. With `keep_color` false it is plain luminance; left
/// open, coloured print is kept as legible as black print; with true, every colour is kept apart from its ground, also
/// those that carry no print, such as a highlighter's strokes.
pub fn gray(width: usize, height: usize, rgb: &[u8], keep_color: Option<bool>) -> Gray {
    let mut page = Gray::from_rgb(width, height, rgb);
    if keep_color == Some(false) || rgb.len() < width * height * 3 {
        return page;
    }
    // From how light on a colour is left to luminance: 0 and 1 of the ground.
    let light = if keep_color == Some(true) { 1.2 } else { 0.9 };
    for top in (0..height).step_by(CELL) {
        let rows = top..(top + CELL).min(height);
        for left in (0..width).step_by(CELL) {
            let columns = left..(left + CELL).min(width);
            let cell = Cell { rgb, width, rows: rows.clone(), columns };
            if cell.coloured() >= 6 {
                cell.darken(&mut page, light, keep_color == Some(true));
            }
        }
    }
    page
}

/// A square of the picture.
struct Cell<'a> {
    rgb: &'a [u8],
    width: usize,
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
}

impl Cell<'_> {
    fn row(&self, y: usize) -> &[u8] {
        &self.rgb[(y * self.width + self.columns.start) * 3..(y * self.width + self.columns.end) * 3]
    }

    /// Pixels that have a colour.
    fn coloured(&self) -> usize {
        let has = |p: &&[u8]| {
            let (least, most) = (p[0].min(p[1]).min(p[2]), p[0].max(p[1]).max(p[2]));
            most - least > COLOURED
        };
        self.rows.clone().map(|y| self.row(y).chunks_exact(3).filter(has).count()).sum()
    }

    /// The mean colour of the lighter pixels.
    fn ground(&self, page: &Gray) -> [f32; 3] {
        let lights = || self.rows.clone().flat_map(|y| &page.row(y)[self.columns.clone()]);
        let (sum, count) = lights().fold((0u32, 0u32), |(sum, count), v| (sum + u32::from(*v), count + 1));
        let mean = sum / count.max(1);
        let (mut sums, mut those) = ([0u32; 3], 0u32);
        for y in self.rows.clone() {
            for (p, light) in self.row(y).chunks_exact(3).zip(&page.row(y)[self.columns.clone()]) {
                if u32::from(*light) >= mean {
                    sums.iter_mut().zip(p).for_each(|(sum, v)| *sum += u32::from(*v));
                    those += 1;
                }
            }
        }
        sums.map(|sum| (sum as f32 / those.max(1) as f32).max(16.0))
    }

    fn darken(&self, page: &mut Gray, light: f32, always: bool) {
        let ground = self.ground(page);
        let paper = 0.30 * ground[0] + 0.586 * ground[1] + 0.114 * ground[2];
        // Colours are coarser than light in a JPEG: print that is dark enough is sharper in luminance alone.
        let darkest = self.rows.clone().flat_map(|y| &page.row(y)[self.columns.clone()]).min();
        if !always && darkest.is_none_or(|v| f32::from(*v) < 0.5 * paper) {
            return;
        }
        for y in self.rows.clone() {
            let pixels = self.row(y).chunks_exact(3);
            for (out, p) in page.row_mut(y)[self.columns.clone()].iter_mut().zip(pixels) {
                let seen = [0, 1, 2].map(|c| (f32::from(p[c]) / ground[c]).min(1.0));
                let (least, most) = (seen[0].min(seen[1]).min(seen[2]), seen[0].max(seen[1]).max(seen[2]));
                let luminance = f32::from(*out) / paper;
                let colour = ((most - least - 0.15) / 0.25).clamp(0.0, 1.0);
                let share = colour * ((light - luminance) / 0.12).clamp(0.0, 1.0);
                if share > 0.0 && least < luminance {
                    *out = (paper * (luminance + (least - luminance) * share)) as u8;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Strokes of one colour on another.
    fn strokes(ink: [u8; 3], ground: [u8; 3]) -> Vec<u8> {
        let at = |i: usize| if i % 64 % 8 < 2 && (i / 64) % 16 > 3 { ink } else { ground };
        (0..64 * 64).flat_map(at).collect()
    }

    fn levels(ink: [u8; 3], ground: [u8; 3], keep: Option<bool>) -> (u8, u8) {
        let page = gray(64, 64, &strokes(ink, ground), keep);
        (page.row(30)[32], page.row(30)[36])
    }

    #[test]
    fn light_coloured_ink_is_dark() {
        for ink in [[255, 150, 40], [120, 190, 235], [250, 130, 170], [40, 60, 160], [200, 30, 40]] {
            let (plain, _) = levels(ink, [250, 250, 248], Some(false));
            let (dark, paper) = levels(ink, [250, 250, 248], None);
            assert!(paper > 240 && dark < 150 && dark <= plain, "{ink:?}: {plain} {dark} on {paper}");
        }
    }

    #[test]
    fn highlighted_paper_stays_light_unless_colours_are_to_be_kept() {
        let (ink, ground) = levels([20, 20, 20], [255, 250, 90], None);
        assert!(ink < 60 && ground > 220, "{ink} on {ground}");
        // A stroke of the marker beside plain paper.
        let half: Vec<u8> =
            (0..64 * 64).flat_map(|i| if i % 64 < 24 { [255, 255, 70] } else { [255, 255, 255] }).collect();
        assert!(gray(64, 64, &half, None).row(30)[20] > 215);
        assert!(gray(64, 64, &half, Some(true)).row(30)[20] < 170);
    }

    #[test]
    fn without_colour_it_is_luminance() {
        let rgb: Vec<u8> = (0..64 * 64).flat_map(|i| [(i % 251) as u8; 3]).collect();
        assert_eq!(gray(64, 64, &rgb, Some(true)), Gray::from_rgb(64, 64, &rgb));
        assert_eq!(gray(0, 0, &[], None).levels().len(), 0);
        assert_eq!(gray(5, 5, &[1, 2, 3], None).levels().len(), 25);
    }
}
