//! The ledgers in `docs/compliance` are what the rules and their vectors make them.

use ocr_facture_tests::ledger::{Reach, ledgers, pages};

use crate::house::root;

#[test]
fn ledgers_are_up_to_date() {
    for (name, now) in pages() {
        let path = root().join("docs/compliance").join(name);
        let written = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let differs = written.lines().zip(now.lines()).find(|(a, b)| a != b);
        assert!(written == now, "{}: run the bin `ledger`; first difference: {differs:?}", path.display());
    }
}

#[test]
fn what_is_judged_has_a_proof() {
    for ledger in ledgers() {
        let bare = |row: &&ocr_facture_tests::ledger::Row| (row.reach == Reach::NotDecidable) != row.proof.is_empty();
        let codes: Vec<_> = ledger.rows.iter().filter(bare).map(|row| &row.code).collect();
        assert!(codes.is_empty(), "{}: {codes:?}", ledger.name);
    }
}
