//! Lines read against lines of the truth.

use serde_json::Value;

use super::compare::{decimal, same_amount, scalar};
use super::similar::similar;

/// A line, as far as it is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoredLine {
    /// Item name.
    pub description: Option<String>,
    /// Quantity.
    pub quantity: Option<String>,
    /// Unit price before discount.
    pub unit_price: Option<String>,
    /// Amount without VAT.
    pub net_amount: Option<String>,
}

impl ScoredLine {
    /// A line of the truth.
    pub fn of_truth(line: &Value) -> Self {
        Self {
            description: scalar(&line["description"]),
            quantity: scalar(&line["quantity"]),
            unit_price: scalar(&line["unit_price"]),
            net_amount: scalar(&line["net_amount"]),
        }
    }

    /// A line of an extraction.
    pub fn of_invoice(line: &Value) -> Self {
        Self {
            description: scalar(&line["name"]).or_else(|| scalar(&line["description"])),
            quantity: scalar(&line["quantity"]),
            unit_price: scalar(&line["gross_price"]).or_else(|| scalar(&line["net_price"])),
            net_amount: scalar(&line["net_amount"]),
        }
    }

    /// Whether amount and description are those wanted.
    fn hits(&self, want: &Self) -> bool {
        let amounts = match (&self.net_amount, &want.net_amount) {
            (Some(g), Some(w)) => same_amount(g, w),
            _ => false,
        };
        let named = want
            .description
            .as_deref()
            .is_none_or(|w| similar(self.description.as_deref().unwrap_or_default(), w) >= 0.85);
        amounts && named
    }

    /// Whether quantity and price are those wanted, where they are.
    fn is_full(&self, want: &Self) -> bool {
        let pairs = [(&self.quantity, &want.quantity), (&self.unit_price, &want.unit_price)];
        pairs.iter().all(|(got, want)| match (got, want) {
            (_, None) => true,
            (Some(g), Some(w)) => same_amount(g, w),
            (None, Some(_)) => false,
        })
    }
}

/// For each line wanted, the line read that hits it, each at most once.
pub fn pair(got: &[ScoredLine], want: &[ScoredLine]) -> Vec<Option<usize>> {
    let mut used = vec![false; got.len()];
    want.iter()
        .map(|w| {
            let hit = (0..got.len()).find(|&i| !used[i] && got[i].hits(w))?;
            used[hit] = true;
            Some(hit)
        })
        .collect()
}

/// How many of the paired lines have quantity and price right.
pub fn full(got: &[ScoredLine], want: &[ScoredLine], pairs: &[Option<usize>]) -> usize {
    pairs.iter().zip(want).filter(|(p, w)| p.is_some_and(|i| got[i].is_full(w))).count()
}

/// How many rows of the VAT breakdown were read: rate and tax equal.
pub fn vat_hits(got: &Value, want: &[Value]) -> usize {
    let same = |g: &Value, w: &Value| {
        let rates = [&g["rate"], &w["rate"]].map(|v| scalar(v).and_then(|s| decimal(&s)));
        let taxes = (scalar(&g["tax_amount"]), scalar(&w["tax"]));
        rates[0] == rates[1] && matches!(taxes, (Some(g), Some(w)) if same_amount(&g, &w))
    };
    let got = got.as_array().map(Vec::as_slice).unwrap_or_default();
    want.iter().filter(|w| got.iter().any(|g| same(g, w))).count()
}
