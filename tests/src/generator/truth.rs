//! The truth beside a document, in the format of the shared evaluation.
//!
//! It holds what the pages show, and what follows from it without doubt:
//! - a SIREN from a SIRET, a French VAT number or an RCS number that is printed;
//! - total VAT from its rows by rate, where the document prints no sum of them;
//! - total VAT of zero where a mention says that none is due (293 B, autoliquidation, intra-community supply, export);
//! - the net amount of a line whose price includes VAT, from its rate; such a line has no unit price here, and its amount with
//!   VAT as `gross_amount`;
//! - the rate of every line where the document has but one.
//!
//! An amount due is in the truth where the page names one; a currency where the page shows a sign, a code or a word of it
//! beside amounts. Legal form before, behind or without the name are `alternates` of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// A line as printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TruthLine {
    /// Name, joined when it runs over several rows.
    pub description: String,
    /// Quantity, where shown.
    pub quantity: Option<Decimal>,
    /// Unit price before discount without VAT, where shown.
    pub unit_price: Option<Decimal>,
    /// Amount without VAT: as shown, or what the amount with VAT makes of it.
    pub net_amount: Option<Decimal>,
    /// VAT rate, where shown or where the document has but one.
    pub vat_rate: Option<Decimal>,
    /// Amount with VAT, where shown.
    pub gross_amount: Option<Decimal>,
}

/// A row of the VAT breakdown as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TruthVat {
    /// Percent.
    pub rate: Decimal,
    /// Base, where shown.
    pub base: Option<Decimal>,
    /// VAT.
    pub tax: Decimal,
}

/// What the pages show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Truth {
    /// Field values: amounts with two decimals, dates in ISO 8601, identifiers without spaces.
    pub fields: BTreeMap<&'static str, String>,
    /// Other values that are as right.
    pub alternates: BTreeMap<&'static str, Vec<String>>,
    /// Lines.
    pub lines: Vec<TruthLine>,
    /// VAT breakdown.
    pub vat: Vec<TruthVat>,
    /// How each value is printed: field and the text drawn. For tests; not written to the file.
    pub printed: Vec<(&'static str, String)>,
}

impl Truth {
    /// Notes a text that the page shows under this field.
    pub fn text(&mut self, field: &'static str, value: &str, printed: &str) {
        self.fields.insert(field, value.to_owned());
        self.printed.push((field, printed.to_owned()));
    }

    /// Notes a date.
    pub fn date(&mut self, field: &'static str, value: Date, printed: &str) {
        self.text(field, &value.to_string(), printed);
    }

    /// Notes an amount.
    pub fn amount(&mut self, field: &'static str, value: Decimal, printed: &str) {
        self.text(field, &value.normalize().to_string(), printed);
    }

    /// The file beside the document.
    pub fn json(&self, doc: &str, language: &str, country: &str, credit_note: bool, layout: &str) -> Value {
        let amounts = ["total_net", "total_tax", "total_gross", "amount_due", "paid_amount"];
        let fields: Map<String, Value> = self
            .fields
            .iter()
            .map(|(k, v)| {
                let value = if amounts.contains(k) { number_of(v) } else { Value::from(v.as_str()) };
                ((*k).to_owned(), value)
            })
            .collect();
        let lines: Vec<Value> = self.lines.iter().map(line_json).collect();
        let vat: Vec<Value> = self
            .vat
            .iter()
            .map(|v| {
                let mut row = Map::new();
                row.insert("rate".into(), number(v.rate));
                put(&mut row, "base", v.base);
                row.insert("tax".into(), number(v.tax));
                Value::Object(row)
            })
            .collect();
        json!({
            "source": "synthetic-generated", "doc": doc, "file": format!("{doc}.pdf"), "language": language, "country": country,
            "kind": "text-pdf", "origin": "synthetic", "document_type": if credit_note { "credit_note" } else { "invoice" },
            "fields": fields, "alternates": self.alternates, "not_in_text_layer": [], "xml_only": {},
            "lines": lines, "vat_breakdown": vat, "layout": layout,
        })
    }
}

fn line_json(line: &TruthLine) -> Value {
    let mut row = Map::new();
    row.insert("description".into(), Value::from(line.description.as_str()));
    put(&mut row, "quantity", line.quantity);
    put(&mut row, "unit_price", line.unit_price);
    put(&mut row, "net_amount", line.net_amount);
    put(&mut row, "vat_rate", line.vat_rate);
    put(&mut row, "gross_amount", line.gross_amount);
    Value::Object(row)
}

fn put(row: &mut Map<String, Value>, key: &str, value: Option<Decimal>) {
    if let Some(v) = value {
        row.insert(key.into(), number(v));
    }
}

fn number(value: Decimal) -> Value {
    number_of(&value.normalize().to_string())
}

/// A JSON number with the same digits.
fn number_of(digits: &str) -> Value {
    serde_json::from_str(digits).unwrap_or_else(|_| Value::from(digits))
}
