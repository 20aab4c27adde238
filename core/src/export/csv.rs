//! CSV (RFC 4180), for people and their spreadsheets: one row an invoice, or one row a line.
//!
//! Columns are named by the field paths of the public format, so a file keeps its meaning in any language. A text that
//! a spreadsheet would take for a formula is made harmless by an apostrophe in front.

use std::collections::BTreeMap;
use std::io::Write;

use super::{Document, Export, kind, lowest_confidence, unwritten, values, warning_codes, write_all};
use crate::api::Extraction;
use crate::error::Result;

/// Columns before the values, in one row an invoice.
const INVOICE_HEAD: &[&str] = &["document", "error", "kind"];

/// Values of one row an invoice: field paths.
pub const INVOICE_COLUMNS: &[&str] = &[
    "number",
    "issue_date",
    "due_date",
    "type_code",
    "currency",
    "order_reference",
    "contract_reference",
    "buyer_reference",
    "preceding_invoices.0.number",
    "seller.name",
    "seller.siren",
    "seller.siret",
    "seller.vat_id",
    "seller.address.lines.0",
    "seller.address.post_code",
    "seller.address.city",
    "seller.address.country",
    "seller.contact.phone",
    "seller.contact.email",
    "buyer.name",
    "buyer.siren",
    "buyer.siret",
    "buyer.vat_id",
    "buyer.address.lines.0",
    "buyer.address.post_code",
    "buyer.address.city",
    "buyer.address.country",
    "delivery.date",
    "delivery.period.start",
    "delivery.period.end",
    "payment.means_code",
    "payment.iban",
    "payment.bic",
    "payment.reference",
    "vat_breakdown.0.rate",
    "vat_breakdown.0.taxable_amount",
    "vat_breakdown.0.tax_amount",
    "vat_breakdown.1.rate",
    "vat_breakdown.1.taxable_amount",
    "vat_breakdown.1.tax_amount",
    "vat_breakdown.2.rate",
    "vat_breakdown.2.taxable_amount",
    "vat_breakdown.2.tax_amount",
    "vat_breakdown.3.rate",
    "vat_breakdown.3.taxable_amount",
    "vat_breakdown.3.tax_amount",
    "totals.lines",
    "totals.allowances",
    "totals.charges",
    "totals.net",
    "totals.tax",
    "totals.gross",
    "totals.paid",
    "totals.rounding",
    "totals.due",
];

/// Columns after the values, in one row an invoice.
const INVOICE_TAIL: &[&str] = &["lines.count", "confidence", "warnings"];

/// Columns before the values, in one row a line.
const LINE_HEAD: &[&str] = &["document", "number", "issue_date", "seller.name", "seller.siren", "currency"];

/// Values of one row a line: paths under `lines.N`.
pub const LINE_COLUMNS: &[&str] = &[
    "id",
    "code",
    "name",
    "description",
    "quantity",
    "unit",
    "gross_price",
    "discount_rate",
    "net_price",
    "net_amount",
    "vat.category",
    "vat.rate",
    "order_reference",
];

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// An invoice; a document that failed has a row with its error code.
    #[default]
    Invoices,
    /// A line of an invoice.
    Lines,
}

/// How to write CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// What a row is.
    pub rows: Rows,
    /// Between cells: a comma, or the semicolon a French Excel expects.
    pub separator: u8,
    /// Starts with the UTF-8 mark that makes Excel read accents right.
    pub bom: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { rows: Rows::Invoices, separator: b',', bom: false }
    }
}

/// Writes documents as CSV.
pub struct Csv<'w> {
    out: &'w mut (dyn Write + 'w),
    options: CsvOptions,
    started: bool,
}

/// Writes these documents.
///
/// # Errors
/// As [`Export::add`].
pub fn write(documents: &[Document<'_>], options: &CsvOptions, out: &mut dyn Write) -> Result<()> {
    write_all(&mut Csv::new(options, out), documents)
}

impl<'w> Csv<'w> {
    /// Writes to `out`; nothing is written yet.
    pub fn new(options: &CsvOptions, out: &'w mut (dyn Write + 'w)) -> Self {
        Self { out, options: *options, started: false }
    }

    fn start(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.started, true) {
            return Ok(());
        }
        if self.options.bom {
            self.out.write_all(b"\xEF\xBB\xBF").map_err(unwritten)?;
        }
        let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let line_names = || LINE_COLUMNS.iter().map(|c| format!("lines.{c}"));
        self.rows(&[match self.options.rows {
            Rows::Invoices => owned(&[INVOICE_HEAD, INVOICE_COLUMNS, INVOICE_TAIL].concat()),
            Rows::Lines => owned(LINE_HEAD).into_iter().chain(line_names()).chain(["confidence".into()]).collect(),
        }])
    }

    fn rows(&mut self, rows: &[Vec<String>]) -> Result<()> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.options.separator)
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut *self.out);
        rows.iter().try_for_each(|row| writer.write_record(row).map_err(unwritten))?;
        writer.flush().map_err(unwritten)
    }
}

impl Export for Csv<'_> {
    fn add(&mut self, document: &Document<'_>) -> Result<()> {
        self.start()?;
        let rows = match self.options.rows {
            Rows::Invoices => vec![invoice_row(document)],
            Rows::Lines => document.outcome.map(|e| line_rows(document.path, e)).unwrap_or_default(),
        };
        self.rows(&rows)
    }

    fn finish(&mut self) -> Result<()> {
        self.start()?;
        self.out.flush().map_err(unwritten)
    }
}

fn invoice_row(document: &Document<'_>) -> Vec<String> {
    let mut row = vec![harmless(document.path)];
    match document.outcome {
        Ok(extraction) => {
            let values = values(extraction);
            row.extend([String::new(), kind(extraction)]);
            row.extend(INVOICE_COLUMNS.iter().map(|path| cell(&values, path)));
            row.push(extraction.invoice.lines.len().to_string());
            row.push(confidence(extraction, |path| INVOICE_COLUMNS.contains(&path)));
            row.push(warning_codes(extraction));
        }
        Err(error) => {
            row.push(error.code().into());
            row.resize(INVOICE_HEAD.len() + INVOICE_COLUMNS.len() + INVOICE_TAIL.len(), String::new());
        }
    }
    row
}

fn line_rows(path: &str, extraction: &Extraction) -> Vec<Vec<String>> {
    let values = values(extraction);
    let line_row = |i: usize| {
        let head = LINE_HEAD[1..].iter().map(|p| cell(&values, p));
        let body = LINE_COLUMNS.iter().map(|column| cell(&values, &format!("lines.{i}.{column}")));
        let prefix = format!("lines.{i}.");
        let sure = confidence(extraction, |p| p.starts_with(&prefix));
        [harmless(path)].into_iter().chain(head).chain(body).chain([sure]).collect()
    };
    (0..extraction.invoice.lines.len()).map(line_row).collect()
}

fn cell(values: &BTreeMap<String, String>, path: &str) -> String {
    values.get(path).map(|v| harmless(v)).unwrap_or_default()
}

fn confidence(extraction: &Extraction, wanted: impl Fn(&str) -> bool) -> String {
    lowest_confidence(extraction, wanted).map(|c| format!("{c:.2}")).unwrap_or_default()
}

/// A text no spreadsheet takes for a formula (OWASP, CSV injection). Numbers stay as they are.
fn harmless(text: &str) -> String {
    const TRIGGERS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(TRIGGERS) && !is_number(text) { format!("'{text}") } else { text.into() }
}

/// A decimal as the public format writes it: `-12.50`.
fn is_number(text: &str) -> bool {
    let body = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = body.split_once('.').unwrap_or((body, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn written(options: CsvOptions) -> Vec<u8> {
        let (extraction, error) = (sample::extraction(), sample::error());
        let documents =
            [Document { path: "a.pdf", outcome: Ok(&extraction) }, Document { path: "=b.pdf", outcome: Err(&error) }];
        let mut out = Vec::new();
        write(&documents, &options, &mut out).unwrap();
        out
    }

    fn table(bytes: &[u8], separator: u8) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes);
        reader.deserialize().map(|row| row.unwrap()).collect()
    }

    #[test]
    fn invoices_read_back() {
        let rows = table(&written(CsvOptions::default()), b',');
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0]["totals.gross"], "228.00");
        assert_eq!(rows[0]["issue_date"], "2026-09-14");
        assert_eq!(rows[0]["seller.name"], "Dupont & Fils, \"Ateliers\"");
        assert_eq!(rows[0]["kind"], "pdf_text");
        assert_eq!(rows[0]["confidence"], "0.61");
        assert_eq!(rows[1]["document"], "'=b.pdf");
        assert_eq!(rows[1]["error"], "encrypted");
    }

    #[test]
    fn lines_read_back_and_formulas_are_harmless() {
        let rows = table(&written(CsvOptions { rows: Rows::Lines, separator: b';', bom: false }), b';');
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0]["lines.quantity"], "2");
        assert_eq!(rows[1]["lines.name"], "'=HYPERLINK(\"http://x\")");
        assert_eq!(rows[1]["lines.net_amount"], "-12.50");
    }

    #[test]
    fn rows_end_as_rfc_4180_says_and_the_bom_comes_first() {
        let bytes = written(CsvOptions { bom: true, ..Default::default() });
        assert!(bytes.starts_with(b"\xEF\xBB\xBFdocument,error,kind,number,"));
        assert!(bytes.ends_with(b"\r\n"));
        assert!(!written(CsvOptions::default()).starts_with(b"\xEF"));
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_quoted() {
        for text in ["=1+1", "+33 4 72", "-2+3", "@SUM(A1)", "\tx", "\r=1", "--1", "-", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["-12.50", "12", "FA-1", "", "a=b"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn every_column_is_a_path_of_the_model() {
        let values = values(&sample::full());
        for column in INVOICE_COLUMNS {
            assert!(values.contains_key(*column), "{column}");
        }
        for column in LINE_COLUMNS {
            assert!(values.contains_key(&format!("lines.0.{column}")), "{column}");
        }
    }
}
