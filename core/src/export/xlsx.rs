//! XLSX: a workbook for people, one sheet for invoices, lines, VAT rows and warnings.
//!
//! Amounts are number cells and dates are date cells; everything else is a text cell, which no spreadsheet evaluates.
//! The same documents give the same bytes: no clock is read. Unlike its siblings this format is written at the end, as
//! its sheets stand one after the other in the file.

use std::collections::BTreeMap;
use std::io::Write;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::label::{Lang, label};
use super::{Document, Export, kind, lowest_confidence, unwritten, values, write_all};
use crate::api::Extraction;
use crate::error::{Error, ErrorKind, Result};

/// What a cell holds, and so how it looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Text,
    Amount,
    Number,
    Date,
}

/// A column: path of its value, what it holds, width in characters.
type Column = (&'static str, Cell, u32);

const INVOICES: &[Column] = &[
    ("number", Cell::Text, 18),
    ("issue_date", Cell::Date, 12),
    ("due_date", Cell::Date, 12),
    ("type_code", Cell::Text, 10),
    ("seller.name", Cell::Text, 30),
    ("seller.siren", Cell::Text, 12),
    ("seller.siret", Cell::Text, 17),
    ("seller.vat_id", Cell::Text, 17),
    ("buyer.name", Cell::Text, 30),
    ("buyer.siren", Cell::Text, 12),
    ("buyer.vat_id", Cell::Text, 17),
    ("order_reference", Cell::Text, 16),
    ("currency", Cell::Text, 8),
    ("totals.net", Cell::Amount, 14),
    ("totals.tax", Cell::Amount, 14),
    ("totals.gross", Cell::Amount, 14),
    ("totals.paid", Cell::Amount, 14),
    ("totals.due", Cell::Amount, 14),
    ("payment.iban", Cell::Text, 34),
    ("payment.bic", Cell::Text, 13),
    ("payment.reference", Cell::Text, 20),
];

const LINES: &[Column] = &[
    ("id", Cell::Text, 6),
    ("code", Cell::Text, 14),
    ("name", Cell::Text, 44),
    ("description", Cell::Text, 40),
    ("quantity", Cell::Number, 10),
    ("unit", Cell::Text, 8),
    ("gross_price", Cell::Number, 14),
    ("discount_rate", Cell::Number, 10),
    ("net_price", Cell::Number, 14),
    ("net_amount", Cell::Amount, 14),
    ("vat.category", Cell::Text, 10),
    ("vat.rate", Cell::Number, 10),
];

const VAT: &[Column] = &[
    ("category", Cell::Text, 10),
    ("rate", Cell::Number, 10),
    ("taxable_amount", Cell::Amount, 14),
    ("tax_amount", Cell::Amount, 14),
    ("exemption_reason", Cell::Text, 50),
    ("exemption_code", Cell::Text, 22),
];

/// Most characters Excel takes in a cell.
const MOST_CHARS: usize = 32_767;

/// Writes documents as a workbook.
pub struct Xlsx<'w> {
    out: &'w mut (dyn Write + 'w),
    sheets: Sheets,
}

/// Writes these documents.
///
/// # Errors
/// As [`Export::add`].
pub fn write(documents: &[Document<'_>], out: &mut dyn Write) -> Result<()> {
    write_all(&mut Xlsx::new(out), documents)
}

impl<'w> Xlsx<'w> {
    /// Writes to `out` when finished; nothing is written before.
    pub fn new(out: &'w mut (dyn Write + 'w)) -> Self {
        Self { out, sheets: Sheets::default() }
    }
}

impl Export for Xlsx<'_> {
    /// # Errors
    /// `too_large` past the million rows a sheet can hold.
    fn add(&mut self, document: &Document<'_>) -> Result<()> {
        match document.outcome {
            Ok(extraction) => self.sheets.add(document.path, extraction),
            Err(e) => self.sheets.warnings.add(&[document.path, e.code(), e.message(), ""]),
        }
        .map_err(refused)
    }

    fn finish(&mut self) -> Result<()> {
        let bytes = std::mem::take(&mut self.sheets).into_bytes().map_err(unwritten)?;
        self.out.write_all(&bytes).and_then(|()| self.out.flush()).map_err(unwritten)
    }
}

#[derive(Default)]
struct Sheets {
    invoices: Sheet,
    lines: Sheet,
    vat: Sheet,
    warnings: Sheet,
}

impl Sheets {
    fn add(&mut self, path: &str, extraction: &Extraction) -> std::result::Result<(), XlsxError> {
        let values = values(extraction);
        self.invoices.add_values(path, INVOICES, "", &values)?;
        let after = INVOICES.len() as u16 + 1;
        self.invoices.put(after, Cell::Text, &kind(extraction))?;
        let shown = |path: &str| INVOICES.iter().any(|(p, ..)| *p == path);
        if let Some(confidence) = lowest_confidence(extraction, shown) {
            self.invoices.put(after + 1, Cell::Number, &format!("{confidence:.2}"))?;
        }
        self.invoices.put(after + 2, Cell::Number, &extraction.warnings.len().to_string())?;
        for i in 0..extraction.invoice.lines.len() {
            self.lines.add_values(path, LINES, &format!("lines.{i}."), &values)?;
        }
        for i in 0..extraction.invoice.vat_breakdown.len() {
            self.vat.add_values(path, VAT, &format!("vat_breakdown.{i}."), &values)?;
        }
        let warnings = &mut self.warnings;
        extraction
            .warnings
            .iter()
            .try_for_each(|w| warnings.add(&[path, w.code.as_str(), w.message.as_str(), w.fields.join(" ").as_str()]))
    }

    fn into_bytes(self) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The library would stamp the current time.
        let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let named = |columns: &[Column], prefix: &str, more: &[(&str, u32)]| {
            let name = |path: &str| label(&format!("{prefix}{path}"), Lang::Fr).into_owned();
            let document = [("Document".to_owned(), 36)];
            let values = columns.iter().map(|(path, _, width)| (name(path), *width));
            let more = more.iter().map(|(name, width)| ((*name).to_owned(), *width));
            document.into_iter().chain(values).chain(more).collect::<Vec<_>>()
        };
        let after = [("Nature", 12), ("Confiance la plus basse", 12), ("Avertissements", 14)];
        let about = [("Code", 24), ("Message", 80), ("Champs", 40)];
        workbook.push_worksheet(self.invoices.closed("Factures", &qualified(named(INVOICES, "", &after)))?);
        workbook.push_worksheet(self.lines.closed("Lignes", &named(LINES, "lines.0.", &[]))?);
        workbook.push_worksheet(self.vat.closed("TVA", &named(VAT, "vat_breakdown.0.", &[]))?);
        workbook.push_worksheet(self.warnings.closed("Avertissements", &named(&[], "", &about))?);
        workbook.save_to_buffer()
    }
}

/// Tells the seller's columns from the buyer's, which have the same labels.
fn qualified(mut heads: Vec<(String, u32)>) -> Vec<(String, u32)> {
    for ((path, ..), (name, _)) in INVOICES.iter().zip(heads.iter_mut().skip(1)) {
        match path.split_once('.') {
            Some(("seller", _)) => name.insert_str(0, "Vendeur : "),
            Some(("buyer", _)) => name.insert_str(0, "Acheteur : "),
            _ => {}
        }
    }
    heads
}

/// A worksheet being filled from its second row down.
#[derive(Default)]
struct Sheet {
    sheet: Worksheet,
    rows: u32,
}

impl Sheet {
    fn add(&mut self, texts: &[&str]) -> std::result::Result<(), XlsxError> {
        self.rows += 1;
        (0..).zip(texts).try_for_each(|(column, text)| self.put(column, Cell::Text, text))
    }

    fn add_values(
        &mut self,
        document: &str,
        columns: &[Column],
        prefix: &str,
        values: &BTreeMap<String, String>,
    ) -> std::result::Result<(), XlsxError> {
        self.add(&[document])?;
        (1..).zip(columns).try_for_each(|(column, (path, cell, _))| match values.get(&format!("{prefix}{path}")) {
            Some(value) => self.put(column, *cell, value),
            None => Ok(()),
        })
    }

    /// Writes into the current row; what cannot be the number or date it should be is kept as text.
    fn put(&mut self, column: u16, cell: Cell, value: &str) -> std::result::Result<(), XlsxError> {
        let (sheet, row) = (&mut self.sheet, self.rows);
        if let Some(date) = (cell == Cell::Date).then(|| excel_date(value)).flatten() {
            sheet.write_datetime_with_format(row, column, &date, &format_of(cell))?;
            return Ok(());
        }
        let number = if matches!(cell, Cell::Text | Cell::Date) { None } else { excel_number(value) };
        match number {
            Some(number) => sheet.write_number_with_format(row, column, number, &format_of(cell))?,
            None => sheet.write_string(row, column, value.chars().take(MOST_CHARS).collect::<String>())?,
        };
        Ok(())
    }

    fn closed(mut self, name: &str, heads: &[(String, u32)]) -> std::result::Result<Worksheet, XlsxError> {
        let bold = Format::new().set_bold().set_background_color("E8EEF4").set_align(FormatAlign::Top).set_text_wrap();
        let sheet = &mut self.sheet;
        sheet.set_name(name)?.set_freeze_panes(1, 1)?;
        for (column, (head, width)) in (0..).zip(heads) {
            sheet.write_string_with_format(0, column, head, &bold)?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.autofilter(0, 0, self.rows, heads.len().saturating_sub(1) as u16)?;
        Ok(self.sheet)
    }
}

fn format_of(cell: Cell) -> Format {
    Format::new().set_num_format(match cell {
        Cell::Text => "@",
        Cell::Amount => "#,##0.00",
        Cell::Number => "General",
        Cell::Date => "dd/mm/yyyy",
    })
}

fn excel_date(value: &str) -> Option<ExcelDateTime> {
    let date: Date = value.parse().ok()?;
    ExcelDateTime::from_ymd(date.year().try_into().ok()?, date.month().try_into().ok()?, date.day().try_into().ok()?)
        .ok()
}

/// The number of a cell. The file format itself holds numbers as binary floats: a decimal that does not survive that
/// (more than fifteen digits) is no number here, and so stays text.
fn excel_number(value: &str) -> Option<impl Into<f64> + use<>> {
    let decimal: Decimal = value.parse().ok()?;
    if decimal.normalize().mantissa().unsigned_abs() > 999_999_999_999_999 { None } else { decimal.to_f64() }
}

fn refused(e: XlsxError) -> Error {
    match e {
        XlsxError::RowColumnLimitError => Error::new(
            ErrorKind::TooLarge,
            "Une feuille de calcul ne peut pas avoir plus d'un million de lignes ; exportez en CSV.",
        )
        .with("limit", "rows"),
        e => unwritten(e),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_same_documents_give_the_same_bytes() {
        let (extraction, error) = (sample::full(), sample::error());
        let documents =
            [Document { path: "a.pdf", outcome: Ok(&extraction) }, Document { path: "b.pdf", outcome: Err(&error) }];
        let bytes = || {
            let mut out = Vec::new();
            write(&documents, &mut out).unwrap();
            out
        };
        assert_eq!(bytes(), bytes());
        assert!(bytes().starts_with(b"PK"));
    }

    #[test]
    fn numbers_too_long_for_a_float_stay_text() {
        assert!(excel_number("12.50").is_some());
        assert!(excel_number("123456789012345.678").is_none());
        assert!(excel_number("12 abc").is_none());
    }
}
