//! A font whose every character is the same empty glyph: text that is there and shows nothing.

use crate::pdf::{Dict, File, Id, Value, packed};

/// Width of every character, as a share of the size.
pub(super) const ADVANCE: f32 = 0.5;
/// The same in units of the font.
const UNITS: u16 = 500;

/// Adds the font. Codes are UTF-16, two bytes each.
pub(super) fn font(file: &mut File) -> Id {
    let dict = |entries: Vec<(&str, Value)>| -> Dict {
        entries.into_iter().map(|(key, value)| (key.as_bytes().to_vec(), value)).collect()
    };
    let program = true_type();
    let length = Value::Int(program.len() as i64);
    let program = file.add(packed(dict(vec![("Length1", length)]), &program));
    // Every code is glyph 1: 0 would be the glyph of missing characters.
    let map = file.add(packed(Dict::new(), &[0, 1].repeat(65_536)));
    let unicode = file.add(packed(Dict::new(), UNICODE.as_bytes()));
    let name = || Value::name("Glyphless");
    let descriptor = file.add(Value::Dict(dict(vec![
        ("Type", Value::name("FontDescriptor")),
        ("FontName", name()),
        ("Flags", Value::Int(5)),
        ("FontBBox", Value::List([0, 0, i64::from(UNITS), 1000].map(Value::Int).to_vec())),
        ("ItalicAngle", Value::Int(0)),
        ("Ascent", Value::Int(1000)),
        ("Descent", Value::Int(-1)),
        ("CapHeight", Value::Int(1000)),
        ("StemV", Value::Int(80)),
        ("FontFile2", Value::Ref(program)),
    ])));
    let system = dict(vec![
        ("Registry", Value::text("Adobe")),
        ("Ordering", Value::text("Identity")),
        ("Supplement", Value::Int(0)),
    ]);
    let descendant = file.add(Value::Dict(dict(vec![
        ("Type", Value::name("Font")),
        ("Subtype", Value::name("CIDFontType2")),
        ("BaseFont", name()),
        ("CIDSystemInfo", Value::Dict(system)),
        ("CIDToGIDMap", Value::Ref(map)),
        ("DW", Value::Int(i64::from(UNITS))),
        ("FontDescriptor", Value::Ref(descriptor)),
    ])));
    file.add(Value::Dict(dict(vec![
        ("Type", Value::name("Font")),
        ("Subtype", Value::name("Type0")),
        ("BaseFont", name()),
        ("Encoding", Value::name("Identity-H")),
        ("DescendantFonts", Value::List(vec![Value::Ref(descendant)])),
        ("ToUnicode", Value::Ref(unicode)),
    ])))
}

const UNICODE: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <<\n/Registry \
                       (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 \
                       def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n<0000> <FFFF> \
                       <0000>\nendbfrange\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

/// A TrueType program of two empty glyphs.
fn true_type() -> Vec<u8> {
    let words = |list: &[u16]| -> Vec<u8> { list.iter().flat_map(|w| w.to_be_bytes()).collect() };
    let metrics = words(&[0, 0, UNITS, 0]);
    let cmap = words(&[0, 1, 1, 0, 0, 12, 6, 12, 0, 0, 1, 1]);
    let mut head = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000]);
    head.extend([0; 16]);
    head.extend(words(&[0, 0, UNITS, 1000, 0, 8, 2, 0, 0]));
    let hhea = words(&[1, 0, 1000, 0xffff, 0, UNITS, 0, 0, UNITS, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
    let maxp = words(&[1, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let post = words(&[3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let tables: [(&[u8; 4], Vec<u8>); 8] = [
        (b"cmap", cmap),
        (b"glyf", vec![0; 4]),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", metrics),
        (b"loca", words(&[0, 0, 0])),
        (b"maxp", maxp),
        (b"post", post),
    ];
    let mut out = words(&[1, 0, tables.len() as u16, 128, 3, 0]);
    let mut data = Vec::new();
    let start = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        let sum = table.chunks(4).fold(0_u32, |sum, chunk| {
            let mut word = [0; 4];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            sum.wrapping_add(u32::from_be_bytes(word))
        });
        out.extend_from_slice(*tag);
        out.extend(sum.to_be_bytes());
        out.extend(((start + data.len()) as u32).to_be_bytes());
        out.extend((table.len() as u32).to_be_bytes());
        data.extend_from_slice(table);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    out.extend(data);
    out
}

#[cfg(test)]
mod tests {
    use skrifa::raw::TableProvider as _;

    #[test]
    fn it_is_a_font() {
        let data = super::true_type();
        let font = skrifa::FontRef::new(&data).unwrap();
        assert_eq!(font.maxp().unwrap().num_glyphs(), 2);
        assert_eq!(font.hmtx().unwrap().advance(skrifa::GlyphId::new(1)), Some(500));
        assert_eq!(font.head().unwrap().units_per_em(), 1000);
    }
}
