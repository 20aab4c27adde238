//! XML invoices of the shared collection: everything is read, and what was not mapped is counted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ocr_facture::api::DocumentKind;
use ocr_facture::document::Limits;
use ocr_facture::facturx::{self, XmlReading};
use serde_json::Value;

fn einvoice() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/einvoice");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// The XML documents of the collection that are invoices, with their row of the manifest.
fn invoices(root: &Path) -> Vec<(Value, Vec<u8>)> {
    let manifest = std::fs::read_to_string(root.join("MANIFEST.json")).expect("manifest");
    let rows: Vec<Value> = serde_json::from_str(&manifest).expect("manifest is JSON");
    let is_invoice = |row: &Value| {
        let root = row["info"]["root"].as_str().unwrap_or_default();
        row["kind"] == "xml"
            && matches!(root, "CrossIndustryInvoice" | "CrossIndustryDocument" | "Invoice" | "CreditNote")
    };
    let read = |row: Value| {
        let bytes = std::fs::read(root.join(row["file"].as_str().expect("file"))).expect("file of the manifest");
        (row, bytes)
    };
    rows.into_iter().filter(is_invoice).map(read).collect()
}

fn text_elements(xml: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(xml) else { return 0 };
    let Ok(document) = roxmltree::Document::parse(text.trim_start_matches('\u{feff}')) else { return 0 };
    document.descendants().filter(|n| n.is_text() && !n.text().unwrap_or_default().trim().is_empty()).count()
}

/// How many elements a warning is about, and their path.
fn counted(message: &str) -> (usize, &str) {
    let (head, path) = message.split_once(" fois) : ").expect("a count and a path");
    (head.rsplit_once('(').expect("a count").1.parse().expect("a number"), path)
}

#[test]
fn every_document_is_read_with_its_number_and_total() {
    let Some(root) = einvoice() else { return };
    let documents = invoices(&root);
    assert!(documents.len() > 350, "{} documents", documents.len());
    let (mut failed, mut wrong, mut elements, mut unmapped) = (vec![], vec![], 0, 0);
    let mut paths: BTreeMap<String, usize> = BTreeMap::new();
    for (row, bytes) in &documents {
        let file = row["file"].as_str().expect("file");
        let reading = match facturx::read(bytes, &Limits::default()) {
            Ok(reading) => reading,
            Err(error) => {
                failed.push(format!("{file}: {error}"));
                continue;
            }
        };
        assert_eq!(facturx::sniff(bytes), Some(reading.kind), "{file}");
        let number = row["info"]["id"].as_str().map(str::trim).filter(|id| !id.is_empty());
        if reading.invoice.number.as_deref() != number {
            wrong.push(format!("{file}: number {:?}, not {number:?}", reading.invoice.number));
        }
        elements += text_elements(bytes);
        for warning in reading.warnings.iter().filter(|warning| warning.code == "xml_unmapped") {
            let (count, path) = counted(&warning.message);
            unmapped += count;
            *paths.entry(path.to_owned()).or_default() += count;
        }
        // The manifest holds the first grand total of the file; lines of the EXTENDED profile have one too.
        if bytes.windows(17).filter(|w| w == b"<ram:GrandTotalAm").count() > 1 {
            continue;
        }
        let total = row["info"]["total"].as_str().and_then(|total| total.trim().parse().ok());
        if reading.invoice.totals.gross != total {
            wrong.push(format!("{file}: total {:?}, not {total:?}", reading.invoice.totals.gross));
        }
    }
    let mut frequent: Vec<(usize, String)> = paths.into_iter().map(|(path, count)| (count, path)).collect();
    frequent.sort_by(|a, b| b.cmp(a));
    for (count, path) in frequent.iter().take(60) {
        println!("{count:6} {path}");
    }
    println!("{} documents, {elements} text elements, {unmapped} without a place in the model", documents.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn both_syntaxes_of_an_invoice_give_one_model() {
    let Some(root) = einvoice() else { return };
    let mut pairs = 0;
    for entry in std::fs::read_dir(root.join("tests/own-fr/base")).expect("own-fr") {
        let cii = entry.expect("entry").path();
        let Some(base) = cii.to_string_lossy().strip_suffix(".cii.xml").map(str::to_owned) else { continue };
        let read = |path: &Path| -> XmlReading {
            facturx::read(&std::fs::read(path).expect("file"), &Limits::default()).expect("own-fr reads")
        };
        let (cii, ubl) = (read(&cii), read(Path::new(&format!("{base}.ubl.xml"))));
        assert_eq!(cii.invoice, ubl.invoice, "{base}");
        assert_eq!(cii.profile, ubl.profile, "{base}");
        pairs += 1;
    }
    assert!(pairs >= 10, "{pairs} pairs");
}

/// Hybrid PDFs that carry no invoice: an order, and a draft format from before ZUGFeRD 1.
const NO_INVOICE: [&str; 2] = ["SCRDMCCBDACIOMessageStructure", "urn:un:unece:uncefact:data:standard:CBFBUY:5"];

#[test]
fn every_hybrid_pdf_is_read_from_its_xml() {
    let Some(root) = einvoice() else { return };
    let manifest = std::fs::read_to_string(root.join("MANIFEST.json")).expect("manifest");
    let rows: Vec<Value> = serde_json::from_str(&manifest).expect("manifest is JSON");
    let options = ocr_facture::ExtractOptions { pages: Some(vec![1]), ..Default::default() };
    let (mut read, mut wrong) = (0, Vec::new());
    for row in rows.iter().filter(|row| row["kind"] == "pdf" && row["info"]["root"].is_string()) {
        let file = row["file"].as_str().expect("file");
        let is_none = |key: &str| NO_INVOICE.contains(&row["info"][key].as_str().unwrap_or_default());
        let bytes = std::fs::read(root.join(file)).expect("file of the manifest");
        let extraction = ocr_facture::Engine::new().extract_from_bytes(&bytes, &options);
        match extraction {
            _ if is_none("root") || is_none("ns") => continue,
            Ok(found) if found.document.kind == DocumentKind::FacturX => {
                read += 1;
                let number = row["info"]["id"].as_str().map(str::trim);
                if found.invoice.number.as_deref() != number {
                    wrong.push(format!("{file}: number {:?}, not {number:?}", found.invoice.number));
                }
            }
            Ok(found) => wrong.push(format!("{file}: read as {:?}", found.document.kind)),
            Err(error) => wrong.push(format!("{file}: {error}")),
        }
    }
    println!("{read} hybrid PDFs");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read >= 70, "{read} hybrid PDFs");
}
