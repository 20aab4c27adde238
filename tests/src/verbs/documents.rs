//! The documents the cases are about, each drawn here: nobody's invoice, and the same bytes on every machine.

use std::io::Cursor;
use std::path::PathBuf;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageFormat, RgbImage};
use ocr_facture::facturx::{Profile, Syntax, write_xml};
use serde_json::Value;

use crate::degrade::{Set, degrade};
use crate::drawn::{Case, cases, file};
use crate::generator::{Language, Sample, generate};
use crate::pdf::{FIRST_FREE, line, one_page, one_page_with};
use crate::{hostile, hybrid};

/// A document of the vectors.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// Name of its file.
    pub name: &'static str,
    /// Makes it.
    pub make: fn() -> Vec<u8>,
    /// What its pages show, where the generator drew it.
    pub truth: Option<fn() -> Value>,
}

/// Where they lie.
pub fn folder() -> PathBuf {
    super::folder().join("../documents")
}

const SEED: u64 = 33;

/// A document of the generator, with its truth.
macro_rules! generated {
    ($name:literal, $language:ident, $index:literal) => {
        Document {
            name: $name,
            make: || sample(Language::$language, $index).pdf,
            truth: Some(|| sample(Language::$language, $index).truth_json()),
        }
    };
}

const fn made(name: &'static str, make: fn() -> Vec<u8>) -> Document {
    Document { name, make, truth: None }
}

/// Every document.
pub const DOCUMENTS: &[Document] = &[
    generated!("facture.pdf", French, 41),
    generated!("courte.pdf", French, 12),
    generated!("trois-taux.pdf", French, 40),
    generated!("avoir.pdf", French, 57),
    generated!("deux-pages.pdf", French, 59),
    generated!("ticket.pdf", French, 5),
    generated!("invoice.pdf", English, 22),
    generated!("rechnung.pdf", German, 25),
    generated!("factura.pdf", Spanish, 24),
    generated!("fattura.pdf", Italian, 42),
    generated!("fatura.pdf", Portuguese, 40),
    generated!("factuur.pdf", Dutch, 1),
    made("scan.png", || scan(Set::Low)),
    made("scan.jpg", || scan(Set::Mild)),
    made("photo.jpg", || scan(Set::Photo)),
    made("scan.pdf", || scanned(&scan(Set::Mild))),
    made("facturx.pdf", || drawn("one-line", Profile::En16931)),
    made("facturx-basic.pdf", || drawn("several-rates", Profile::Basic)),
    made("facturx-minimum.pdf", || drawn("one-line", Profile::Minimum)),
    made("facturx-contredit.pdf", contradicted),
    made("facture.cii.xml", || xml("adjustments", Syntax::Cii)),
    made("facture.ubl.xml", || xml("discounts", Syntax::Ubl)),
    made("avoir.ubl.xml", || xml("credit-note", Syntax::Ubl)),
    made("avoir.cii.xml", || xml("credit-note", Syntax::Cii)),
    made("autoliquidation.cii.xml", || xml("reverse-charge", Syntax::Cii)),
    made("total-faux.cii.xml", wrong_total),
    made("autre.xml", || b"<?xml version=\"1.0\"?>\n<commande><numero>12</numero></commande>\n".to_vec()),
    made("casse.xml", || b"<?xml version=\"1.0\"?>\n<rsm:CrossIndustryInvoice><rsm:".to_vec()),
    made("police-absente.pdf", || one_page(shown()).bytes()),
    made("operateur-inconnu.pdf", || one_page(shown() + "1 0 0 zz").bytes()),
    made("chiffre.pdf", || named("encrypted-with-a-password")),
    made("mot-de-passe-vide.pdf", || named("encrypted-with-an-empty-password")),
    made("debut.pdf", || named("header-only")),
    made("coupe.pdf", || named("cut-at-1-tenth")),
    made("sans-fin.pdf", || named("cut-before-startxref")),
    made("coupee.jpg", || scan(Set::Mild)[..300].to_vec()),
    made("vide.bin", Vec::new),
    made("texte.txt", || "Facture n° 12, total 120,00 €\n".as_bytes().to_vec()),
    made("page.html", || b"<!DOCTYPE html>\n<html><body>Facture 12</body></html>\n".to_vec()),
    made("blanche.pdf", || one_page("").bytes()),
];

fn sample(language: Language, index: u64) -> Sample {
    generate(SEED, index, Some(language))
}

/// The picture of the short invoice, as such a device makes it.
fn scan(set: Set) -> Vec<u8> {
    let spoiled = degrade(&sample(Language::French, 12).pdf, 1, set, SEED).expect("a picture");
    let picture = RgbImage::from_raw(spoiled.picture.width, spoiled.picture.height, spoiled.picture.rgb);
    match set {
        // Gray and smaller, to weigh little.
        Set::Low => {
            let gray = image::DynamicImage::from(picture.expect("pixels")).into_luma8();
            let mut bytes = Cursor::new(Vec::new());
            gray.write_to(&mut bytes, ImageFormat::Png).expect("a vector takes everything");
            bytes.into_inner()
        }
        Set::Photo => {
            let picture = picture.expect("pixels");
            let (width, height) = (picture.width() * 2 / 3, picture.height() * 2 / 3);
            let small = image::imageops::thumbnail(&picture, width, height);
            let mut bytes = Vec::new();
            JpegEncoder::new_with_quality(&mut bytes, 60)
                .encode(&small, width, height, ExtendedColorType::Rgb8)
                .expect("a vector takes everything");
            bytes
        }
        _ => spoiled.bytes,
    }
}

/// A PDF whose one page is this JPEG.
fn scanned(jpeg: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory(jpeg).expect("a picture");
    let resources = format!("/XObject << /Im {FIRST_FREE} 0 R >>");
    let mut pdf = one_page_with("q 595 0 0 842 0 0 cm /Im Do Q", "", &resources);
    let entries = format!(
        "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        picture.width(),
        picture.height()
    );
    pdf.stream(&entries, jpeg);
    pdf.bytes()
}

fn case(name: &str) -> Case {
    cases().into_iter().find(|case| case.name == name).expect("a drawn case")
}

fn drawn(name: &str, profile: Profile) -> Vec<u8> {
    file(&case(name), profile).drawn.pdf
}

fn xml(name: &str, syntax: Syntax) -> Vec<u8> {
    write_xml(&case(name).invoice, syntax, Profile::En16931).expect("an invoice that can be written")
}

/// A hybrid invoice whose page shows another total than its XML.
fn contradicted() -> Vec<u8> {
    let shown = [
        "Atelier Lefevre & Fils  SIRET 732 829 320 00074",
        "Facture FA-2026-0042 du 14/09/2026",
        "Total HT 1 020,00 EUR",
        "TVA 20 % 204,00 EUR",
        "Total TTC 1 244,00 EUR",
    ];
    hybrid::pdf(&shown, &xml("one-line", Syntax::Cii))
}

/// An e-invoice whose total is not the sum of its parts.
fn wrong_total() -> Vec<u8> {
    let sound = String::from_utf8(xml("one-line", Syntax::Cii)).expect("XML in UTF-8");
    sound.replace("<ram:GrandTotalAmount>1224.00", "<ram:GrandTotalAmount>1225.00").into_bytes()
}

/// An invoice in a font the document does not carry, which PDF/A does not allow.
fn shown() -> String {
    let rows = [
        "Atelier Dupont SARL",
        "12 rue des Lilas, 69003 Lyon, France",
        "SIRET 732 829 320 00074   TVA FR44732829320",
        "Facture FA-2026-0099 du 02/11/2026",
        "Client : Cafe du Port, 3 quai Nord, 13002 Marseille, France",
        "SIREN 552 713 000",
        "Pose d'une porte     2     95,00     190,00",
        "Total HT 190,00 EUR",
        "TVA 20 % 38,00 EUR",
        "Total TTC 228,00 EUR",
    ];
    rows.iter().zip(0..).map(|(row, at)| line(60.0, 780.0 - 24.0 * at as f32, row)).collect()
}

fn named(name: &str) -> Vec<u8> {
    (hostile::cases().into_iter().find(|case| case.name == name).expect("a hostile case").make)()
}
