//! The generated documents are what they claim to be.

use std::collections::BTreeMap;

use ocr_facture_tests::generator::{Sample, check, generate};

const SEED: u64 = 2026;
const COUNT: u64 = 300;

fn samples() -> impl Iterator<Item = Sample> {
    (0..COUNT).map(|i| generate(SEED, i, None))
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for i in 0..40 {
        let (a, b) = (generate(SEED, i, None), generate(SEED, i, None));
        assert_eq!(a.pdf, b.pdf);
        assert_eq!(a.truth_json(), b.truth_json());
    }
    assert_ne!(generate(SEED, 0, None).pdf, generate(SEED + 1, 0, None).pdf);
}

#[test]
fn no_text_leaves_the_page_or_lies_over_another() {
    none(samples().flat_map(|s| check::misplaced(&s)).collect());
}

#[test]
fn amounts_agree() {
    none(samples().flat_map(|s| check::disagreeing(&s)).collect());
}

#[test]
fn every_value_of_the_truth_is_printed() {
    none(samples().flat_map(|s| check::unprinted(&s)).collect());
}

#[test]
fn every_axis_takes_every_value() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for sample in samples() {
        let (style, deal) = (&sample.style, &sample.deal);
        *seen.entry(style.layout()).or_default() += 1;
        for value in [format!("{:?}", style.furniture), format!("{:?}", deal.kind)] {
            *seen.entry(value).or_default() += 1;
        }
    }
    assert!(seen.len() > 40);
}
