//! Text drawn from a font of ours and read with a real model, where one is installed.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use super::*;

const FONT: &[u8] = include_bytes!("../../../assets/fonts/inter-regular.ttf");

/// Outlines as straight pieces, from the left end of the baseline, y down.
#[derive(Default)]
struct Outline {
    pieces: Vec<[f32; 4]>,
    start: (f32, f32),
    at: (f32, f32),
    shift: f32,
}

impl Outline {
    fn to(&mut self, x: f32, y: f32) {
        self.pieces.push([self.at.0, self.at.1, x, y]);
        self.at = (x, y);
    }

    fn curve(&mut self, points: &[(f32, f32)]) {
        let from = self.at;
        for i in 1..=8 {
            let t = i as f32 / 8.0;
            let mut all: Vec<(f32, f32)> = std::iter::once(from).chain(points.iter().copied()).collect();
            while all.len() > 1 {
                all =
                    all.windows(2).map(|p| (p[0].0 + (p[1].0 - p[0].0) * t, p[0].1 + (p[1].1 - p[0].1) * t)).collect();
            }
            self.to(all[0].0, all[0].1);
        }
    }
}

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = (x + self.shift, -y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to(x + self.shift, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.curve(&[(cx + self.shift, -cy), (x + self.shift, -y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.curve(&[(ax + self.shift, -ay), (bx + self.shift, -by), (x + self.shift, -y)]);
    }

    fn close(&mut self) {
        self.to(self.start.0, self.start.1);
    }
}

/// Draws a line of text in black, its baseline from (`x`, `y`).
fn draw(page: &mut Gray, x: f32, y: f32, size: f32, text: &str) {
    let font = FontRef::new(FONT).expect("a font");
    let (map, glyphs) = (font.charmap(), font.outline_glyphs());
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let mut outline = Outline::default();
    for c in text.chars() {
        let id = map.map(c).expect("a glyph");
        let glyph = glyphs.get(id).expect("an outline");
        glyph.draw(DrawSettings::unhinted(Size::new(size), LocationRef::default()), &mut outline).expect("drawn");
        outline.shift += metrics.advance_width(id).expect("an advance");
    }
    const FINE: usize = 4;
    let width = page.width();
    let mut ink = vec![0u32; width * page.height()];
    for row in 0..page.height() * FINE {
        let level = (row as f32 + 0.5) / FINE as f32 - y;
        let mut crossings: Vec<(f32, i32)> = Vec::new();
        for [x0, y0, x1, y1] in &outline.pieces {
            if (*y0 <= level) != (*y1 <= level) {
                crossings.push((x + x0 + (x1 - x0) * (level - y0) / (y1 - y0), if y1 > y0 { 1 } else { -1 }));
            }
        }
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        for pair in crossings.windows(2) {
            winding += pair[0].1;
            let columns = (pair[0].0 * FINE as f32) as usize..(pair[1].0 * FINE as f32) as usize;
            columns.filter(|_| winding != 0).for_each(|c| ink[row / FINE * width + (c / FINE).min(width - 1)] += 1);
        }
    }
    for (level, ink) in page.levels_mut().iter_mut().zip(ink) {
        *level = level.saturating_sub((ink * 255 / (FINE * FINE) as u32).min(255) as u8);
    }
}

/// The French model where Tesseract is installed.
fn french() -> Option<Lstm> {
    let folders = std::fs::read_dir("/usr/share/tesseract-ocr").ok()?;
    let model = folders.flatten().find_map(|f| std::fs::read(f.path().join("tessdata/fra.traineddata")).ok())?;
    Some(Lstm::new([("fra".to_owned(), model)]).expect("an installed model is sound"))
}

#[test]
fn an_invoice_drawn_with_our_font_is_read_word_by_word() {
    let Some(engine) = french() else { return };
    let lines = [
        (60.0, 90.0, 44.0, "Facture n° 2026-0042"),
        (60.0, 150.0, 25.0, "Date d'échéance : 14/09/2026"),
        (60.0, 190.0, 25.0, "Prestation de conseil en informatique"),
        (900.0, 190.0, 25.0, "12,50 €"),
        (60.0, 230.0, 25.0, "Total toutes taxes comprises"),
        (900.0, 230.0, 25.0, "1 234,56 €"),
        (60.0, 280.0, 17.0, "Indemnité forfaitaire de 40 euros en cas de retard de paiement."),
    ];
    let mut page = Gray::blank(1200, 340);
    for (x, y, size, text) in lines {
        draw(&mut page, x, y, size, text);
    }
    (60..1100).for_each(|x| (200..202).for_each(|y| page.row_mut(y)[x] = 0));
    let words = engine.read(&page, &Request { language: "fra", dpi: 200.0, interrupt: &|| None }).expect("words");
    let read: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
    let truth: Vec<&str> = lines.iter().flat_map(|l| l.3.split(' ')).collect();
    let missing: Vec<&&str> = truth.iter().filter(|t| !read.contains(t)).collect();
    assert!(missing.len() <= 1 && read.len().abs_diff(truth.len()) <= 2, "missing {missing:?} of {read:?}");
    let amount = words.iter().find(|w| w.text == "12,50").expect("the amount");
    assert!((amount.rect.x0 - 900.0).abs() < 4.0, "{amount:?}");
    assert!((amount.size - 25.0).abs() < 3.0, "{amount:?}");
    assert!(amount.rect.y0 < 172.0 && amount.rect.y1 > 192.0, "{amount:?}");
    assert!(amount.confidence > 0.8, "{amount:?}");
    let title = words.iter().find(|w| w.text == "Facture").expect("the title");
    assert!((title.size - 44.0).abs() < 5.0, "{title:?}");
}
