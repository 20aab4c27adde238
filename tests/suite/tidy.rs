//! The shape of the house: what must never happen, held by reading the source. Each rule is a function over text, and
//! each is shown to fail on text that breaks it.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::{code, files, has_word, lines_where, root};

/// Nothing wrong, or a list of what is.
fn assert_none(findings: &[String], rule: &str) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}

/// Modules and what each may name, from the table of `docs/ARCHITECTURE.md`.
fn module_table(architecture: &str) -> BTreeMap<String, BTreeSet<String>> {
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(|s| s.trim_end_matches('/').to_owned()).collect();
    let mut table = BTreeMap::new();
    let rows = architecture.lines().skip_while(|l| !l.starts_with("| Module |")).skip(2);
    for row in rows.take_while(|l| l.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [module, _, may_name] = cells[..] else { panic!("a row of three cells: {row}") };
        let modules: Vec<String> = quoted(module);
        modules.into_iter().for_each(|m| drop(table.insert(m, quoted(may_name).into_iter().collect::<BTreeSet<_>>())));
    }
    table
}

/// The first two steps of every path that starts with `crate::`.
fn crate_paths(code: &str) -> Vec<(String, String)> {
    let step = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut out = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = code[at + start.len()..].trim_start();
        for path in if let Some(group) = rest.strip_prefix('{') { members(group) } else { vec![rest] } {
            let first = step(path);
            let after = path[first.len()..].strip_prefix("::").unwrap_or_default();
            match after.strip_prefix('{') {
                Some(inner) => out.extend(members(inner).into_iter().map(|m| (first.clone(), step(m)))),
                None => out.push((first, step(after))),
            }
        }
    }
    out
}

/// Members of a braced group, up to its closing brace.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0, 0, Vec::new());
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(group[from..i].trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(group[from..i].trim());
                from = i + 1;
            }
            _ => {}
        }
    }
    out.retain(|m| !m.is_empty());
    out
}

/// Names a module takes from modules it may not know.
fn forbidden_names(path: &str, text: &str, table: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let module = path.trim_start_matches("core/src/").split(['/', '.']).next().unwrap_or_default();
    let Some(may) = table.get(module) else { return vec![format!("{path}: `{module}` is not in the module table")] };
    let allowed = |first: &str, second: &str| {
        first == module || may.contains(first) || may.contains(&format!("{first}::{second}"))
    };
    let names = crate_paths(&code(text)).into_iter().filter(|(first, second)| !allowed(first, second));
    names.map(|(first, second)| format!("{path}: `{module}` may not name `{first}::{second}`")).collect()
}

/// Files that exist only in tests: `tests.rs`, what lies in `tests/`, and `#[cfg(test)] mod name;`.
fn is_test_file(path: &str) -> bool {
    if path.ends_with("/tests.rs") || path.contains("/tests/") {
        return true;
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or_default();
    let declared = format!("mod {};", name.trim_end_matches(".rs"));
    let parents = [format!("{folder}/mod.rs"), format!("{folder}.rs"), format!("{folder}/lib.rs")];
    parents.iter().filter_map(|p| std::fs::read_to_string(root().join(p)).ok()).any(|text| {
        let lines: Vec<&str> = text.lines().collect();
        lines.windows(2).any(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].ends_with(&declared))
    })
}

fn core_files() -> Vec<crate::house::File> {
    files(&["core/src"], &[".rs"]).into_iter().filter(|f| !is_test_file(&f.path)).collect()
}

#[test]
fn modules_name_only_what_the_architecture_lets_them() {
    let table = module_table(&std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("the architecture"));
    assert!(table.len() > 8, "the module table was read: {table:?}");
    let of_module = |f: &crate::house::File| f.path != "core/src/lib.rs";
    let findings: Vec<_> =
        core_files().iter().filter(|f| of_module(f)).flat_map(|f| forbidden_names(&f.path, &f.text, &table)).collect();
    assert_none(&findings, "the module table of docs/ARCHITECTURE.md");
}

#[test]
fn the_module_rule_can_fail() {
    let page = "| Module | Holds | May name |\n|---|---|---|\n| `invoice/` | x | `error` |\n| `fields/` | x | `api::Warning`, `page` |\n\n";
    let table = module_table(page);
    let found = |path, text| forbidden_names(path, text, &table).len();
    assert_eq!(found("core/src/invoice/mod.rs", "use crate::error::Result;\nuse crate::page::Page;"), 1);
    assert_eq!(found("core/src/invoice/mod.rs", "let p = crate::page::Page::new(); // crate::api::X"), 1);
    assert_eq!(
        found("core/src/fields/a.rs", "use crate::{page::{Page, Rect}, api::{Warning, Extraction}, fields::b};"),
        1
    );
    assert_eq!(found("core/src/unknown.rs", ""), 1);
}

/// What only the outermost modules may touch: files, network, environment, clock, randomness.
const IMPURE: &[&str] = &["fs", "net", "env", "time", "process"];

/// Lines below the engine that reach outside.
fn impure_lines(path: &str, text: &str) -> Vec<String> {
    lines_where(path, &code(text), |line| {
        let grouped = |m: &&str| line.contains("use std::{") && has_word(line, m);
        let named = |m: &&str| has_word(line, &format!("std::{m}"));
        IMPURE.iter().any(|m| named(m) || grouped(m))
            || ["SystemTime", "Instant", "Zoned", "Timestamp", "thread_rng", "rand"].iter().any(|w| has_word(line, w))
    })
}

#[test]
fn below_the_engine_everything_is_pure() {
    const OUTER: &[&str] = &[
        "core/src/engine/",
        "core/src/client.rs",
        "core/src/source.rs",
        "core/src/batch.rs",
        "core/src/cache.rs",
        "core/src/remote/",
        // Models and libraries of character recognition are found on the user's disk.
        "core/src/ocr/models/",
        "core/src/ocr/tesseract/",
    ];
    let inner = core_files().into_iter().filter(|f| !OUTER.iter().any(|outer| f.path.starts_with(outer)));
    assert_none(
        &inner.flat_map(|f| impure_lines(&f.path, &f.text)).collect::<Vec<_>>(),
        "no file, network, clock or chance",
    );
    for bad in [
        "use std::fs;",
        "use std::{fs::File, io};",
        "let t = Instant::now();",
        "std::env::var(x)",
        "std::net::TcpStream",
    ] {
        assert_eq!(impure_lines("a.rs", bad).len(), 1, "{bad}");
    }
    assert!(impure_lines("a.rs", "use std::fmt; // std::fs\nlet environment = offset;").is_empty());
}

/// Binary floats where amounts live.
fn float_lines(path: &str, text: &str, floats: &[&str]) -> Vec<String> {
    lines_where(path, &code(text), |line| floats.iter().any(|float| has_word(line, float)))
}

#[test]
fn no_float_holds_an_amount() {
    let mut findings = Vec::new();
    for file in core_files() {
        let mut found = match &file.path {
            p if p.starts_with("core/src/invoice") => float_lines(p, &file.text, &["f32", "f64", "to_f64", "to_f32"]),
            p if p.starts_with("core/src/export") => float_lines(p, &file.text, &["f64"]),
            p => float_lines(p, &file.text, &["to_f64", "from_f64", "from_f64_retain", "from_f32", "from_f32_retain"]),
        };
        // The cells of a workbook are floats by its format; this is the one place where a decimal becomes one.
        found.retain(|line| !(file.path == "core/src/export/xlsx.rs" && line.contains("fn excel_number(")));
        findings.extend(found);
    }
    assert_none(&findings, "money and quantities are decimals");
    assert_eq!(float_lines("a.rs", "struct Line { amount: f64 }", &["f64"]).len(), 1);
    assert!(float_lines("a.rs", "// f64\nlet a = \"f64\";", &["f64"]).is_empty());
}

/// Lines that end the process of whoever called.
fn panicking_lines(path: &str, text: &str) -> Vec<String> {
    const PANICS: &[&str] = &[".unwrap()", ".expect(", "panic!(", "unreachable!(", ".unwrap_err()", "process::abort"];
    lines_where(path, &code(text), |line| PANICS.iter().any(|p| line.contains(p)))
}

#[test]
fn no_library_code_panics_on_purpose() {
    let faces = files(
        &["cli/src", "bindings-python/src", "bindings-php/extension/src", "bindings-node/src", "server/src"],
        &[".rs"],
    );
    let tests = |f: &crate::house::File| ["/tests.rs", "/real_parts.rs"].iter().any(|end| f.path.ends_with(end));
    let all = core_files().into_iter().chain(faces.into_iter().filter(|f| !tests(f)));
    assert_none(&all.flat_map(|f| panicking_lines(&f.path, &f.text)).collect::<Vec<_>>(), "errors are returned");
    assert_eq!(panicking_lines("a.rs", "let a = b.unwrap();\npanic!(\"x\")").len(), 2);
    assert!(panicking_lines("a.rs", "a.unwrap_or(1);\n#[cfg(test)]\nmod tests { a.unwrap(); }").is_empty());
}

/// The only places where the compiler cannot prove memory safe: a library of the system, SIMD instructions, PHP itself.
const UNSAFE: &[&str] =
    &["core/src/ocr/tesseract/library.rs", "core/src/ocr/simd/", "bindings-php/extension/src/host.rs"];

#[test]
fn unsafe_code_stands_where_it_must() {
    let php = files(&["bindings-php/extension/src"], &[".rs"]);
    let elsewhere =
        core_files().into_iter().chain(php).filter(|f| !UNSAFE.iter().any(|place| f.path.starts_with(place)));
    let found = elsewhere.flat_map(|f| lines_where(&f.path, &code(&f.text), |line| has_word(line, "unsafe")));
    assert_none(&found.collect::<Vec<_>>(), "unsafe code");
}

/// Lines that print: what a document says must not reach a log by way of the library.
fn printing_lines(path: &str, text: &str) -> Vec<String> {
    const PRINTS: &[&str] = &["println!(", "eprintln!(", "print!(", "eprint!(", "dbg!("];
    lines_where(path, &code(text), |line| PRINTS.iter().any(|p| line.contains(p)))
}

#[test]
fn the_library_prints_nothing() {
    let findings: Vec<_> = core_files().iter().flat_map(|f| printing_lines(&f.path, &f.text)).collect();
    assert_none(&findings, "the library returns, it does not print");
    assert_eq!(printing_lines("a.rs", "eprintln!(\"{name}\");\n// dbg!(x)").len(), 1);
}

/// Files too long to hold in the head.
fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines >= 500).then(|| format!("{path}: {lines} lines"))
}

#[test]
fn files_are_short() {
    let all = files(
        &["core", "cli", "server", "tests", "bench", "bindings-python", "bindings-php", "bindings-node", "examples"],
        &[".rs", ".php", ".py", ".pyi", ".sh", ".ts", ".mts", ".cts", ".mjs", ".cjs"],
    );
    assert_none(&all.iter().filter_map(|f| too_long(&f.path, &f.text)).collect::<Vec<_>>(), "under 500 lines");
    assert!(too_long("a.rs", &"x\n".repeat(500)).is_some() && too_long("a.rs", "x\n").is_none());
}

/// Marks of unfinished work. Put together here, so that this file does not break its own rule.
fn unfinished_lines(path: &str, text: &str) -> Vec<String> {
    let marks = [["TO", "DO"], ["FIX", "ME"], ["XX", "X:"], ["todo", "!("], ["unimplemented", "!("], ["#[ign", "ore"]];
    let marks = marks.map(|m| m.concat());
    lines_where(path, text, |line| marks.iter().any(|m| line.contains(m)))
}

#[test]
fn nothing_is_left_unfinished() {
    let all = files(
        &[
            "core",
            "cli",
            "server",
            "tests",
            "bench",
            "docs",
            "bindings-python",
            "bindings-php",
            "bindings-node",
            "examples",
        ],
        &[".rs", ".php", ".py", ".pyi", ".sh", ".md", ".toml", ".css", ".js", ".ts", ".mjs", ".cjs"],
    );
    assert_none(&all.iter().flat_map(|f| unfinished_lines(&f.path, &f.text)).collect::<Vec<_>>(), "no marks for later");
    let bad = [["// TO", "DO later"], ["#[ign", "ore]"], ["todo", "!()"]].map(|m| m.concat()).join("\n");
    assert_eq!(unfinished_lines("a.rs", &bad).len(), 3);
}

#[test]
fn every_folder_of_the_house_stands_and_says_what_it_is_for() {
    let folders = ["core", "cli", "docs", "tests", "bench"].map(|f| (f, "Cargo.toml"));
    for (folder, file) in folders {
        let expected = if matches!(folder, "docs" | "bench") { "README.md" } else { file };
        assert!(root().join(folder).join(expected).is_file(), "{folder}/{expected}");
    }
    assert!(
        root().join("bindings-python/Cargo.toml").is_file() && root().join("bindings-python/pyproject.toml").is_file()
    );
    for folder in ["server", "bindings-python", "bindings-node", "bindings-php", "examples"] {
        let text = std::fs::read_to_string(root().join(folder).join("README.md"));
        assert!(text.is_ok_and(|t| t.lines().count() >= 3), "{folder}/README.md says what will live there");
    }
    for file in [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "NOTICE",
        "Makefile",
        ".ci/run",
    ] {
        assert!(root().join(file).is_file(), "{file}");
    }
}

/// What a decision page must tell.
fn missing_headings(page: &str) -> Vec<&'static str> {
    const HEADINGS: &[&str] = &["## Context", "## Choice", "## Measured"];
    HEADINGS.iter().copied().filter(|heading| !page.lines().any(|line| line.trim_end() == *heading)).collect()
}

#[test]
fn decisions_tell_context_choice_and_measurements() {
    let pages = files(&["docs/decisions"], &[".md"]);
    assert!(pages.len() > 3);
    let numbered = pages.iter().filter(|f| !f.path.ends_with("README.md"));
    let findings: Vec<_> =
        numbered.flat_map(|f| missing_headings(&f.text).into_iter().map(|h| format!("{}: {h}", f.path))).collect();
    assert_none(&findings, "headings of decisions");
    assert_eq!(missing_headings("## Context\n\n## Choice\n"), ["## Measured"]);
}

/// The workspace version, when the changelog does not tell of it.
fn unlogged_version(manifest: &str, changelog: &str) -> Option<String> {
    let section = manifest.split("[workspace.package]").nth(1)?;
    let version = section.lines().find_map(|l| l.strip_prefix("version = "))?.trim_matches('"');
    (!changelog.contains(&format!("## [{version}]"))).then(|| version.to_owned())
}

#[test]
fn the_changelog_tells_of_this_version() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).expect("a file of the house");
    assert_eq!(unlogged_version(&read("Cargo.toml"), &read("CHANGELOG.md")), None);
    let manifest = "[workspace.package]\nversion = \"9.9.9\"\n";
    assert_eq!(unlogged_version(manifest, "## [1.0.0]").as_deref(), Some("9.9.9"));
}

/// String codes given to kinds of errors, in order.
pub(crate) fn error_codes(error_rs: &str) -> Vec<String> {
    let body = error_rs.split("const fn code").nth(1).unwrap_or_default().split("const fn").next().unwrap_or_default();
    body.lines().filter_map(|l| Some(l.split_once("=> \"")?.1.split('"').next()?.to_owned())).collect()
}

fn repeated(codes: &[String]) -> Vec<&String> {
    let mut seen = BTreeSet::new();
    codes.iter().filter(|code| !seen.insert(*code)).collect()
}

#[test]
fn each_error_code_means_one_thing() {
    let codes = error_codes(&std::fs::read_to_string(root().join("core/src/error.rs")).expect("the errors"));
    assert!(codes.len() >= 11, "{codes:?}");
    assert!(repeated(&codes).is_empty(), "{:?}", repeated(&codes));
    let twice = error_codes("const fn code(self) {\n A => \"a\",\n B => \"a\",\n}");
    assert_eq!(repeated(&twice), ["a"]);
}
