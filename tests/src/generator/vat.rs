//! The table of VAT rates, bases and amounts.

use rust_decimal::Decimal;

use super::canvas::{Align, GREY, Ink, Shape};
use super::columns;
use super::sheet::Sheet;
use super::style::ColumnSet;
use super::truth::TruthVat;

/// Draws the table in a slot; says where it ends.
pub fn table(sheet: &mut Sheet, x: f32, y: f32, width: f32) -> f32 {
    let deal = sheet.deal;
    let letters = sheet.style.columns == ColumnSet::Letters;
    let with_gross = sheet.random.chance(20);
    let money = sheet.random.chance(35);
    let percent = sheet.random.chance(80);
    let amount = |sheet: &Sheet, v: Decimal| {
        if money { sheet.cell(v) } else { sheet.style.number.bare(v * sheet.factor) }
    };
    let heads = *sheet.random.pick(sheet.words.vat_table);
    let mut head: Vec<String> = if letters { vec!["Code".into()] } else { vec![] };
    head.extend(heads.iter().map(|h| sheet.bare_label(h)));
    if with_gross {
        head.push(sheet.bare_label(sheet.words.amount_gross[0]));
    }
    let mut rows = vec![head];
    for tax in &deal.taxes {
        let mut row = vec![];
        if letters {
            row.push(columns::letter(sheet, tax.rate));
        }
        let places = if deal.order.len().is_multiple_of(2) { 2 } else { tax.rate.normalize().scale() as usize };
        let rate = sheet.style.number.plain(tax.rate, places);
        row.push(if percent { format!("{rate} %") } else { rate });
        row.push(amount(sheet, tax.base));
        row.push(amount(sheet, tax.amount));
        if with_gross {
            row.push(amount(sheet, tax.base + tax.amount));
        }
        rows.push(row);
        sheet.truth.vat.retain(|v| v.rate != tax.rate);
        sheet.truth.vat.push(TruthVat { rate: tax.rate, base: Some(tax.base), tax: tax.amount });
    }
    let summed = deal.taxes.len() > 1 && sheet.random.chance(35);
    if summed {
        let mut row = vec![String::new(); usize::from(letters)];
        row.extend(["Total".to_owned(), amount(sheet, deal.net), amount(sheet, deal.tax)]);
        if with_gross {
            row.push(amount(sheet, deal.gross));
        }
        rows.push(row);
    }
    if !letters && !summed && deal.taxes.len() < 4 && sheet.random.chance(15) {
        rows = (0..rows[0].len()).map(|i| rows.iter().map(|row| row[i].clone()).collect()).collect();
    }
    place(sheet, &rows, summed, [x, y, width])
}

fn place(sheet: &mut Sheet, rows: &[Vec<String>], summed: bool, [x, y, width]: [f32; 3]) -> f32 {
    let mut ink = sheet.ink().sized(sheet.style.size - 0.5);
    let needs = |ink: Ink| -> Vec<f32> {
        let bold = ink.bold();
        (0..rows[0].len()).map(|i| rows.iter().map(|r| bold.width(&r[i])).fold(0.0, f32::max) + 9.0).collect()
    };
    while needs(ink).iter().sum::<f32>() > width && ink.size > 5.0 {
        ink.size -= 0.25;
    }
    let mut widths = needs(ink);
    let spare = (width - widths.iter().sum::<f32>()).max(0.0) / widths.len() as f32;
    widths.iter_mut().for_each(|w| *w += spare);
    let step = sheet.leading(ink) + 3.0;
    let boxed = sheet.random.chance(60);
    let mut top = y;
    for (n, row) in rows.iter().enumerate() {
        let strong = n == 0 || (summed && n + 1 == rows.len());
        let ink = if strong { ink.bold() } else { ink };
        let mut left = x;
        for (text, w) in row.iter().zip(&widths) {
            if boxed {
                sheet.canvas.shape(Shape::Frame([left, top, *w, step], GREY, 0.5));
            }
            sheet.canvas.put(left + w - 4.0, top + ink.size + 1.5, Align::Right, text, ink);
            left += w;
        }
        top += step;
        if n == 0 && !boxed {
            sheet.canvas.line(x, x + width, top, GREY, 0.6);
            top += 1.0;
        }
    }
    top
}
