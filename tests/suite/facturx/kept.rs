//! The user's own PDF kept: the invoice goes in and comes out the same, whatever the PDF is.

use std::path::Path;

use ocr_facture::document::{self, Limits};
use ocr_facture::facturx::pdf::{AttachOptions, Fallback, Rung, attach};
use ocr_facture::{ErrorKind, check, pdf};
use ocr_facture_tests::fuzz::{Random, mutate, seeds};
use ocr_facture_tests::pdf::{line, one_page};

/// A whole invoice, valid for its level.
const XML: &[u8] = include_bytes!("../../vectors/xml/full/cii.xml");

fn options(fallback: Fallback) -> AttachOptions {
    let mut options = AttachOptions::new("EN 16931", jiff::civil::date(2026, 9, 14).at(8, 5, 0, 0));
    options.fallback = fallback;
    options
}

/// The XML a PDF carries.
fn carried(bytes: &[u8]) -> Vec<u8> {
    document::open(bytes, None, &Limits::default(), &|| None).expect("what was written reads").xml.unwrap_or_default()
}

/// Nothing is found wrong with a PDF we claim: neither by the examiner nor by the rules on containers.
fn assert_sound(bytes: &[u8], what: &str) {
    let file = pdf::read(bytes, &Limits::default(), &|| None).expect("what was written reads");
    let found: Vec<_> = pdf::syntax(bytes).into_iter().chain(pdf::examine(&file)).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
    let (_, findings) = check::container(&pdf::container(&file), Some("urn:cen.eu:en16931:2017"), false);
    assert!(findings.is_empty(), "{what}: {findings:?}");
}

fn drawn() -> Vec<u8> {
    one_page(line(50.0, 780.0, "Facture F2026-0042") + "0.5 g 50 600 200 20 re f 1 0 0 rg 50 500 9 9 re f").bytes()
}

#[test]
fn an_ordinary_pdf_becomes_an_archive_that_carries_its_invoice() {
    let attached = attach(&drawn(), XML, &options(Fallback::Refuse), &|| None).expect("attached");
    assert_eq!(attached.rung, Rung::Mended);
    let codes: Vec<&str> = attached.changes.iter().map(|c| c.code).collect();
    assert!(codes.contains(&"font_embedded") && codes.contains(&"output_intent_added"), "{codes:?}");
    assert_eq!(carried(&attached.pdf), XML);
    assert_sound(&attached.pdf, "mended");
    let again = attach(&attached.pdf, b"<other/>", &options(Fallback::Refuse), &|| None).expect("attached again");
    assert_eq!(again.rung, Rung::AsIs, "nothing is left to mend");
    assert_eq!(again.changes.iter().map(|c| c.code).collect::<Vec<_>>(), ["invoice_replaced"]);
    let twice = attach(&attached.pdf, XML, &options(Fallback::Refuse), &|| None).expect("attached twice");
    let whole = attach(&attached.pdf, XML, &options(Fallback::Refuse), &|| None).expect("attached twice");
    assert_eq!(twice.pdf, whole.pdf, "the same in, the same out");
}

#[test]
fn what_cannot_be_mended_is_told_or_becomes_a_picture() {
    let mut strange = one_page(line(50.0, 780.0, "Facture F2026-0042") + "1 0 0 zz").bytes();
    let refused = attach(&strange, XML, &options(Fallback::Refuse), &|| None).expect_err("an operator nobody knows");
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    let told: Vec<_> = refused.context().iter().filter(|(key, _)| *key == "obstacle").collect();
    assert!(told.len() == 1 && told[0].1.starts_with("6.2.2-1 page=1"), "{told:?}");

    let picture = attach(&strange, XML, &options(Fallback::Image), &|| None).expect("as pictures");
    assert_eq!(picture.rung, Rung::Image);
    assert_sound(&picture.pdf, "pictures");
    let read = document::open(&picture.pdf, None, &Limits::default(), &|| None).expect("pictures read");
    let words: Vec<&str> = read.pages[0].words.iter().map(|w| w.text.as_str()).collect();
    assert_eq!(words, ["Facture", "F2026-0042"], "the text can still be searched");

    let plain = attach(&strange, XML, &options(Fallback::Unclaimed), &|| None).expect("without a claim");
    assert_eq!(plain.rung, Rung::Unclaimed);
    let file = pdf::read(&plain.pdf, &Limits::default(), &|| None).expect("reads");
    let rules: Vec<&str> = pdf::examine(&file).iter().map(|v| v.rule).collect();
    assert!(rules.contains(&"6.6.4-1"), "no PDF/A is claimed: {rules:?}");
    strange.truncate(40);
    let broken = attach(&strange, XML, &options(Fallback::Image), &|| None).expect_err("too broken");
    assert_eq!(broken.kind(), ErrorKind::Unreadable);
}

#[test]
fn damaged_files_are_errors_and_never_panics() {
    const ROUNDS: u64 = 400;
    let seeds = seeds();
    let (mut kept, mut same, mut refused) = (0, 0, 0);
    for round in 0..ROUNDS {
        let mut random = Random::new(round);
        let bytes = mutate(&seeds[round as usize % seeds.len()], &mut random);
        let fallback = if round % 8 == 0 { Fallback::Image } else { Fallback::Unclaimed };
        match attach(&bytes, XML, &options(fallback), &|| None) {
            Ok(attached) => {
                kept += 1;
                let read = document::open(&attached.pdf, None, &Limits::default(), &|| None);
                same += u64::from(read.is_ok_and(|document| document.xml.as_deref() == Some(XML)));
            }
            Err(error) => {
                refused += 1;
                assert_ne!(error.kind(), ErrorKind::Internal, "round {round}: {error}");
            }
        }
        let _ = pdf::syntax(&bytes);
    }
    println!("{kept} kept, {same} of them read back, {refused} refused");
    assert!(kept > ROUNDS / 4 && refused > 0, "{kept} kept, {refused} refused");
    // A page tree damaged beyond our reader may still be kept; nearly all are read back.
    assert!(same * 100 >= kept * 97, "{same} of {kept} read back");
}

/// Outside judges, where they are installed: `tests/judges/pdf.py` says which are not.
#[test]
fn outside_judges_pass_what_is_claimed() {
    let folder = std::env::temp_dir().join(format!("kept-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for (at, seed) in seeds().iter().chain([&drawn()]).enumerate() {
        match attach(seed, XML, &options(Fallback::Image), &|| None) {
            Ok(attached) => std::fs::write(folder.join(format!("{at}.pdf")), attached.pdf).expect("written"),
            Err(error) => println!("seed {at} is refused: {error}"),
        }
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("judges/pdf.py");
    match std::process::Command::new("python3").arg(script).arg(&folder).output() {
        Err(error) => println!("judges skipped: python3 does not start ({error})"),
        Ok(done) => {
            let told = String::from_utf8_lossy(&done.stdout).into_owned();
            println!("{told}");
            let ours = told.lines().filter(|l| l.contains("qpdf") || l.contains("verapdf")).collect::<Vec<_>>();
            let passes = |line: &&str| {
                line.contains("skipped")
                    || line
                        .split([' ', ':'])
                        .filter_map(|w| w.parse::<u32>().ok())
                        .collect::<Vec<_>>()
                        .windows(2)
                        .all(|w| w[0] == w[1])
            };
            assert!(ours.len() == 2 && ours.iter().all(passes), "{told}");
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
}
