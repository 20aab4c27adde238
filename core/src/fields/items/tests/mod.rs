//! One behaviour a test, on pages set here word by word.

mod names;
mod pages;
mod rows;

use rust_decimal::Decimal;

use super::{ItemLine, Items, read};
use crate::fields::sheet::At::{Left, Right};
use crate::fields::sheet::Sheet;
use crate::fields::values::amount::DecimalMark;

fn decimal(text: &str) -> Decimal {
    text.parse().expect(text)
}

/// `name | quantity | price | amount` of every line, `-` for what is absent.
fn shown(items: &Items) -> Vec<String> {
    items.lines.iter().map(show).collect()
}

fn show(line: &ItemLine) -> String {
    let number = |d: Option<Decimal>| d.map_or("-".into(), |d| d.normalize().to_string());
    let name = line.name.as_ref().map_or("-", |n| n.value.as_str());
    let quantity = number(line.quantity.as_ref().map(|q| q.value));
    format!("{name} | {quantity} | {} | {}", number(line.price()), number(line.amount()))
}
