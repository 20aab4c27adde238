//! Writes the ledgers of compliance: `cargo run -p ocr-facture-tests --bin ledger`.

use std::path::Path;

use ocr_facture_tests::ledger::{ledgers, render};

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/compliance");
    std::fs::create_dir_all(&folder)?;
    for ledger in ledgers() {
        let path = folder.join(ledger.name).with_extension("md");
        std::fs::write(&path, render(&ledger))?;
        println!("{}: {} rules", path.display(), ledger.rows.len());
    }
    Ok(())
}
