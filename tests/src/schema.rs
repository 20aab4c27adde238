//! The files of `docs/schema`: the public format as JSON Schema, which the types of every binding are drawn from.

use ocr_facture::schema;
use serde_json::Value;

/// Name and text of every file.
pub fn files() -> [(&'static str, String); 2] {
    let text = |schema: Value| format!("{schema:#}\n");
    [("answers.json", text(schema::answers())), ("requests.json", text(schema::requests()))]
}
