//! Writes `core/src/check/grammar/data` again from the official schemas: `grammar [EINVOICE]`, by default
//! `../shared/einvoice`.

use std::path::{Path, PathBuf};

use ocr_facture_tests::grammar::{RECIPES, Recipe, schema, write};
use roxmltree::{Document, ParsingOptions};

fn main() -> Result<(), String> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::args().nth(1).map_or_else(|| home.join("../../shared/einvoice"), PathBuf::from);
    let mut total = 0;
    for recipe in RECIPES {
        let text = told(recipe, &shared.join("xsd")).map_err(|e| format!("{}: {e}", recipe.file))?;
        let path = home.join(format!("../core/src/check/grammar/data/{}.grammar", recipe.file));
        std::fs::write(&path, &text).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{:8} {}", text.len(), recipe.file);
        total += text.len();
    }
    println!("{total:8} bytes");
    Ok(())
}

/// The text of one grammar.
fn told(recipe: &Recipe, xsd: &Path) -> Result<String, String> {
    let mut texts = vec![];
    let mut starts = vec![];
    for (_, start) in recipe.roots {
        let loaded = schema::load(&xsd.join(start))?;
        starts.push(loaded.first().cloned().unwrap_or_default());
        texts.extend(loaded);
    }
    let parse = |text: &'static str| {
        Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..Default::default() })
    };
    // The documents live as long as the program, which ends when they are written.
    let documents: Vec<Document<'static>> =
        texts.into_iter().filter_map(|text| parse(Box::leak(text.into_boxed_str())).ok()).collect();
    let documents: &'static [Document<'static>] = Box::leak(documents.into_boxed_slice());
    let mut roots = vec![];
    for ((name, _), start) in recipe.roots.iter().zip(&starts) {
        let document = documents.iter().find(|d| d.input_text() == start).ok_or("no start")?;
        let root = document.root_element();
        let element = schema::part(root, "element").and_then(|e| e.attribute("name")).ok_or("no root element")?;
        roots.push((*name, (schema::target(root), element.to_owned())));
    }
    write::write(recipe.version, &roots, documents)
}
