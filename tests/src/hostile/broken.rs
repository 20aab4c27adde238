//! PDFs cut, damaged or lying about themselves.

use super::Expect::{Error, Pages, PagesOr, Word};
use super::{Case, case};
use crate::pdf::{Pdf, line, one_page};

pub(super) const CASES: &[Case] = &[
    case("header-only", || b"%PDF-1.7\n".to_vec(), Error(&["unreadable"])),
    case("header-and-zeros", || [b"%PDF-1.7\n".to_vec(), vec![0; 5000]].concat(), Error(&["unreadable"])),
    case("cut-in-half", || cut(50), PagesOr(&["unreadable"])),
    case("cut-at-9-tenths", || cut(90), Word("Facture")),
    case("cut-at-1-tenth", || cut(10), Error(&["unreadable"])),
    case("cut-in-xref", || cut_before(b"trailer"), Word("Facture")),
    case("cut-in-trailer", || cut_before(b"/Root"), Word("Facture")),
    case("cut-before-startxref", || cut_before(b"startxref"), Word("Facture")),
    case("junk-before-header", || [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), good()].concat(), Word("Facture")),
    case("junk-after-end", || [good(), vec![b'x'; 9000]].concat(), Word("Facture")),
    case("xref-points-nowhere", || replaced(&good(), b"startxref\n", b"startxref\n99999"), Word("Facture")),
    case("xref-points-before-start", || replaced(&good(), b"startxref\n", b"startxref\n-1"), Word("Facture")),
    case(
        "xref-offsets-shifted",
        || replaced(&good(), b"%PDF-1.7\n", b"%PDF-1.7\n% shifted by some bytes\n"),
        Word("Facture"),
    ),
    case("xref-is-its-own-previous", || with_trailer("/Prev 0"), Word("Facture")),
    case("xref-size-lies", || replaced(&good(), b"/Size", b"/Size 999999999 /Was"), Word("Facture")),
    case("endobj-missing", || remove(&good(), b"endobj"), Word("Facture")),
    case("endstream-missing", || remove(&good(), b"endstream"), PagesOr(&["unreadable"])),
    case("stream-length-too-long", || replaced(&good(), b"/Length ", b"/Length 9999"), Word("Facture")),
    case("stream-length-negative", || replaced(&good(), b"/Length ", b"/Length -"), Word("Facture")),
    case("stream-length-is-itself", || replaced(&good(), b"/Length ", b"/Length 4 0 R /Was "), Word("Facture")),
    case("root-missing", || replaced(&good(), b"/Root 1 0 R", b"/Rooot 1 0 R"), Word("Facture")),
    case("root-is-the-page", || replaced(&good(), b"/Root 1 0 R", b"/Root 3 0 R"), PagesOr(&["unreadable"])),
    case("root-is-nothing", || replaced(&good(), b"/Root 1 0 R", b"/Root 999 0 R"), Word("Facture")),
    case("pages-missing", || replaced(&good(), b"/Pages 2 0 R", b"/Other 2 0 R"), PagesOr(&["unreadable"])),
    case("pages-is-a-number", || replaced(&good(), b"/Pages 2 0 R", b"/Pages 12345"), PagesOr(&["unreadable"])),
    case("no-pages", || replaced(&good(), b"[3 0 R]", b"[]"), PagesOr(&["unreadable"])),
    case("page-is-null", || replaced(&good(), b"[3 0 R]", b"[null 3 0 R 999 0 R]"), Word("Facture")),
    case("content-missing", || replaced(&good(), b"/Contents 4 0 R", b"/Contents 999 0 R"), Pages),
    case("content-is-the-page", || replaced(&good(), b"/Contents 4 0 R", b"/Contents 3 0 R"), Pages),
    case("font-missing", || replaced(&good(), b"/F1 5 0 R", b"/F1 999 0 R"), Pages),
    case("font-is-the-catalog", || replaced(&good(), b"/F1 5 0 R", b"/F1 1 0 R"), Pages),
    case("media-box-missing", || replaced(&good(), b"/MediaBox [0 0 595 842]", b""), Word("Facture")),
    case("media-box-upside-down", || media_box("595 842 0 0"), Word("Facture")),
    case("media-box-empty", || media_box("0 0 0 0"), Pages),
    case("media-box-of-words", || media_box("/a (b) null true"), Pages),
    case("media-box-huge", || media_box("0 0 1e30 1e30"), PagesOr(&["unreadable"])),
    case("media-box-far-away", || media_box("-1e9 -1e9 1e9 1e9"), PagesOr(&["unreadable"])),
    case("media-box-not-a-number", || media_box("0 0 nan inf"), PagesOr(&["unreadable"])),
    case("rotate-absurd", || replaced(&good(), b"/Contents", b"/Rotate 99999999999999999999 /Contents"), Pages),
    case("names-not-utf8", || replaced(&good(), b"/F1", b"/F\xff\xfe\x80"), Pages),
    case("every-byte-flipped", || good().iter().map(|b| !b).collect(), Error(&["invalid_input"])),
    case("every-tenth-byte-zero", || every(10, |_| 0), PagesOr(&["unreadable", "invalid_input"])),
    case("every-hundredth-byte-flipped", || every(100, |b| !b), PagesOr(&["unreadable", "invalid_input"])),
    case("line-ends-translated", || replaced_all(&good(), b"\n", b"\r\n"), Word("Facture")),
    case("binary-as-utf8", || String::from_utf8_lossy(&good()).into_owned().into_bytes(), Word("Facture")),
];

/// A sound invoice of one page.
pub(super) fn good() -> Vec<u8> {
    let mut content = line(50.0, 780.0, "Facture F2026-0042");
    for row in 0..20 {
        content += &line(50.0, 700.0 - 20.0 * row as f32, &format!("Prestation {row} 100,00 EUR"));
    }
    one_page(content).bytes()
}

fn cut(percent: usize) -> Vec<u8> {
    let whole = good();
    whole[..whole.len() * percent / 100].to_vec()
}

fn cut_before(mark: &[u8]) -> Vec<u8> {
    let whole = good();
    let at = position(&whole, mark);
    whole[..at].to_vec()
}

fn position(bytes: &[u8], mark: &[u8]) -> usize {
    bytes.windows(mark.len()).rposition(|w| w == mark).expect("the mark is in the file")
}

/// The file with the last occurrence of a mark replaced, offsets left as they are.
fn replaced(bytes: &[u8], mark: &[u8], by: &[u8]) -> Vec<u8> {
    let at = position(bytes, mark);
    [&bytes[..at], by, &bytes[at + mark.len()..]].concat()
}

fn replaced_all(bytes: &[u8], mark: &[u8], by: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(mark.len()).position(|w| w == mark) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(by);
        rest = &rest[at + mark.len()..];
    }
    out.extend_from_slice(rest);
    out
}

fn remove(bytes: &[u8], mark: &[u8]) -> Vec<u8> {
    replaced_all(bytes, mark, b"")
}

fn every(step: usize, change: fn(u8) -> u8) -> Vec<u8> {
    good().into_iter().enumerate().map(|(i, b)| if i % step == step - 1 { change(b) } else { b }).collect()
}

fn media_box(numbers: &str) -> Vec<u8> {
    replaced(&good(), b"0 0 595 842", numbers.as_bytes())
}

fn with_trailer(entries: &str) -> Vec<u8> {
    let mut pdf: Pdf = one_page(line(50.0, 780.0, "Facture F2026-0042"));
    pdf.trailer(entries);
    let bytes = pdf.bytes();
    let at = position(&bytes, b"xref\n0 ");
    replaced(&bytes, b"/Prev 0", format!("/Prev {at}").as_bytes())
}
