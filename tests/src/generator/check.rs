//! What must hold of every document drawn: nothing off the page, no text over another, amounts that agree, values that are really there.

use std::collections::BTreeSet;

use ocr_facture::document::{self, Limits};
use rust_decimal::Decimal;

use super::Sample;
use super::canvas::Text;
use super::deal::cents;

/// Left, top, right and bottom of the letters of a text.
fn rect(text: &Text) -> [f32; 4] {
    let ink = text.ink;
    [text.x, text.y - 0.7 * ink.size, text.x + ink.width(&text.text), text.y + 0.18 * ink.size]
}

/// Texts that leave the page or lie over another.
pub fn misplaced(sample: &Sample) -> Vec<String> {
    let canvas = &sample.canvas;
    let mut faults = vec![];
    for (page, leaf) in canvas.pages.iter().enumerate() {
        let boxes: Vec<([f32; 4], &str)> = leaf.texts.iter().map(|t| (rect(t), t.text.as_str())).collect();
        for (i, (a, text)) in boxes.iter().enumerate() {
            if a[0] < 2.0 || a[1] < 2.0 || a[2] > canvas.width - 2.0 || a[3] > canvas.height - 2.0 {
                faults.push(format!("{} page {page}: off the page: {text}", sample.name));
            }
            for (b, other) in &boxes[i + 1..] {
                let (w, h) = (a[2].min(b[2]) - a[0].max(b[0]), a[3].min(b[3]) - a[1].max(b[1]));
                if w > 0.5 && h > 0.5 {
                    faults.push(format!("{} page {page}: « {text} » over « {other} »", sample.name));
                }
            }
        }
    }
    faults
}

/// Amounts of the truth that do not agree with each other.
pub fn disagreeing(sample: &Sample) -> Vec<String> {
    let mut faults = vec![];
    let mut expect = |what: &str, holds: bool| {
        if !holds {
            faults.push(format!("{}: {what}", sample.name));
        }
    };
    let amount = |field: &str| sample.truth.fields.get(field).and_then(|v| v.parse::<Decimal>().ok());
    let (net, tax, gross) = (amount("total_net"), amount("total_tax"), amount("total_gross"));
    if let (Some(net), Some(tax), Some(gross)) = (net, tax, gross) {
        expect("net + tax = gross", net + tax == gross);
    }
    if let (Some(gross), Some(due)) = (gross, amount("amount_due")) {
        expect("gross - paid = due", gross - amount("paid_amount").unwrap_or_default() == due);
    }
    if let (false, Some(tax)) = (sample.truth.vat.is_empty(), tax) {
        expect("VAT rows = tax", sample.truth.vat.iter().map(|v| v.tax).sum::<Decimal>() == tax);
    }
    let deal = &sample.deal;
    let extra = deal.charge.unwrap_or_default() - deal.allowance.map_or(Decimal::ZERO, |a| a.1);
    if deal.gross_priced {
        let sum: Decimal = sample.truth.lines.iter().filter_map(|l| l.gross_amount).sum();
        expect("lines with VAT = gross", Some(sum) == gross);
    } else {
        let sum: Decimal = sample.truth.lines.iter().filter_map(|l| l.net_amount).sum();
        expect("lines = net", net.is_none_or(|n| n == sum + extra));
    }
    for line in &sample.truth.lines {
        if let (Some(quantity), Some(price), Some(net)) = (line.quantity, line.unit_price, line.net_amount) {
            let whole = quantity * price;
            expect("no line above quantity x price", cents(whole).abs() >= net.abs());
        }
    }
    faults
}

/// Values of the truth whose printed form is not among the words of the PDF.
pub fn unprinted(sample: &Sample) -> Vec<String> {
    let Ok(document) = document::open(&sample.pdf, None, &Limits::default(), &|| None) else {
        return vec![format!("{}: not readable", sample.name)];
    };
    let words: BTreeSet<String> = document.pages.iter().flat_map(|p| &p.words).map(|w| w.text.to_lowercase()).collect();
    let printed = sample.truth.printed.iter().map(|(field, text)| (*field, text.as_str()));
    let lines = sample.truth.lines.iter().map(|l| ("line", l.description.as_str()));
    let mut faults = vec![];
    for (field, text) in printed.chain(lines) {
        for token in text.split_whitespace().map(str::to_lowercase) {
            if !words.contains(&token) && !words.iter().any(|w| w.contains(&token)) {
                faults.push(format!("{}: {field}: « {token} » of « {text} » is not in the PDF", sample.name));
            }
        }
    }
    faults
}
