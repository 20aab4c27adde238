//! Which values are not what was read: characters that recognition confuses were put right.

use rust_decimal::Decimal;

use crate::evidence::Origin;
use crate::fields::confidence::family;
use crate::fields::context::Context;
use crate::fields::draft::Draft;
use crate::fields::values::amount::{DecimalMark, amounts};
use crate::fields::values::date::dates;
use crate::fields::values::span::Read;
use crate::invoice::ident::compact;
use crate::invoice::leaves;
use crate::page::{Rect, Word};

/// Marks the evidence of every value that its own characters do not say.
pub fn tell(context: &Context<'_>, draft: &mut Draft) {
    if !context.pages.iter().any(|page| page.recognised) {
        return;
    }
    for leaf in leaves(&draft.invoice) {
        let Some(evidence) = draft.evidence.get_mut(&leaf.path).filter(|e| e.origin == Origin::Ocr) else { continue };
        let Some(raw) = &evidence.raw else { continue };
        evidence.repaired = match family(&leaf.path) {
            "identifier" => !compact(raw).contains(&compact(&leaf.value)),
            "date" => {
                let says = |confidence: f32| {
                    let words = words(raw, confidence);
                    let found = dates(&words, 0..words.len(), context.order);
                    found.iter().any(|d| d.date.to_string() == leaf.value)
                };
                !says(1.0) && says(0.9)
            }
            "amount" | "line" if is_amount(&leaf.path) => {
                // A rate told by another number of its row was read nowhere.
                let elsewhere = leaf.path.ends_with("rate") && !raw.contains('%');
                !elsewhere && leaf.value.parse().is_ok_and(|value| !says(raw, context.mark, value))
            }
            _ => false,
        };
    }
}

/// Whether a number was put right: what was read does not say it.
pub fn changed(context: &Context<'_>, read: &Read<Decimal>) -> bool {
    context.pages[read.span.page].recognised && !says(&context.text(&read.span), context.mark, read.value)
}

/// Amounts, prices and rates; a quantity may be printed as hours and minutes, or with its unit.
fn is_amount(path: &str) -> bool {
    let leaf = path.rsplit('.').next().unwrap_or(path);
    path.starts_with("totals.")
        || leaf.ends_with("amount")
        || leaf.ends_with("price")
        || leaf == "rate" && !path.starts_with("allowances") && !path.starts_with("charges")
}

/// Whether the characters are a number of this value, as a text layer would be read.
fn says(raw: &str, mark: DecimalMark, value: Decimal) -> bool {
    let words = words(raw, 1.0);
    (0..words.len()).any(|at| amounts(&words, at..words.len(), mark).iter().any(|a| a.value.abs() == value.abs()))
}

/// Characters as words of one line.
fn words(raw: &str, confidence: f32) -> Vec<Word> {
    let mut x = 0.0;
    raw.split(' ')
        .map(|text| {
            let rect = Rect::new(x, 0.0, x + 5.0 * text.chars().count() as f32, 10.0);
            x = rect.x1 + 2.8;
            Word { text: text.into(), rect, size: 10.0, bold: false, confidence }
        })
        .collect()
}
