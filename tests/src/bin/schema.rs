//! Writes the JSON Schema of the public format: `cargo run -p ocr-facture-tests --bin schema`.

use std::path::Path;

use ocr_facture_tests::schema::files;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema");
    std::fs::create_dir_all(&folder)?;
    files().into_iter().try_for_each(|(name, text)| std::fs::write(folder.join(name), text))
}
