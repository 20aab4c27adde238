//! Draws every case into a folder: `draw FOLDER [NAME]`. For eyes, and for `tests/judges/pdf.py`.
//!
//! `draw --time COUNT` draws one invoice so many times, each completed, written and attached, and tells how long it took.

use std::path::PathBuf;
use std::time::Instant;

use ocr_facture::facturx::Profile;
use ocr_facture_tests::drawn::{Case, cases, file};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--time", count] => time(count.parse().expect("a count")),
        [folder] => write(&PathBuf::from(folder), None),
        [folder, name] => write(&PathBuf::from(folder), Some(name)),
        _ => println!("draw FOLDER [NAME] | draw --time COUNT"),
    }
}

fn write(folder: &std::path::Path, wanted: Option<&str>) {
    std::fs::create_dir_all(folder).expect("the folder");
    for case in cases().into_iter().filter(|c| wanted.is_none_or(|w| w == c.name)) {
        let file = file(&case, Profile::En16931);
        std::fs::write(folder.join(format!("{}.pdf", case.name)), &file.drawn.pdf).expect("the file");
        if let Some(xml) = &file.xml {
            std::fs::write(folder.join(format!("{}.xml", case.name)), xml).expect("the file");
        }
        let (name, pages, bytes) = (case.name, file.drawn.pages, file.drawn.pdf.len());
        let xml = if file.xml.is_some() { "with XML" } else { "no XML" };
        println!("{name:20} {pages:3} pages {bytes:7} bytes, {xml}, {} warnings", file.drawn.warnings.len());
    }
}

fn time(count: u32) {
    for name in ["one-line", "logo", "lines-60"] {
        let case: Case = cases().into_iter().find(|c| c.name == name).expect("the case");
        let start = Instant::now();
        let mut bytes = 0;
        for n in 0..count {
            let mut case = case.clone();
            case.invoice.number = Some(format!("FA-{n}"));
            bytes += file(&case, Profile::En16931).drawn.pdf.len();
        }
        let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(count);
        println!(
            "{name:12} {count} invoices, {each:.2} ms each, {} bytes each, peak {}",
            bytes / count as usize,
            peak()
        );
    }
}

/// The most memory this process has held, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |l| l.trim().to_owned())
}
