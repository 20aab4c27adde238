//! The plan: what a picture needs for the reader that comes next, done in the order that was measured best.
//!
//! Quarter turn, reduction, background, grain, contrast, then perspective and slope in one resampling, then enlargement.

use std::borrow::Cow;

use serde::Serialize;

use super::denoise::Grain;
use super::options::{Preprocess, Steps};
use super::orient::Turn;
use super::perspective::{self, Rectified, Sheet};
use super::survey::{self, Survey};
use super::warp::{Back, Projection, quarter_turns, warp};
use super::{background, binarize, contrast, denoise, orient, scale};
use crate::page::Gray;

/// How readily a sheet is rectified when nobody says.
const READY: f32 = 0.3;

/// What the reader after it likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taste {
    /// The library Tesseract: level lines, white paper, no grain, letters large enough.
    Tesseract,
    /// Its recognisers run by us, which make lines the size they want: the same but for the letters.
    Lstm,
    /// PP-OCR: it was taught on bad pictures, and wants only upright ones.
    Paddle,
}

/// A step of preprocessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Turned; degrees clockwise.
    Orient,
    /// Made smaller; how many times.
    Downscale,
    /// Light evened out; the share of it that lacked where it was darkest.
    Background,
    /// Faint print darkened; how dark it was, of 255.
    Contrast,
    /// Grain smoothed; its deviation in levels.
    Denoise,
    /// Specks removed; their share of the pixels.
    Specks,
    /// Sheet rectified; how sure it was one.
    Perspective,
    /// Lines made level; the degrees they sloped by.
    Deskew,
    /// Enlarged; how many times.
    Upscale,
    /// Made black and white; Sauvola's k.
    Binarize,
}

/// A step that was done, and its figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Told {
    /// Which.
    pub step: Step,
    /// The figure [`Step`] names.
    pub value: f32,
}

/// A picture ready to be read.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its levels.
    pub picture: Gray,
    /// Pixels an inch of paper.
    pub dpi: f32,
    /// Degrees clockwise the source was turned by to stand upright: 0, 90, 180 or 270.
    pub rotation: u16,
    /// Degrees clockwise it may have to be turned by instead, when its picture leaves that open: for the reader to judge.
    pub doubt: Option<u16>,
    /// Degrees the lines of the upright source sink by to the right.
    pub skew: f32,
    /// From pixels of the picture to those of the upright source.
    pub back: Back,
    /// What was done, in order.
    pub steps: Vec<Told>,
}

/// Makes a picture ready for a reader: what `options` ask, and where they leave it open what the picture needs. `dpi` is
/// what is known of its pixels an inch.
pub fn prepare(source: &Gray, dpi: f32, options: &Preprocess, reader: Taste) -> Prepared {
    let wants = options.steps();
    let mut steps = Vec::new();
    if *options == Preprocess::None || source.width() < 8 || source.height() < 8 {
        return Prepared { picture: source.clone(), dpi, rotation: 0, doubt: None, skew: 0.0, back: Back::SAME, steps };
    }
    let factor = survey::factor(source);
    let mut small = scale::reduced(source, factor);
    let mut sheet = found_sheet(&small, &wants);
    let mut view = Cow::Borrowed(&small);
    if let Some((_, flat)) = &sheet {
        view = Cow::Owned(warp(&small, &flat.back, flat.width, flat.height, 255));
    }
    let mut flat = survey::flattened(&view);
    let ready = wants.orient.or(0.6, 0.6);
    let mut turn = if ready > 0.0 { orient::turn(&flat.page, flat.ink) } else { Turn::default() };
    if turn.quarters != 0 && turn.sure < 1.0 - ready && factor > 1 {
        turn = closer(source, sheet.map(|(s, _)| s), factor);
    }
    // Lines that run down the page are turned though their head is not known: one of two ways is right, none of the others.
    let sideways = turn.quarters % 2 == 1 && turn.lines >= 1.0 - ready;
    let quarters = if turn.sure >= 1.0 - ready || sideways { turn.quarters } else { 0 };
    let other = if sideways { (quarters + 2) % 4 } else { turn.quarters };
    let doubt = (turn.sure < 1.0 - ready && other != quarters).then_some(u16::from(other) * 90);
    let turned;
    let mut upright = source;
    if quarters > 0 {
        turned = quarter_turns(source, quarters);
        upright = &turned;
        flat.page = quarter_turns(&flat.page, quarters);
        let size = (small.width() as f64, small.height() as f64);
        small = quarter_turns(&small, quarters);
        sheet = sheet.and_then(|(sheet, _)| rectified(sheet.turned(quarters, size), &small));
        steps.push(Told { step: Step::Orient, value: f32::from(quarters) * 90.0 });
    }
    if quarters > 0 || sheet.is_some() {
        flat.paper = background::paper(&small);
    }
    let ready = wants.perspective.or(READY, 0.5);
    if let Some(page) = perspective::by_lines(&flat.page).filter(|s| sheet.is_none() && s.sure >= 1.0 - ready) {
        sheet = rectified(page, &flat.page);
        if let Some((_, straight)) = &sheet {
            flat.page = warp(&flat.page, &straight.back, straight.width, straight.height, 255);
        }
    }
    let seen = survey::survey(&flat);
    let mut work = Work { picture: upright.clone(), dpi, back: Projection::SAME, steps, reader, wants };
    work.downscale(&seen, factor);
    work.clean(&seen, factor);
    let skew = work.straighten(&seen, sheet.map(|(s, _)| s), factor);
    work.upscale(&seen, factor);
    work.binarize();
    Prepared {
        picture: work.picture,
        dpi: work.dpi,
        rotation: u16::from(quarters) * 90,
        doubt,
        skew,
        back: Back(work.back),
        steps: work.steps,
    }
}

/// The turn as seen with all pixels: small letters show their shape only then.
fn closer(source: &Gray, sheet: Option<Sheet>, factor: usize) -> Turn {
    let size = (source.width(), source.height());
    let flat = sheet.and_then(|s| perspective::rectify(&s.scaled(factor as f64), size));
    let view = flat.map(|flat| warp(source, &flat.back, flat.width, flat.height, 255));
    let flat = survey::flattened(view.as_ref().unwrap_or(source));
    orient::turn(&flat.page, flat.ink)
}

/// The sheet on its ground, when there is one and it may be rectified.
fn found_sheet(small: &Gray, wants: &Steps) -> Option<(Sheet, Rectified)> {
    let ready = wants.perspective.or(READY, 0.5);
    if ready <= 0.0 {
        return None;
    }
    let sheet = perspective::sheet(small).filter(|s| s.sure >= 1.0 - ready)?;
    rectified(sheet, small)
}

fn rectified(sheet: Sheet, small: &Gray) -> Option<(Sheet, Rectified)> {
    Some((sheet, perspective::rectify(&sheet, (small.width(), small.height()))?))
}

/// A picture on its way.
struct Work {
    picture: Gray,
    dpi: f32,
    back: Projection,
    steps: Vec<Told>,
    reader: Taste,
    wants: Steps,
}

impl Work {
    fn tell(&mut self, step: Step, value: f32) {
        self.steps.push(Told { step, value });
    }

    /// Letters are never larger than a reader needs, and the pixels never more than can be worked on.
    fn downscale(&mut self, seen: &Survey, factor: usize) {
        const LARGE_LETTER: f32 = 24.0;
        const MOST_PIXELS: usize = 16_000_000;
        let letter = seen.letter * factor as f32;
        let pixels = self.picture.width() * self.picture.height();
        let by_pixels = (pixels as f32 / MOST_PIXELS as f32).sqrt().ceil();
        let times = (letter / LARGE_LETTER).floor().max(by_pixels).max(1.0) as usize;
        if times > 1 {
            self.picture = scale::reduced(&self.picture, times);
            self.dpi /= times as f32;
            let larger = Projection::scaled(times as f64, times as f64);
            self.back = larger.then(&self.back);
            self.tell(Step::Downscale, times as f32);
        }
    }

    /// Background, grain and contrast.
    fn clean(&mut self, seen: &Survey, factor: usize) {
        let uneven = background::uneven(&seen.paper);
        let white = seen.paper.quantile(0.9);
        let needed = match self.reader {
            Taste::Tesseract | Taste::Lstm => uneven > 0.06 || white < 235.0,
            Taste::Paddle => uneven > 0.4 || white < 120.0,
        };
        let mut grain = denoise::grain(&self.picture);
        let strength = self.wants.background.or(f32::from(u8::from(needed)), 1.0);
        if strength > 0.0 {
            let ratio = self.reduction(factor);
            background::flatten(&mut self.picture, &seen.paper.enlarged(ratio), strength);
            grain.sigma *= 1.0 + (255.0 / white.max(30.0) - 1.0) * strength;
            self.tell(Step::Background, uneven);
        }
        self.denoise(grain);
        self.contrast(grain);
    }

    /// How many times smaller the survey's picture is than this one.
    fn reduction(&self, factor: usize) -> usize {
        let done = self.steps.iter().find(|t| t.step == Step::Downscale).map_or(1.0, |t| t.value);
        (factor as f32 / done).round().max(1.0) as usize
    }

    fn denoise(&mut self, grain: Grain) {
        let asked = self.wants.denoise.or(-1.0, -2.0);
        if asked == 0.0 {
            return;
        }
        if grain.specks > 0.002 {
            self.picture = denoise::median(&self.picture);
            self.tell(Step::Specks, grain.specks);
        }
        let by_grain = (0.4 + grain.sigma / 30.0).min(0.9);
        let sigma = match asked {
            s if s > 0.0 => s,
            -2.0 => by_grain,
            _ if self.reader != Taste::Paddle && grain.sigma >= 3.0 => by_grain,
            _ => 0.0,
        };
        if sigma > 0.0 {
            self.picture = denoise::blur(&self.picture, sigma);
            self.tell(Step::Denoise, grain.sigma);
        }
    }

    fn contrast(&mut self, grain: Grain) {
        let asked = self.wants.contrast.or(-1.0, 1.0);
        if asked == 0.0 || (asked < 0.0 && self.reader == Taste::Paddle) {
            return;
        }
        let darkness = contrast::darkness(&self.picture, grain.sigma);
        let Some(usual) = contrast::usual_darkness(&darkness) else { return };
        if asked > 0.0 || usual < 90.0 {
            contrast::raise(&mut self.picture, &darkness, if asked < 0.0 { 1.0 } else { asked });
            self.tell(Step::Contrast, usual);
        }
    }

    /// Rectifies the sheet and makes its lines level, in one go; returns the slope they had on it.
    fn straighten(&mut self, seen: &Survey, sheet: Option<Sheet>, factor: usize) -> f32 {
        const CERTAIN: f32 = 1.8;
        let found = if seen.skew.peak >= CERTAIN { seen.skew.degrees } else { 0.0 };
        let least = match self.reader {
            Taste::Tesseract | Taste::Lstm => 0.15,
            Taste::Paddle => 1.0,
        };
        let strength = self.wants.deskew.or(f32::from(u8::from(found.abs() >= least)), 1.0);
        let mut degrees = f64::from(found * strength);
        if degrees.abs() < 0.02 {
            degrees = 0.0;
        }
        let flat = sheet.and_then(|sheet| {
            let sheet = sheet.scaled(self.reduction(factor) as f64);
            perspective::rectify(&sheet, (self.picture.width(), self.picture.height()))
        });
        let (mut back, mut width, mut height) =
            (Projection::SAME, self.picture.width() as f64, self.picture.height() as f64);
        if let (Some(flat), Some(sheet)) = (flat, sheet) {
            (back, width, height) = (flat.back, flat.width as f64, flat.height as f64);
            self.dpi = flat.dpi.unwrap_or(self.dpi);
            self.tell(Step::Perspective, sheet.sure);
        }
        if degrees != 0.0 {
            let (sin, cos) = (degrees.to_radians().sin().abs(), degrees.to_radians().cos().abs());
            let (wide, tall) = ((width * cos + height * sin).ceil(), (width * sin + height * cos).ceil());
            let level = Projection::moved(-wide / 2.0, -tall / 2.0)
                .then(&Projection::turned(degrees))
                .then(&Projection::moved(width / 2.0, height / 2.0));
            back = level.then(&back);
            (width, height) = (wide, tall);
            self.tell(Step::Deskew, found);
        }
        if degrees != 0.0 || flat.is_some() {
            self.picture = warp(&self.picture, &back, width as usize, height as usize, 255);
            self.back = back.then(&self.back);
        }
        found
    }

    fn upscale(&mut self, seen: &Survey, factor: usize) {
        const MOST_PIXELS: f32 = 24_000_000.0;
        let letter = seen.letter * self.reduction(factor) as f32;
        let (small, good) = match self.reader {
            Taste::Tesseract => (20.0, 24.0),
            Taste::Lstm => (11.0, 18.0),
            Taste::Paddle => (8.0, 14.0),
        };
        let by_letter = if letter > 0.0 { (good / letter).clamp(1.5, 2.0) } else { 2.0 };
        let needed = if letter > 0.0 { letter < small } else { self.dpi < 120.0 };
        let factor = match self.wants.upscale.or(-1.0, -2.0) {
            0.0 => 1.0,
            -1.0 if !needed => 1.0,
            s if s < 0.0 => by_letter,
            s => 1.0 + s,
        };
        let pixels = (self.picture.width() * self.picture.height()) as f32;
        let factor = factor.min((MOST_PIXELS / pixels.max(1.0)).sqrt());
        if factor > 1.05 {
            self.picture = scale::enlarged(&self.picture, factor);
            self.dpi *= factor;
            self.back = Projection::scaled(1.0 / f64::from(factor), 1.0 / f64::from(factor)).then(&self.back);
            self.tell(Step::Upscale, factor);
        }
    }

    fn binarize(&mut self) {
        let strength = self.wants.binarize.or(0.0, 0.6);
        if strength > 0.0 {
            let side = (self.dpi / 8.0).clamp(15.0, 80.0) as usize;
            self.picture = binarize::binarized(&self.picture, side, strength * 0.5);
            self.tell(Step::Binarize, strength * 0.5);
        }
    }
}

#[cfg(test)]
mod tests;
