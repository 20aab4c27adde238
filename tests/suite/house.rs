//! The source tree as the tests of the house see it.

use std::fs;
use std::path::{Path, PathBuf};

/// Root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests crate lies in the repository").to_owned()
}

/// A text file of the repository, by its path from the root with `/`.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Every file under these folders whose name ends so, in order; what is built or ignored is left out.
pub(crate) fn files(folders: &[&str], endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&root().join(folder), endings, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(path: &Path, endings: &[&str], found: &mut Vec<File>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if path.is_dir() {
        if !matches!(&*name, "target" | ".git" | "node_modules" | "corpus" | "artifacts") {
            fs::read_dir(path).into_iter().flatten().flatten().for_each(|e| walk(&e.path(), endings, found));
        }
    } else if endings.iter().any(|e| name.ends_with(e)) {
        let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let path = path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/");
        found.push(File { path, text });
    }
}

/// Rust code without comments, strings and tests: what the rules about code are about.
pub(crate) fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => {
                rest.by_ref().find(|c| *c == '\n');
                out.push('\n');
            }
            '"' => {
                let raw = previous == 'r' || previous == '#';
                let mut escaped = false;
                for c in rest.by_ref() {
                    if c == '\n' {
                        out.push('\n');
                    }
                    if c == '"' && !escaped {
                        break;
                    }
                    escaped = c == '\\' && !escaped && !raw;
                }
                out.push_str("\"\"");
            }
            // A quote as a character would otherwise open a string.
            '\'' if rest.peek() == Some(&'"') => {
                rest.next();
                rest.next();
            }
            '\'' if rest.peek() == Some(&'\\') => {
                rest.next();
                rest.next();
                rest.by_ref().find(|c| *c == '\'');
            }
            c => out.push(c),
        }
        previous = c;
    }
    out
}

/// Whether `word` stands in `text` with no letter, digit or underscore at its sides.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(i, _)| {
        let before = text[..i].chars().next_back().is_some_and(part);
        let after = text[i + word.len()..].chars().next().is_some_and(part);
        !before && !after
    })
}

/// Lines that break a rule, as `path:line: text`.
pub(crate) fn lines_where(path: &str, text: &str, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    let numbered = text.lines().enumerate().filter(|(_, line)| breaks(line));
    numbered.map(|(i, line)| format!("{path}:{}: {}", i + 1, line.trim())).collect()
}

#[test]
fn comments_strings_and_tests_are_no_code() {
    let text = "a(); // b\n/// c\nlet d = \"e \\\" f\"; let q = '\"'; g();\n#[cfg(test)]\nmod tests { h(); }\n";
    let code = code(text);
    for kept in ["a()", "let d", "g()"] {
        assert!(code.contains(kept), "{kept} in {code}");
    }
    for dropped in ["// b", "c", "e ", "f", "h()"] {
        assert!(!code.contains(dropped), "{dropped} in {code}");
    }
    assert!(has_word("let x: f64 = 1", "f64") && !has_word("to_f64()", "f64"));
}
