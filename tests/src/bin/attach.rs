//! Puts an invoice into PDFs and says what became of each, one JSON line a file.
//!
//! `attach XML OUT FILE...`: the XML goes into every PDF; results are `OUT/<number>-<name>.pdf`. `--image` asks for the
//! image fallback, `--quiet` writes no file.

use std::time::Instant;

use ocr_facture::facturx::pdf::{AttachOptions, Fallback, attach};
use serde_json::json;

fn main() {
    let (flags, names): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let [xml, out, files @ ..] = names.as_slice() else {
        eprintln!("attach XML OUT FILE... [--image] [--quiet]");
        std::process::exit(2);
    };
    let xml = std::fs::read(xml).expect("the XML");
    let mut options = AttachOptions::new("EN 16931", jiff::civil::date(2026, 9, 14).at(8, 5, 0, 0));
    if flags.iter().any(|f| f == "--image") {
        options.fallback = Fallback::Image;
    }
    for (number, file) in files.iter().enumerate() {
        let bytes = std::fs::read(file).expect("a PDF");
        let start = Instant::now();
        let attached = attach(&bytes, &xml, &options, &|| None);
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let line = match &attached {
            Ok(done) => {
                let name = std::path::Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned();
                let path = format!("{out}/{number:04}-{name}");
                if !flags.iter().any(|f| f == "--quiet") {
                    std::fs::write(&path, &done.pdf).expect("the result");
                }
                let codes = |list: &[ocr_facture::facturx::pdf::Change]| -> Vec<String> {
                    list.iter().map(|c| c.code.to_owned()).collect()
                };
                json!({"file": file, "out": path, "rung": done.rung.code(), "changes": codes(&done.changes),
                    "warnings": codes(&done.warnings), "before": bytes.len(), "after": done.pdf.len(), "ms": ms})
            }
            Err(error) => json!({"file": file, "error": error.code(), "message": error.to_string(), "ms": ms}),
        };
        println!("{line}");
    }
}
