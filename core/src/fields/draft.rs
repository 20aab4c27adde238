//! The invoice being written down, each value with what stands behind it.

use crate::evidence::{Evidence, EvidenceTable, Origin};
use crate::invoice::Invoice;

use crate::fields::confidence::blended;
use crate::fields::context::Context;
use crate::fields::values::span::Span;

/// An invoice and its evidence, filled together so that neither can lack the other.
#[derive(Debug, Default)]
pub struct Draft {
    /// The invoice.
    pub invoice: Invoice,
    /// Its evidence; `confidence` holds the raw score until it is calibrated.
    pub evidence: EvidenceTable,
}

impl Draft {
    /// Notes where a value was read. `score` is what the reader thinks of it, 0 to 1.
    pub fn note(&mut self, context: &Context<'_>, path: impl Into<String>, span: &Span, score: f32) {
        let page = &context.pages[span.page];
        let words = &page.words[span.words.clone()];
        let characters = words.iter().map(|w| w.confidence).fold(1.0, f32::min);
        let path = path.into();
        let confidence = blended(&path, score, characters);
        self.evidence.insert(
            path,
            Evidence {
                confidence,
                page: Some(page.number),
                rect: Some(page.printed(span.words.clone())),
                raw: Some(context.text(span)),
                origin: if page.recognised { Origin::Ocr } else { Origin::Text },
                repaired: false,
                agrees_with: Vec::new(),
            },
        );
    }

    /// Notes that a value follows from others.
    pub fn derive(&mut self, path: impl Into<String>, from: &[&str], score: f32) {
        self.evidence.insert(
            path.into(),
            Evidence {
                confidence: score.clamp(0.0, 1.0),
                page: None,
                rect: None,
                raw: None,
                origin: Origin::Derived,
                repaired: false,
                agrees_with: from.iter().map(|f| (*f).to_owned()).collect(),
            },
        );
    }

    /// Writes every amount of money with the two decimals of a currency at least, as EN 16931 counts them.
    pub fn in_cents(&mut self) {
        let invoice = &mut self.invoice;
        let totals = &mut invoice.totals;
        let sums = [
            &mut totals.lines,
            &mut totals.allowances,
            &mut totals.charges,
            &mut totals.net,
            &mut totals.tax,
            &mut totals.gross,
            &mut totals.paid,
            &mut totals.rounding,
            &mut totals.due,
            &mut invoice.payment.recovery_fee,
        ];
        let rows = invoice.vat_breakdown.iter_mut().flat_map(|r| [&mut r.taxable_amount, &mut r.tax_amount]);
        let lines = invoice.lines.iter_mut().flat_map(|l| [&mut l.gross_price, &mut l.net_price, &mut l.net_amount]);
        let extras = invoice.allowances.iter_mut().chain(&mut invoice.charges).map(|a| &mut a.amount);
        for amount in sums.into_iter().chain(rows).chain(lines).chain(extras).flatten() {
            if amount.scale() < 2 {
                amount.rescale(2);
            }
        }
    }

    /// Forgets agreements with values that were not read after all.
    pub fn prune(&mut self) {
        let known: Vec<String> = self.evidence.keys().cloned().collect();
        let stands = |path: &String| {
            let at = known.partition_point(|k| k < path);
            known.get(at).is_some_and(|k| k == path || k.starts_with(&format!("{path}.")))
        };
        for row in self.evidence.values_mut() {
            row.agrees_with.retain(stands);
        }
    }

    /// Notes that values agree with each other.
    pub fn agree(&mut self, paths: &[&str]) {
        for path in paths {
            let Some(evidence) = self.evidence.get_mut(*path) else { continue };
            for other in paths.iter().filter(|o| *o != path) {
                if !evidence.agrees_with.iter().any(|k| k == other) {
                    evidence.agrees_with.push((*other).to_owned());
                }
            }
        }
    }
}
