//! Scores of the readers into probabilities: of values at 0.9, nine in ten are right.
//!
//! The numbers are in `calibration.txt`, fitted by `make calibrate` on documents whose truth is known.

use std::sync::LazyLock;

use crate::evidence::EvidenceTable;

/// `family score confidence`, scores rising within a family; the curves of recognised pages are those of `ocr.family`.
const TABLE: &str = include_str!("calibration.txt");

/// A family's curve: scores and the confidences they stand for, both rising.
type Curve = Vec<(f32, f32)>;

static CURVES: LazyLock<Vec<(&'static str, Curve)>> = LazyLock::new(|| {
    let mut curves: Vec<(&str, Curve)> = Vec::new();
    for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
        let mut parts = line.split_whitespace();
        let (Some(family), Some(Ok(score)), Some(Ok(confidence))) =
            (parts.next(), parts.next().map(str::parse), parts.next().map(str::parse))
        else {
            continue;
        };
        match curves.iter_mut().find(|(f, _)| *f == family) {
            Some((_, curve)) => curve.push((score, confidence)),
            None => curves.push((family, vec![(score, confidence)])),
        }
    }
    curves
});

/// Fields that are calibrated together, by the shape of what is read.
pub fn family(path: &str) -> &'static str {
    let leaf = path.rsplit('.').next().unwrap_or(path);
    match leaf {
        _ if path.starts_with("lines.") => "line",
        "number" => "number",
        "issue_date" | "due_date" | "date" | "start" | "end" => "date",
        "siren" | "siret" | "vat_id" | "iban" | "bic" => "identifier",
        "name" => "name",
        "currency" | "type_code" => "code",
        "order_reference" | "contract_reference" | "buyer_reference" => "reference",
        _ if path.starts_with("totals.") || path.starts_with("vat_breakdown.") => "amount",
        _ => "other",
    }
}

/// The raw score of a value whose reader scored it `score` and whose characters are that sure.
///
/// Sums and keys vouch for their characters: a total that adds up is little less sure for a doubtful digit. A name is what
/// its letters are.
pub fn blended(path: &str, score: f32, characters: f32) -> f32 {
    let score = score.clamp(0.0, 1.0);
    let doubt = match family(path) {
        "amount" | "line" | "identifier" => 1.0 - score,
        _ => 0.5,
    };
    score * characters.clamp(0.0, 1.0).powf(doubt.max(0.05))
}

/// The probability that a value of this score is right, read on a page that was `recognised` or had its own text.
pub fn calibrated(path: &str, score: f32, recognised: bool) -> f32 {
    let find = |name: &str| CURVES.iter().find(|(f, _)| *f == name).map(|(_, curve)| curve);
    let own = family(path);
    let of_pictures = recognised.then(|| find(&format!("ocr.{own}")).or_else(|| find("ocr.other"))).flatten();
    let Some(curve) = of_pictures.or_else(|| find(own)).or_else(|| find("other")) else { return score };
    let after = curve.partition_point(|(s, _)| *s < score);
    let confidence = match (after.checked_sub(1).map(|i| curve[i]), curve.get(after)) {
        (None, Some((s, c))) => c * score / s.max(f32::EPSILON),
        (Some((_, c)), None) => c,
        (Some((s0, c0)), Some((s1, c1))) => c0 + (c1 - c0) * (score - s0) / (s1 - s0).max(f32::EPSILON),
        (None, None) => score,
    };
    (confidence.clamp(0.0, 0.99) * 1000.0).round() / 1000.0
}

/// Replaces the scores of a table with probabilities.
pub fn calibrate(evidence: &mut EvidenceTable, recognised: bool) {
    for (path, row) in evidence {
        row.confidence = calibrated(path, row.confidence, recognised);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_rise_and_stay_probabilities() {
        assert!(!CURVES.is_empty());
        for (family, curve) in CURVES.iter() {
            assert!(curve.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1), "{family} does not rise");
            assert!(curve.iter().all(|(_, c)| (0.0..=1.0).contains(c)), "{family} leaves 0..1");
        }
    }

    #[test]
    fn sums_vouch_for_their_digits_and_nothing_for_letters() {
        assert!(blended("totals.gross", 0.95, 0.6) > 0.9);
        assert!(blended("seller.name", 0.95, 0.6) < 0.8);
        assert!(blended("totals.gross", 0.5, 0.6) < 0.45);
    }

    #[test]
    fn a_better_score_is_never_less_sure() {
        for path in ["number", "totals.gross", "seller.name", "lines.0.net_amount", "payment.terms"] {
            for recognised in [false, true] {
                let told: Vec<f32> = (0..=100).map(|i| calibrated(path, i as f32 / 100.0, recognised)).collect();
                assert!(told.windows(2).all(|w| w[0] <= w[1]), "{path}: {told:?}");
            }
        }
    }
}
