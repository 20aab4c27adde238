//! `ocr-facture extract`, the completions and the manual.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use calamine::Reader;
use serde_json::Value;

use crate::support::{code, command, invoice, run, stderr, stdout, workshop};

/// `a.pdf` and `b.pdf` that can be read, `mauvais.pdf` that cannot, `notes.txt` that is none of ours.
fn three(name: &str) -> PathBuf {
    let directory = workshop(name);
    fs::write(directory.join("a.pdf"), invoice("FA-1")).unwrap();
    fs::create_dir(directory.join("sous")).unwrap();
    fs::write(directory.join("sous/b.PDF"), invoice("FA-2")).unwrap();
    fs::write(directory.join("mauvais.pdf"), b"not a document").unwrap();
    fs::write(directory.join("notes.txt"), b"not a document").unwrap();
    directory
}

#[test]
fn one_file_is_told_in_french_without_colour_in_a_pipe() {
    let output = run(&["extract", "a.pdf"], &three("summary"));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("1 page"), "{}", stdout(&output));
    assert!(!stdout(&output).contains('\u{1b}'));
    assert_eq!(stderr(&output), "");
}

#[test]
fn one_file_in_json_is_the_object() {
    let output = run(&["extract", "--json", "--text", "a.pdf"], &three("json"));
    assert_eq!(code(&output), 0);
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["schema"], "ocr-facture/1");
    assert_eq!(value["document"]["kind"], "pdf_text");
    assert!(value["text"].as_str().is_some());
    assert_eq!(stdout(&output).lines().count(), 1, "compact in a pipe");
}

#[test]
fn a_directory_in_json_is_an_array_in_order_and_a_bad_file_costs_only_itself() {
    let output = run(&["extract", "--json", "."], &three("array"));
    assert_eq!(code(&output), 1);
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    let paths: Vec<_> = rows.as_array().unwrap().iter().map(|r| r["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["./a.pdf", "./mauvais.pdf", "./sous/b.PDF"]);
    assert_eq!(rows[0]["result"]["schema"], "ocr-facture/1");
    assert_eq!(rows[1]["error"]["code"], "invalid_input");
    assert!(stderr(&output).contains("./mauvais.pdf : [invalid_input]"), "{}", stderr(&output));
}

#[test]
fn lines_of_json_are_one_a_document() {
    let output = run(&["extract", "--ndjson", "--quiet", "a.pdf", "sous"], &three("ndjson"));
    assert_eq!(code(&output), 0);
    let rows: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(stderr(&output), "", "--quiet tells errors only");
}

#[test]
fn patterns_the_shell_left_are_ours() {
    let output = run(&["extract", "--ndjson", "*.pdf"], &three("glob"));
    assert_eq!((code(&output), stdout(&output).lines().count()), (1, 2));
}

#[test]
fn stdin_is_a_document() {
    let directory = workshop("stdin");
    let mut child = command()
        .args(["extract", "--json", "-"])
        .current_dir(&directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&invoice("FA-9")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["document"]["kind"], "pdf_text");
}

#[test]
fn csv_has_a_row_a_document_and_tells_which_failed() {
    let output = run(&["extract", "--csv", "--csv-separator", ";", "--csv-bom", "."], &three("csv"));
    let text = stdout(&output).strip_prefix('\u{feff}').unwrap();
    let rows: Vec<_> = text.split("\r\n").collect();
    assert!(rows[0].starts_with("document;error;kind;number;issue_date;"), "{}", rows[0]);
    assert!(rows[2].starts_with("./mauvais.pdf;invalid_input;"), "{}", rows[2]);
    assert_eq!(rows.len(), 5, "a head, three documents, and the end of the last row");
    let lines = run(&["extract", "--csv-lines", "a.pdf"], &three("csv-lines"));
    assert!(stdout(&lines).starts_with("document,number,issue_date,seller.name,"));
}

#[test]
fn a_workbook_reads_back() {
    let directory = three("xlsx");
    let output = run(&["extract", "--quiet", "--xlsx", "out.xlsx", "."], &directory);
    assert_eq!(code(&output), 1);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(directory.join("out.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Factures", "Lignes", "TVA", "Avertissements"]);
    let sheet = book.worksheet_range("Factures").unwrap();
    assert_eq!(sheet.get_value((0, 0)).unwrap().to_string(), "Document");
    assert_eq!(sheet.height(), 3, "a head and the two that could be read");
    let warnings = book.worksheet_range("Avertissements").unwrap();
    let codes: Vec<_> =
        (1..warnings.height() as u32).map(|r| warnings.get_value((r, 1)).unwrap().to_string()).collect();
    assert!(codes.contains(&"invalid_input".to_owned()), "{codes:?}");
}

#[test]
fn the_view_is_one_page_that_asks_for_nothing() {
    let directory = three("view");
    let output = run(&["extract", "--view", "vue.html", "a.pdf"], &directory);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let html = fs::read_to_string(directory.join("vue.html")).unwrap();
    assert!(html.contains("Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"));
    assert!(html.contains("viewBox=\"0 0 595.0 842.0\""));
    for outside in ["http://", "https://", " src=\"", "@import", "url(", "onclick"] {
        assert!(!html.contains(outside), "{outside}");
    }
    let many = run(&["extract", "--view", "vues/", "a.pdf", "sous"], &directory);
    assert_eq!(code(&many), 0);
    assert!(directory.join("vues/a.html").exists() && directory.join("vues/b.html").exists());
    let refused = run(&["extract", "--view", "vue.html", "a.pdf", "sous"], &directory);
    assert_eq!(code(&refused), 2);
}

#[test]
fn exit_codes_are_those_of_the_help() {
    let directory = three("codes");
    for (arguments, expected) in [
        (&["extract", "a.pdf"][..], 0),
        (&["extract", "a.pdf", "mauvais.pdf"], 1),
        (&["extract", "a.pdf", "absent.pdf"], 1),
        (&["extract"], 2),
        (&["extract", "--json", "--csv", "a.pdf"], 2),
        (&["extract", "--pages", "0", "a.pdf"], 2),
        (&["extract", "mauvais.pdf"], 3),
        (&["extract", "absent.pdf"], 3),
        (&["extract", "--max-bytes", "10", "a.pdf"], 3),
        (&["extract", "-o", "absent/out.json", "a.pdf"], 4),
        (&["--version"], 0),
        (&["extract", "--help"], 0),
    ] {
        let output = run(arguments, &directory);
        assert_eq!(code(&output), expected, "{arguments:?}: {}", stderr(&output));
    }
    let help = run(&["extract", "--help"], &directory);
    for (code, _) in [("0", ""), ("1", ""), ("2", ""), ("3", ""), ("4", ""), ("130", "")] {
        assert!(stdout(&help).lines().any(|l| l.trim_start().starts_with(&format!("{code} "))), "{code}");
    }
}

#[test]
fn errors_are_told_with_their_code_in_either_language() {
    let directory = three("errors");
    let french = run(&["extract", "absent.pdf"], &directory);
    assert!(stderr(&french).contains("erreur : absent.pdf : [not_found] Ce fichier"), "{}", stderr(&french));
    let english = run(&["extract", "--lang", "en", "--max-bytes", "10", "a.pdf"], &directory);
    assert!(stderr(&english).contains("error: a.pdf: [too_large] the document exceeds"), "{}", stderr(&english));
    assert_eq!(stdout(&english), "");
    let usage = run(&["extract", "--jsn", "a.pdf"], &directory);
    assert!(stderr(&usage).contains("option inconnue : --jsn ; vouliez-vous dire --json ?"), "{}", stderr(&usage));
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let directory = three("output");
    let output = run(&["extract", "--json", "-o", "out.json", "a.pdf"], &directory);
    assert_eq!((code(&output), stdout(&output)), (0, ""));
    let written: Value = serde_json::from_slice(&fs::read(directory.join("out.json")).unwrap()).unwrap();
    assert_eq!(written["schema"], "ocr-facture/1");
    run(&["extract", "--json", "-o", "rien.json", "mauvais.pdf"], &directory);
    let names: Vec<_> = fs::read_dir(&directory).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|n| n.to_string_lossy().contains("rien")), "{names:?}");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let directory = three("pipe");
    let many = vec!["a.pdf"; 300];
    let mut child = command()
        .args(["extract", "--json"])
        .args(&many)
        .current_dir(&directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
    assert_eq!(code(&output), 0);
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_with_130_and_leaves_no_half_file() {
    let directory = three("interrupt");
    let many = vec!["a.pdf"; 100_000];
    let mut child = command()
        .args(["extract", "--ndjson", "-o", "out.ndjson", "--xlsx", "out.xlsx"])
        .args(&many)
        .current_dir(&directory)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert!(child.try_wait().unwrap().is_none(), "ended before it could be interrupted");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130);
    let names: Vec<_> = fs::read_dir(&directory).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|n| n.to_string_lossy().contains("out")), "{names:?}");
}

#[test]
fn results_keep_their_order_whatever_the_threads() {
    let directory = workshop("order");
    for i in 0..60 {
        fs::write(directory.join(format!("{i:03}.pdf")), invoice(&format!("FA-{i:03}"))).unwrap();
    }
    let ordered = run(&["extract", "--ndjson", "--jobs", "1", "."], &directory);
    let parallel = run(&["extract", "--ndjson", "--jobs", "8", "."], &directory);
    assert_eq!(stdout(&parallel).lines().count(), 60);
    assert_eq!(ordered.stdout, parallel.stdout);
}

#[test]
fn completions_and_the_manual_are_written() {
    let directory = workshop("pages");
    for (shell, sign) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef"),
        ("fish", "complete -c"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let output = run(&["completions", shell], &directory);
        assert!(stdout(&output).contains(sign), "{shell}");
        assert!(stdout(&output).contains("csv-separator"), "{shell}");
    }
    let manual = run(&["man"], &directory);
    assert!(stdout(&manual).contains(".TH ocr-facture 1"), "{}", stdout(&manual));
    assert_eq!(code(&run(&["man", "--directory", "man"], &directory)), 0);
    assert!(fs::read_to_string(directory.join("man/ocr-facture-extract.1")).unwrap().contains("csv"));
}

#[test]
fn the_guides_name_every_option_and_no_other() {
    let options = |text: &str| -> std::collections::BTreeSet<String> {
        let starts =
            text.match_indices("--").filter(|(i, _)| !text[..*i].ends_with(|c: char| c.is_alphanumeric() || c == '-'));
        let names =
            starts.map(|(i, _)| text[i + 2..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect());
        names.filter(|name: &String| !name.is_empty() && !name.starts_with('-')).collect()
    };
    let help = ["extract", "check", "validate", "facturx", "man"].map(|verb| run(&[verb, "--help"], &workshop("help")));
    let mut real = options(&help.iter().map(stdout).collect::<String>());
    real.insert("version".to_owned());
    for language in ["fr", "en"] {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(language).join("cli.md");
        assert_eq!(options(&fs::read_to_string(page).unwrap()), real, "docs/{language}/cli.md");
    }
}
