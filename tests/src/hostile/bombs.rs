//! Small files that grow.

use super::Expect::{Error, Pages, PagesOr, Word};
use super::{Case, case};
use crate::pdf::{Pdf, deflate, deflated_repeat, line, one_page, one_page_with};

const TOO_LARGE: &[&str] = &["too_large"];
const MIB: usize = 1 << 20;

pub(super) const CASES: &[Case] = &[
    case("flate-content-1-gib", || content("/FlateDecode", deflated_repeat(b' ', 1024 * MIB)), Error(TOO_LARGE)),
    case("flate-content-300-mib", || content("/FlateDecode", deflated_repeat(b'q', 300 * MIB)), Error(TOO_LARGE)),
    case(
        "flate-in-flate",
        || content("[/FlateDecode /FlateDecode]", deflate(&deflated_repeat(b' ', 600 * MIB))),
        Error(TOO_LARGE),
    ),
    case("flate-in-flate-in-flate", flate_three_deep, Error(TOO_LARGE)),
    case("flate-behind-a-reference", filter_by_reference, Error(TOO_LARGE)),
    case(
        "flate-with-an-escaped-name",
        || content("/Flate#44ecode", deflated_repeat(b' ', 400 * MIB)),
        Error(TOO_LARGE),
    ),
    case("flate-with-an-escaped-key", escaped_key, Error(TOO_LARGE)),
    case(
        "flate-without-zlib-header",
        || content("/FlateDecode", deflated_repeat(b' ', 400 * MIB)[2..].to_vec()),
        Error(TOO_LARGE),
    ),
    case("flate-many-streams", many_streams, Error(TOO_LARGE)),
    case("flate-object-stream", object_stream, Error(TOO_LARGE)),
    case("flate-xref-stream", xref_stream, Error(TOO_LARGE)),
    case("flate-in-a-font", font_file, Error(TOO_LARGE)),
    case("flate-in-a-character-map", to_unicode, Error(TOO_LARGE)),
    case("flate-in-an-attachment", attachment, Error(TOO_LARGE)),
    case("flate-as-a-picture-with-small-size", picture, Pages),
    case(
        "run-length-in-flate",
        || content("[/FlateDecode /RunLengthDecode]", deflate(&[129, b' '].repeat(4 * MIB))),
        Error(TOO_LARGE),
    ),
    case("run-length-only", || content("/RunLengthDecode", [129, b' '].repeat(MIB)), Error(TOO_LARGE)),
    case("lzw", || content("/LZWDecode", lzw_bomb()), Error(TOO_LARGE)),
    case(
        "ascii85-of-zeros-in-flate",
        || content("[/FlateDecode /ASCII85Decode]", deflated_repeat(b'z', 80 * MIB)),
        Error(TOO_LARGE),
    ),
    case("endstream-inside-the-bomb", fake_end, Error(TOO_LARGE)),
    case(
        "flate-cut",
        || content("/FlateDecode", deflate(line(50.0, 700.0, "Facture").repeat(99).as_bytes())[..60].to_vec()),
        PagesOr(&[]),
    ),
    case("a-million-objects", many_objects, Error(TOO_LARGE)),
    case("a-hundred-thousand-pages", many_pages, Error(TOO_LARGE)),
    case("page-count-lies", || lying_count("1000000000"), Word("Facture")),
    case("page-count-negative", || lying_count("-5"), Word("Facture")),
    case("object-stream-count-lies", object_stream_count, Word("Facture")),
    case("ten-megabytes-of-numbers", || one_page("1 ".repeat(5 * MIB)).bytes(), PagesOr(&["timeout"])),
    case(
        "ten-megabytes-of-one-name",
        || one_page(format!("/{} gs", "a".repeat(10 * MIB))).bytes(),
        PagesOr(&["timeout"]),
    ),
    case(
        "ten-megabytes-of-letters",
        || one_page(format!("BT /F1 1 Tf 10 10 Td ({}) Tj ET", "a".repeat(10 * MIB))).bytes(),
        PagesOr(&["timeout", "unreadable"]),
    ),
    case(
        "a-million-streams-in-name-only",
        || [one_page(line(50.0, 700.0, "Facture")).bytes(), b"stream\n".repeat(MIB)].concat(),
        PagesOr(&["too_large", "unreadable"]),
    ),
];

fn content(filter: &str, data: Vec<u8>) -> Vec<u8> {
    let mut pdf = one_page("");
    let packed = pdf.stream(&format!("/Filter {filter}"), data);
    let body = pdf.objects_mut()[packed - 1].clone();
    pdf.set(4, body);
    pdf.set(packed, "null");
    pdf.bytes()
}

fn flate_three_deep() -> Vec<u8> {
    let data = deflate(&deflate(&deflated_repeat(0, 1024 * MIB)));
    content("[/FlateDecode /FlateDecode /FlateDecode]", data)
}

fn filter_by_reference() -> Vec<u8> {
    let mut pdf = one_page("");
    let filter = pdf.add("[/FlateDecode /FlateDecode]");
    pdf.stream(&format!("/Filter {filter} 0 R"), deflate(&deflated_repeat(b' ', 600 * MIB)));
    pdf.bytes()
}

fn escaped_key() -> Vec<u8> {
    let mut pdf = one_page("");
    pdf.stream("/F#69lter /FlateDecode", deflated_repeat(b' ', 400 * MIB));
    pdf.bytes()
}

fn many_streams() -> Vec<u8> {
    let mut pdf = one_page("");
    let one = deflated_repeat(b' ', 8 * MIB);
    let streams: Vec<String> = (0..60).map(|_| format!("{} 0 R", pdf.stream("/Filter /FlateDecode", &one))).collect();
    let page = format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [{}] >>", streams.join(" "));
    pdf.set(3, page);
    pdf.bytes()
}

fn object_stream() -> Vec<u8> {
    let mut pdf = one_page("");
    pdf.stream("/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode", deflated_repeat(b' ', 500 * MIB));
    pdf.bytes()
}

fn xref_stream() -> Vec<u8> {
    let mut pdf = one_page("");
    pdf.stream("/Type /XRef /Size 9 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode", deflated_repeat(0, 500 * MIB));
    let mut bytes = pdf.bytes();
    let at = bytes.windows(6).rposition(|w| w == b"/Type ").unwrap_or(0);
    let object = bytes[..at].windows(4).rposition(|w| w == b" obj").map_or(0, |o| o - 1);
    let xref = bytes.windows(5).rposition(|w| w == b"xref\n").unwrap_or(0);
    bytes.truncate(xref - 1);
    bytes.extend_from_slice(format!("\nstartxref\n{object}\n%%EOF").as_bytes());
    bytes
}

fn font_file() -> Vec<u8> {
    let mut pdf = one_page(line(50.0, 700.0, "Facture"));
    let file = pdf.stream("/Filter /FlateDecode", deflated_repeat(0, 500 * MIB));
    let descriptor = pdf.add(format!("<< /Type /FontDescriptor /FontName /X /Flags 32 /FontFile2 {file} 0 R >>"));
    pdf.set(5, format!("<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor {descriptor} 0 R >>"));
    pdf.bytes()
}

fn to_unicode() -> Vec<u8> {
    let mut pdf = one_page(line(50.0, 700.0, "Facture"));
    let map = pdf.stream("/Filter /FlateDecode", deflated_repeat(b'<', 500 * MIB));
    pdf.set(5, format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode {map} 0 R >>"));
    pdf.bytes()
}

fn attachment() -> Vec<u8> {
    let mut pdf = one_page(line(50.0, 700.0, "Facture"));
    let file = pdf.stream("/Type /EmbeddedFile /Filter /FlateDecode", deflated_repeat(b' ', 500 * MIB));
    let spec = pdf.add(format!("<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /EF << /F {file} 0 R >> >>"));
    pdf.set(1, format!("<< /Type /Catalog /Pages 2 0 R /AF [{spec} 0 R] >>"));
    pdf.bytes()
}

fn picture() -> Vec<u8> {
    let mut pdf = one_page_with("q 100 0 0 100 0 0 cm /I Do Q", "", "/XObject << /I 8 0 R >>");
    pdf.stream(
        "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode",
        deflated_repeat(0, 400 * MIB),
    );
    pdf.bytes()
}

/// The densest LZW there is: each code repeats the string before and one byte more.
fn lzw_bomb() -> Vec<u8> {
    let mut out = Vec::new();
    let (mut buffer, mut bits) = (0_u32, 0);
    let mut push = |code: u32, width: u32| {
        buffer = buffer << width | code;
        bits += width;
        while bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits) as u8);
        }
    };
    for round in 0..60 {
        push(256, if round == 0 { 9 } else { 12 });
        push(u32::from(b' '), 9);
        for code in 258..4094_u32 {
            push(
                code,
                if code < 511 {
                    9
                } else if code < 1023 {
                    10
                } else if code < 2047 {
                    11
                } else {
                    12
                },
            );
        }
    }
    push(257, 12);
    push(0, 7);
    out
}

fn fake_end() -> Vec<u8> {
    let mut data = vec![0x78, 0x01];
    let stored = b"\nendstream endobj ";
    data.push(0);
    data.extend_from_slice(&(stored.len() as u16).to_le_bytes());
    data.extend_from_slice(&(!(stored.len() as u16)).to_le_bytes());
    data.extend_from_slice(stored);
    data.extend_from_slice(&deflated_repeat(b' ', 400 * MIB)[2..]);
    content("/FlateDecode", data)
}

fn many_objects() -> Vec<u8> {
    let mut pdf = one_page("");
    for _ in 0..1_000_000 {
        pdf.add("0");
    }
    pdf.bytes()
}

fn many_pages() -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    let count = 100_000;
    let kids: Vec<String> = (0..count).map(|k| format!("{} 0 R", k + 3)).collect();
    pdf.add(format!("<< /Type /Pages /Kids [{}] /Count {count} >>", kids.join(" ")));
    for _ in 0..count {
        pdf.add("<< /Type /Page /Parent 2 0 R >>");
    }
    pdf.bytes()
}

fn lying_count(count: &str) -> Vec<u8> {
    let mut pdf = one_page(line(50.0, 700.0, "Facture"));
    pdf.set(2, format!("<< /Type /Pages /Kids [3 0 R] /Count {count} >>"));
    pdf.bytes()
}

fn object_stream_count() -> Vec<u8> {
    let mut pdf = one_page(line(50.0, 700.0, "Facture"));
    pdf.flate("/Type /ObjStm /N 4294967295 /First 4294967295", b"99 0 <<>>");
    pdf.bytes()
}
