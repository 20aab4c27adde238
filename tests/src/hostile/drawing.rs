//! Pages that draw the absurd.

use super::Expect::{Error, Pages, PagesOr, Word};
use super::{Case, case};
use crate::pdf::{line, one_page, one_page_with};

pub(super) const CASES: &[Case] = &[
    case("font-size-1e30", || text("BT /F1 1e30 Tf 10 10 Td (Grand) Tj ET"), Word("Facture")),
    case("font-size-zero", || text("BT /F1 0 Tf 10 10 Td (Nul) Tj ET"), Word("Facture")),
    case("font-size-negative", || text("BT /F1 -12 Tf 100 100 Td (Inverse) Tj ET"), Word("Facture")),
    case(
        "numbers-absurd",
        || text("1e400 -0 99999999999999999999 .. - + --5 0x10 1.2.3 re S 1e400 0 0 1e400 0 0 cm"),
        Pages,
    ),
    case("number-of-a-thousand-digits", || text(&format!("BT /F1 {} Tf (a) Tj ET", "9".repeat(1000))), Word("Facture")),
    case("matrix-flat", || text("q 0 0 0 0 0 0 cm BT /F1 12 Tf (Plat) Tj ET 0 0 100 100 re f Q"), Word("Facture")),
    case("matrix-not-a-number", || text("q nan nan nan nan nan nan cm BT /F1 12 Tf (Rien) Tj ET Q"), Word("Facture")),
    case("matrix-growing", || one_page("2 0 0 2 0 0 cm ".repeat(5000) + &line(1.0, 1.0, "Loin")).bytes(), Pages),
    case("scaling-zero", || text("BT 0 Tz /F1 12 Tf 100 100 Td (Serre) Tj ET"), Word("Facture")),
    case("spacing-huge", || text("BT 1e20 Tc /F1 12 Tf 100 100 Td (Espace) Tj ET"), Word("Facture")),
    case("kerning-huge", || text("BT /F1 12 Tf 100 100 Td [(A) -1e30 (B) 1e30 (C)] TJ ET"), Word("Facture")),
    case(
        "a-million-lines",
        || one_page(line(50.0, 700.0, "Facture") + &"1 1 m 99 99 l S ".repeat(1_000_000)).bytes(),
        PagesOr(&["timeout"]),
    ),
    case(
        "one-path-of-a-million-lines",
        || one_page(format!("{}0 0 m {} S", line(50.0, 700.0, "Facture"), "9 9 l 5 700 l ".repeat(500_000))).bytes(),
        PagesOr(&["timeout"]),
    ),
    case(
        "a-million-rectangles",
        || one_page(line(50.0, 700.0, "Facture") + &"9 9 50 50 re f ".repeat(1_000_000)).bytes(),
        PagesOr(&["timeout"]),
    ),
    case(
        "a-million-words",
        || one_page("BT /F1 1 Tf 9 9 Td (mot ) Tj ET ".repeat(400_000)).bytes(),
        PagesOr(&["timeout"]),
    ),
    case(
        "the-same-word-a-hundred-thousand-times",
        || one_page("BT /F1 12 Tf 99 99 Td (Facture) Tj ET ".repeat(100_000)).bytes(),
        PagesOr(&["timeout"]),
    ),
    case(
        "letters-in-one-point",
        || one_page(format!("BT /F1 12 Tf -100 Tz 99 99 Td ({}) Tj ET", "abcdefgh".repeat(20_000))).bytes(),
        PagesOr(&["timeout"]),
    ),
    case(
        "dashes-of-nothing",
        || text("[0 0 0] 0 d 10 10 m 500 10 l S [1e-30] 0 d 10 20 m 500 20 l S"),
        Word("Facture"),
    ),
    case("line-width-1e30", || text("1e30 w 10 10 m 500 10 l S"), Pages),
    case("operators-unknown", || text("foo bar baz (x) [1 2] << >> \x00\x01\x02 ] ) > >> } {"), Pages),
    case("operators-without-operands", || text("re m l c Tj TJ Tf Td Tm cm Do gs cs scn sh BDC d i ri \" '"), Pages),
    case("inline-image-without-end", || text("BI /W 10 /H 10 /BPC 8 /CS /G ID abcdef"), Word("Facture")),
    case("inline-image-60000-square", || text("BI /W 60000 /H 60000 /BPC 8 /CS /RGB ID abc EI"), Pages),
    case(
        "picture-60000-square",
        || picture("/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"),
        Error(&["too_large"]),
    ),
    case(
        "picture-of-negative-size",
        || picture("/Width -5 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB"),
        Word("Facture"),
    ),
    case(
        "picture-of-absurd-depth",
        || picture("/Width 10 /Height 10 /BitsPerComponent 99999 /ColorSpace /DeviceRGB"),
        Word("Facture"),
    ),
    case(
        "fax-of-absurd-width",
        || {
            picture(
                "/Width 100 /Height 100 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 2000000000 /Rows 2000000000 >>",
            )
        },
        PagesOr(&["too_large"]),
    ),
    case("jpeg-in-pdf-60000-square", || jpeg_picture(60_000), Pages),
    case("predictor-of-absurd-width", predictor, PagesOr(&["too_large", "unreadable"])),
    case(
        "shading-of-absurd-domain",
        || {
            shading(
                "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 1e30 1e-30] /Domain [1e30 -1e30] /Function << /FunctionType 2 /Domain [0 1] /N 1e30 /C0 [0] /C1 [1] >> >>",
            )
        },
        Pages,
    ),
    case("tiling-of-tiny-steps", tiling, PagesOr(&["timeout"])),
    case(
        "widths-absurd",
        || {
            font(
                "<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar -99999 /LastChar 99999999 /Widths [1e30 (a) null] >>",
            )
        },
        Pages,
    ),
    case(
        "font-of-nothing",
        || font("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [] >>"),
        Pages,
    ),
    case("character-map-of-everything", character_map, PagesOr(&["timeout"])),
];

fn text(drawing: &str) -> Vec<u8> {
    one_page(line(50.0, 700.0, "Facture") + drawing).bytes()
}

fn picture(entries: &str) -> Vec<u8> {
    let mut pdf =
        one_page_with(line(50.0, 700.0, "Facture") + "q 100 0 0 100 0 0 cm /I Do Q", "", "/XObject << /I 8 0 R >>");
    pdf.stream(&format!("/Type /XObject /Subtype /Image {entries}"), b"abcdefghij");
    pdf.bytes()
}

fn jpeg_picture(size: u16) -> Vec<u8> {
    let mut pdf = one_page_with("q 100 0 0 100 0 0 cm /I Do Q", "", "/XObject << /I 8 0 R >>");
    let data = super::images::jpeg_header(size, size);
    pdf.stream("/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode", data);
    pdf.bytes()
}

fn predictor() -> Vec<u8> {
    let mut pdf = one_page("");
    let entries = "/DecodeParms << /Predictor 15 /Columns 2000000000 /Colors 2000000000 /BitsPerComponent 16 >>";
    let at = pdf.flate(entries, line(50.0, 700.0, "Facture"));
    pdf.set(3, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {at} 0 R >>"));
    pdf.bytes()
}

fn shading(body: &str) -> Vec<u8> {
    let mut pdf = one_page_with(line(50.0, 700.0, "Facture") + "/S sh", "", "/Shading << /S 8 0 R >>");
    pdf.add(body);
    pdf.bytes()
}

fn tiling() -> Vec<u8> {
    let mut pdf = one_page_with("/Pattern cs /P scn 0 0 595 842 re f", "", "/Pattern << /P 8 0 R >>");
    pdf.stream(
        "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 1e-9 /YStep 1e-9 /Resources << >>",
        "0 0 1 1 re f",
    );
    pdf.bytes()
}

fn font(body: &str) -> Vec<u8> {
    let mut pdf = one_page(line(50.0, 700.0, "Facture"));
    pdf.set(5, body);
    pdf.bytes()
}

fn character_map() -> Vec<u8> {
    let mut pdf = one_page(line(50.0, 700.0, "Facture"));
    let map = pdf.stream("", "begincmap 9999 begincodespacerange <00> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap");
    pdf.set(5, format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode {map} 0 R >>"));
    pdf.bytes()
}
