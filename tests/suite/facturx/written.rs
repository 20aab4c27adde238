//! The official judges over what we write: schemas, EN 16931, the profile, the French rules.

use std::path::{Path, PathBuf};
use std::process::Command;

use ocr_facture::facturx::{Profile, Syntax, write_xml};

use super::{deals, scenarios};
use crate::house::root;

/// A Python with the packages of the judges: the one told, a virtual environment, or that of the machine.
fn python() -> Option<PathBuf> {
    let told = std::env::var_os("OCR_FACTURE_JUDGES").map(PathBuf::from);
    let made = [root().join("target/judges/bin/python"), "python3".into()];
    told.into_iter().chain(made).find(|python| {
        let found = Command::new(python).args(["-c", "import saxonche, lxml"]).output();
        found.is_ok_and(|output| output.status.success())
    })
}

#[test]
fn official_judges_find_nothing_wrong() {
    let einvoice = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/einvoice");
    if !einvoice.is_dir() {
        return eprintln!("skipped: {} is absent", einvoice.display());
    }
    let Some(python) = python() else {
        return eprintln!("skipped: no Python with saxonche and lxml (pip install saxonche lxml)");
    };
    let folder = std::env::temp_dir().join(format!("ocr-facture-written-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut refused = Vec::new();
    for (name, invoice) in scenarios::all().into_iter().chain(deals::all(30)) {
        let ways = Profile::ALL.map(|profile| (Syntax::Cii, profile));
        for (syntax, profile) in ways.into_iter().chain([(Syntax::Ubl, Profile::En16931)]) {
            match write_xml(&invoice, syntax, profile) {
                Ok(xml) => {
                    let kind = if syntax == Syntax::Ubl { "ubl" } else { profile.code() };
                    std::fs::write(folder.join(format!("{name}.{kind}.xml")), xml).expect("a file");
                }
                Err(error) => refused.push(format!("{name} {syntax} {profile}: {error}")),
            }
        }
    }
    println!("{}", refused.join("\n"));
    let script = root().join("tests/judges/xml.py");
    let output = Command::new(python).arg(script).args([&folder, &einvoice]).output().expect("the judges run");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    // Rounding has a place from EN 16931 on; nothing else is refused.
    let expected = |line: &String| line.starts_with("rounded_due cii basic") && line.contains("totals.rounding");
    assert!(refused.iter().all(expected) && refused.len() == 2, "{}", refused.join("\n"));
}
