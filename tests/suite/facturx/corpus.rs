//! The invoices of the shared collection, read, written and read again.

use std::collections::BTreeMap;
use std::path::Path;

use ocr_facture::Invoice;
use ocr_facture::document::Limits;
use ocr_facture::facturx::{self, Profile, Syntax, complete, write_xml};
use ocr_facture::invoice::leaves;
use serde_json::Value;

use super::round_trip::carried;

/// File and invoice of every XML of the collection that is one.
fn invoices() -> Option<Vec<(String, Invoice)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/einvoice");
    let Ok(manifest) = std::fs::read_to_string(root.join("MANIFEST.json")) else {
        eprintln!("skipped: {} is absent", root.display());
        return None;
    };
    let rows: Vec<Value> = serde_json::from_str(&manifest).expect("manifest is JSON");
    let files = rows.iter().filter(|row| row["kind"] == "xml").filter_map(|row| row["file"].as_str());
    let read = |file: &str| {
        let bytes = std::fs::read(root.join(file)).expect("file of the manifest");
        Some((file.to_owned(), facturx::read(&bytes, &Limits::default()).ok()?.invoice))
    };
    Some(files.filter_map(read).collect())
}

/// The leaves, numbers without the zeros at their end.
fn plain(invoice: &Invoice) -> Vec<(String, String)> {
    let value =
        |text: String| text.parse::<rust_decimal::Decimal>().map_or(text, |number| number.normalize().to_string());
    leaves(invoice).into_iter().map(|leaf| (leaf.path, value(leaf.value))).collect()
}

#[test]
fn what_was_read_is_written_and_read_the_same() {
    let Some(invoices) = invoices() else { return };
    let mut refused: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let (mut written, mut wrong) = (0, Vec::new());
    for (file, invoice) in &invoices {
        for syntax in [Syntax::Cii, Syntax::Ubl] {
            let xml = match write_xml(invoice, syntax, Profile::En16931) {
                Ok(xml) => xml,
                Err(error) => {
                    for reason in error.reasons() {
                        let path: Vec<&str> = reason.path.split('.').filter(|p| p.parse::<u32>().is_err()).collect();
                        refused.entry(format!("{} {}", reason.code, path.join("."))).or_default().push(file);
                    }
                    assert!(!error.reasons().is_empty(), "{file}: {error}");
                    continue;
                }
            };
            written += 1;
            let completed = complete(invoice, Profile::En16931).expect("what is written was completed");
            let read = facturx::read(&xml, &Limits::default()).expect("what we write reads");
            let expected = carried(&completed, syntax, Profile::En16931);
            let (read_leaves, expected_leaves) = (plain(&read.invoice), plain(&expected));
            if !read.warnings.is_empty() || read.invoice != expected {
                let told: Vec<_> = expected_leaves.iter().filter(|leaf| !read_leaves.contains(leaf)).take(5).collect();
                let new: Vec<_> = read_leaves.iter().filter(|leaf| !expected_leaves.contains(leaf)).take(5).collect();
                wrong.push(format!("{file} {syntax}: {told:?} became {new:?} {:?}", read.warnings));
            }
        }
    }
    for (reason, files) in &refused {
        println!("{:5} {reason}: {}", files.len(), files.first().unwrap_or(&""));
    }
    println!("{} invoices read, {written} of {} written", invoices.len(), invoices.len() * 2);
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}
