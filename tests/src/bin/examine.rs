//! What of PDF/A-3b each file breaks and what the container rules find, one JSON line a file.

use ocr_facture::check::container;
use ocr_facture::document::Limits;
use ocr_facture::pdf;
use serde_json::json;

fn main() {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).expect("a PDF");
        let line = match pdf::read(&bytes, &Limits::default(), &|| None) {
            Ok(file) => {
                let mut found = pdf::syntax(&bytes);
                found.extend(pdf::examine(&file));
                let rules: std::collections::BTreeSet<&str> = found.iter().map(|v| v.rule).collect();
                let (_, findings) = container::container(&pdf::container(&file), None, false);
                let findings: Vec<String> = findings.into_iter().map(|f| f.rule).collect();
                json!({"file": name, "rules": rules, "container": findings})
            }
            Err(error) => json!({"file": name, "error": error.code()}),
        };
        println!("{line}");
    }
}
