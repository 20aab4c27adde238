//! Font programs: TrueType, CFF and Type 1, asked for glyphs and their widths.

use skrifa::GlyphId;
use skrifa::raw::ps::Sid;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;
use skrifa::raw::tables::cmap::{CmapSubtable, PlatformId};
use skrifa::raw::{FontRef, TableProvider};

use crate::pdf::filters::unpacked;
use crate::pdf::value::{Dict, File, Value};

/// The bytes of an embedded font, and the kind its place says it is.
pub(crate) struct Program {
    kind: Kind,
    data: Vec<u8>,
    type1: Option<Type1Font>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    TrueType,
    Cff,
    Type1,
}

/// The font program a descriptor leads to.
pub(crate) fn program(file: &File, descriptor: &Dict) -> Option<Program> {
    let stream = ["FontFile", "FontFile2", "FontFile3"].iter().find_map(|key| match file.get(descriptor, key) {
        Value::Stream(stream) => Some(stream),
        _ => None,
    })?;
    Program::new(unpacked(file, stream)?)
}

impl Program {
    /// Recognises a font by its first bytes.
    pub(crate) fn new(data: Vec<u8>) -> Option<Self> {
        let kind = match data.get(..4)? {
            [0, 1, 0, 0] | b"true" | b"OTTO" | b"ttcf" => Kind::TrueType,
            [1, 0, ..] => Kind::Cff,
            [b'%', b'!', ..] | [0x80, 1, ..] => Kind::Type1,
            _ => return None,
        };
        let type1 = if kind == Kind::Type1 { Some(Type1Font::new(&data).ok()?) } else { None };
        let out = Self { kind, data, type1 };
        let sound = match kind {
            Kind::TrueType => out.open_type().is_some(),
            Kind::Cff => out.cff().is_some(),
            Kind::Type1 => true,
        };
        sound.then_some(out)
    }

    fn open_type(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, 0).ok().filter(|_| self.kind == Kind::TrueType)
    }

    /// The CFF program, bare or in an OpenType wrapping.
    fn cff(&self) -> Option<CffFontRef<'_>> {
        match self.kind {
            Kind::Cff => CffFontRef::new_cff(&self.data, 0, None).ok(),
            Kind::TrueType => {
                let font = self.open_type()?;
                let table = font.data_for_tag(skrifa::Tag::new(b"CFF "))?;
                CffFontRef::new_cff(table.as_bytes(), 0, None).ok()
            }
            Kind::Type1 => None,
        }
    }

    /// Whether the outlines are those of TrueType.
    pub(crate) fn is_true_type(&self) -> bool {
        self.kind == Kind::TrueType && self.cff().is_none()
    }

    /// How many glyphs it has.
    pub(crate) fn count(&self) -> u32 {
        if let Some(font) = &self.type1 {
            return font.num_glyphs();
        }
        if let Some(cff) = self.cff() {
            return cff.num_glyphs();
        }
        self.open_type().and_then(|f| f.maxp().ok()).map_or(0, |maxp| u32::from(maxp.num_glyphs()))
    }

    /// Width of a glyph, in thousandths of the size.
    pub(crate) fn width(&self, glyph: u32) -> Option<f64> {
        let id = GlyphId::new(glyph);
        if let Some(font) = &self.type1 {
            let width = f64::from(font.evaluate_width(id).ok()??.to_f32());
            return Some(width * 1000.0 / f64::from(font.upem().max(1)));
        }
        if let Some(cff) = self.cff() {
            let part = cff.subfont(cff.subfont_index(id)?, &[]).ok()?;
            let width = cff.evaluate_width(&part, id, &[]).ok()?;
            let width = f64::from(width.or(part.default_width())?.to_f32());
            return Some(width * 1000.0 / f64::from(cff.upem().max(1)));
        }
        let font = self.open_type()?;
        let units = f64::from(font.head().ok()?.units_per_em()).max(1.0);
        Some(f64::from(font.hmtx().ok()?.advance(id)?) * 1000.0 / units)
    }

    /// The glyph of that name.
    pub(crate) fn by_name(&self, name: &[u8]) -> Option<u32> {
        if let Some(font) = &self.type1 {
            return font.glyph_names().find(|(_, n)| n.as_bytes() == name).map(|(id, _)| id.to_u32());
        }
        if let Some(cff) = self.cff() {
            let charset = cff.charset().filter(|_| !cff.is_cid())?;
            let found = charset.iter().find(|(_, sid)| cff.string(*sid) == Some(name));
            return found.map(|(id, _)| id.to_u32());
        }
        let font = self.open_type()?;
        let post = font.post().ok()?;
        let wanted = std::str::from_utf8(name).ok()?;
        (0..u16::try_from(self.count()).ok()?)
            .find(|at| post.glyph_name(skrifa::GlyphId16::new(*at)) == Some(wanted))
            .map(u32::from)
    }

    /// Every glyph name of a Type 1 or CFF font.
    pub(crate) fn names(&self) -> Vec<Vec<u8>> {
        if let Some(font) = &self.type1 {
            return font.glyph_names().map(|(_, name)| name.as_bytes().to_vec()).collect();
        }
        let Some(cff) = self.cff().filter(|cff| !cff.is_cid()) else { return Vec::new() };
        let Some(charset) = cff.charset() else { return Vec::new() };
        charset.iter().filter_map(|(_, sid)| Some(cff.string(sid)?.to_vec())).collect()
    }

    /// The glyph the font itself gives a code.
    pub(crate) fn by_own_code(&self, code: u8) -> Option<u32> {
        if let Some(font) = &self.type1 {
            return font.encoding()?.map(code).map(|id| id.to_u32());
        }
        self.cff()?.encoding()?.map(code).map(|id| id.to_u32())
    }

    /// The glyph of a character identifier.
    pub(crate) fn by_cid(&self, cid: u32) -> Option<u32> {
        let cff = self.cff()?;
        if !cff.is_cid() {
            return (cid < cff.num_glyphs()).then_some(cid);
        }
        if cid == 0 {
            return Some(0);
        }
        let glyph = cff.charset()?.glyph_id(Sid::new(u16::try_from(cid).ok()?))?.to_u32();
        (glyph < cff.num_glyphs()).then_some(glyph)
    }

    /// Platform and encoding of each table of characters.
    pub(crate) fn tables(&self) -> Vec<(u16, u16)> {
        let Some(font) = self.open_type() else { return Vec::new() };
        let Ok(cmap) = font.cmap() else { return Vec::new() };
        cmap.encoding_records().iter().map(|r| (platform(r.platform_id()), r.encoding_id())).collect()
    }

    /// The glyph of a character in one of those tables; none for the missing glyph.
    pub(crate) fn lookup(&self, table: (u16, u16), character: u32) -> Option<u32> {
        let font = self.open_type()?;
        let cmap = font.cmap().ok()?;
        let records = cmap.encoding_records();
        let record = records.iter().find(|r| (platform(r.platform_id()), r.encoding_id()) == table)?;
        let subtable = record.subtable(cmap.offset_data()).ok()?;
        let glyph = match &subtable {
            CmapSubtable::Format0(t) => u32::from(*t.glyph_id_array().get(usize::try_from(character).ok()?)?),
            CmapSubtable::Format4(t) => t.map_codepoint(character)?.to_u32(),
            CmapSubtable::Format6(t) => {
                let at = character.checked_sub(u32::from(t.first_code()))?;
                u32::from(t.glyph_id_array().get(at as usize)?.get())
            }
            CmapSubtable::Format12(t) => t.map_codepoint(character)?.to_u32(),
            _ => return None,
        };
        (glyph != 0).then_some(glyph)
    }
}

fn platform(id: PlatformId) -> u16 {
    match id {
        PlatformId::Unicode => 0,
        PlatformId::Macintosh => 1,
        PlatformId::ISO => 2,
        PlatformId::Windows => 3,
        _ => 4,
    }
}
