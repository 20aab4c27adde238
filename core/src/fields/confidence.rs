//! Scores of the readers into probabilities: of values at 0.9, nine in ten are right.
//!
//! The numbers are in `calibration.txt`, fitted by `make calibrate` on documents whose truth is known.

use std::sync::LazyLock;

use crate::evidence::EvidenceTable;

/// `family score confidence`, scores rising within a family.
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

/// The probability that a value of this score is right.
pub fn calibrated(path: &str, score: f32) -> f32 {
    let of = |family: &str| CURVES.iter().find(|(f, _)| *f == family).map(|(_, curve)| curve);
    let Some(curve) = of(family(path)).or_else(|| of("other")) else { return score };
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
pub fn calibrate(evidence: &mut EvidenceTable) {
    for (path, row) in evidence {
        row.confidence = calibrated(path, row.confidence);
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
    fn a_better_score_is_never_less_sure() {
        for path in ["number", "totals.gross", "seller.name", "lines.0.net_amount", "payment.terms"] {
            let told: Vec<f32> = (0..=100).map(|i| calibrated(path, i as f32 / 100.0)).collect();
            assert!(told.windows(2).all(|w| w[0] <= w[1]), "{path}: {told:?}");
        }
    }
}
