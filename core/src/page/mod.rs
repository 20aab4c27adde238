//! What a page holds once read: words with boxes, and the lines drawn between them.

mod gray;

pub use gray::Gray;

use serde::{Deserialize, Serialize};

/// A box on a page, in PDF points (1/72 inch) from the top-left corner, after rotation to upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "[f32; 4]", into = "[f32; 4]")]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl From<[f32; 4]> for Rect {
    fn from([x0, y0, x1, y1]: [f32; 4]) -> Self {
        Self { x0, y0, x1, y1 }
    }
}

impl From<Rect> for [f32; 4] {
    /// Edges rounded to a tenth of a point, the precision of the public format.
    fn from(r: Rect) -> Self {
        [r.x0, r.y0, r.x1, r.y1].map(|v| (v * 10.0).round() / 10.0)
    }
}

impl Rect {
    /// A box from its edges.
    pub const fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// Horizontal extent.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Vertical extent.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Horizontal centre.
    pub fn cx(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Vertical centre.
    pub fn cy(&self) -> f32 {
        (self.y0 + self.y1) / 2.0
    }

    /// The smallest box holding both.
    #[must_use]
    pub fn union(&self, o: &Self) -> Self {
        Self::new(self.x0.min(o.x0), self.y0.min(o.y0), self.x1.max(o.x1), self.y1.max(o.y1))
    }

    /// Length of the shared horizontal stretch, 0 when apart.
    pub fn x_overlap(&self, o: &Self) -> f32 {
        (self.x1.min(o.x1) - self.x0.max(o.x0)).max(0.0)
    }

    /// Length of the shared vertical stretch, 0 when apart.
    pub fn y_overlap(&self, o: &Self) -> f32 {
        (self.y1.min(o.y1) - self.y0.max(o.y0)).max(0.0)
    }

    /// Whether the point is inside.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }
}

/// A word: characters without white space, drawn next to each other on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The characters, in reading order, NFC.
    pub text: String,
    /// Where it stands: from ascent to descent of its font, not of its letters.
    pub rect: Rect,
    /// Font size in points.
    pub size: f32,
    /// Drawn in a bold face.
    pub bold: bool,
    /// How sure the reader of the page is of the characters, 0 to 1; 1 for a text layer.
    pub confidence: f32,
}

/// Where the words of a page come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The text drawn by the document.
    Text,
    /// Characters recognised on a picture.
    Ocr,
    /// Nothing was read: a picture, and no OCR ran.
    None,
}

/// One page, upright.
#[derive(Clone, Debug)]
pub struct Page {
    /// 1 for the first page of the document.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Where the words come from.
    pub source: Source,
    /// Degrees, clockwise, the page was turned by to stand upright: 0, 90, 180 or 270.
    pub rotation: u16,
    /// Residual slope of the text lines in degrees, before deskewing.
    pub skew: f32,
    /// The words in the order the document draws them.
    pub words: Vec<Word>,
    /// Thin straight lines, horizontal or vertical: the rules of tables.
    pub rules: Vec<Rect>,
    /// Filled or stroked rectangles large enough to hold text: frames and shaded heads.
    pub frames: Vec<Rect>,
    /// Share of the page covered by raster images, 0 to 1.
    pub image_cover: f32,
    /// Pieces of drawing that are neither text nor pictures: letters drawn as outlines are hundreds of them.
    pub strokes: usize,
}
