//! Every value read has its evidence, and there is no evidence without a value.

use std::collections::BTreeSet;

use ocr_facture::evidence::Origin;
use ocr_facture::{Engine, ExtractOptions, Extraction, invoice};
use ocr_facture_tests::generator::generate;

const SEED: u64 = 77;

fn read(index: u64) -> Extraction {
    Engine::new().extract_from_bytes(&generate(SEED, index, None).pdf, &ExtractOptions::default()).expect("a reading")
}

#[test]
fn every_leaf_has_a_row_and_every_row_a_leaf() {
    for index in 0..200 {
        let extraction = read(index);
        let leaves: BTreeSet<String> = invoice::leaves(&extraction.invoice).into_iter().map(|l| l.path).collect();
        let rows: BTreeSet<String> = extraction.fields.keys().cloned().collect();
        let bare: Vec<_> = leaves.difference(&rows).collect();
        let empty: Vec<_> = rows.difference(&leaves).collect();
        for (path, row) in &extraction.fields {
            let lost =
                row.agrees_with.iter().find(|a| !rows.iter().any(|r| r == *a || r.starts_with(&format!("{a}."))));
            assert_eq!(lost, None, "{index}: {path} agrees with a value that is not there");
        }
        assert!(bare.is_empty() && empty.is_empty(), "{index}: no evidence for {bare:?}, no value for {empty:?}");
    }
}

#[test]
fn what_was_read_has_a_place_and_what_was_derived_says_from_what() {
    for index in 0..100 {
        for (path, row) in read(index).fields {
            assert!((0.0..=0.99).contains(&row.confidence), "{path}: {}", row.confidence);
            match row.origin {
                Origin::Derived => {
                    assert!(row.raw.is_none() && row.rect.is_none(), "{path} is derived and has a place")
                }
                _ => assert!(row.page.is_some() && row.rect.is_some() && row.raw.is_some(), "{path} has no place"),
            }
        }
    }
}
