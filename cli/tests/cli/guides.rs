//! What the guides show is what the command does: documents they contain are written, commands run, outputs compared.
//!
//! A block ```` ```json NAME ```` is written to a file of that name. In a block ```` ```console ```` every line after `$`
//! is a command, and what follows is its output. A block ```` ```json $ COMMAND ```` is what the command prints, as JSON.
//! `UPDATE_GUIDES=1 cargo test -p ocr-facture-cli guides` puts the real outputs in the pages; read the difference.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{invoice, workshop};

/// A document that pages may name without showing it: a PDF with text and no XML.
const PAGE: &str = "page.pdf";

/// One page being played.
struct Play {
    directory: PathBuf,
    /// How the last command ended.
    status: i32,
}

impl Play {
    fn new(name: &str) -> Self {
        let directory = workshop(name);
        fs::write(directory.join(PAGE), invoice("FA-2026-0042")).unwrap();
        Self { directory, status: 0 }
    }

    /// What the command prints, both ways, as a terminal shows it.
    fn run(&mut self, line: &str) -> String {
        let programs = Path::new(env!("CARGO_BIN_EXE_ocr-facture")).parent().unwrap();
        let paths = std::env::join_paths(
            [programs.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        let script = format!("(exit {}); {line}", self.status);
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{script}")])
            .env("PATH", paths.unwrap())
            .env("NO_COLOR", "1")
            .current_dir(&self.directory)
            .output()
            .unwrap();
        self.status = output.status.code().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// The page with the outputs this version gives.
    fn page(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            out.push_str(line);
            out.push('\n');
            let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match info.strip_prefix("json ") {
                Some(shown) => match shown.strip_prefix("$ ") {
                    Some(command) => {
                        let value: Value = serde_json::from_str(&self.run(command)).unwrap();
                        out.push_str(&serde_json::to_string_pretty(&value).unwrap());
                        out.push('\n');
                    }
                    None => {
                        fs::write(self.directory.join(shown), body.join("\n")).unwrap();
                        body.iter().for_each(|line| writeln!(out, "{line}").unwrap());
                    }
                },
                None if info == "console" => {
                    for command in body.iter().filter_map(|line| line.strip_prefix("$ ")) {
                        let printed = self.run(command);
                        writeln!(out, "$ {command}\n{}", printed.trim_end()).unwrap();
                        if printed.trim().is_empty() {
                            out.pop();
                        }
                    }
                }
                None => body.iter().for_each(|line| writeln!(out, "{line}").unwrap()),
            }
            out.push_str("```\n");
        }
        out
    }
}

/// The day a report was made is not what a guide is about.
fn without_days(text: &str) -> String {
    let cut = |line: &str| match line.rsplit_once(" · au ").or_else(|| line.rsplit_once(" · as of ")) {
        Some((head, day)) if day.len() == 10 => head.to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(cut).collect::<Vec<_>>().join("\n")
}

#[test]
fn outputs_in_the_guides_are_what_the_command_prints() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let mut played = 0;
    for language in ["fr", "en"] {
        let mut pages: Vec<_> = fs::read_dir(docs.join(language)).unwrap().map(|e| e.unwrap().path()).collect();
        pages.sort();
        for path in pages {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let real = Play::new(&format!("guide-{language}-{name}")).page(&text);
            played += usize::from(text.contains("```console") || text.contains("```json $ "));
            if std::env::var_os("UPDATE_GUIDES").is_some() {
                fs::write(&path, real).unwrap();
            } else {
                assert_eq!(without_days(&text), without_days(&real), "{}", path.display());
            }
        }
    }
    assert!(played >= 6, "{played} pages show commands");
}

#[test]
fn a_page_that_lies_is_found() {
    let page = "```console\n$ printf 'a\\nb'\na\n$ sh -c 'exit 3'\n$ echo $?\n0\n```\n";
    let real = Play::new("guide-that-lies").page(page);
    assert_eq!(real, "```console\n$ printf 'a\\nb'\na\nb\n$ sh -c 'exit 3'\n$ echo $?\n3\n```\n");
}
