//! The guides say what is true: links lead somewhere, examples parse, tables list what exists.

use std::collections::BTreeSet;

use ocr_facture::Extraction;
use ocr_facture::check::{france, rulesets};
use ocr_facture::facturx::Profile;

use crate::house::{files, root};
use crate::tidy::error_codes;

/// Pages people read, from the root and from `docs`.
fn pages() -> Vec<crate::house::File> {
    let mut pages = files(&["docs"], &[".md"]);
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = std::fs::read_to_string(root().join(name)).expect(name);
        pages.push(crate::house::File { path: name.to_owned(), text });
    }
    pages
}

/// Targets of links to files of the repository, without their anchors.
fn local_links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|t| !t.contains("://") && !t.starts_with('#'));
    local.map(|t| t.split('#').next().unwrap_or(t)).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    for page in pages() {
        let full = root().join(&page.path);
        let folder = full.parent().expect("a page lies in a folder");
        for link in local_links(&page.text).into_iter().filter(|link| !folder.join(link).exists()) {
            broken.push(format!("{}: {link}", page.path));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert_eq!(local_links("[a](b.md#c) [d](https://e) [f](#g)"), ["b.md"]);
}

/// Bodies of the fenced blocks of one language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    text.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn examples_of_json_parse_and_the_first_is_an_extraction() {
    for page in pages() {
        for block in blocks(&page.text, "json") {
            let parsed: Result<serde_json::Value, _> = serde_json::from_str(block);
            assert!(parsed.is_ok(), "{}: {parsed:?}", page.path);
        }
    }
    for page in files(&["docs"], &["/json.md", "json.md"]) {
        let example = blocks(&page.text, "json")[0];
        let extraction: Extraction = serde_json::from_str(example).unwrap_or_else(|e| panic!("{}: {e}", page.path));
        let told: BTreeSet<String> = keys(&serde_json::from_str(example).expect("checked above"));
        let real: BTreeSet<String> = keys(&serde_json::to_value(&extraction).expect("it was read from JSON"));
        let invented: Vec<_> = told.difference(&real).collect();
        assert!(invented.is_empty(), "{}: not in the format: {invented:?}", page.path);
    }
}

/// Paths of every key of a JSON value.
fn keys(value: &serde_json::Value) -> BTreeSet<String> {
    fn walk(prefix: &str, value: &serde_json::Value, out: &mut BTreeSet<String>) {
        if let Some(map) = value.as_object() {
            for (key, value) in map {
                let path = format!("{prefix}.{key}");
                walk(&path, value, out);
                out.insert(path);
            }
        }
        value.as_array().into_iter().flatten().for_each(|v| walk(&format!("{prefix}[]"), v, out));
    }
    let mut out = BTreeSet::new();
    walk("", value, &mut out);
    out
}

#[test]
fn guides_list_every_error_code() {
    let codes: BTreeSet<_> =
        error_codes(&std::fs::read_to_string(root().join("core/src/error.rs")).expect("the errors"))
            .into_iter()
            .collect();
    for page in ["docs/fr/json.md", "docs/en/json.md"] {
        let text = std::fs::read_to_string(root().join(page)).expect(page);
        let table = text.split("\n## Er").nth(1).unwrap_or_default();
        let listed: BTreeSet<_> =
            table.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned())).collect();
        assert_eq!(listed, codes, "{page}");
    }
}

/// The row of a table that names `code` in its first column.
fn row<'a>(page: &'a str, code: &str) -> Option<&'a str> {
    let names = |line: &&str| line.split('|').nth(1).is_some_and(|first| first.contains(&format!("`{code}`")));
    page.lines().filter(|line| line.starts_with('|')).find(names)
}

#[test]
fn guides_list_every_ruleset_with_its_version_and_every_profile() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect(path);
    for page in ["docs/fr/conformite.md", "docs/en/compliance.md"] {
        let text = read(page);
        let files = rulesets::names().filter_map(rulesets::named).map(|rules| (rules.id(), rules.version()));
        for (id, version) in files.chain([(france::RULESET, france::VERSION)]) {
            let told =
                row(&text, id).is_some_and(|row| row.split('|').nth(2).is_some_and(|cell| cell.trim() == version));
            assert!(told, "{page}: {id} {version}");
        }
    }
    for page in ["docs/fr/factur-x.md", "docs/en/factur-x.md"] {
        let text = read(page);
        Profile::ALL.iter().for_each(|profile| assert!(row(&text, profile.code()).is_some(), "{page}: {profile}"));
    }
}

/// What a guide to errors says of each code: whether to try again, and the classes of the bindings.
#[test]
fn guides_to_errors_say_what_the_code_does() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect(path);
    let (python, node, php) = (
        read("bindings-python/python/ocr_facture_api/errors.py"),
        read("bindings-node/js/errors.ts"),
        read("bindings-php/src/Exception/Classes.php"),
    );
    for (page, yes) in [("docs/fr/erreurs.md", "oui"), ("docs/en/errors.md", "yes")] {
        let text = read(page);
        for code in error_codes(&read("core/src/error.rs")) {
            let row = row(&text, &code).unwrap_or_else(|| panic!("{page}: {code}"));
            let cells: Vec<&str> = row.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            let kind: ocr_facture::ErrorKind = serde_json::from_value(code.as_str().into()).expect("a kind");
            assert_eq!(cells[3] == yes, kind.is_retryable(), "{page}: {code}");
            let class = python.split("class ").find(|class| class.contains(&format!("    code = \"{code}\"")));
            // The kind of a defect of ours is the default of the tree's root.
            let class = class.map_or("OCRFactureInternalError", |class| class.split('(').next().unwrap_or_default());
            assert_eq!(cells[4], class, "{page}: {code}");
            assert!(node.contains(&format!("class {class} extends")), "{class} in Node");
            assert!(php.contains(&format!("'{code}' => {}::class", cells[5])), "{page}: {code} in PHP");
        }
    }
}

/// Commands shown without their output: the shell understands them.
#[test]
fn shell_blocks_of_the_guides_are_sound() {
    for page in pages() {
        for block in blocks(&page.text, "sh") {
            let told = std::process::Command::new("sh").args(["-n", "-c", block]).output().expect("a shell");
            assert!(told.status.success(), "{}: {}", page.path, String::from_utf8_lossy(&told.stderr));
        }
    }
}

#[test]
fn guides_to_writing_list_every_code_of_a_reason() {
    let errors = std::fs::read_to_string(root().join("core/src/error.rs")).expect("the errors");
    let about = errors.split("as a stable code:").nth(1).and_then(|rest| rest.split("pub code").next()).expect("codes");
    let codes: Vec<&str> = about.split('`').skip(1).step_by(2).collect();
    assert!(codes.contains(&"required"), "{codes:?}");
    for page in ["docs/fr/factur-x.md", "docs/en/factur-x.md"] {
        let text = std::fs::read_to_string(root().join(page)).expect(page);
        codes.iter().for_each(|code| assert!(row(&text, code).is_some(), "{page}: {code}"));
    }
}

#[test]
fn every_guide_is_in_both_languages() {
    let index = std::fs::read_to_string(root().join("docs/README.md")).expect("the index");
    for (folder, other) in [("fr", "en"), ("en", "fr")] {
        for page in files(&[&format!("docs/{folder}")], &[".md"]) {
            let name = page.path.trim_start_matches("docs/").to_owned();
            let row = index.lines().find(|line| line.contains(&format!("({name})")));
            assert!(row.is_some_and(|row| row.contains(&format!("({other}/"))), "{name} has no twin in docs/README.md");
        }
    }
}
