//! Invoices drawn as PDF: the same bytes each time, the XML inside, read again as what was drawn, and judged outside.

use std::process::Command;

use ocr_facture::document::Limits;
use ocr_facture::facturx::draw::{Attachment, draw};
use ocr_facture::facturx::{Profile, Syntax, complete, differences, write_xml};
use ocr_facture::invoice::leaves;
use ocr_facture::pdf;
use ocr_facture::{Engine, ExtractOptions};
use ocr_facture_tests::drawn::{Case, cases, file};

use crate::house::root;

fn case(name: &str) -> Case {
    cases().into_iter().find(|c| c.name == name).expect("a case of that name")
}

fn holds(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn the_same_invoice_gives_the_same_bytes() {
    for case in cases().into_iter().take(6) {
        let (a, b) = (file(&case, Profile::En16931), file(&case, Profile::En16931));
        assert_eq!(a.drawn.pdf, b.drawn.pdf, "{}", case.name);
    }
    let (one, mut other) = (case("one-line"), case("one-line"));
    other.options.created = other.options.created.date().at(9, 0, 0, 0);
    assert_ne!(file(&one, Profile::En16931).drawn.pdf, file(&other, Profile::En16931).drawn.pdf);
}

#[test]
fn the_page_is_read_again_as_the_invoice_it_shows() {
    let engine = Engine::new();
    let mut compared = 0;
    for case in cases() {
        let file = file(&case, Profile::En16931);
        let bare = draw(&file.invoice, None, &case.options).expect("a page");
        let read = engine.extract_from_bytes(&bare.pdf, &ExtractOptions::default()).expect("a page with text");
        let wrong = differences(&file.invoice, &read.invoice);
        assert!(wrong.is_empty(), "{}: {wrong:?}", case.name);
        assert_eq!(read.invoice.lines.len(), file.invoice.lines.len(), "{}: lines", case.name);
        let found = leaves(&read.invoice);
        for path in ["number", "issue_date", "seller.siret", "payment.iban", "totals.gross", "totals.due"] {
            let Some(given) = leaves(&file.invoice).into_iter().find(|l| l.path == path) else { continue };
            assert!(found.iter().any(|l| l.path == path), "{}: {path} = {} is read", case.name, given.value);
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared} values were compared");
}

#[test]
fn the_xml_comes_out_as_it_went_in_and_agrees_with_the_page() {
    let options = ExtractOptions { compare_page: true, ..ExtractOptions::default() };
    for case in cases() {
        let file = file(&case, Profile::En16931);
        let Some(_) = &file.xml else { continue };
        let read = Engine::new().extract_from_bytes(&file.drawn.pdf, &options).expect("a hybrid invoice");
        assert_eq!(read.document.kind, ocr_facture::api::DocumentKind::FacturX, "{}", case.name);
        assert_eq!(read.invoice.number, file.invoice.number, "{}", case.name);
        let against = ["page_disagrees", "page_not_compared", "xml_unreadable"];
        let wrong: Vec<_> = read.warnings.iter().filter(|w| against.contains(&&*w.code)).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", case.name);
    }
}

#[test]
fn every_profile_is_named_and_related_as_the_standard_says() {
    let case = case("one-line");
    for profile in Profile::ALL {
        let pdf = file(&case, profile).drawn.pdf;
        let level = format!("<fx:ConformanceLevel>{}</fx:ConformanceLevel>", profile.conformance_level());
        let relationship = if profile <= Profile::BasicWl { "/Data" } else { "/Alternative" };
        for text in
            [&*level, "<pdfaid:part>3</pdfaid:part>", "/AFRelationship", relationship, "factur-x.xml", "/OutputIntents"]
        {
            assert!(holds(&pdf, text), "{profile}: {text}");
        }
        assert!(!holds(&pdf, "/Encrypt") && !holds(&pdf, "/JavaScript") && !holds(&pdf, "/SMask"));
    }
}

/// Our own examiner of PDF/A and of containers finds nothing.
#[test]
fn what_is_drawn_is_sound_by_our_own_rules() {
    for case in cases() {
        let bytes = file(&case, Profile::En16931).drawn.pdf;
        let read = pdf::read(&bytes, &Limits::default(), &|| None).expect("what was drawn reads");
        let found: Vec<_> = pdf::syntax(&bytes).into_iter().chain(pdf::examine(&read)).collect();
        assert!(found.is_empty(), "{}: {found:?}", case.name);
    }
}

#[test]
fn what_the_font_lacks_is_told_and_kept_in_the_xml() {
    let file = file(&case("missing-glyphs"), Profile::En16931);
    let told: Vec<_> = file.drawn.warnings.iter().flat_map(|w| w.fields.iter().map(String::as_str)).collect();
    assert!(told.contains(&"buyer.name"), "{told:?}");
    assert!(String::from_utf8_lossy(file.xml.as_deref().expect("an XML")).contains("株式会社"));
    assert!(holds(&file.drawn.pdf, "/OutputIntents"));
}

#[test]
fn what_no_company_sends_is_drawn_all_the_same() {
    let mut case = case("one-line");
    case.invoice.seller.name = Some("Nom ".repeat(4_000));
    case.invoice.payment.terms = Some("Conditions. ".repeat(4_000));
    case.invoice.buyer.address.lines = vec!["\u{0}\u{feff}\t".into(), "x".repeat(9_000)];
    case.invoice.lines[0].code = Some("C".repeat(3_000));
    case.invoice.lines[0].quantity = Some(rust_decimal::Decimal::MAX);
    let drawn = draw(&case.invoice, None, &case.options).expect("a page");
    assert!(drawn.pages > 3 && drawn.pages < 60, "{} pages", drawn.pages);
}

#[test]
fn outside_judges_pass_everything_drawn() {
    let folder = std::env::temp_dir().join(format!("ocr-facture-drawn-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let put = |name: String, pdf: &[u8], xml: Option<&[u8]>| {
        std::fs::write(folder.join(&name).with_extension("pdf"), pdf).expect("a file");
        xml.iter().for_each(|xml| std::fs::write(folder.join(&name).with_extension("xml"), xml).expect("a file"));
    };
    let all = cases();
    assert!(all.len() >= 20);
    for case in &all {
        let file = file(case, Profile::En16931);
        put(case.name.to_owned(), &file.drawn.pdf, file.xml.as_deref());
    }
    let case = case("several-rates");
    for profile in Profile::ALL {
        let invoice = complete(&case.invoice, profile).expect("a whole invoice");
        let xml = write_xml(&invoice, Syntax::Cii, profile).expect("an XML");
        let drawn = draw(&invoice, Some(&Attachment::facturx(&xml, profile)), &case.options).expect("a page");
        put(format!("profile-{profile}"), &drawn.pdf, Some(&xml));
    }
    let judged = Command::new("python3").arg(root().join("tests/judges/pdf.py")).arg(&folder).output();
    let Ok(judged) = judged else {
        println!("skipped: python3 is not installed");
        return;
    };
    let said = String::from_utf8_lossy(&judged.stdout).into_owned() + &String::from_utf8_lossy(&judged.stderr);
    println!("{said}");
    assert!(judged.status.success(), "{}\n{said}", folder.display());
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}
