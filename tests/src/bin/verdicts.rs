//! Compares rule files, read from disk, with the verdicts of the official engines.
//!
//! `verdicts --dir core/src/check/rulesets --rules en16931-cii --golden en16931-cii-1.3.16 [--set samples|mutants|units|all]
//! [--mutants FILE] [--show N] [--code CODE]`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ocr_facture::check::rules::Rules;
use ocr_facture_tests::verdicts::{Case, compare, mutants, samples, units};

fn main() -> ExitCode {
    let mut options: BTreeMap<String, String> = BTreeMap::new();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks(2) {
        options.insert(pair[0].clone(), pair.get(1).cloned().unwrap_or_default());
    }
    let option = |name: &str, default: &str| options.get(name).map_or(default, String::as_str).to_owned();
    let dir = PathBuf::from(option("--dir", "core/src/check/rulesets"));
    let find = |name: &str| -> Option<&'static str> {
        let text = std::fs::read_to_string(dir.join(format!("{name}.rules"))).ok()?;
        Some(Box::leak(text.into_boxed_str()))
    };
    let rules = match Rules::parse(&option("--rules", ""), &find) {
        Ok(rules) => rules,
        Err(bad) => {
            eprintln!("{bad}");
            return ExitCode::FAILURE;
        }
    };
    println!("{} {}: {} rules", rules.id(), rules.version(), rules.codes().count());
    let golden = option("--golden", "");
    let root = PathBuf::from(option("--shared", "/work/shared/einvoice"));
    let set = option("--set", "all");
    let wants = |name: &str| set == "all" || set == name || (set == "golden" && name == "samples");
    let mut sets: Vec<(String, Vec<Case>)> = Vec::new();
    if let Some(file) = options.get("--mutants") {
        sets.push((file.clone(), mutants(Path::new(file), &golden)));
    } else {
        if wants("samples") {
            sets.push(("samples".into(), samples(&root, &golden)));
        }
        if wants("mutants") {
            for file in ["mutants-cii.jsonl.gz", "mutants-ubl.jsonl.gz"] {
                sets.push((file.into(), mutants(&root.join("tests/own-fr").join(file), &golden)));
            }
        }
        if wants("units") && golden.starts_with("en16931-ubl") {
            sets.push(("units".into(), units(&root, &["Invoice-unit-UBL", "CreditNote-unit-UBL"])));
        } else if wants("units") && golden.starts_with("en16931-cii") {
            sets.push(("units".into(), units(&root, &["cii"])));
        }
    }
    let (show, code) = (option("--show", "10").parse().unwrap_or(10), options.get("--code"));
    for (name, cases) in sets.iter().filter(|(_, cases)| !cases.is_empty()) {
        let agreement = compare(&rules, cases);
        let (verdict, exact) = agreement.rates();
        println!(
            "{name}: {} documents ({} crash the official engine), verdict {verdict:.2} %, exact set {exact:.2} %",
            agreement.documents, agreement.crashed
        );
        let mut by_code: BTreeMap<(bool, &str), usize> = BTreeMap::new();
        for (_, official, ours) in &agreement.differences {
            official.iter().for_each(|c| *by_code.entry((true, c)).or_default() += 1);
            ours.iter().for_each(|c| *by_code.entry((false, c)).or_default() += 1);
        }
        for ((official, code), count) in by_code.iter().take(60) {
            println!("    {count:4} × {code} only {}", if *official { "official" } else { "ours" });
        }
        let chosen = |d: &&(String, Vec<String>, Vec<String>)| code.is_none_or(|c| d.1.contains(c) || d.2.contains(c));
        for (document, official, ours) in agreement.differences.iter().filter(chosen).take(show) {
            let few = |codes: &[String]| codes.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
            println!("  {document}\n      only official: {}\n      only ours: {}", few(official), few(ours));
        }
    }
    ExitCode::SUCCESS
}
