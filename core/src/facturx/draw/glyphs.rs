//! The glyphs a document uses, and the fonts cut down to them.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::font::{self, ASCENT, BOUNDS, CAPITALS, DESCENT, Face, Font, Glyph, UNITS};
use super::paint::{Numbers, deflate};
use crate::error::{Error, ErrorKind, Result};

const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The glyphs of one face that were drawn, under their new numbers.
#[derive(Debug, Default)]
pub struct Used {
    remapper: GlyphRemapper,
    /// New number to the glyph's advance and the character it stands for.
    drawn: BTreeMap<u16, (u16, char)>,
}

impl Used {
    /// The text in the new numbers, two bytes each.
    pub fn encode(&mut self, font: &Font, text: &str, out: &mut Vec<u8>) {
        for c in text.chars().filter(|c| !c.is_control() && !font::is_silent(*c)) {
            let Glyph { id, advance } = font.glyph(c);
            let new = self.remapper.remap(id);
            let shown = if font.find(c).is_some() { c } else { font::REPLACEMENT };
            // Several spaces share a glyph: it stands for the plainest of them.
            let known = self.drawn.entry(new).or_insert((advance, shown));
            known.1 = known.1.min(shown);
            out.extend_from_slice(&new.to_be_bytes());
        }
    }
}

/// The glyphs of both faces.
#[derive(Debug, Default)]
pub struct Glyphs {
    regular: Used,
    bold: Used,
}

impl Glyphs {
    /// Those of one face.
    pub fn of(&mut self, face: Face) -> &mut Used {
        match face {
            Face::Regular => &mut self.regular,
            Face::Bold => &mut self.bold,
        }
    }

    /// Name of a face in the resources of a page.
    pub fn resource(face: Face) -> Name<'static> {
        match face {
            Face::Regular => Name(b"R"),
            Face::Bold => Name(b"B"),
        }
    }

    /// Writes the fonts that were used; gives the resources of the pages.
    pub fn write(&self, pdf: &mut Pdf, numbers: &mut Numbers) -> Result<Vec<(Name<'static>, Ref)>> {
        let mut resources = Vec::new();
        for (face, used) in [(Face::Regular, &self.regular), (Face::Bold, &self.bold)] {
            if !used.drawn.is_empty() {
                resources.push((Self::resource(face), write_font(pdf, numbers, face.font(), used)?));
            }
        }
        Ok(resources)
    }
}

fn write_font(pdf: &mut Pdf, numbers: &mut Numbers, font: &Font, used: &Used) -> Result<Ref> {
    let subset = subsetter::subset(font.bytes, 0, &used.remapper)
        .map_err(|e| Error::new(ErrorKind::Internal, "La police n'a pas pu être réduite.").caused_by(e.to_string()))?;
    let name = format!("{}+{}", tag(used), font.name);
    let base = Name(name.as_bytes());
    let [type0, cid, descriptor, unicode, file] = std::array::from_fn(|_| numbers.next());
    let scale = |v: f32| v * 1000.0 / UNITS;

    pdf.type0_font(type0)
        .base_font(base)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(unicode);

    let mut dict = pdf.cid_font(cid);
    dict.subtype(CidFontType::Type2).base_font(base).system_info(IDENTITY).font_descriptor(descriptor);
    dict.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
    let mut widths = dict.widths();
    for (new, (advance, _)) in &used.drawn {
        widths.consecutive(*new, [scale(f32::from(*advance))]);
    }
    widths.finish();
    dict.finish();

    let [x0, y0, x1, y1] = BOUNDS.map(scale);
    pdf.font_descriptor(descriptor)
        .name(base)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(x0, y0, x1, y1))
        .italic_angle(0.0)
        .ascent(scale(ASCENT))
        .descent(scale(DESCENT))
        .cap_height(scale(CAPITALS))
        .stem_v(font.stem)
        .font_file2(file);

    let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    used.drawn.iter().for_each(|(new, (_, c))| map.pair(*new, *c));
    let map = deflate(&map.finish());
    pdf.cmap(unicode, &map).filter(Filter::FlateDecode);

    let packed = deflate(&subset);
    let mut stream = pdf.stream(file, &packed);
    stream.filter(Filter::FlateDecode).pair(Name(b"Length1"), i32::try_from(subset.len()).unwrap_or(i32::MAX));
    stream.finish();
    Ok(type0)
}

/// Six letters that name the subset, the same for the same glyphs.
fn tag(used: &Used) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    for glyph in used.remapper.remapped_gids() {
        hash = glyph.to_be_bytes().iter().fold(hash, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193));
    }
    (0..6).map(|i| char::from(b'A' + (hash / 26u32.pow(i) % 26) as u8)).collect()
}
