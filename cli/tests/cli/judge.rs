//! `ocr-facture check` and `ocr-facture validate`.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{code, done, invoice, json_of, run, stderr, stdout, two, with, workshop, write};

/// `bonne.pdf` and `sans-cadre.pdf`, Factur-X both; `page.pdf` without XML; `mauvais.pdf` that is no PDF.
fn four(name: &str) -> PathBuf {
    let directory = two(name);
    for name in ["bonne", "sans-cadre"] {
        done(&["facturx", "-q", &format!("{name}.json"), "-o", &format!("{name}.pdf")], &directory);
    }
    fs::write(directory.join("page.pdf"), invoice("FA-1")).unwrap();
    fs::write(directory.join("mauvais.pdf"), b"not a document").unwrap();
    directory
}

#[test]
fn exit_codes_tell_whether_all_are_valid() {
    let directory = four("judge-codes");
    for (arguments, expected) in [
        (&["validate", "bonne.pdf"][..], 0),
        (&["check", "bonne.pdf"], 0),
        (&["check", "bonne.json"], 0),
        (&["validate", "sans-cadre.pdf"], 1),
        (&["check", "sans-cadre.pdf"], 1),
        (&["check", "page.pdf"], 1),
        (&["validate", "bonne.pdf", "sans-cadre.pdf"], 1),
        (&["validate", "bonne.pdf", "mauvais.pdf"], 1),
        (&["validate", "bonne.pdf", "absent.pdf"], 1),
        (&["validate"], 2),
        (&["validate", "--ruleset", "br-frr", "bonne.pdf"], 2),
        (&["check", "--today", "2026-13-01", "bonne.pdf"], 2),
        (&["check", "--issuer-size", "huge", "bonne.pdf"], 2),
        (&["validate", "page.pdf"], 1),
        (&["check", "mauvais.pdf"], 3),
        (&["check", "absent.pdf"], 3),
        (&["validate", "--max-bytes", "10", "bonne.pdf"], 3),
        (&["validate", "-o", "absent/out.json", "bonne.pdf"], 4),
        (&["check", "--help"], 0),
    ] {
        let output = run(arguments, &directory);
        assert_eq!(code(&output), expected, "{arguments:?}: {}{}", stdout(&output), stderr(&output));
    }
}

#[test]
fn one_report_in_json_is_the_object() {
    let directory = four("judge-json");
    let output = run(&["validate", "--json", "sans-cadre.pdf"], &directory);
    let report = json_of(&output);
    assert_eq!(stdout(&output).lines().count(), 1, "compact in a pipe");
    assert_eq!(report["verdict"], "failed");
    assert!(report["score"].as_u64().is_some_and(|score| score < 100));
    let finding = &report["findings"][0];
    assert_eq!((&finding["ruleset"], &finding["rule"]), (&json!("br-fr-cii"), &json!("BR-FR-08_BT-23")));
    assert_eq!((&finding["severity"], &finding["status"]), (&json!("fatal"), &json!("failed")));
    assert_eq!(finding["terms"], json!(["BT-23"]));
    assert_eq!(finding["fields"], json!(["business_process"]));
    assert!(finding["xpath"].as_str().is_some_and(|path| path.starts_with("/rsm:CrossIndustryInvoice")));
    for text in [&finding["message"], &finding["fix"]] {
        assert!(text["fr"].is_string() && text["en"].is_string(), "{finding}");
    }
    for ruleset in report["rulesets"].as_array().unwrap() {
        assert!(ruleset["version"].is_string() && (ruleset["status"] != "not_run" || ruleset["why"].is_object()));
    }
}

#[test]
fn several_reports_are_an_array_where_a_broken_file_costs_only_itself() {
    let directory = four("judge-array");
    let output = run(&["validate", "--json", "bonne.pdf", "mauvais.pdf", "sans-cadre.pdf"], &directory);
    let rows = json_of(&output);
    assert_eq!(rows[0]["result"]["verdict"], "passed");
    assert_eq!(rows[1]["error"]["code"], "invalid_input");
    assert_eq!(rows[2]["result"]["verdict"], "failed");
    assert!(stderr(&output).contains("mauvais.pdf : [invalid_input]"), "{}", stderr(&output));
    let text = run(&["validate", "bonne.pdf", "mauvais.pdf", "sans-cadre.pdf"], &directory);
    let last = stdout(&text).lines().last();
    assert_eq!(last, Some("3 documents : 1 conforme, 1 non conforme, 1 non lu"));
}

#[test]
fn a_report_is_text_in_either_language() {
    let directory = four("judge-text");
    let french = run(&["validate", "--today", "2026-11-22", "sans-cadre.pdf"], &directory);
    let text = stdout(&french);
    assert!(text.starts_with("non conforme   sans-cadre.pdf · "), "{text}");
    assert!(text.lines().next().unwrap().ends_with(" · au 22/11/2026"), "{text}");
    for line in ["1 erreur\n", "\n✗ BR-FR-08_BT-23 · BT-23 · XP Z12-012", "\n  → Indiquez "] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
    assert!(!text.contains('\u{1b}'), "no colour in a pipe");
    let english = run(&["validate", "--lang", "en", "--today", "2026-11-22", "sans-cadre.pdf"], &directory);
    let text = stdout(&english);
    assert!(text.starts_with("not valid   sans-cadre.pdf · ") && text.contains("as of 2026-11-22"), "{text}");
    assert!(text.contains("1 error\n") && !text.contains("règle"), "{text}");
    for output in [&french, &english] {
        let prose = stdout(output).lines().filter(|line| line.starts_with("  ") && !line.starts_with("  /"));
        assert!(prose.clone().count() > 5);
        prose.for_each(|line| assert!(line.chars().count() <= 82, "{line}"));
        assert!(stdout(output).lines().all(|line| line == line.trim_end()), "no blanks at the end of a line");
    }
}

#[test]
fn all_tells_what_passed_and_what_was_not_looked_at() {
    let directory = four("judge-all");
    let report = json_of(&run(&["check", "--json", "--all", "bonne.pdf"], &directory));
    let findings = report["findings"].as_array().unwrap();
    let count = |status| findings.iter().filter(|f| f["status"] == status).count();
    assert!(count("passed") > 500 && count("not_run") > 10 && count("failed") == 0);
    let few = json_of(&run(&["check", "--json", "bonne.pdf"], &directory));
    assert_eq!(few["findings"], json!([]));
    assert_eq!(few["score"], report["score"], "asking for more changes no verdict");
    let text = run(&["check", "--all", "bonne.json"], &directory);
    assert!(stdout(&text).contains("fr-mentions · "), "{}", stdout(&text));
    assert!(stdout(&text).contains("FR-DOC-02-SEQUENCE"), "{}", stdout(&text));
}

#[test]
fn only_the_rulesets_asked_for_are_run_in_the_syntax_of_the_document() {
    let directory = four("judge-ruleset");
    done(&["facturx", "-q", "--xml", "ubl", "bonne.json", "-o", "bonne.xml"], &directory);
    let ids = |arguments: &[&str]| -> Vec<String> {
        let report = json_of(&run(&[&["validate", "--json"], arguments].concat(), &directory));
        report["rulesets"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["--ruleset", "br-fr", "bonne.pdf"]), ["br-fr-cii"]);
    assert_eq!(ids(&["--ruleset", "br-fr", "bonne.xml"]), ["br-fr-ubl"]);
    assert_eq!(ids(&["--ruleset", "br-fr-cii", "--ruleset", "xsd", "bonne.pdf"]), ["xsd", "br-fr-cii"]);
    assert_eq!(ids(&["--ruleset", "ppf-flux1", "bonne.pdf"]), ["ppf-flux1"]);
    // What no rule looked at is not known to be valid.
    let none = run(&["validate", "--ruleset", "br-fr-ubl", "bonne.pdf"], &directory);
    assert_eq!(code(&none), 1);
    assert!(stdout(&none).starts_with("non vérifiée"), "{}", stdout(&none));
    let unknown = run(&["validate", "--ruleset", "br-frr", "bonne.pdf"], &directory);
    assert!(stderr(&unknown).contains("Ce jeu de règles n'existe pas. Il y a : br-fr,"), "{}", stderr(&unknown));
}

#[test]
fn the_size_of_the_issuer_and_the_day_decide_what_the_law_asks() {
    let directory = four("judge-law");
    let failed = |arguments: &[&str]| -> Vec<String> {
        let output = run(&[&["check", "--json"], arguments, &["sans-cadre.json"]].concat(), &directory);
        let report = json_of(&output);
        report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(failed(&[]), [""; 0], "a small issuer is asked for it from 2027 on");
    assert_eq!(failed(&["--issuer-size", "large"]), ["FR-DOC-04"]);
    assert_eq!(failed(&["--issuer-size", "micro"]), [""; 0]);
    assert_eq!(failed(&["--today", "2026-10-01"]), ["FR-DOC-01-FUTURE"]);
}

#[test]
fn an_invoice_in_json_is_judged_by_the_law_and_a_mistake_in_it_is_told() {
    let directory = workshop("judge-by-hand");
    write(&directory, "fausse.json", &with("/totals", json!({ "net": "190.00", "tax": "38.00", "gross": "229.00" })));
    fs::write(directory.join("casse.json"), "{\"number\": }").unwrap();
    let report = json_of(&run(&["check", "--json", "fausse.json"], &directory));
    let rules: Vec<_> = report["findings"].as_array().unwrap().iter().map(|f| &f["rule"]).collect();
    assert!(rules.contains(&&json!("FR-TOT-03")), "{rules:?}");
    assert_eq!(report["rulesets"][1]["status"], "not_run");
    let broken = run(&["check", "casse.json"], &directory);
    assert_eq!(code(&broken), 3);
    assert!(stderr(&broken).contains("[invalid_input] Ce JSON") && stderr(&broken).contains("[line: 1]"));
}

#[test]
fn a_report_goes_to_a_file_whole_or_not_at_all() {
    let directory = four("judge-output");
    let output = done(&["validate", "--json", "-o", "rapport.json", "bonne.pdf"], &directory);
    assert_eq!(stdout(&output), "");
    let report: Value = serde_json::from_slice(&fs::read(directory.join("rapport.json")).unwrap()).unwrap();
    assert_eq!(report["verdict"], "passed");
    run(&["validate", "--json", "-o", "rien.json", "mauvais.pdf"], &directory);
    assert!(!directory.join("rien.json").exists());
}
