//! Searches vectors for the rules on XML: `cargo run -p ocr-facture-tests --bin vectors [RULESET…]`. Vectors that prove
//! their rule are kept as they stand; those that no longer do are searched anew.

use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use ocr_facture::check::rulesets;
use ocr_facture_tests::rules::{bases, folder, load, read, search, write};

fn main() -> std::io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&str> =
        rulesets::names().filter(|name| wanted.is_empty() || wanted.iter().any(|w| w == name)).collect();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/check/rulesets");
    let (bases, queue) = (bases(), Mutex::new(names));
    let work = || {
        while let Some(name) = queue.lock().ok().and_then(|mut queue| queue.pop()) {
            let Some(rules) = rulesets::named(name) else { continue };
            let (source, start) = (read(&sources, name), Instant::now());
            let proofs = search(rules, &source, &bases, &load(name));
            let path = folder().join(format!("{name}.txt"));
            if let Err(error) = std::fs::write(&path, write(&source, &proofs)) {
                eprintln!("{}: {error}", path.display());
            }
            let keys = source.keys();
            let count = |missing: &dyn Fn(&str) -> bool| keys.iter().filter(|item| missing(&item.key)).count();
            println!(
                "{name}: {} rules, {} never fail, {} without a failing vector, in {:.0?}",
                keys.len(),
                count(&|key| proofs[key].never.is_some()),
                count(&|key| proofs[key].never.is_none() && proofs[key].fail.is_none()),
                start.elapsed()
            );
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    Ok(())
}
