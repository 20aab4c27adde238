//! The examples in Rust and for the shell, each run in a folder with the files it names; and that there is one a verb in
//! every language.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ocr_facture_tests::verbs::documents;

use crate::house::root;
use crate::server;

/// Files of every language: one a verb, and a whole job.
const NAMES: &[&str] =
    &["batch", "check", "convert", "export", "extract", "generate", "parse", "recipe_folder", "ubl", "validate"];

/// A folder with what the examples read, new each time.
fn scene(name: &str) -> PathBuf {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("examples-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(place.join("factures")).expect("a folder");
    let copy = |from: &str, to: &str| {
        fs::copy(documents::folder().join(from), place.join(to)).expect("a copy");
    };
    copy("facture.pdf", "facture.pdf");
    copy("facturx.pdf", "facturx.pdf");
    copy("courte.pdf", "factures/a.pdf");
    copy("courte.pdf", "factures/b.pdf");
    copy("debut.pdf", "factures/abimee.pdf");
    fs::copy(root().join("examples/facture.json"), place.join("facture.json")).expect("a copy");
    place
}

/// Runs an example, and checks that it ends well, says something, and leaves what it promises.
fn run(name: &str, mut command: Command, place: &Path) {
    let told = command.current_dir(place).output().expect("the example runs");
    let (out, complaint) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success() && !out.trim().is_empty(), "{name}: {}\n{out}\n{complaint}", told.status);
    let left: &[&str] = match name {
        "convert" => &["electronique.pdf"],
        "generate" => &["nouvelle.pdf"],
        "ubl" => &["facture.xml"],
        "export" => &["factures.xlsx"],
        "recipe_folder" => &["sortie/a.pdf"],
        _ => &[],
    };
    for file in left {
        let bytes = fs::read(place.join(file)).unwrap_or_else(|e| panic!("{name}: {file}: {e}"));
        let start: &[u8] = if file.ends_with("pdf") {
            b"%PDF-"
        } else if file.ends_with("xlsx") {
            b"PK"
        } else {
            b"<?xml"
        };
        assert!(bytes.starts_with(start), "{name}: {file}");
    }
    if matches!(name, "batch" | "recipe_folder") {
        assert!(out.contains("unreadable"), "{name} tells of the damaged one: {out}");
    }
    fs::remove_dir_all(place).expect("a folder");
}

#[test]
fn examples_in_rust_run() {
    for name in NAMES {
        let place = scene(&format!("rust-{name}"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_rust-examples"));
        command.arg(name);
        run(name, command, &place);
    }
}

#[test]
fn examples_in_rust_are_formatted() {
    let files = fs::read_dir(root().join("examples/rust")).expect("a folder").map(|e| e.expect("an entry").path());
    let mut command = Command::new("rustfmt");
    command.args(["--check", "--edition", "2024", "--config-path"]).arg(root().join("rustfmt.toml")).args(files);
    let told = command.output().expect("rustfmt runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
}

#[test]
fn examples_for_the_shell_run() {
    let test = "examples_for_the_shell_run";
    if !server::has(test, &["curl", "jq"]) {
        return;
    }
    let Some(server) = server::start(test) else { return };
    for name in NAMES.iter().chain(&["base64", "vat"]) {
        let place = scene(&format!("curl-{name}"));
        let mut command = Command::new("sh");
        command.arg(root().join(format!("examples/curl/{name}.sh"))).env("OCR_FACTURE_URL", &server.url);
        run(name, command, &place);
    }
}

#[test]
fn every_language_has_its_example_of_every_verb() {
    let listed = fs::read_to_string(root().join("examples/README.md")).expect("the list");
    for (folder, ending) in [("curl", "sh"), ("node", "mjs"), ("php", "php"), ("python", "py"), ("rust", "rs")] {
        let place = root().join("examples").join(folder);
        let found = fs::read_dir(&place).unwrap_or_else(|e| panic!("{folder}: {e}"));
        let found = found.map(|e| e.expect("an entry").path()).filter(|p| p.extension().is_some_and(|e| e == ending));
        let found: BTreeSet<String> =
            found.filter_map(|p| Some(p.file_stem()?.to_string_lossy().into_owned())).collect();
        let missing: Vec<_> = NAMES.iter().filter(|name| !found.contains(**name)).collect();
        assert!(missing.is_empty(), "examples/{folder}: {missing:?}");
        for name in found {
            assert!(listed.contains(&format!("`{name}`")), "examples/README.md does not list `{name}` of {folder}");
        }
    }
}
