//! The XML schemas of the project: `grammar [EINVOICE]` writes `core/src/check/grammar/data` again from the official
//! schemas, by default those of `../shared/einvoice`; `grammar judge` answers lines of JSON `{"grammar", "xml"}` with the
//! codes of what the document breaks, for `tests/judges/xsd.py`; `grammar time FILE…` measures.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use ocr_facture::check::Grammar;
use ocr_facture_tests::grammar::{RECIPES, told};
use roxmltree::Document;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("judge") => judge(),
        Some("time") => arguments[1..].iter().try_for_each(|file| time(file)),
        einvoice => {
            let home = Path::new(env!("CARGO_MANIFEST_DIR"));
            convert(home, &einvoice.map_or_else(|| home.join("../../shared/einvoice"), PathBuf::from))
        }
    }
}

fn convert(home: &Path, einvoice: &Path) -> Result<(), String> {
    let mut total = 0;
    for recipe in RECIPES {
        let text = told(recipe, &einvoice.join("xsd")).map_err(|e| format!("{}: {e}", recipe.file))?;
        let path = home.join(format!("../core/src/check/grammar/data/{}.grammar", recipe.file));
        std::fs::write(&path, &text).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{:8} {}", text.len(), recipe.file);
        total += text.len();
    }
    println!("{total:8} bytes");
    Ok(())
}

/// Reads questions until there are none.
fn judge() -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|e| e.to_string())?;
        let question: serde_json::Value = serde_json::from_str(&line).map_err(|e| e.to_string())?;
        let grammar = question["grammar"].as_str().and_then(Grammar::named).ok_or("no such grammar")?;
        let xml = question["xml"].as_str().ok_or("no xml")?;
        let answer = match Document::parse(xml) {
            Ok(document) => {
                let found = grammar.validate(document.root_element(), xml);
                let told = |v: &ocr_facture::check::Violation| {
                    serde_json::json!([v.kind.code(), v.xpath, v.attribute, v.value, v.expected])
                };
                serde_json::json!(found.iter().map(told).collect::<Vec<_>>())
            }
            Err(error) => serde_json::json!({ "error": error.to_string() }),
        };
        writeln!(out, "{answer}").map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// First use, and the mean of many, of the whole grammar of CII or UBL on one file.
fn time(file: &str) -> Result<(), String> {
    const ROUNDS: u32 = 2000;
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let document = Document::parse(&text).map_err(|e| format!("{file}: {e}"))?;
    let root = document.root_element();
    for name in Grammar::names() {
        let start = Instant::now();
        let grammar = Grammar::named(name).ok_or("no such grammar")?;
        let loaded = start.elapsed();
        let start = Instant::now();
        let count = (0..ROUNDS).map(|_| grammar.validate(root, &text).len()).max().unwrap_or_default();
        println!("{name:16} load {loaded:9.1?}, judge {:9.1?}, {count} violations: {file}", start.elapsed() / ROUNDS);
    }
    Ok(())
}
