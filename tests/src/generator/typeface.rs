//! The TrueType fonts kept here: what they map, how wide they are, and subsets of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A parsed font.
#[derive(Debug)]
pub struct Typeface {
    bytes: &'static [u8],
    tables: BTreeMap<[u8; 4], (usize, usize)>,
    glyphs: BTreeMap<char, u16>,
    advances: Vec<u16>,
    units: f32,
}

/// Sans, sans bold, serif, serif bold.
pub fn typeface(serif: bool, bold: bool) -> &'static Typeface {
    static FACES: [OnceLock<Typeface>; 4] = [const { OnceLock::new() }; 4];
    const FILES: [&[u8]; 4] = [
        include_bytes!("fonts/sans.ttf"),
        include_bytes!("fonts/sans-bold.ttf"),
        include_bytes!("fonts/serif.ttf"),
        include_bytes!("fonts/serif-bold.ttf"),
    ];
    let index = usize::from(serif) * 2 + usize::from(bold);
    FACES[index].get_or_init(|| Typeface::parse(FILES[index]))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}

impl Typeface {
    fn parse(bytes: &'static [u8]) -> Self {
        let tables: BTreeMap<[u8; 4], (usize, usize)> = (0..usize::from(u16_at(bytes, 4)))
            .map(|i| {
                let at = 12 + 16 * i;
                let tag = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
                (tag, (u32_at(bytes, at + 8), u32_at(bytes, at + 12)))
            })
            .collect();
        let table = |tag: &[u8; 4]| &bytes[tables[tag].0..tables[tag].0 + tables[tag].1];
        let units = f32::from(u16_at(table(b"head"), 18));
        let count = usize::from(u16_at(table(b"maxp"), 4));
        let metrics = usize::from(u16_at(table(b"hhea"), 34));
        let advances = (0..count).map(|g| u16_at(table(b"hmtx"), 4 * g.min(metrics - 1))).collect();
        Self { bytes, glyphs: characters(table(b"cmap")), advances, units, tables }
    }

    /// The glyph of a character; 0, the missing glyph, for one the font lacks.
    pub fn glyph(&self, c: char) -> u16 {
        self.glyphs.get(&c).copied().unwrap_or(0)
    }

    /// Advance of a glyph in thousandths of the size.
    pub fn advance(&self, glyph: u16) -> f32 {
        f32::from(self.advances[usize::from(glyph)]) * 1000.0 / self.units
    }

    fn table(&self, tag: &[u8; 4]) -> &'static [u8] {
        let (at, length) = self.tables[tag];
        &self.bytes[at..at + length]
    }

    /// The font with the outlines of these glyphs alone, under the same numbers. `codes` maps single bytes from 1 on to
    /// glyphs; without it the font keeps its own map.
    pub fn subset(&self, glyphs: &BTreeSet<u16>, codes: Option<&[u16]>) -> Vec<u8> {
        let (mut outlines, mut places) = (vec![], vec![0u8; 4]);
        let long = u16_at(self.table(b"head"), 50) == 1;
        let place = |g: usize| {
            let loca = self.table(b"loca");
            if long { u32_at(loca, 4 * g) } else { 2 * usize::from(u16_at(loca, 2 * g)) }
        };
        for g in 0..self.advances.len() {
            if g == 0 || glyphs.contains(&(g as u16)) {
                outlines.extend_from_slice(&self.table(b"glyf")[place(g)..place(g + 1)]);
            }
            places.extend_from_slice(&(outlines.len() as u32).to_be_bytes());
        }
        let mut head = self.table(b"head").to_vec();
        head[50..52].copy_from_slice(&1u16.to_be_bytes());
        let map = codes.map_or_else(|| self.table(b"cmap").to_vec(), byte_map);
        let keep = |tag: &[u8; 4]| (*tag, self.table(tag).to_vec());
        sfnt(&[
            (*b"cmap", map),
            (*b"glyf", outlines),
            (*b"head", head),
            keep(b"hhea"),
            keep(b"hmtx"),
            (*b"loca", places),
            keep(b"maxp"),
        ])
    }
}

/// Characters to glyphs, from the first subtable of format 4.
fn characters(cmap: &[u8]) -> BTreeMap<char, u16> {
    let mut out = BTreeMap::new();
    let subtables = (0..usize::from(u16_at(cmap, 2))).map(|i| u32_at(cmap, 8 + 8 * i));
    let Some(base) = subtables.into_iter().find(|at| u16_at(cmap, *at) == 4) else { return out };
    let segments = usize::from(u16_at(cmap, base + 6)) / 2;
    for s in 0..segments {
        let end = u16_at(cmap, base + 14 + 2 * s);
        let start = u16_at(cmap, base + 16 + 2 * segments + 2 * s);
        let delta = u16_at(cmap, base + 16 + 4 * segments + 2 * s);
        let offset_at = base + 16 + 6 * segments + 2 * s;
        let offset = usize::from(u16_at(cmap, offset_at));
        for code in start..=end.min(0xfffe) {
            let glyph = match offset {
                0 => code.wrapping_add(delta),
                _ => match u16_at(cmap, offset_at + offset + 2 * usize::from(code - start)) {
                    0 => 0,
                    g => g.wrapping_add(delta),
                },
            };
            if let Some(c) = char::from_u32(u32::from(code)) {
                out.insert(c, glyph);
            }
        }
    }
    out
}

/// A map of bytes from 1 on (Macintosh, format 6).
fn byte_map(glyphs: &[u16]) -> Vec<u8> {
    let mut out = vec![];
    let mut put = |v: u16| out.extend_from_slice(&v.to_be_bytes());
    [0, 1, 1, 0, 0, 12].into_iter().for_each(&mut put);
    [6, 10 + 2 * glyphs.len() as u16, 0, 1, glyphs.len() as u16].into_iter().for_each(&mut put);
    glyphs.iter().copied().for_each(&mut put);
    out
}

/// A font file of these tables, in the order of their tags.
fn sfnt(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = vec![0, 1, 0, 0];
    let count = tables.len() as u16;
    let power = count.ilog2();
    let range = 16 * (1u16 << power);
    for v in [count, range, power as u16, 16 * count - range] {
        out.extend_from_slice(&v.to_be_bytes());
    }
    let mut at = 12 + 16 * tables.len();
    for (tag, data) in tables {
        out.extend_from_slice(tag);
        for v in [checksum(data), at as u32, data.len() as u32] {
            out.extend_from_slice(&v.to_be_bytes());
        }
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        out.extend_from_slice(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}
