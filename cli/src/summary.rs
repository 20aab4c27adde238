//! The summary for people: an invoice on one screen, or a line a document when there are many.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use ocr_facture::export::label::{Lang, label};
use ocr_facture::export::{Document, Export};
use ocr_facture::invoice::{Invoice, leaves};
use ocr_facture::{EvidenceTable, Extraction, Result};
use rust_decimal::Decimal;

use crate::output::unwritten;
use crate::say::pick;
use crate::text::{clean, date, field, money, number, pad, pad_left, pad_path, percent};

/// Fields told under each heading, in this order.
const PARTY: &[&str] = &["siren", "siret", "vat_id", "address", "contact.email"];
const DATES: &[&str] = &["issue_date", "due_date", "delivery.date", "order_reference", "contract_reference"];
const TOTALS: &[&str] = &["lines", "allowances", "charges", "net", "tax", "gross", "paid", "rounding", "due"];
const PAYMENT: &[&str] = &["iban", "bic", "reference", "terms"];

/// Warnings shown in full.
const SHOWN_WARNINGS: usize = 6;

/// Columns of a value.
const LABEL: usize = 30;
const VALUE: usize = 44;

/// Writes documents as text.
pub(crate) struct Summary<'w> {
    out: &'w mut (dyn Write + 'w),
    single: bool,
    colour: bool,
    lang: Lang,
    started: bool,
}

impl<'w> Summary<'w> {
    /// `single` tells one document in full; otherwise each has a line.
    pub(crate) fn new(out: &'w mut (dyn Write + 'w), single: bool, colour: bool, lang: Lang) -> Self {
        Self { out, single, colour, lang, started: false }
    }
}

impl Export for Summary<'_> {
    fn add(&mut self, document: &Document<'_>) -> Result<()> {
        let Ok(extraction) = document.outcome else { return Ok(()) };
        let page = Page { colour: self.colour, lang: self.lang, extraction };
        let mut text = String::new();
        if self.single {
            page.full(document.path, &mut text);
        } else {
            if !std::mem::replace(&mut self.started, true) {
                page.head(&mut text);
            }
            page.line(document.path, &mut text);
        }
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(unwritten)
    }

    fn finish(&mut self) -> Result<()> {
        self.out.flush().map_err(unwritten)
    }
}

struct Page<'a> {
    colour: bool,
    lang: Lang,
    extraction: &'a Extraction,
}

impl Page<'_> {
    fn full(&self, path: &str, out: &mut String) {
        let Extraction { invoice, document, warnings, text, .. } = self.extraction;
        let pages = match document.pages.len() {
            0 => "XML".to_owned(),
            1 => "1 page".to_owned(),
            n => format!("{n} pages"),
        };
        let title = format!("{} {}", self.kind(invoice), invoice.number.as_deref().map_or("—".into(), clean));
        out.push_str(&format!("{}   {} · {pages}\n", self.paint(BOLD, &title), clean(path)));
        let values: Vec<(String, String)> = leaves(invoice).into_iter().map(|l| (l.path, l.value)).collect();
        let value = |path: &str| values.iter().find(|(p, _)| p == path).map(|(_, v)| v.as_str());
        out.push('\n');
        for path in DATES {
            self.row(path, value(path), invoice, out);
        }
        for (party, of) in [("seller", &invoice.seller), ("buyer", &invoice.buyer)] {
            let heading = if party == "seller" {
                pick(self.lang, "Vendeur", "Seller")
            } else {
                pick(self.lang, "Acheteur", "Buyer")
            };
            let from = out.len();
            self.labelled(heading, &format!("{party}.name"), value(&format!("{party}.name")), invoice, out);
            for field in PARTY {
                if *field == "address" {
                    let a = &of.address;
                    let place =
                        [a.post_code.clone(), a.city.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
                    let parts: Vec<_> = a.lines.iter().cloned().chain((!place.is_empty()).then_some(place)).collect();
                    let joined = (!parts.is_empty()).then(|| parts.join(", "));
                    let anchor = format!("{party}.address.city");
                    self.labelled(
                        &format!("  {}", label(&format!("{party}.address.lines.0"), self.lang)),
                        &anchor,
                        joined.as_deref(),
                        invoice,
                        out,
                    );
                } else {
                    let path = format!("{party}.{field}");
                    self.labelled(&format!("  {}", label(&path, self.lang)), &path, value(&path), invoice, out);
                }
            }
            if out.len() > from {
                out.insert(from, '\n');
            }
        }
        self.lines(invoice, out);
        self.section(pick(self.lang, "TVA", "VAT"), out, |out| {
            for (i, row) in invoice.vat_breakdown.iter().enumerate() {
                let rate = row.rate.map_or_else(
                    || row.category.clone().unwrap_or_default(),
                    |r| format!("{} %", number(r, self.lang)),
                );
                let base = row.taxable_amount.map(|v| money(v, invoice.currency.as_deref(), self.lang));
                let text = format!("{} {}", pick(self.lang, "sur", "on"), base.unwrap_or_else(|| "—".into()));
                let tax = row.tax_amount.map(|v| money(v, invoice.currency.as_deref(), self.lang));
                let shown = format!("{} {text}", tax.unwrap_or_else(|| "—".into()));
                self.labelled(
                    &format!("  {rate}"),
                    &format!("vat_breakdown.{i}.tax_amount"),
                    Some(&shown),
                    invoice,
                    out,
                );
            }
        });
        for (group, heading, fields) in [
            ("totals", pick(self.lang, "Totaux", "Totals"), TOTALS),
            ("payment", pick(self.lang, "Paiement", "Payment"), PAYMENT),
        ] {
            self.section(heading, out, |out| {
                for field in fields {
                    let path = format!("{group}.{field}");
                    self.labelled(&format!("  {}", label(&path, self.lang)), &path, value(&path), invoice, out);
                }
            });
        }
        if !warnings.is_empty() {
            out.push('\n');
        }
        for warning in warnings.iter().take(SHOWN_WARNINGS) {
            let mark = self.paint(YELLOW, "!");
            out.push_str(&format!("{mark} {} [{}]\n", clean(&warning.message), warning.code));
        }
        if warnings.len() > SHOWN_WARNINGS {
            let more =
                pick(self.lang, "autres avertissements ; --json les donne tous", "more warnings; --json has them all");
            out.push_str(&format!("  … {} {more}\n", warnings.len() - SHOWN_WARNINGS));
        }
        if let Some(text) = text {
            let text: Vec<_> = text.lines().map(clean).collect();
            out.push_str(&format!("\n{}\n{}\n", self.paint(BOLD, pick(self.lang, "Texte", "Text")), text.join("\n")));
        }
    }

    /// A heading that stands only over something.
    fn section(&self, heading: &str, out: &mut String, body: impl FnOnce(&mut String)) {
        let mut inner = String::new();
        body(&mut inner);
        if !inner.is_empty() {
            out.push_str(&format!("\n{}\n{inner}", self.paint(BOLD, heading)));
        }
    }

    fn lines(&self, invoice: &Invoice, out: &mut String) {
        let amount = |v: Option<Decimal>| v.map_or_else(String::new, |v| number(v, self.lang));
        let heading = format!("{} ({})", pick(self.lang, "Lignes", "Lines"), invoice.lines.len());
        self.section(&heading, out, |out| {
            if invoice.lines.is_empty() {
                return;
            }
            let heads = match self.lang {
                Lang::Fr => ["Désignation", "Qté", "PU HT", "TVA", "Montant HT"],
                Lang::En => ["Item", "Qty", "Unit price", "VAT", "Net amount"],
            };
            out.push_str(&self.paint(DIM, &columns(heads.map(str::to_owned))));
            out.push('\n');
            for (i, line) in invoice.lines.iter().enumerate() {
                let rate = line.vat.rate.map_or_else(String::new, |r| format!("{} %", number(r, self.lang)));
                let name = line.name.as_deref().map_or_else(String::new, clean);
                let price = line.net_price.or(line.gross_price).map_or_else(String::new, |v| money(v, None, self.lang));
                let net = line.net_amount.map_or_else(String::new, |v| money(v, None, self.lang));
                let row = columns([name, amount(line.quantity), price, rate, net]);
                let prefix = format!("lines.{i}.");
                let lowest = lowest(&self.extraction.fields, |path| path.starts_with(&prefix));
                out.push_str(&format!("{row}  {}\n", self.mark(lowest)));
            }
        });
    }

    fn row(&self, path: &str, value: Option<&str>, invoice: &Invoice, out: &mut String) {
        self.labelled(&label(path, self.lang), path, value, invoice, out);
    }

    fn labelled(&self, name: &str, path: &str, value: Option<&str>, invoice: &Invoice, out: &mut String) {
        let Some(value) = value else { return };
        let shown = if path.starts_with("vat_breakdown.") {
            value.to_owned()
        } else {
            field(path, value, invoice.currency.as_deref(), self.lang)
        };
        let mark = self.mark(self.extraction.fields.get(path).map(|e| e.confidence));
        out.push_str(&format!("{} {} {mark}\n", pad(name, LABEL), pad(&shown, VALUE)));
    }

    /// A document of many: what an accountant looks for first.
    fn line(&self, path: &str, out: &mut String) {
        let invoice = &self.extraction.invoice;
        let text = |value: Option<&str>| value.map_or("—".into(), clean);
        let total = invoice.totals.gross.or(invoice.totals.due);
        let total = total.map_or("—".into(), |v| money(v, invoice.currency.as_deref(), self.lang));
        let day = invoice.issue_date.and_then(|d| date(&d.to_string(), self.lang)).unwrap_or_else(|| "—".into());
        let keys = ["number", "issue_date", "seller.name", "totals.gross"];
        let mark = self.mark(lowest(&self.extraction.fields, |p| keys.contains(&p)));
        let cells =
            listed([clean(path), text(invoice.number.as_deref()), day, text(invoice.seller.name.as_deref()), total]);
        let warned = match self.extraction.warnings.len() {
            0 => String::new(),
            n => format!("  {}", self.paint(YELLOW, &format!("! {n}"))),
        };
        out.push_str(&format!("{cells}  {mark}{warned}\n"));
    }

    fn head(&self, out: &mut String) {
        let heads = match self.lang {
            Lang::Fr => ["Document", "Numéro", "Date", "Vendeur", "Total TTC"],
            Lang::En => ["Document", "Number", "Date", "Seller", "Total"],
        };
        out.push_str(&self.paint(DIM, &listed(heads.map(str::to_owned))));
        out.push('\n');
    }

    fn kind(&self, invoice: &Invoice) -> &'static str {
        match invoice.type_code.as_deref() {
            _ if invoice.is_credit_note() => pick(self.lang, "Avoir", "Credit note"),
            Some("386") => pick(self.lang, "Facture d'acompte", "Prepayment invoice"),
            _ => pick(self.lang, "Facture", "Invoice"),
        }
    }

    /// A confidence in a shape, a number and a colour, so that none is needed to tell.
    fn mark(&self, confidence: Option<f32>) -> String {
        let Some(confidence) = confidence else { return String::new() };
        let (shape, style) = match confidence {
            c if c >= 0.9 => ("●", GREEN),
            c if c >= 0.7 => ("◐", YELLOW),
            _ => ("○", RED),
        };
        self.paint(style, &format!("{shape} {:>5}", percent(confidence)))
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::Red.on_default();

/// A line of an invoice.
fn columns([name, quantity, price, rate, amount]: [String; 5]) -> String {
    let sizes =
        (pad(&name, 36), pad_left(&quantity, 9), pad_left(&price, 12), pad_left(&rate, 7), pad_left(&amount, 13));
    format!("  {} {} {} {} {}", sizes.0, sizes.1, sizes.2, sizes.3, sizes.4)
}

/// A document of many.
fn listed([path, number, day, seller, total]: [String; 5]) -> String {
    let sizes = (pad_path(&path, 34), pad(&number, 18), pad(&day, 10), pad(&seller, 26), pad_left(&total, 15));
    format!("{} {} {} {} {}", sizes.0, sizes.1, sizes.2, sizes.3, sizes.4)
}

fn lowest(fields: &EvidenceTable, wanted: impl Fn(&str) -> bool) -> Option<f32> {
    fields.iter().filter(|(path, _)| wanted(path)).map(|(_, e)| e.confidence).reduce(f32::min)
}
