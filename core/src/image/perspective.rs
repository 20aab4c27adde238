//! A sheet of paper on its ground: its four corners on the picture, and its size.
//!
//! Long straight edges are looked for, bright towards the middle; of all ways to put four of them together, the picture's
//! own edges among them, the largest with the best sides is the sheet. Where no edge is seen, lines of text that run
//! together tell how the page is seen.

use super::deskew::Strips;
use super::scale::reduced;
use super::sheet_outline::{Corners, area, corners, edges, fitted, refined, strength};
use super::warp::{Projection, warp};
use crate::page::Gray;

/// A sheet found on a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// Clockwise from the top left, in pixels.
    pub corners: Corners,
    /// How surely that is a sheet, 0 to 1.
    pub sure: f32,
    /// Whether they are the corners of the paper; else of what the picture shows of it.
    pub whole: bool,
}

impl Sheet {
    /// The same sheet on a picture that many times as large.
    pub fn scaled(&self, times: f64) -> Self {
        Self { corners: self.corners.map(|(x, y)| (x * times, y * times)), ..*self }
    }

    /// The same sheet on the picture, of that size before, turned clockwise by quarters.
    pub fn turned(&self, quarters: u8, (width, height): (f64, f64)) -> Self {
        let mut corners = self.corners.map(|(x, y)| match quarters % 4 {
            1 => (height - y, x),
            2 => (width - x, height - y),
            3 => (y, width - x),
            _ => (x, y),
        });
        corners.rotate_right(usize::from(quarters % 4));
        Self { corners, ..*self }
    }
}

/// Finds the sheet on a picture of about a thousand pixels, when it does not fill it.
pub(super) fn sheet(picture: &Gray) -> Option<Sheet> {
    const LONG_SIDE: usize = 380;
    let times = picture.width().max(picture.height()).div_ceil(LONG_SIDE);
    let tiny = reduced(picture, times);
    if tiny.width() < 40 || tiny.height() < 40 {
        return None;
    }
    if !has_ground(&tiny) {
        return None;
    }
    let sides = edges(&tiny);
    let whole = (tiny.width() * tiny.height()) as f64;
    let mut best: Option<(f64, Sheet)> = None;
    for top in &sides[0] {
        for right in &sides[1] {
            for bottom in &sides[2] {
                for left in &sides[3] {
                    let Some(found) = corners([top, right, bottom, left]) else { continue };
                    let share = area(&found) / whole;
                    if !(0.12..0.99).contains(&share) || !is_plausible(&found, &tiny) {
                        continue;
                    }
                    let Some((sure, own)) = sureness(&tiny, &found) else { continue };
                    // The sheet is the largest thing with edges as good, not a part of it between a shadow or a dark
                    // band and its other sides. It ends at the picture's edge only where it ends nowhere else.
                    let score = sure + 0.5 * share - 0.25 * own as f64;
                    if best.is_none_or(|(other, _)| score > other) {
                        best = Some((score, Sheet { corners: found, sure: sure as f32, whole: true }));
                    }
                }
            }
        }
    }
    let (_, found) = best?;
    let larger = found.corners.map(|(x, y)| (x * times as f64, y * times as f64));
    let plausible = |c: &Corners| is_plausible(c, picture);
    let corners = refined(picture, &larger, times as f64 * 2.0 + 3.0).filter(plausible).unwrap_or(larger);
    Some(Sheet { corners, ..found })
}

/// The corners of a page that fills the picture, from lines of text that run together: those of the quadrilateral whose
/// upper and lower sides run along them. None when they are parallel.
pub(super) fn by_lines(page: &Gray) -> Option<Sheet> {
    const BANDS: usize = 6;
    const LEAST: f64 = 1.0;
    let (width, height) = (page.width() as f64, page.height() as f64);
    let middle = |band: usize| (band as f64 + 0.5) / BANDS as f64;
    let rows = |band: usize| band * page.height() / BANDS;
    let measured = (0..BANDS).filter_map(|band| {
        let skew = Strips::cut_rows(page, rows(band), rows(band + 1)).skew();
        (skew.peak >= 2.5).then_some((middle(band), f64::from(skew.degrees)))
    });
    let bands: Vec<(f64, f64)> = measured.collect();
    if bands.len() < 4 {
        return None;
    }
    let (rise, top) = fitted(&bands);
    let off = bands.iter().map(|(y, degrees)| (degrees - top - rise * y).abs()).fold(0.0, f64::max);
    if rise.abs() < LEAST || off > 0.25 * rise.abs() {
        return None;
    }
    let half = |degrees: f64| degrees.to_radians().tan() * width / 2.0;
    let (upper, lower) = (half(top), half(top + rise));
    let corners = [(0.0, -upper), (width, upper), (width, height + lower), (0.0, height - lower)];
    let found = Sheet { corners, sure: (1.0 - off / rise.abs()) as f32, whole: false };
    if !is_plausible(&corners, page) {
        return None;
    }
    // Once straight, all lines of the page run along one slope; if they did before, a picture or a logo misled.
    let flat = rectify(&found, (page.width(), page.height()))?;
    let straight = Strips::cut(&warp(page, &flat.back, flat.width, flat.height, 255)).skew();
    (straight.score > 1.2 * Strips::cut(page).skew().score).then_some(found)
}

/// How good the sides are, the worst of them above all, and how many lie on the picture's own edge; none when those seen
/// are not at least an upright one and a level one.
fn sureness(tiny: &Gray, corners: &Corners) -> Option<(f64, usize)> {
    let sides = [0, 1, 2, 3].map(|i| strength(tiny, corners[i], corners[(i + 1) % 4]));
    let seen: Vec<f64> = sides.iter().flatten().copied().collect();
    let worst = seen.iter().copied().fold(1.0, f64::min);
    let mean = seen.iter().sum::<f64>() / seen.len().max(1) as f64;
    let both_ways = sides[0].or(sides[2]).is_some() && sides[1].or(sides[3]).is_some();
    (both_ways && worst > 0.4).then_some((0.6 * worst + 0.4 * mean, 4 - seen.len()))
}

/// Whether something darker than paper is seen along an edge of the picture.
fn has_ground(tiny: &Gray) -> bool {
    let (width, height) = (tiny.width(), tiny.height());
    let quantile = |mut levels: Vec<u8>, share: f32| {
        let at = (share * levels.len().saturating_sub(1) as f32) as usize;
        if levels.is_empty() { 0.0 } else { f32::from(*levels.select_nth_unstable(at).1) }
    };
    let paper = quantile(tiny.levels().to_vec(), 0.85);
    let column = |x: usize| (0..height).map(|y| tiny.row(y)[x]).collect::<Vec<u8>>();
    let sides = [tiny.row(1).to_vec(), tiny.row(height - 2).to_vec(), column(1), column(width - 2)];
    sides.into_iter().any(|side| quantile(side, 0.3) < paper * 0.85)
}

/// Convex, no corner too sharp to be that of a sheet, and most of it on the picture.
fn is_plausible(corners: &Corners, picture: &Gray) -> bool {
    let (width, height) = (picture.width() as f64, picture.height() as f64);
    (0..4).all(|i| {
        let (before, at, after) = (corners[(i + 3) % 4], corners[i], corners[(i + 1) % 4]);
        let (ax, ay, bx, by) = (after.0 - at.0, after.1 - at.1, before.0 - at.0, before.1 - at.1);
        let angle = (ax * by - ay * bx).atan2(ax * bx + ay * by).to_degrees();
        let near = |v: f64, size: f64| (-0.08 * size..1.08 * size).contains(&v);
        (60.0..120.0).contains(&angle) && near(at.0, width) && near(at.1, height)
    })
}

/// A rectified sheet: the way back from its pixels to those of the picture, and its size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rectified {
    pub back: Projection,
    pub width: usize,
    pub height: usize,
    /// Pixels an inch, when its shape is that of a known paper.
    pub dpi: Option<f32>,
}

/// Rectifies a sheet on a picture of that size, at the resolution it was seen at.
pub(super) fn rectify(sheet: &Sheet, picture: (usize, usize)) -> Option<Rectified> {
    let corners = &sheet.corners;
    if !sheet.whole {
        let (width, height) = picture;
        let square = Projection::scaled(1.0 / width.max(1) as f64, 1.0 / height.max(1) as f64);
        return Some(Rectified { back: square.then(&Projection::of_square(*corners)?), width, height, dpi: None });
    }
    // Long side to short side, and inches of the long one: A4, then US Letter.
    const PAPERS: [(f64, f64); 2] = [(297.0 / 210.0, 297.0 / 25.4), (11.0 / 8.5, 11.0)];
    let length = |a: usize, b: usize| (corners[a].0 - corners[b].0).hypot(corners[a].1 - corners[b].1);
    let (wide, tall) = (length(0, 1).max(length(3, 2)), length(0, 3).max(length(1, 2)));
    let as_seen = (length(0, 3) + length(1, 2)) / (length(0, 1) + length(3, 2)).max(1e-9);
    let mut ratio = ratio(corners, picture).unwrap_or(as_seen);
    let upright = as_seen >= 1.0;
    let long = |ratio: f64| if upright { ratio } else { 1.0 / ratio };
    // Which paper it is nearest to, by its shape in space, or by its shape as seen; A4 where they disagree about which.
    let like = |ratio: f64, (shape, _): &(f64, f64)| (long(ratio) / shape - 1.0).abs() < 0.045;
    let either = (1.2..1.65).contains(&long(ratio)) && (1.2..1.65).contains(&long(as_seen));
    let known = if like(ratio, &PAPERS[1]) && !like(as_seen, &PAPERS[0]) {
        Some(&PAPERS[1])
    } else {
        (either || like(ratio, &PAPERS[0])).then_some(&PAPERS[0])
    };
    if let Some((shape, _)) = known {
        ratio = if upright { *shape } else { 1.0 / shape };
    }
    // Neither a page nor a strip from a till: perhaps a part of a page, below a dark band. Left as it is.
    if known.is_none() && long(ratio) < 1.6 {
        return None;
    }
    let wide = wide.max(tall / ratio);
    let (width, height) = (wide.round(), (wide * ratio).round());
    let bounded = width >= 8.0 && height >= 8.0 && width * height < 1e8;
    if !bounded {
        return None;
    }
    // A little inside: the sheet's edge is no part of what is written on it.
    let inset = 0.003;
    let inner = Projection::scaled((1.0 - 2.0 * inset) / width, (1.0 - 2.0 * inset) / height)
        .then(&Projection::moved(inset, inset));
    let back = inner.then(&Projection::of_square(*corners)?);
    let dpi = known.map(|(_, inches)| (height.max(width) / inches) as f32);
    Some(Rectified { back, width: width as usize, height: height as usize, dpi })
}

/// Height to width of the rectangle seen as that quadrilateral by a camera that looks along the middle of the picture
/// (Zhang and He, 2007); none when it is seen too straight to tell, or what comes out is no sheet.
fn ratio(corners: &Corners, picture: (usize, usize)) -> Option<f64> {
    let (cx, cy) = (picture.0 as f64 / 2.0, picture.1 as f64 / 2.0);
    let unit = picture.0.max(picture.1) as f64;
    let [m1, m2, m4, m3] = corners.map(|(x, y)| [(x - cx) / unit, (y - cy) / unit, 1.0]);
    let cross =
        |a: [f64; 3], b: [f64; 3]| [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    let dot = |a: [f64; 3], b: [f64; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    let k2 = dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3);
    let k3 = dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2);
    let n2: [f64; 3] = std::array::from_fn(|i| k2 * m2[i] - m1[i]);
    let n3: [f64; 3] = std::array::from_fn(|i| k3 * m3[i] - m1[i]);
    // The square of the focal length, in long sides of the picture. Seen too straight, it cannot be told; then that of
    // phones, which see about as the eye does through a 26 mm lens on film.
    const PHONE: f64 = 0.52;
    let told = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]);
    let clear = n2[2].abs() > 0.05 && n3[2].abs() > 0.05;
    let focal2 = if clear && (0.25..4.0).contains(&told) { told } else { PHONE };
    let size = |n: [f64; 3]| ((n[0] * n[0] + n[1] * n[1]) / focal2 + n[2] * n[2]).sqrt();
    let (length2, length3) = (size(n2), size(n3));
    let ratio = length3 / length2;
    (0.05..20.0).contains(&ratio).then_some(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::sample::text;

    /// A page seen on a dark desk, with those corners.
    fn seen(corners: Corners, desk: u8) -> Gray {
        let page = text(620, 877);
        let back = Projection::of_square(corners).unwrap().inverse().unwrap();
        let back = back.then(&Projection::scaled(620.0, 877.0));
        warp(&page, &back, 800, 1060, desk)
    }

    #[test]
    fn corners_are_found() {
        for corners in [
            [(90.0, 70.0), (700.0, 100.0), (730.0, 1000.0), (60.0, 950.0)],
            [(150.0, 60.0), (760.0, 160.0), (650.0, 1010.0), (40.0, 900.0)],
        ] {
            for desk in [20, 90, 150] {
                let found = sheet(&seen(corners, desk)).unwrap();
                assert!(found.sure > 0.7, "{found:?}");
                for (a, b) in found.corners.iter().zip(corners) {
                    assert!((a.0 - b.0).hypot(a.1 - b.1) < 3.0, "{found:?}");
                }
            }
        }
    }

    #[test]
    fn a_sheet_that_leaves_the_picture_is_found_too() {
        let corners = [(200.0, -20.0), (820.0, -20.0), (820.0, 700.0), (200.0, 700.0)];
        let found = sheet(&seen(corners, 60)).unwrap();
        assert!(found.sure > 0.7, "{found:?}");
        let expected = [(200.0, 0.0), (800.0, 0.0), (800.0, 700.0), (200.0, 700.0)];
        for (a, b) in found.corners.iter().zip(expected) {
            assert!((a.0 - b.0).hypot(a.1 - b.1) < 5.0, "{found:?}");
        }
    }

    #[test]
    fn shade_is_no_ground() {
        let page = text(800, 1060);
        let shaded = crate::image::sample::lit(&page, 6.0, |x, y| 1.0 - 0.6 * (x + y) / 2.0);
        assert!(sheet(&shaded).is_none_or(|s| s.sure < 0.6), "{:?}", sheet(&shaded));
        assert!(sheet(&page).is_none());
    }

    #[test]
    fn shapes_come_out_as_they_were() {
        // An A4 sheet, turned by 20 degrees on its desk and looked at from 30 degrees above its foot.
        let (sin, cos) = 30.0f64.to_radians().sin_cos();
        let (turn_sin, turn_cos) = 20.0f64.to_radians().sin_cos();
        let eye = |x: f64, y: f64| {
            let (x, y) = (x * turn_cos - y * turn_sin, x * turn_sin + y * turn_cos);
            let (y, z) = (y * cos, 1500.0 - y * sin);
            (400.0 + 900.0 * x / z, 530.0 + 900.0 * y / z)
        };
        let corners = [eye(-350.0, -495.0), eye(350.0, -495.0), eye(350.0, 495.0), eye(-350.0, 495.0)];
        let ratio = ratio(&corners, (800, 1060)).unwrap();
        assert!((ratio - 990.0 / 700.0).abs() < 0.03, "{ratio}");
        let flat = rectify(&Sheet { corners, sure: 1.0, whole: true }, (800, 1060)).unwrap();
        assert!((flat.height as f64 / flat.width as f64 - 297.0 / 210.0).abs() < 0.01, "{flat:?}");
        assert!(flat.dpi.is_some());
    }

    #[test]
    fn lines_that_run_together_tell_of_the_page() {
        // A page nearer at its right: it goes beyond the picture on all sides.
        let corners = [(-40.0, -40.0), (850.0, -100.0), (850.0, 1160.0), (-40.0, 1100.0)];
        let found = by_lines(&seen(corners, 255)).unwrap();
        assert!(found.sure > 0.75 && !found.whole, "{found:?}");
        let slope = |a: (f64, f64), b: (f64, f64)| (b.1 - a.1).atan2(b.0 - a.0).to_degrees();
        let [a, b, c, d] = found.corners;
        assert!((slope(a, b) - slope(corners[0], corners[1])).abs() < 0.8, "{found:?}");
        assert!((slope(d, c) - slope(corners[3], corners[2])).abs() < 0.8, "{found:?}");
        for page in [text(800, 1060), crate::image::sample::turned(&text(800, 1060), 4.0)] {
            assert!(by_lines(&page).is_none(), "{:?}", by_lines(&page));
        }
    }

    #[test]
    fn nothing_has_no_sheet() {
        for (w, h, level) in [(0, 0, 0), (1, 1, 0), (3000, 2, 90), (2, 3000, 90), (500, 500, 0), (500, 500, 255)] {
            let page = Gray::new(w, h, vec![level; w * h]);
            assert!(sheet(&page).is_none() && by_lines(&page).is_none());
        }
        assert!(rectify(&Sheet { corners: [(5.0, 5.0); 4], sure: 1.0, whole: true }, (10, 10)).is_none());
    }
}
