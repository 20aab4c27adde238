//! Changes to documents, from seeds: for the bounded fuzzing of the suite, and as a corpus for the real one in `fuzz/`.

use crate::pdf::{Pdf, line, one_page, one_page_with};

/// Numbers that look random and are the same everywhere (splitmix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number under `bound`, which is not 0.
    pub const fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

/// What the changes put in: pieces of syntax, numbers at the edges.
const PIECES: [&[u8]; 40] = [
    b"0",
    b"-1",
    b"1e38",
    b"99999999999",
    b"2147483648",
    b"-2147483649",
    b".",
    b"-",
    b"nan",
    b"0.00000001",
    b" ",
    b"\n",
    b"(",
    b")",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"<",
    b">",
    b"/",
    b"%",
    b"null",
    b"true",
    b"1 0 R",
    b"3 0 R",
    b"4 0 R",
    b"9 0 R",
    b"999 0 R",
    b"stream\n",
    b"endstream",
    b"endobj",
    b"obj",
    b"q ",
    b"Q ",
    b"BT ",
    b"ET ",
    b"Do ",
    b"\0",
    b"\xff",
];

/// The document with a few changes.
pub fn mutate(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = seed.to_vec();
    for _ in 0..=random.below(6) {
        if out.is_empty() {
            break;
        }
        let at = random.below(out.len());
        match random.below(9) {
            0 => out[at] ^= 1 << random.below(8),
            1 => out[at] = random.next() as u8,
            2 => drop(out.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            3 => {
                let end = (at + 1 + random.below(12)).min(out.len());
                drop(out.splice(at..end, PIECES[random.below(PIECES.len())].iter().copied()));
            }
            4 => drop(out.drain(at..(at + 1 + random.below(40)).min(out.len()))),
            5 => {
                let end = (at + 1 + random.below(200)).min(out.len());
                let copy = out[at..end].to_vec();
                let to = random.below(out.len());
                drop(out.splice(to..to, copy));
            }
            6 => {
                // A digit becomes another: references, sizes and places change.
                if let Some(digit) = out[at..].iter_mut().find(|b| b.is_ascii_digit()) {
                    *digit = b'0' + random.below(10) as u8;
                }
            }
            7 => {
                // A number becomes another number.
                let Some(start) = out[at..].iter().position(u8::is_ascii_digit).map(|p| at + p) else { continue };
                let end = start + out[start..].iter().take_while(|b| b.is_ascii_digit()).count();
                drop(out.splice(start..end, PIECES[random.below(10)].iter().copied()));
            }
            _ if random.below(10) == 0 => out.truncate(at),
            _ => {}
        }
    }
    out
}

/// Small documents that together use most of what a page can.
pub fn seeds() -> Vec<Vec<u8>> {
    let texts = line(50.0, 780.0, "Facture F2026-0042")
        + "BT /F2 9 Tf 50 700 Td [(Total) -300 (TTC) 20 (120,00)] TJ T* (suite) ' ET ";
    let drawing = "q 1 0 0 1 10 10 cm 0.5 g 50 600 200 20 re f 0 G [3 2] 0 d 50 500 m 250 500 l S 10 10 100 100 re W n Q \
                   0 0 1 rg 60 400 m 90 450 120 450 150 400 c h B* /G gs /P BMC EMC sh BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI ";
    let mut forms = one_page_with(
        format!("{texts}{drawing} /X Do /I Do /Pattern cs /P scn 0 0 99 99 re f"),
        "/Annots [12 0 R] /Rotate 90",
        "/XObject << /X 8 0 R /I 9 0 R >> /Pattern << /P 10 0 R >> /ExtGState << /G << /ca 0.5 /SMask << /S /Luminosity /G 8 0 R >> >> >>",
    );
    forms.flate("/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Matrix [1 0 0 1 5 5]", line(5.0, 5.0, "Cadre"));
    forms
        .flate("/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB", [9; 12]);
    forms.stream(
        "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>",
        "0 0 5 5 re f",
    );
    forms.add("<< /FunctionType 2 /Domain [0 1] /N 1 >>");
    forms.add("<< /Type /Annot /Subtype /Widget /FT /Tx /V (Valeur) /Rect [100 100 200 120] >>");

    let mut fonts = one_page("BT /F1 10 Tf 50 700 Td (ABC) Tj /F2 10 Tf (aa) Tj /F3 10 Tf <00410042> Tj ET");
    fonts.set(5, "<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 65 /Widths [500 600 700] /Encoding << /Differences [65 /A /fi] >> /ToUnicode 8 0 R >>");
    fonts.set(6, "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 97 /LastChar 97 /Widths [5] /Encoding << /Differences [97 /a] >> /CharProcs << /a 9 0 R >> >>");
    fonts.set(7, "<< /Type /Font /Subtype /Type0 /BaseFont /Y /Encoding /Identity-H /DescendantFonts [10 0 R] >>");
    fonts.flate("", "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <43> <0061> endbfrange endcmap");
    fonts.stream("", "5 0 0 0 5 5 d1 0 0 5 5 re f");
    fonts.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Y /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /W [1 [500 600]] >>");

    let mut attached = one_page(&texts);
    let file = attached
        .flate("/Type /EmbeddedFile", "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>");
    let spec = attached.add(format!("<< /Type /Filespec /F (factur-x.xml) /EF << /F {file} 0 R >> >>"));
    attached.set(1, format!("<< /Type /Catalog /Pages 2 0 R /AF [{spec} 0 R] /Names << /EmbeddedFiles << /Names [(a) {spec} 0 R] >> >> >>"));

    let mut packed = Pdf::new();
    packed.add("<< /Type /Catalog /Pages 2 0 R >>");
    packed.add("<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 /MediaBox [0 0 200 200] >>");
    packed.add("<< /Type /Page /Parent 2 0 R /Contents [4 0 R 5 0 R] /Resources << /Font << /F1 6 0 R >> >> >>");
    packed.stream(
        "/Filter [/ASCIIHexDecode /FlateDecode]",
        crate::pdf::deflate(texts.as_bytes()).iter().map(|b| format!("{b:02x}")).collect::<String>(),
    );
    packed.flate("", &texts);
    packed.add("<< /Type /Font /Subtype /TrueType /BaseFont /Arial,Bold /Encoding /WinAnsiEncoding >>");
    packed.flate("/Type /ObjStm /N 1 /First 4", "9 0 << /A 1 >>");

    vec![one_page(format!("{texts}{drawing}")).bytes(), forms.bytes(), fonts.bytes(), attached.bytes(), packed.bytes()]
}
