//! XML made to harm, and XML that is no invoice: a typed error or a reading with warnings, soon.

use std::fmt::Write as _;
use std::sync::mpsc;
use std::time::Duration;

use ocr_facture::ErrorKind;
use ocr_facture::document::Limits;
use ocr_facture::facturx;

use super::{CII, UBL, read, with};

#[track_caller]
fn refused(xml: &[u8], kind: ErrorKind) {
    let error = facturx::read(xml, &Limits::default()).expect_err("refused");
    assert_eq!(error.kind(), kind, "{error}");
}

/// What a reading may take before it counts as hanging: a guard for a machine, not a measure of speed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads a document that must neither hang nor panic.
fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (told, ended) = mpsc::channel();
    std::thread::spawn(move || told.send(work()));
    ended.recv_timeout(PATIENCE).expect("the reading ends")
}

fn wrapped(inside: &str) -> String {
    format!("<CrossIndustryInvoice>{inside}</CrossIndustryInvoice>")
}

#[test]
fn what_is_no_invoice_is_refused_by_kind() {
    for xml in
        ["<order/>", "<Invoice/>", "<Invoice xmlns='urn:other'><ID>1</ID></Invoice>", "<html><p>Facture</p></html>"]
    {
        refused(xml.as_bytes(), ErrorKind::InvalidInput);
        assert_eq!(facturx::sniff(xml.as_bytes()), None);
    }
    for xml in ["", " ", "<", "<CrossIndustryInvoice>", "facture", "<a></b>", "<?xml version='1.0'?>", "<a b=1/>"] {
        refused(xml.as_bytes(), ErrorKind::Unreadable);
        assert!(facturx::sniff(xml.as_bytes()).is_none_or(|_| xml.starts_with("<CrossIndustryInvoice>")));
    }
    let dtd = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><CrossIndustryInvoice>&a;</CrossIndustryInvoice>";
    refused(dtd.as_bytes(), ErrorKind::InvalidInput);
    let external = "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><CrossIndustryInvoice/>";
    refused(external.as_bytes(), ErrorKind::InvalidInput);
}

#[test]
fn an_error_quotes_nothing_of_the_document() {
    for xml in ["<a><secret></b>", "<a secret='1' secret='2'/>", "<a>&secret;</a>", "<secret:a/>", "<a>\u{1}secret</a>"]
    {
        let error = facturx::read(xml.as_bytes(), &Limits::default()).expect_err("refused");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
}

#[test]
fn limits_hold() {
    let limits = Limits { objects: 50, ..Limits::default() };
    assert_eq!(facturx::read(CII.as_bytes(), &limits).expect_err("too many").kind(), ErrorKind::TooLarge);
    let limits = Limits { depth: 4, ..Limits::default() };
    assert_eq!(facturx::read(CII.as_bytes(), &limits).expect_err("too deep").kind(), ErrorKind::TooLarge);
    let limits = Limits { bytes: 100, ..Limits::default() };
    assert_eq!(facturx::read(CII.as_bytes(), &limits).expect_err("too big").kind(), ErrorKind::TooLarge);

    let deep = wrapped(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000)));
    soon(|| refused(deep.as_bytes(), ErrorKind::TooLarge));
    let limits = Limits { depth: u32::MAX, ..Limits::default() };
    soon(|| assert_eq!(facturx::read(deep.as_bytes(), &limits).expect_err("too deep").kind(), ErrorKind::TooLarge));
    let many = wrapped(&"<a>1</a>".repeat(600_000));
    soon(|| refused(many.as_bytes(), ErrorKind::TooLarge));
}

#[test]
fn encodings_are_read_and_lies_about_them_told() {
    let utf16 = |order: fn(u16) -> [u8; 2], xml: &str| xml.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let declared = |name: &str| with(CII, "UTF-8", name);
    let expected = read(CII).invoice;
    let latin = |xml: &str| {
        xml.chars()
            .map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).expect("Latin-1") })
            .collect::<Vec<u8>>()
    };
    let latin_9 = |xml: &str| {
        xml.chars()
            .map(|c| if c == '€' { 0xA4 } else { u8::try_from(u32::from(c)).expect("Latin-9") })
            .collect::<Vec<u8>>()
    };
    let documents = [
        format!("\u{feff}{CII}").into_bytes(),
        utf16(u16::to_le_bytes, &format!("\u{feff}{}", declared("UTF-16"))),
        utf16(u16::to_be_bytes, &format!("\u{feff}{}", declared("UTF-16"))),
        utf16(u16::to_le_bytes, &declared("UTF-16LE")),
        utf16(u16::to_be_bytes, &declared("UTF-16BE")),
        latin(&declared("ISO-8859-1")),
        latin(&declared("windows-1252")),
        latin_9(&declared("ISO-8859-15")),
    ];
    for xml in documents {
        let reading = facturx::read(&xml, &Limits::default()).expect("reads");
        assert_eq!(reading.invoice, expected);
        assert_eq!(facturx::sniff(&xml), Some(reading.kind));
    }
    // Text that is decoded already keeps the declaration of what it was.
    assert_eq!(read(&declared("ISO-8859-1")).invoice, expected);
    let lying = facturx::read(&latin(CII), &Limits::default()).expect("reads");
    assert_eq!((lying.invoice, lying.warnings[0].code.as_str()), (expected, "xml_encoding"));
    refused(declared("EBCDIC").replace('é', "\u{1}").as_bytes(), ErrorKind::Unreadable);
    refused(&latin(&declared("EBCDIC")), ErrorKind::InvalidInput);
}

#[test]
fn warnings_stay_few_and_short() {
    let mut inside = String::new();
    for i in 0..20_000 {
        write!(inside, "<name{i}{}>x</name{i}{}>", "y".repeat(200), "y".repeat(200)).expect("a string");
    }
    let reading = soon(|| read(&wrapped(&inside)));
    assert_eq!(reading.warnings.len(), 101);
    assert!(reading.warnings.iter().all(|w| w.message.len() < 400));
    assert!(reading.warnings[100].message.contains("autres chemins"));
}

#[test]
fn repetition_costs_no_more_than_its_length() {
    let party = |inside: &str| {
        wrapped(&format!(
            "<SupplyChainTradeTransaction><ApplicableHeaderTradeAgreement><SellerTradeParty>{inside}</SellerTradeParty>\
             </ApplicableHeaderTradeAgreement></SupplyChainTradeTransaction>"
        ))
    };
    let settlement = |inside: &str| {
        wrapped(&format!(
            "<SupplyChainTradeTransaction><ApplicableHeaderTradeSettlement>{inside}</ApplicableHeaderTradeSettlement>\
             </SupplyChainTradeTransaction>"
        ))
    };
    let numbered = |form: &str| (0..100_000).fold(String::new(), |all, i| all + &form.replace("{}", &i.to_string()));
    let documents = [
        party(&numbered("<SpecifiedLegalOrganization><ID>732829320</ID></SpecifiedLegalOrganization>")),
        party(&numbered("<PostalTradeAddress><LineOne>{}</LineOne></PostalTradeAddress>")),
        settlement(&numbered("<SpecifiedTradePaymentTerms><Description>{}</Description></SpecifiedTradePaymentTerms>")),
        settlement(&numbered(
            "<SpecifiedTradeSettlementPaymentMeans><TypeCode>{}</TypeCode></SpecifiedTradeSettlementPaymentMeans>",
        )),
        settlement(&numbered(
            "<SpecifiedTradePaymentTerms><DueDateDateTime>{}</DueDateDateTime></SpecifiedTradePaymentTerms>",
        )),
        wrapped(&format!("<a {}/>", numbered("a{}='' "))),
        wrapped(&format!("<a{}/>", numbered("=''"))),
        wrapped(&numbered("<a xmlns:n{}='x'>")),
        wrapped(&numbered("<a xmlns:n{}='x'/>")),
        wrapped(&format!("<ExchangedDocument><ID>{}</ID></ExchangedDocument>", "9 ".repeat(1_000_000))),
        wrapped(&format!("<ExchangedDocument><ID>{}</ID></ExchangedDocument>", "<!---->x".repeat(100_000))),
    ];
    for xml in documents {
        soon(|| facturx::read(xml.as_bytes(), &Limits::default()).map(|r| r.warnings.len()).unwrap_or_default());
    }
}

/// Bytes changed, cut and doubled from a fixed seed: an error or a reading, never a panic.
#[test]
fn damaged_documents_never_panic() {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).expect("small")
    };
    let mut read_at_all = 0;
    for round in 0..3000 {
        let mut bytes = if round % 2 == 0 { CII } else { UBL }.as_bytes().to_vec();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = u8::try_from(random(256)).expect("a byte"),
                1 => drop(bytes.drain(at..(at + random(40)).min(bytes.len()))),
                2 => bytes.insert(at, b"<>&\"'/ 0"[random(8)]),
                _ => {
                    let piece = bytes[at..(at + random(200)).min(bytes.len())].to_vec();
                    let to = random(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
        }
        read_at_all += u32::from(facturx::read(&bytes, &Limits::default()).is_ok());
        let _ = facturx::sniff(&bytes);
    }
    assert!(read_at_all > 100, "{read_at_all} of 3000 still read");
}
