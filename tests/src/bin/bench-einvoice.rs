//! Times judging and writing e-invoices, in process. Prints one JSON object, for `bench/einvoice.py`.
//!
//! `bench-einvoice FOLDER` also writes the documents it times into the folder, for the peers.
//! `bench-einvoice FOLDER N` only writes N invoices as Factur-X, over all cores, and keeps none: for memory and speed.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use ocr_facture::facturx::{Profile, Syntax};
use ocr_facture::{CheckOptions, Engine, GenerateOptions, Invoice};
use ocr_facture_tests::drawn::cases;
use rayon::prelude::*;

const ROUNDS: usize = 301;

/// Median milliseconds of some rounds, after a first that is not counted.
fn median(mut work: impl FnMut()) -> f64 {
    work();
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

/// A one-page French invoice.
fn invoice() -> Invoice {
    cases().into_iter().next().expect("a case").invoice
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("bench-einvoice FOLDER [N]");
        return ExitCode::from(2);
    };
    let (engine, invoice) = (Engine::new(), invoice());
    let (checks, options) = (CheckOptions::default(), GenerateOptions::default());
    let draw = || engine.generate_facturx(&invoice, None, &options).expect("written");
    if let Some(count) = arguments.next().and_then(|n| n.parse::<u32>().ok()) {
        let started = Instant::now();
        let bytes: usize = (0..count).into_par_iter().map(|_| draw().pdf.len()).sum();
        let seconds = started.elapsed().as_secs_f64();
        println!("{}", serde_json::json!({ "count": count, "bytes": bytes, "a_second": f64::from(count) / seconds }));
        return ExitCode::SUCCESS;
    }
    let cii = engine.generate_xml(&invoice, Syntax::Cii, Profile::En16931).expect("CII");
    let ubl = engine.generate_xml(&invoice, Syntax::Ubl, Profile::En16931).expect("UBL");
    let drawn = draw();
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).expect("a folder");
    for (name, bytes) in [("cii.xml", &cii), ("ubl.xml", &ubl), ("facturx.pdf", &drawn.pdf)] {
        std::fs::write(folder.join(name), bytes).expect("written");
    }
    let validate = |bytes: &[u8]| drop(engine.validate(bytes, &checks).expect("a report"));
    let result = serde_json::json!({
        "validate_cii_ms": median(|| validate(&cii)),
        "validate_ubl_ms": median(|| validate(&ubl)),
        "validate_pdf_ms": median(|| validate(&drawn.pdf)),
        "mentions_ms": median(|| drop(engine.check_invoice(&invoice, &checks))),
        "write_xml_ms": median(|| drop(engine.generate_xml(&invoice, Syntax::Cii, Profile::En16931))),
        "draw_ms": median(|| drop(draw())),
        "embed_ms": median(|| drop(engine.generate_facturx(&invoice, Some(&drawn.pdf), &options).expect("kept"))),
        "pdf_bytes": drawn.pdf.len(),
    });
    println!("{result}");
    ExitCode::SUCCESS
}
