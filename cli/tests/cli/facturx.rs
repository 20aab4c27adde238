//! `ocr-facture facturx`: what goes in, what comes out, what is refused.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use image::{ImageFormat, RgbImage};
use serde_json::{Value, json};

use crate::support::{code, command, done, invoice, json_of, run, stderr, stdout, two, with, workshop, write};

/// The invoice `extract` reads back.
fn read_back(name: &str, directory: &Path) -> Value {
    json_of(&done(&["extract", "--json", name], directory))["invoice"].take()
}

#[test]
fn what_is_written_passes_every_rule_and_reads_back_the_same() {
    let directory = two("facturx-round-trip");
    let told = done(&["facturx", "bonne.json", "-o", "facture.pdf"], &directory);
    assert_eq!(stdout(&told), "");
    assert_eq!(stderr(&told), "écrit : facture.pdf · Factur-X EN 16931 · page dessinée\n");
    done(&["validate", "facture.pdf"], &directory);
    done(&["check", "facture.pdf"], &directory);
    let answer = json_of(&done(&["extract", "--json", "facture.pdf"], &directory));
    assert_eq!(answer["document"]["kind"], "factur_x");
    let invoice = &answer["invoice"];
    for (pointer, value) in [
        ("/number", "FA-2026-0042"),
        ("/seller/siren", "732829320"),
        ("/lines/0/net_amount", "190.00"),
        ("/totals/net", "190.00"),
        ("/totals/tax", "38.00"),
        ("/totals/gross", "228.00"),
        ("/payment/iban", "FR7630006000011234567890189"),
    ] {
        assert_eq!(invoice.pointer(pointer), Some(&json!(value)), "{pointer}");
    }
    // A second round changes nothing.
    fs::write(directory.join("lu.json"), answer.to_string()).unwrap();
    done(&["facturx", "lu.json", "-o", "encore.pdf"], &directory);
    assert_eq!(&read_back("encore.pdf", &directory), invoice);
}

#[test]
fn every_profile_is_written_and_named() {
    let directory = two("facturx-profiles");
    for (profile, name) in [
        ("minimum", "MINIMUM"),
        ("basic_wl", "BASIC WL"),
        ("basic", "BASIC"),
        ("en16931", "EN 16931"),
        ("extended", "EXTENDED"),
    ] {
        let out = format!("{profile}.pdf");
        let told = done(&["facturx", "--profile", profile, "bonne.json", "-o", &out], &directory);
        assert!(stderr(&told).starts_with(&format!("écrit : {out} · Factur-X {name} · ")), "{}", stderr(&told));
        let judged = json_of(&run(&["validate", "--json", &out], &directory));
        // MINIMUM holds less than the French rules ask for; all the others pass.
        assert_eq!(judged["verdict"] == "failed", profile == "minimum", "{profile}: {judged}");
        assert_eq!(stderr(&told).contains("les règles refusent"), profile == "minimum", "{}", stderr(&told));
        let schema = judged["rulesets"].as_array().unwrap().iter().find(|ruleset| ruleset["id"] == "xsd").unwrap();
        assert_eq!(schema["version"], format!("Factur-X 1.09.2 {name}"));
    }
    let unknown = run(&["facturx", "--profile", "complet", "bonne.json", "-o", "x.pdf"], &directory);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("Profil inconnu"), "{}", stderr(&unknown));
}

#[test]
fn the_xml_alone_is_written_in_both_syntaxes_and_turned_back_into_a_pdf() {
    let directory = two("facturx-xml");
    for (syntax, kind) in [("cii", "cii"), ("ubl", "ubl")] {
        let out = format!("{syntax}.xml");
        done(&["facturx", "-q", "--xml", syntax, "bonne.json", "-o", &out], &directory);
        done(&["validate", &out], &directory);
        assert_eq!(json_of(&done(&["extract", "--json", &out], &directory))["document"]["kind"], kind);
        let pdf = format!("{syntax}.pdf");
        done(&["facturx", "-q", &out, "-o", &pdf], &directory);
        done(&["validate", &pdf], &directory);
        assert_eq!(read_back(&pdf, &directory)["totals"]["gross"], "228.00");
    }
    // And from the PDF to the XML.
    done(&["facturx", "-q", "--xml", "ubl", "cii.pdf", "-o", "encore.xml"], &directory);
    assert_eq!(fs::read(directory.join("encore.xml")).unwrap(), fs::read(directory.join("ubl.xml")).unwrap());
    let refused = run(&["facturx", "--xml", "ubl", "--profile", "extended", "bonne.json", "-o", "x.xml"], &directory);
    assert_eq!(code(&refused), 3, "{}", stderr(&refused));
    assert!(!directory.join("x.xml").exists());
}

#[test]
fn a_page_of_ones_own_is_kept_or_drawn_again() {
    let directory = two("facturx-page");
    fs::write(directory.join("page.pdf"), invoice("FA-2026-0042")).unwrap();
    let kept = done(&["facturx", "--pdf", "page.pdf", "bonne.json", "-o", "gardee.pdf"], &directory);
    assert!(stderr(&kept).contains("page gardée, PDF/A réparé"), "{}", stderr(&kept));
    assert!(stderr(&kept).contains("[font_embedded]"), "the font of the page is embedded: {}", stderr(&kept));
    done(&["validate", "gardee.pdf"], &directory);
    let text = json_of(&done(&["extract", "--json", "--text", "--compare-page", "gardee.pdf"], &directory));
    assert_eq!(text["document"]["kind"], "factur_x");
    // What has a page keeps it, unless it is drawn again.
    let again = done(&["facturx", "gardee.pdf", "-o", "encore.pdf"], &directory);
    assert!(stderr(&again).contains("· page gardée\n") && stderr(&again).contains("[invoice_replaced]"));
    let drawn = done(&["facturx", "--redraw", "gardee.pdf", "-o", "dessinee.pdf"], &directory);
    assert!(stderr(&drawn).contains("· page dessinée\n"), "{}", stderr(&drawn));
    assert_eq!(read_back("encore.pdf", &directory), read_back("dessinee.pdf", &directory));
    assert_eq!(code(&run(&["facturx", "--redraw", "--pdf", "page.pdf", "bonne.json", "-o", "x.pdf"], &directory)), 2);
    let missing = run(&["facturx", "--pdf", "absent.pdf", "bonne.json", "-o", "x.pdf"], &directory);
    assert_eq!(code(&missing), 3);
}

#[test]
fn everything_missing_or_wrong_is_told_at_once_in_either_language() {
    let directory = workshop("facturx-refused");
    write(&directory, "vide.json", &json!({}));
    let french = run(&["facturx", "vide.json", "-o", "x.pdf"], &directory);
    assert_eq!(code(&french), 3);
    assert!(stderr(&french).contains("[invalid_invoice] Cette facture"), "{}", stderr(&french));
    for field in ["number", "issue_date", "seller.name", "buyer.name", "lines"] {
        assert!(stderr(&french).contains(&format!("\n  - {field} : Il manque ")), "{field}: {}", stderr(&french));
    }
    let english = run(&["facturx", "--lang", "en", "vide.json", "-o", "x.pdf"], &directory);
    assert!(stderr(&english).contains("\n  - number: Missing: "), "{}", stderr(&english));
    assert!(!stderr(&english).contains("manque"), "{}", stderr(&english));
    write(&directory, "fausse.json", &with("/totals", json!({ "gross": "229.00" })));
    let wrong = run(&["facturx", "fausse.json", "-o", "x.pdf"], &directory);
    assert!(stderr(&wrong).contains("totals.gross : "), "{}", stderr(&wrong));
    assert!(!directory.join("x.pdf").exists());
}

#[test]
fn what_cannot_be_read_or_written_is_told() {
    let directory = two("facturx-errors");
    fs::write(directory.join("casse.json"), "{\"number\": }").unwrap();
    fs::write(directory.join("rien.txt"), "rien").unwrap();
    fs::write(directory.join("page.pdf"), invoice("FA-1")).unwrap();
    for (arguments, expected, said) in [
        (&["facturx", "casse.json", "-o", "x.pdf"][..], 3, "[invalid_input] Ce JSON"),
        (&["facturx", "rien.txt", "-o", "x.pdf"], 3, "[invalid_input]"),
        (&["facturx", "absent.json", "-o", "x.pdf"], 3, "[not_found]"),
        (&["facturx", "page.pdf", "-o", "x.pdf"], 3, "[invalid_invoice]"),
        (&["facturx", "bonne.json", "-o", "absent/x.pdf"], 4, "la sortie ne peut pas être écrite"),
        (&["facturx", "--lang", "en", "bonne.json", "-o", "absent/x.pdf"], 4, "error: the output cannot be written"),
        (&["facturx", "--accent", "rouge", "bonne.json", "-o", "x.pdf"], 3, "#rrggbb"),
        (&["facturx", "--logo", "rien.txt", "bonne.json", "-o", "x.pdf"], 3, "PNG ou JPEG"),
        (&["facturx", "bonne.json"], 2, "-o FICHIER"),
        (&["facturx", "-o", "x.pdf"], 2, "quels documents"),
        (&["facturx", "--max-bytes", "10", "bonne.json", "-o", "x.pdf"], 3, "[too_large]"),
    ] {
        let output = run(arguments, &directory);
        assert_eq!(code(&output), expected, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
        assert!(!directory.join("x.pdf").exists(), "{arguments:?}");
    }
}

#[test]
fn rules_that_would_refuse_the_invoice_are_named() {
    let directory = two("facturx-noted");
    let told = done(&["facturx", "sans-cadre.json", "-o", "x.pdf"], &directory);
    assert!(stderr(&told).contains("note : les règles refusent cette facture"), "{}", stderr(&told));
    assert!(stderr(&told).contains("BR-FR-08_BT-23"), "{}", stderr(&told));
    let quiet = done(&["facturx", "--quiet", "sans-cadre.json", "-o", "x.pdf"], &directory);
    assert_eq!(stderr(&quiet), "");
}

#[test]
fn the_drawn_page_takes_a_logo_a_colour_and_a_language() {
    let directory = two("facturx-look");
    RgbImage::from_pixel(40, 20, image::Rgb([27, 58, 92]))
        .save_with_format(directory.join("logo.png"), ImageFormat::Png)
        .unwrap();
    let size = |name: &str| fs::metadata(directory.join(name)).unwrap().len();
    done(&["facturx", "-q", "bonne.json", "-o", "simple.pdf"], &directory);
    done(&["facturx", "-q", "--no-payment-code", "bonne.json", "-o", "sans-qr.pdf"], &directory);
    assert!(size("sans-qr.pdf") < size("simple.pdf"));
    let look = ["facturx", "-q", "--logo", "logo.png", "--accent", "#1b3a5c", "--lang", "en"];
    done(&[&look[..], &["bonne.json", "-o", "belle.pdf"]].concat(), &directory);
    assert!(size("belle.pdf") > size("simple.pdf"));
    done(&["validate", "belle.pdf"], &directory);
}

#[test]
fn stdin_and_stdout_will_do() {
    let directory = two("facturx-pipe");
    let mut child = command()
        .args(["facturx", "-q", "-", "-o", "-"])
        .current_dir(&directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(directory.join("bonne.json")).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    assert!(output.stdout.starts_with(b"%PDF-1."));
}
