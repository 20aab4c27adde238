//! Glyphs to characters: what each says, where it stands, how large and how bold it is.

use std::collections::HashMap;

use hayro_interpret::DrawMode;
use hayro_interpret::font::{Glyph, GlyphRun, OutlineGlyph, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, Point, Shape, Vec2};

use super::unicode::{self, Said};
use crate::page::Rect;

/// Height of the box above the baseline, in em: the ascent of common text faces.
const ASCENT: f32 = 0.75;
/// Depth of the box under the baseline, in em.
const DESCENT: f32 = 0.21;
/// Ink over contour length beyond which an outline is bold, in thousandths of an em: Helvetica has about 40, its bold 60.
const BOLD_STROKE: f64 = 52.0;

/// Points beyond which nothing is on a page: PDF allows 14 400 across.
const FAR: f64 = 1e6;

/// Text of a glyph whose font does not tell what it is.
const UNKNOWN: char = '\u{fffd}';

/// A character as drawn.
#[derive(Clone, Debug)]
pub(super) struct Char {
    /// What it says; white space for a space.
    pub(super) text: BfString,
    /// Start of its baseline.
    pub(super) start: (f32, f32),
    /// End of its advance on the baseline.
    pub(super) end: (f32, f32),
    /// Unit vector along the baseline.
    pub(super) direction: (f32, f32),
    /// Unit vector towards the ascent.
    pub(super) up: (f32, f32),
    /// Font size in points.
    pub(super) size: f32,
    /// Drawn in a bold face.
    pub(super) bold: bool,
    /// The font whose codes were taken for letters for want of anything better, from 1; 0 when the text is certain.
    pub(super) guessed: u16,
}

impl Char {
    /// Upright box from ascent to descent.
    pub(super) fn rect(&self) -> Rect {
        let corner = |(x, y): (f32, f32), up: f32| (x + self.up.0 * up * self.size, y + self.up.1 * up * self.size);
        let corners = [
            corner(self.start, ASCENT),
            corner(self.start, -DESCENT),
            corner(self.end, ASCENT),
            corner(self.end, -DESCENT),
        ];
        let mut r = Rect::new(f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for (x, y) in corners {
            r = r.union(&Rect::new(x, y, x, y));
        }
        r
    }

    /// Middle of the box.
    pub(super) fn centre(&self) -> (f32, f32) {
        let lift = 0.5 * (ASCENT - DESCENT) * self.size;
        (0.5 * (self.start.0 + self.end.0) + self.up.0 * lift, 0.5 * (self.start.1 + self.end.1) + self.up.1 * lift)
    }

    /// Whether nothing says what it is.
    pub(super) fn is_unknown(&self) -> bool {
        self.text == BfString::Char(UNKNOWN)
    }

    /// Whether it is a space of any width.
    pub(super) fn is_space(&self) -> bool {
        match &self.text {
            BfString::Char(c) => c.is_whitespace(),
            BfString::String(s) => s.chars().all(char::is_whitespace),
        }
    }
}

/// What is known of the fonts of a page.
#[derive(Default)]
pub(super) struct Fonts {
    bold: HashMap<u128, bool>,
    guesses: HashMap<u128, Guess>,
}

/// A font that names none of its characters.
struct Guess {
    number: u16,
    symbols: bool,
    by_glyph: HashMap<u32, char>,
}

impl Fonts {
    /// Appends the characters of a run.
    pub(super) fn read(&mut self, run: &GlyphRun<'_, '_>, to_page: Affine, mode: &DrawMode, out: &mut Vec<Char>) {
        let bold = matches!(mode, DrawMode::FillAndStroke(..)) || run.glyphs().iter().take(3).any(|g| self.is_bold(g));
        let stretched = is_stretched(run);
        for glyph in run.glyphs() {
            let place = to_page * glyph.transform();
            let origin = place * Point::ZERO;
            let along = place * Point::new(1000.0, 0.0) - origin;
            let up = place * Point::new(0.0, 1000.0) - origin;
            let (advance, mut guessed) = (advance(glyph), 0);
            let text = match glyph.as_unicode().map(unicode::clean) {
                Some(Said::Text(text)) => text,
                Some(Said::Symbol) => BfString::Char(UNKNOWN),
                Some(Said::Nothing) | None => match self.guess(glyph) {
                    Some((c, font)) => {
                        guessed = font;
                        BfString::Char(c)
                    }
                    None => BfString::Char(UNKNOWN),
                },
            };
            let mut size = up.hypot();
            // A face stretched to the width of the missing one carries the stretch in its transform and in its advance.
            let em = if stretched { size } else { along.hypot() };
            let width = f64::from(advance) / 1000.0 * em;
            if matches!(**glyph, Glyph::Type3(_)) && width > 0.0 && !(0.12..1.7).contains(&(width / size)) {
                size = width / 0.55;
            }
            let direction = unit(along);
            let end = origin + direction * width;
            let numbers = [origin.x, origin.y, end.x, end.y, size, direction.x, direction.y];
            if numbers.iter().any(|v| !v.is_finite() || v.abs() > FAR) || size < 0.05 {
                continue;
            }
            let upward = unit(up);
            out.push(Char {
                text,
                start: (origin.x as f32, origin.y as f32),
                end: (end.x as f32, end.y as f32),
                direction: (direction.x as f32, direction.y as f32),
                up: (upward.x as f32, upward.y as f32),
                size: size as f32,
                bold,
                guessed,
            });
        }
    }

    fn is_bold(&mut self, glyph: &Glyph<'_>) -> bool {
        let Glyph::Outline(glyph) = glyph else { return false };
        if let Some(data) = glyph.font_data() {
            return *self.bold.entry(data.cache_key).or_insert_with(|| {
                data.weight.is_some_and(|w| w >= 600)
                    || data.postscript_name.as_deref().is_some_and(unicode::names_bold)
            });
        }
        // Type 1 faces do not tell their name: look at the thickness of the letter.
        *self.bold.entry(glyph.identifier().cache_key()).or_insert_with(|| is_thick(glyph))
    }

    /// The character of a glyph its font does not name, and the number of that font.
    fn guess(&mut self, glyph: &Glyph<'_>) -> Option<(char, u16)> {
        let number = self.guesses.len() as u16 + 1;
        let Glyph::Outline(outline) = glyph else {
            let known =
                self.guesses.entry(0).or_insert_with(|| Guess { number, symbols: false, by_glyph: HashMap::new() });
            return Some((unicode::win_ansi(glyph.char_code())?, known.number));
        };
        let data = outline.font_data();
        let key = data.as_ref().map_or(1, |d| d.cache_key);
        let known = self.guesses.entry(key).or_insert_with(|| Guess {
            number,
            symbols: data.as_ref().and_then(|d| d.postscript_name.as_deref()).is_some_and(unicode::names_symbols),
            by_glyph: data.map(|d| unicode::characters_by_glyph((*d.data).as_ref())).unwrap_or_default(),
        });
        if known.symbols {
            return None;
        }
        match known.by_glyph.get(&outline.glyph_id().to_u32()) {
            Some(c) => Some((*c, 0)),
            None => Some((unicode::win_ansi(glyph.char_code())?, known.number)),
        }
    }
}

fn advance(glyph: &Glyph<'_>) -> f32 {
    let advance = match glyph {
        Glyph::Outline(g) => g.advance_width(),
        Glyph::Type3(g) => g.advance_width(),
    };
    // Without a width the next glyph is drawn in the same place.
    advance.unwrap_or(0.0)
}

/// Whether hayro stretches each glyph of the run to the width of a face that is not embedded: then the horizontal scale
/// differs from glyph to glyph.
fn is_stretched(run: &GlyphRun<'_, '_>) -> bool {
    let ratio = |glyph: &PositionedGlyph<'_>| {
        let [a, b, c, d, ..] = glyph.transform().as_coeffs();
        a.hypot(b) / c.hypot(d)
    };
    match run.glyphs() {
        [] => false,
        [only] => (ratio(only) - 1.0).abs() > 0.01 && matches!(&**only, Glyph::Outline(g) if g.font_data().is_none()),
        [first, others @ ..] => {
            let first = ratio(first);
            others.iter().any(|g| (ratio(g) - first).abs() > 0.005 * first)
        }
    }
}

fn is_thick(glyph: &OutlineGlyph) -> bool {
    let outline = glyph.outline();
    let contour = outline.perimeter(1.0);
    contour > 0.0 && outline.area().abs() / contour > BOLD_STROKE
}

fn unit(v: Vec2) -> Vec2 {
    let length = v.hypot();
    if length > 0.0 { v / length } else { Vec2::new(1.0, 0.0) }
}
