//! The fonts of a document as PDF objects, and the codes that show a text in them.

use std::collections::{BTreeMap, BTreeSet};

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str};

use super::canvas::Canvas;
use super::font::{Face, win_ansi};
use super::typeface::Typeface;

/// How embedded fonts are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Two bytes, the numbers of the glyphs, with a map to Unicode.
    Glyphs,
    /// The same, with ligatures for fi and fl.
    Ligatures,
    /// One byte, numbered by first use, with a map to Unicode.
    Subset,
    /// One byte of WinAnsiEncoding.
    WinAnsi,
}

/// The fonts of a document.
#[derive(Debug)]
pub struct Fonts {
    coding: Coding,
    faces: Vec<(Face, Ref)>,
    codes: BTreeMap<&'static str, Vec<char>>,
}

const IDENTITY: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl Fonts {
    /// Writes the fonts that the canvas uses.
    pub fn write(pdf: &mut Pdf, canvas: &Canvas, coding: Coding, fresh: &mut impl FnMut() -> Ref) -> Self {
        let mut fonts = Self { coding, faces: vec![], codes: BTreeMap::new() };
        for face in Face::ALL {
            let texts = canvas.pages.iter().flat_map(|p| &p.texts).filter(|t| t.ink.face == face);
            let mut used: Vec<char> = vec![];
            for c in texts.flat_map(|t| t.text.chars()) {
                if !used.contains(&c) {
                    used.push(c);
                }
            }
            if used.is_empty() {
                continue;
            }
            let id = fresh();
            fonts.faces.push((face, id));
            let Some(typeface) = face.typeface() else {
                let encoding = Name(b"WinAnsiEncoding");
                pdf.type1_font(id).base_font(Name(face.base_font().as_bytes())).encoding_predefined(encoding);
                continue;
            };
            if coding == Coding::Ligatures {
                used.extend(['\u{fb01}', '\u{fb02}']);
            }
            fonts.codes.insert(face.resource(), used.clone());
            match coding {
                Coding::Glyphs | Coding::Ligatures => composite(pdf, face, typeface, id, &used, fresh),
                Coding::Subset | Coding::WinAnsi => simple(pdf, face, typeface, id, &used, coding, fresh),
            }
        }
        fonts
    }

    /// Names and objects of the fonts, for the resources of pages.
    pub fn resources(&self) -> impl Iterator<Item = (&'static str, Ref)> + '_ {
        self.faces.iter().map(|(face, id)| (face.resource(), *id))
    }

    /// The bytes that show a text.
    pub fn encode(&self, face: Face, text: &str) -> Vec<u8> {
        let Some(typeface) = face.typeface() else { return text.chars().map(win_ansi).collect() };
        match self.coding {
            Coding::WinAnsi => text.chars().map(win_ansi).collect(),
            Coding::Subset => {
                let codes = &self.codes[face.resource()];
                text.chars().map(|c| codes.iter().position(|u| *u == c).map_or(0, |i| i as u8 + 1)).collect()
            }
            Coding::Glyphs => text.chars().flat_map(|c| typeface.glyph(c).to_be_bytes()).collect(),
            Coding::Ligatures if face.has_ligatures() => {
                let text = text.replace("fi", "\u{fb01}").replace("fl", "\u{fb02}");
                text.chars().flat_map(|c| typeface.glyph(c).to_be_bytes()).collect()
            }
            Coding::Ligatures => text.chars().flat_map(|c| typeface.glyph(c).to_be_bytes()).collect(),
        }
    }
}

/// What a character stands for when copied.
fn meaning(c: char) -> Vec<char> {
    match c {
        '\u{fb01}' => vec!['f', 'i'],
        '\u{fb02}' => vec!['f', 'l'],
        c => vec![c],
    }
}

fn glyphs(typeface: &Typeface, used: &[char]) -> BTreeSet<u16> {
    used.iter().map(|c| typeface.glyph(*c)).collect()
}

fn descriptor(pdf: &mut Pdf, id: Ref, file: Ref, name: &str, flags: FontFlags) {
    pdf.font_descriptor(id)
        .name(Name(name.as_bytes()))
        .flags(flags)
        .bbox(Rect::new(-300.0, -240.0, 1300.0, 980.0))
        .italic_angle(0.0)
        .ascent(928.0)
        .descent(-236.0)
        .cap_height(729.0)
        .stem_v(80.0)
        .font_file2(file);
}

fn file(pdf: &mut Pdf, id: Ref, bytes: &[u8]) {
    pdf.stream(id, bytes).pair(Name(b"Length1"), bytes.len() as i32);
}

fn composite(pdf: &mut Pdf, face: Face, typeface: &Typeface, id: Ref, used: &[char], fresh: &mut impl FnMut() -> Ref) {
    let (descendant, description, font_file, to_unicode) = (fresh(), fresh(), fresh(), fresh());
    let name = format!("ABCDEF+{}", face.base_font());
    pdf.type0_font(id)
        .base_font(Name(name.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(to_unicode);
    let mut font = pdf.cid_font(descendant);
    font.subtype(CidFontType::Type2)
        .base_font(Name(name.as_bytes()))
        .system_info(IDENTITY)
        .font_descriptor(description)
        .default_width(600.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    let mut widths = font.widths();
    for glyph in glyphs(typeface, used) {
        widths.same(glyph, glyph, typeface.advance(glyph).round());
    }
    widths.finish();
    font.finish();
    descriptor(pdf, description, font_file, &name, FontFlags::SYMBOLIC);
    file(pdf, font_file, &typeface.subset(&glyphs(typeface, used), None));
    let mut cmap: UnicodeCmap<u16> = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for c in used {
        cmap.pair_with_multiple(typeface.glyph(*c), meaning(*c));
    }
    pdf.cmap(to_unicode, &cmap.finish());
}

fn simple(
    pdf: &mut Pdf,
    face: Face,
    typeface: &Typeface,
    id: Ref,
    used: &[char],
    coding: Coding,
    fresh: &mut impl FnMut() -> Ref,
) {
    let (description, font_file, to_unicode) = (fresh(), fresh(), fresh());
    let name = format!("GHIJKL+{}", face.base_font());
    let own = coding == Coding::Subset;
    let codes: Vec<char> = if own {
        used.to_vec()
    } else {
        (1..=255u8).map(|code| used.iter().copied().find(|c| win_ansi(*c) == code).unwrap_or('\0')).collect()
    };
    let width = |c: char| if c == '\0' { 0.0 } else { typeface.advance(typeface.glyph(c)).round() };
    let mut font = pdf.indirect(id).dict();
    font.pair(Name(b"Type"), Name(b"Font"));
    font.pair(Name(b"Subtype"), Name(b"TrueType"));
    font.pair(Name(b"BaseFont"), Name(name.as_bytes()));
    font.pair(Name(b"FirstChar"), 1);
    font.pair(Name(b"LastChar"), codes.len() as i32);
    font.insert(Name(b"Widths")).array().items(codes.iter().map(|c| width(*c)));
    font.pair(Name(b"FontDescriptor"), description);
    if own {
        font.pair(Name(b"ToUnicode"), to_unicode);
    } else {
        font.pair(Name(b"Encoding"), Name(b"WinAnsiEncoding"));
    }
    font.finish();
    descriptor(pdf, description, font_file, &name, if own { FontFlags::SYMBOLIC } else { FontFlags::NON_SYMBOLIC });
    let numbers: Vec<u16> = codes.iter().map(|c| typeface.glyph(*c)).collect();
    file(pdf, font_file, &typeface.subset(&glyphs(typeface, used), own.then_some(numbers.as_slice())));
    if own {
        let mut cmap: UnicodeCmap<u8> = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
        for (i, c) in used.iter().enumerate() {
            cmap.pair(i as u8 + 1, *c);
        }
        pdf.cmap(to_unicode, &cmap.finish());
    }
}
