//! The generated documents are what they claim to be.

use std::collections::{BTreeMap, BTreeSet};

use ocr_facture_tests::generator::deal::{Kind, Regime};
use ocr_facture_tests::generator::font::Family;
use ocr_facture_tests::generator::format::{CurrencyStyle, DateStyle, NegativeStyle};
use ocr_facture_tests::generator::style::{Anchor, ColumnSet, Furniture, Grid, Header, Totals, VatTable};
use ocr_facture_tests::generator::trades::TRADES;
use ocr_facture_tests::generator::{Language, Sample, check, generate};
use ocr_facture_tests::generator::{embed::Coding, emit::Frame, emit::Order, emit::Pen};
use ocr_facture_tests::score;

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
fn the_checks_see_what_is_wrong() {
    let mut sample = generate(SEED, 3, None);
    let text = sample.canvas.pages[0].texts[0].clone();
    sample.canvas.pages[0].texts.push(text);
    assert!(!check::misplaced(&sample).is_empty(), "a text drawn twice");
    sample.canvas.pages[0].texts[0].x = sample.canvas.width - 5.0;
    assert!(check::misplaced(&sample).iter().any(|f| f.contains("off the page")), "a text over the edge");
    sample.truth.text("iban", "FR7600000000000000000000000", "FR76 0000 9999");
    assert!(check::unprinted(&sample).iter().any(|f| f.contains("iban")), "a value that is not there");
    sample.truth.fields.insert("total_gross", "1".into());
    assert!(!check::disagreeing(&sample).is_empty(), "a total that does not add up");
}

#[test]
fn language_and_country_can_be_asked_for() {
    for language in Language::ALL {
        let sample = generate(SEED, 1, Some(language));
        assert_eq!(sample.truth_json()["language"], language.code());
    }
}

#[test]
fn figures_do_not_depend_on_the_threads() {
    let documents = score::generated(SEED, 0, 20);
    let report = score::run(&documents);
    assert_eq!((report.documents, report.failed), (20, 0));
    let (all, known) = (report.all_fields(), report.fields.values().map(|t| t.right + t.missed).sum::<usize>());
    assert_eq!(all.right + all.missed, known);
    assert!((0.0..=1.0).contains(&report.fields_f1()) && (0.0..=1.0).contains(&report.lines_f1()));
    let again = score::run(&documents);
    assert_eq!(report.misses, again.misses, "the same documents, the same figures, whatever the threads do");
}

/// The values an axis can take, by their names.
fn names<T: std::fmt::Debug>(values: &[(usize, T)]) -> Vec<String> {
    values.iter().map(|(_, v)| format!("{v:?}")).collect()
}

fn debug<T: std::fmt::Debug>(values: &[T]) -> Vec<String> {
    values.iter().map(|v| format!("{v:?}")).collect()
}

#[test]
fn every_axis_takes_every_value() {
    use Regime::{Export, Franchise, IntraCommunity, Normal, Overseas, ReverseCharge};
    let expected: Vec<(&str, Vec<String>)> = vec![
        ("furniture", names(Furniture::ALL)),
        ("header", names(Header::ALL)),
        ("grid", names(Grid::ALL)),
        ("columns", names(ColumnSet::ALL)),
        ("vat", names(VatTable::ALL)),
        ("totals", names(Totals::ALL)),
        ("anchor", names(Anchor::ALL)),
        ("family", debug(&Family::ALL)),
        ("pen", debug(&[Pen::Runs, Pen::Words, Pen::Letters, Pen::Kerned])),
        ("order", debug(&[Order::Natural, Order::Reversed, Order::Columns, Order::Rows, Order::Shuffled])),
        ("frame", debug(&[Frame::Plain, Frame::Scaled, Frame::Form, Frame::Quarter, Frame::Half])),
        ("coding", debug(&[Coding::Glyphs, Coding::Ligatures, Coding::Subset, Coding::WinAnsi])),
        ("kind", debug(&Kind::ALL)),
        ("regime", debug(&[Normal, Franchise, ReverseCharge, IntraCommunity, Export, Overseas])),
        ("language", debug(&Language::ALL)),
        ("trade", TRADES.iter().map(|t| t.key.to_owned()).collect()),
        ("date", debug(&DateStyle::ALL)),
        ("currency", debug(&CurrencyStyle::ALL)),
        ("negative", debug(&NegativeStyle::ALL)),
        ("group", debug(&[None, Some(' '), Some('\u{a0}'), Some('\u{202f}'), Some('.'), Some(',')])),
        ("point", debug(&[',', '.'])),
        ("pages", (1..=5).map(|n| n.to_string()).collect()),
        ("prices", debug(&[false, true])),
        ("rates", (1..=3).map(|n| n.to_string()).collect()),
    ];
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut layouts: BTreeSet<String> = BTreeSet::new();
    let mut french = 0;
    for i in 0..2 * COUNT {
        let sample = generate(SEED, i, None);
        let (style, deal) = (&sample.style, &sample.deal);
        layouts.insert(sample.layout());
        french += usize::from(deal.language == Language::French);
        let values = [
            ("furniture", format!("{:?}", style.furniture)),
            ("header", format!("{:?}", style.header)),
            ("grid", format!("{:?}", style.grid)),
            ("columns", format!("{:?}", style.columns)),
            ("vat", format!("{:?}", style.vat)),
            ("totals", format!("{:?}", style.totals)),
            ("anchor", format!("{:?}", style.anchor)),
            ("family", format!("{:?}", style.family)),
            ("pen", format!("{:?}", style.writing.pen)),
            ("order", format!("{:?}", style.writing.order)),
            ("frame", format!("{:?}", style.writing.frame)),
            ("coding", format!("{:?}", style.writing.coding)),
            ("kind", format!("{:?}", deal.kind)),
            ("regime", format!("{:?}", deal.regime)),
            ("language", format!("{:?}", deal.language)),
            ("trade", deal.trade.key.to_owned()),
            ("date", format!("{:?}", style.date)),
            ("currency", format!("{:?}", style.number.currency)),
            ("negative", format!("{:?}", style.number.negative)),
            ("group", format!("{:?}", style.number.group)),
            ("point", format!("{:?}", style.number.point)),
            ("pages", sample.canvas.pages.len().to_string()),
            ("prices", format!("{:?}", deal.gross_priced)),
            ("rates", deal.taxes.len().to_string()),
        ];
        for (axis, value) in values {
            seen.entry(axis).or_default().insert(value);
        }
    }
    let missing: Vec<String> = expected
        .iter()
        .flat_map(|(axis, values)| {
            values.iter().filter(|v| !seen[axis].contains(*v)).map(move |v| format!("{axis}: {v}"))
        })
        .collect();
    none(missing);
    assert!(layouts.len() >= 40, "{} layouts", layouts.len());
    let share = french as f64 / (2 * COUNT) as f64;
    assert!((0.7..0.9).contains(&share), "{share} of the documents are French");
}
