//! What bytes are taken for: by what they hold, in whatever dress they come.

use ocr_facture::ErrorKind;
use ocr_facture::document::{self, Document, Format, Limits, from_text};
use ocr_facture::error::Result;
use ocr_facture::page::Source;
use ocr_facture_tests::pdf::{line, one_page};

const CII: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\"/>";

fn open(bytes: &[u8]) -> Result<Document> {
    document::open(bytes, None, &Limits::default(), &|| None)
}

fn xml_of(bytes: &[u8]) -> String {
    let document = open(bytes).expect("an XML");
    assert_eq!(document.format, Format::Xml);
    String::from_utf8(document.xml.expect("its text")).expect("UTF-8")
}

fn picture(format: image::ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let shade = |x, y| image::Rgb([if x < width / 2 { 255 } else { 0 }, if y < height / 2 { 255 } else { 0 }, 0]);
    image::RgbImage::from_fn(width, height, shade).write_to(&mut out, format).expect("an encoder");
    out.into_inner()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |group: u32, at: u32| char::from(DIGITS[(group >> (18 - 6 * at) & 63) as usize]);
    let encode = |chunk: &[u8]| {
        let group = (0..3).fold(0, |n, i| n << 8 | u32::from(*chunk.get(i).unwrap_or(&0)));
        (0..4).map(|at| if at as usize <= chunk.len() { digit(group, at) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(encode).collect()
}

#[test]
fn every_format_is_recognised() {
    let pdf = one_page(line(50.0, 700.0, "Facture")).bytes();
    assert_eq!(open(&pdf).expect("a PDF").format, Format::Pdf);
    assert_eq!(open(&[b"junk\r\n".to_vec(), pdf].concat()).expect("a PDF").format, Format::Pdf);
    for format in
        [image::ImageFormat::Png, image::ImageFormat::Jpeg, image::ImageFormat::Tiff, image::ImageFormat::WebP]
    {
        let document = open(&picture(format, 400, 200)).expect("a picture");
        assert_eq!(document.format, Format::Image, "{format:?}");
        let page = &document.pages[0];
        assert_eq!((page.number, page.source, page.image_cover), (1, Source::None, 1.0));
        // 200 dots per inch: 400 dots are two inches.
        assert_eq!((page.width, page.height), (144.0, 72.0), "{format:?}");
    }
    assert_eq!(xml_of(CII.as_bytes()), CII);
}

#[test]
fn what_is_no_document_is_named() {
    let cases: [(&[u8], &str); 10] = [
        (b"", "vide"),
        (b"PK\x03\x04......word/document.xml", "Word"),
        (b"PK\x03\x04......xl/workbook.xml", "Excel"),
        (b"PK\x03\x04......", "ZIP"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"GIF89a", "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"Received: from a by b", "courriel"),
        (b"bonjour", "texte"),
    ];
    for (bytes, named) in cases {
        let error = open(bytes).expect_err("no document");
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.message().contains(named), "{named} is not in: {}", error.message());
    }
}

#[test]
fn xml_is_decoded_from_the_encoding_it_declares() {
    let text = |encoding: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?><a>été Œ €</a>");
    let single = |encoding: &str, oe: u8, euro: u8| -> Vec<u8> {
        let code = |c| match c {
            'é' => 0xe9,
            'Œ' => oe,
            '€' => euro,
            c => c as u8,
        };
        text(encoding).chars().map(code).collect()
    };
    assert!(xml_of(&single("ISO-8859-15", 0xbc, 0xa4)).ends_with("<a>été Œ €</a>"));
    assert!(xml_of(&single("windows-1252", 0x8c, 0x80)).ends_with("<a>été Œ €</a>"));
    assert!(xml_of(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9t\xe9</a>").ends_with("<a>été</a>"));
    let utf16 = |units: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{}", text("UTF-16")).encode_utf16().flat_map(units).collect()
    };
    for bytes in [
        utf16(u16::to_le_bytes, true),
        utf16(u16::to_be_bytes, true),
        utf16(u16::to_le_bytes, false),
        utf16(u16::to_be_bytes, false),
    ] {
        assert!(xml_of(&bytes).ends_with("<a>été Œ €</a>"));
    }
    assert!(xml_of(&[b"\xef\xbb\xbf".to_vec(), text("UTF-8").into_bytes()].concat()).starts_with("<?xml"));
    let lying = open(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xe9t\xe9</a>").expect("an XML all the same");
    assert_eq!(lying.problems[0].0, "xml_encoding");
}

#[test]
fn xml_with_a_dtd_is_refused() {
    let error = open(b"<?xml version=\"1.0\"?><!DOCTYPE a><a/>").expect_err("a DTD");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    // Brackets in comments, instructions, character data and attributes open nothing.
    xml_of(b"<?a <?><!-- <!DOCTYPE a> --><a b='<' c=\">\"><![CDATA[<!DOCTYPE]]></a>");
}

#[test]
fn text_in_every_dress_is_decoded() {
    // Bytes whose digits are + and /, and whose length asks for padding.
    let bytes = [&b"%PDF-1.7 \xfb\xef\xbe\xff\xff"[..], b"12"].concat();
    let plain = base64(&bytes);
    assert!(plain.contains('+') && plain.contains('/') && plain.ends_with('='));
    let url_safe = plain.replace('+', "-").replace('/', "_");
    let in_lines: String = plain.as_bytes().chunks(4).map(|c| format!("{}\r\n", String::from_utf8_lossy(c))).collect();
    let escaped = plain.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D");
    let dresses = [
        plain.clone(),
        plain.trim_end_matches('=').to_owned(),
        url_safe.clone(),
        url_safe.trim_end_matches('=').to_owned(),
        in_lines,
        format!("  \u{feff}{plain}\n").trim_start().to_owned(),
        format!("data:application/pdf;base64,{plain}"),
        format!("DATA:application/pdf;name=a.pdf;BASE64,{url_safe}"),
        format!("data:;base64,{escaped}"),
    ];
    for dress in dresses {
        assert_eq!(from_text(&dress, &Limits::default()).expect("a document"), bytes, "{dress}");
    }
    assert_eq!(from_text("data:text/xml,%3Ca%3E100%25%3C/a%3E", &Limits::default()).expect("an XML"), b"<a>100%</a>");
    for wrong in ["pas du base64 !", "data:application/pdf", "JVBE*"] {
        assert_eq!(from_text(wrong, &Limits::default()).expect_err(wrong).kind(), ErrorKind::InvalidInput);
    }
    let small = Limits { bytes: 10, ..Limits::default() };
    assert_eq!(from_text(&"A".repeat(100), &small).expect_err("too long").kind(), ErrorKind::TooLarge);
}

#[test]
fn attached_invoices_are_found_under_every_name() {
    let with = |names: &[(&str, &str)], tree: bool| {
        let mut pdf = one_page(line(50.0, 700.0, "Facture"));
        let mut specs = Vec::new();
        for (name, data) in names {
            let file = pdf.flate("/Type /EmbeddedFile", data);
            specs.push(pdf.add(format!("<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {file} 0 R >> >>")));
        }
        let entries = if tree {
            let leaves: String = specs.iter().map(|s| format!("(n{s}) {s} 0 R ")).collect();
            let leaf = pdf.add(format!("<< /Names [{leaves}] >>"));
            format!("/Names << /EmbeddedFiles << /Kids [{leaf} 0 R] >> >>")
        } else {
            format!("/AF [{}]", specs.iter().map(|s| format!("{s} 0 R ")).collect::<String>())
        };
        pdf.set(1, format!("<< /Type /Catalog /Pages 2 0 R {entries} >>"));
        let document = open(&pdf.bytes()).expect("a sound document");
        assert_eq!(document.pages[0].words.len(), 1);
        document.xml.map(|xml| String::from_utf8(xml).expect("UTF-8"))
    };
    let ubl = "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>";
    for tree in [true, false] {
        for name in [
            "factur-x.xml",
            "Factur-X.XML",
            "ZUGFeRD-invoice.xml",
            "zugferd-invoice.xml",
            "xrechnung.xml",
            "facture.xml",
        ] {
            assert_eq!(with(&[("bon.pdf", "%PDF"), (name, CII)], tree).as_deref(), Some(CII), "{name}");
        }
        assert_eq!(with(&[("ubl.xml", ubl)], tree).as_deref(), Some(ubl));
        assert_eq!(with(&[("a.xml", ubl), ("factur-x.xml", CII)], tree).as_deref(), Some(CII), "the known name wins");
        assert_eq!(with(&[("order-x.xml", CII)], tree), None, "an order is no invoice");
        assert_eq!(with(&[("notes.xml", "<notes/>")], tree), None);
        assert_eq!(with(&[("a.xml", ubl), ("b.xml", CII)], tree), None, "nothing tells which");
    }
}

#[test]
fn limits_hold() {
    let pdf = one_page(line(50.0, 700.0, "Facture")).bytes();
    let defaults = Limits::default();
    let cases = [
        (Limits { bytes: 100, ..defaults.clone() }, "bytes"),
        (Limits { pages: 0, ..defaults.clone() }, "pages"),
        (Limits { objects: 3, ..defaults.clone() }, "objects"),
        (Limits { depth: 2, ..defaults.clone() }, "depth"),
    ];
    for (limits, named) in cases {
        let error = document::open(&pdf, None, &limits, &|| None).expect_err(named);
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert!(error.context().iter().any(|(key, value)| *key == "limit" && value == named), "{error}");
    }
    let pixels = Limits { pixels: 1000, ..defaults };
    let error =
        document::open(&picture(image::ImageFormat::Png, 100, 100), None, &pixels, &|| None).expect_err("pixels");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[test]
fn the_caller_can_stop_the_work() {
    let pdf = one_page(line(50.0, 700.0, "Facture").repeat(20_000)).bytes();
    let calls = std::sync::atomic::AtomicUsize::new(0);
    for kind in [ErrorKind::Timeout, ErrorKind::Cancelled] {
        for after in [0, 10, 14] {
            calls.store(0, std::sync::atomic::Ordering::Relaxed);
            let interrupt = || (calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= after).then_some(kind);
            let error = document::open(&pdf, None, &Limits::default(), &interrupt).expect_err("stopped");
            assert_eq!(error.kind(), kind, "after {after} questions");
        }
    }
}
