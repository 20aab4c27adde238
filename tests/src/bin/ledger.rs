//! Writes the ledgers of compliance: `cargo run -p ocr-facture-tests --bin ledger`.

use std::path::Path;

use ocr_facture_tests::ledger::pages;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/compliance");
    std::fs::create_dir_all(&folder)?;
    for (name, text) in pages() {
        println!("{name}: {} lines", text.lines().count());
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
