//! What stands on the pages, before it is PDF: texts, fills and pictures, in points from the top-left corner.

use super::font::{Face, UNITS};

/// Width of A4 in points.
pub const WIDTH: f32 = 595.28;
/// Height of A4 in points.
pub const HEIGHT: f32 = 841.89;

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// Text.
    pub const INK: Self = Self([0x1c, 0x22, 0x2b]);
    /// Text that steps back.
    pub const SOFT: Self = Self([0x5a, 0x64, 0x70]);
    /// Rules between rows.
    pub const RULE: Self = Self([0xd9, 0xde, 0xe4]);
    /// Paper.
    pub const WHITE: Self = Self([255, 255, 255]);
    /// Black, for codes that machines read.
    pub const BLACK: Self = Self([0, 0, 0]);

    /// The colour thinned with white: 0 leaves none of it, 100 all.
    pub fn tint(self, percent: u16) -> Self {
        Self(self.0.map(|v| (255 - (255 - u16::from(v)) * percent / 100) as u8))
    }

    /// How light it looks, 0 to 255 (ITU-R BT.709 weights).
    pub fn lightness(self) -> u32 {
        let [r, g, b] = self.0.map(u32::from);
        (2126 * r + 7152 * g + 722 * b) / 10_000
    }

    /// White or ink, whichever reads better on it.
    pub fn text_on(self) -> Self {
        if self.lightness() < 150 { Self::WHITE } else { Self::INK }
    }

    /// The colour, darkened until it reads as text on paper.
    pub fn as_text(self) -> Self {
        let mut color = self;
        while color.lightness() > 120 {
            color = Self(color.0.map(|v| (u16::from(v) * 9 / 10) as u8));
        }
        color
    }
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Its face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Colour.
    pub color: Color,
    /// Space added after each letter, in points.
    pub tracking: f32,
}

impl Style {
    /// A style of the regular face.
    pub const fn regular(size: f32, color: Color) -> Self {
        Self { face: Face::Regular, size, color, tracking: 0.0 }
    }

    /// A style of the bold face.
    pub const fn bold(size: f32, color: Color) -> Self {
        Self { face: Face::Bold, size, color, tracking: 0.0 }
    }

    /// From one base line to the next.
    pub fn leading(&self) -> f32 {
        self.size * 1.34
    }

    /// Width of a character in points.
    pub fn advance(&self, c: char) -> f32 {
        if c.is_control() || super::font::is_silent(c) {
            return 0.0;
        }
        f32::from(self.face.font().glyph(c).advance) * self.size / UNITS + self.tracking
    }

    /// Width of a text in points.
    pub fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }
}

/// A rectangle: left, top, width, height.
pub type Area = [f32; 4];

/// One thing on a page.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A text on its base line.
    Text {
        /// Left end.
        x: f32,
        /// Base line.
        y: f32,
        /// How it is set.
        style: Style,
        /// What it says, on one line.
        text: String,
    },
    /// Areas filled in one go.
    Fill {
        /// Where.
        areas: Vec<Area>,
        /// With what.
        color: Color,
    },
    /// The logo.
    Logo(Area),
}

impl Mark {
    /// Its upper and lower end.
    pub fn ends(&self) -> (f32, f32) {
        match self {
            Self::Text { y, style, .. } => (y - style.size, y + 0.34 * style.size),
            Self::Fill { areas, .. } => {
                let ends = areas.iter().map(|[_, y, _, h]| (*y, y + h));
                ends.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))).unwrap_or_default()
            }
            Self::Logo([_, y, _, h]) => (*y, y + h),
        }
    }
}

/// A page's marks, in the order they are painted.
pub type Leaf = Vec<Mark>;

/// Where a text stands to its `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// It starts there.
    Left,
    /// It ends there.
    Right,
    /// Its middle is there.
    Center,
}

/// Puts a text on a page.
pub fn put(leaf: &mut Leaf, x: f32, y: f32, align: Align, style: Style, text: &str) {
    if text.is_empty() {
        return;
    }
    let width = || style.width(text) - style.tracking;
    let x = match align {
        Align::Left => x,
        Align::Right => x - width(),
        Align::Center => x - width() / 2.0,
    };
    leaf.push(Mark::Text { x, y, style, text: text.to_owned() });
}

/// Fills one area.
pub fn fill(leaf: &mut Leaf, area: Area, color: Color) {
    leaf.push(Mark::Fill { areas: vec![area], color });
}

/// A horizontal rule whose upper edge is at `y`.
pub fn rule(leaf: &mut Leaf, x: f32, y: f32, width: f32, thickness: f32, color: Color) {
    fill(leaf, [x, y, width, thickness], color);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_too_pale_is_darkened_for_text_and_takes_dark_text() {
        let pale = Color([0xff, 0xf0, 0x66]);
        assert!(pale.as_text().lightness() <= 120);
        assert_eq!(pale.text_on(), Color::INK);
        assert_eq!(Color([0x1b, 0x3a, 0x5c]).text_on(), Color::WHITE);
        assert_eq!(Color([0, 0, 0]).tint(0), Color::WHITE);
    }
}
