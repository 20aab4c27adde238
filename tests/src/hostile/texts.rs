//! What is no document, XML that attacks, and files that are two things at once.

use super::Expect::{Error, Word, Xml};
use super::{Case, case};
use crate::pdf::{deflated_repeat, line, one_page};

const INVALID: &[&str] = &["invalid_input"];

pub(super) const CASES: &[Case] = &[
    case("nothing", Vec::new, Error(INVALID)),
    case("one-byte", || vec![b'%'], Error(INVALID)),
    case("zeros", || vec![0; 100_000], Error(INVALID)),
    case("spaces", || vec![b' '; 100_000], Error(INVALID)),
    case("plain-text", || b"Facture 42, total 100 EUR".to_vec(), Error(INVALID)),
    // Looks like the test file of virus scanners, without being it.
    case("eicar-like", || b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$NOT-THE-EICAR-FILE!$H+H*".to_vec(), Error(INVALID)),
    case("html", || b"<!DOCTYPE html><html><body>Facture</body></html>".to_vec(), Error(INVALID)),
    case("json", || b"{\"facture\": 42}".to_vec(), Error(INVALID)),
    case("mail", || b"From: a@example.org\r\nSubject: Facture\r\n\r\nVoir piece jointe".to_vec(), Error(INVALID)),
    case("zip", || b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), Error(INVALID)),
    case(
        "zip-bomb",
        || [b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), vec![0; 16], deflated_repeat(0, 100 << 20)].concat(),
        Error(INVALID),
    ),
    case(
        "docx",
        || b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x11\0\0\0word/document.xml".to_vec(),
        Error(INVALID),
    ),
    case("gzip", || b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec(), Error(INVALID)),
    case("heic", || b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Error(INVALID)),
    case("base64-as-bytes", || b"JVBERi0xLjcKJeLjz9MK".to_vec(), Error(INVALID)),
    case("xml-billion-laughs", laughs, Error(INVALID)),
    case(
        "xml-external-entity",
        || b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>".to_vec(),
        Error(INVALID),
    ),
    case(
        "xml-100000-deep",
        || format!("<?xml version=\"1.0\"?>{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000)).into_bytes(),
        Error(&["too_large"]),
    ),
    case(
        "xml-a-million-elements",
        || format!("<r>{}</r>", "<a/>".repeat(1_000_000)).into_bytes(),
        Error(&["too_large"]),
    ),
    case("xml-cut", || b"<?xml version=\"1.0\"?><Invoice><ID>F-4".to_vec(), Xml),
    case("xml-declares-utf8-is-latin1", || b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xe9t\xe9</a>".to_vec(), Xml),
    case("xml-declares-utf16-is-utf8", || b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>".to_vec(), Xml),
    case("xml-of-unknown-encoding", || b"<?xml version=\"1.0\" encoding=\"EBCDIC-FR\"?><a/>".to_vec(), Error(INVALID)),
    case(
        "xml-utf16-of-odd-length",
        || [vec![0xff, 0xfe], "<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect(), vec![b'x']].concat(),
        Xml,
    ),
    case("xml-utf16-of-lone-surrogates", || [vec![0xfe, 0xff], [0xd8_u8, 0x00].repeat(1000)].concat(), Error(INVALID)),
    case("xml-comment-without-end", || b"<a/><!-- ".repeat(10_000), Xml),
    case("xml-attribute-of-a-megabyte", || format!("<a b=\"{}\"/>", ">".repeat(1 << 20)).into_bytes(), Xml),
    case("png-and-pdf", || [b"\x89PNG\r\n\x1a\n".to_vec(), pdf()].concat(), Error(&["unreadable"])),
    case("pdf-in-an-xml-comment", || [b"<!-- ".to_vec(), pdf(), b" -->".to_vec()].concat(), Xml),
    case("zip-and-pdf", || [pdf(), b"PK\x05\x06".to_vec(), vec![0; 18]].concat(), Word("Facture")),
    case("pdf-twice", || [pdf(), pdf()].concat(), Word("Facture")),
];

fn pdf() -> Vec<u8> {
    one_page(line(50.0, 700.0, "Facture")).bytes()
}

fn laughs() -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
    for level in 1..10 {
        let before = format!("&lol{};", level - 1).repeat(10);
        out += &format!("<!ENTITY lol{level} \"{before}\">");
    }
    (out + "]><lolz>&lol9;</lolz>").into_bytes()
}
