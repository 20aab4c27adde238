//! A bounded fuzzing of the judges: our own invoices changed in a thousand ways from fixed seeds. Nothing is expected of
//! the answers but that there is one, and that it holds together.

use ocr_facture::check::Status;
use ocr_facture::facturx::{Profile, Syntax};
use ocr_facture::{CheckOptions, Engine, ErrorKind, GenerateOptions};
use ocr_facture_tests::drawn::cases;
use ocr_facture_tests::fuzz::{Random, mutate};

/// Documents judged.
const ROUNDS: usize = 1_500;

/// Words put in place of a word of the document: what breaks arithmetic, dates and lists.
const WORDS: [&str; 12] =
    ["", "0", "-1", "99999999999999999999999999999.99", "1e9", "NaN", "20260231", "é", "true", "XX", "0.001", "  "];

/// An XML with the text between two tags replaced, an element doubled, or a piece cut out; it mostly stays well formed.
fn changed(xml: &str, random: &mut Random) -> String {
    let tags: Vec<usize> = xml.match_indices('>').map(|(at, _)| at + 1).collect();
    let at = tags[random.below(tags.len())];
    let end = at + xml[at..].find('<').unwrap_or(0);
    match random.below(3) {
        0 => format!("{}{}{}", &xml[..at], WORDS[random.below(WORDS.len())], &xml[end..]),
        1 => format!("{}{}{}", &xml[..end], &xml[at..end], &xml[end..]),
        _ => {
            let other = tags[random.below(tags.len())];
            let (from, to) = (at.min(other), at.max(other));
            format!("{}{}{}", &xml[..to], &xml[from..to], &xml[to..])
        }
    }
}

#[test]
fn changed_invoices_are_judged_or_refused() {
    let engine = Engine::new();
    let options = CheckOptions { all: true, ..CheckOptions::default() };
    let invoice = &cases()[0].invoice;
    let xml = |syntax| {
        let bytes = engine.generate_xml(invoice, syntax, Profile::En16931).expect("written");
        String::from_utf8(bytes).expect("UTF-8")
    };
    let seeds = [xml(Syntax::Cii), xml(Syntax::Ubl)];
    let pdf = engine.generate_facturx(invoice, None, &GenerateOptions::default()).expect("drawn").pdf;
    let (mut judged, mut refused, mut failed) = (0, 0, 0);
    for round in 0..ROUNDS {
        let mut random = Random::new(round as u64);
        let bytes = match round % 4 {
            0 => mutate(&pdf, &mut random),
            1 => mutate(seeds[round % 2].as_bytes(), &mut random),
            _ => changed(&seeds[round % 2], &mut random).into_bytes(),
        };
        match engine.validate(&bytes, &options) {
            Ok(report) => {
                judged += 1;
                failed += usize::from(report.verdict == Status::Failed);
                let told: Vec<&str> = report.rulesets.iter().map(|r| r.id.as_str()).collect();
                let known = report.findings.iter().all(|f| told.contains(&f.ruleset.as_str()) && !f.rule.is_empty());
                let said = report.findings.iter().all(|f| !f.message.fr.is_empty() && !f.message.en.is_empty());
                assert!(known && said && report.score.is_none_or(|s| s <= 100), "round {round}: {report:?}");
            }
            Err(error) => {
                refused += 1;
                assert_ne!(error.kind(), ErrorKind::Internal, "round {round}: {error}");
            }
        }
    }
    assert!(
        judged > ROUNDS / 4 && refused > 0 && failed > judged / 4,
        "{judged} judged, {failed} bad, {refused} refused"
    );
}
