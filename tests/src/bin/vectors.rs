//! Searches vectors for the rules on XML: `cargo run -p ocr-facture-tests --bin vectors [RULESET…]`. Vectors that prove
//! their rule are kept as they stand; those that no longer do are searched anew.

use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use ocr_facture::check::rulesets;
use ocr_facture_tests::rules::{bases, document, folder, load, of_bases, prove, read, search, told, write};

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
            let (keys, of_base) = (source.keys(), of_bases(rules, &source, &bases));
            let proof = |key: &str| proofs.get(key).cloned().unwrap_or_default();
            let bare: Vec<String> = keys
                .iter()
                .filter(|item| proof(&item.key).never.is_none())
                .filter_map(|item| {
                    let wrong = prove(rules, &source, &bases, &of_base, &item.key, &proof(&item.key)).err()?;
                    Some(format!("{}: {wrong}", item.key))
                })
                .collect();
            let never = keys.iter().filter(|item| proof(&item.key).never.is_some()).count();
            let (mut alone, mut faults) = (0, 0);
            for item in &keys {
                let Some(line) = proof(&item.key).fail else { continue };
                let Ok(changed) = document(&bases, &line) else { continue };
                let (now, before) = (told(rules, &source, &changed), of_base.get(&line.base));
                let new = before.map_or(0, |before| now.failed.difference(&before.failed).count());
                alone += usize::from(new == 1);
                faults += usize::from(now.faults.contains(&item.key));
            }
            println!(
                "{name}: {alone} vectors make one rule fail and no other, {faults} only keep it from being computed"
            );
            let time = start.elapsed();
            println!(
                "{name}: {} rules, {never} never fail, {} not proved, in {time:.0?}: {bare:?}",
                keys.len(),
                bare.len()
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
