//! The version stands in one place; what must repeat it says the same.

use crate::house::root;

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The first value of `version` after a heading of a TOML file.
fn version<'a>(toml: &'a str, heading: &str) -> Option<&'a str> {
    let section = toml.split(heading).nth(1)?.split("\n[").next()?;
    section.lines().find_map(|line| line.strip_prefix("version = \""))?.split('"').next()
}

/// Versions that a TOML file asks of our own crates.
fn asked(toml: &str) -> Vec<&str> {
    let ours = toml.lines().filter(|line| line.starts_with("ocr-facture") && line.contains("path = "));
    ours.filter_map(|line| line.split("version = \"").nth(1)?.split('"').next()).collect()
}

#[test]
fn every_package_has_the_version_of_the_workspace() {
    let manifest = read("Cargo.toml");
    let version_here = version(&manifest, "[workspace.package]").expect("a version");
    let extension = read("bindings-php/extension/Cargo.toml");
    assert_eq!(version(&extension, "[package]"), Some(version_here), "bindings-php/extension/Cargo.toml");
    for (path, toml) in [("Cargo.toml", &manifest), ("bindings-php/extension/Cargo.toml", &extension)] {
        let told = asked(toml);
        assert!(!told.is_empty() && told.iter().all(|v| *v == version_here), "{path}: {told:?}");
    }
    for path in ["bindings-node/package.json", "bindings-node/package-lock.json"] {
        let json: serde_json::Value = serde_json::from_str(&read(path)).expect(path);
        assert_eq!(json["version"], version_here, "{path}");
    }
    // Read from Cargo.toml, or from the tag: no second place.
    let pyproject = read("bindings-python/pyproject.toml");
    assert!(pyproject.contains("dynamic = [\"version\"]") && version(&pyproject, "[project]").is_none());
    for path in ["composer.json", "bindings-php/composer.json"] {
        let json: serde_json::Value = serde_json::from_str(&read(path)).expect(path);
        assert!(json.get("version").is_none(), "{path}: Packagist reads the tag");
    }
    for member in ["core", "cli", "tests", "server", "bindings-python", "bindings-node"] {
        assert!(read(&format!("{member}/Cargo.toml")).contains("version.workspace = true"), "{member}");
    }
}

#[test]
fn the_version_rule_can_fail() {
    let toml =
        "[package]\nversion = \"1.2.3\"\n\n[dependencies]\nocr-facture = { path = \"..\", version = \"1.2.4\" }\n";
    assert_eq!(version(toml, "[package]"), Some("1.2.3"));
    assert_eq!(version(toml, "[dependencies]"), None);
    assert_eq!(asked(toml), ["1.2.4"]);
}
