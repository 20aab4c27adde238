//! VAT table, totals and what is left to pay.

use rust_decimal::Decimal;

use super::canvas::{Align, Color, GREY, Shape, WHITE};
use super::deal::Regime;
use super::sheet::Sheet;
use super::style::{ColumnSet, Grid, Totals, VatTable};
use super::truth::TruthVat;
use super::vat;

/// A row of the totals: label, value, whether it stands out.
type Total = (String, String, bool);

/// Draws VAT table and totals and leaves `sheet.y` below them.
pub fn draw(sheet: &mut Sheet) {
    let rows = rows(sheet);
    let exempt = sheet.deal.regime.is_exempt();
    let table = !exempt
        && (matches!(sheet.style.vat, VatTable::Beside | VatTable::Above) || sheet.style.columns == ColumnSet::Letters);
    let step = sheet.leading(sheet.ink()) + 4.0;
    let rates = sheet.deal.taxes.len() as f32 + 2.5;
    let need = step * (rows.len() as f32 + if table { rates } else { 0.0 } + 2.0);
    if sheet.y + need > sheet.bottom {
        super::page::turn(sheet);
    }
    let top = sheet.y;
    let mut vat_bottom = top;
    if table {
        let right = sheet.style.totals == Totals::Left && sheet.style.vat == VatTable::Beside;
        let x = if right { sheet.at(0.52) } else { sheet.x0() };
        let width = (sheet.x1() - sheet.x0()) * 0.44;
        vat_bottom = vat::table(sheet, x, top, width);
        if sheet.style.vat != VatTable::Beside || sheet.style.totals == Totals::Across {
            sheet.y = vat_bottom + 10.0;
        }
    }
    if sheet.style.totals == Totals::Across && across(sheet, &rows) {
        sheet.y = sheet.y.max(vat_bottom) + 8.0;
        return;
    }
    if sheet.style.totals == Totals::Sentence && vat_bottom == top {
        sentence(sheet, &rows);
    } else if sheet.style.totals == Totals::Tail && vat_bottom == top {
        tail(sheet, &rows);
    } else {
        stack(sheet, &rows);
    }
    sheet.y = sheet.y.max(vat_bottom) + 12.0;
}

/// Dark colour of heads and of the last total.
pub fn dark(sheet: &Sheet) -> Color {
    let color = sheet.accent();
    if color == [0.0; 3] { [0.2, 0.22, 0.25] } else { color }
}

/// The totals one under the other.
fn stack(sheet: &mut Sheet, rows: &[Total]) {
    let ink = sheet.ink();
    let step = sheet.leading(ink) + 4.0;
    let parts = |l: &str| -> (String, String) {
        let (label, base) = l.split_once('\t').unwrap_or((l, ""));
        (label.to_owned(), base.trim_end_matches([':', ' ']).to_owned())
    };
    let columns = rows.iter().any(|(l, _, _)| l.contains('\t'));
    let widest = rows.iter().map(|(l, v, _)| ink.bold().width(l) + ink.bold().width(v)).fold(0.0, f32::max);
    let values = rows.iter().map(|(_, v, _)| ink.bold().width(v)).fold(0.0, f32::max);
    let room = (sheet.x1() - sheet.x0()) * 0.62;
    let width = (widest + 34.0).max(sheet.random.between(150, 230) as f32).min(room);
    let x = if sheet.style.totals == Totals::Left { sheet.x0() } else { sheet.x1() - width };
    for (i, (label, value, strong)) in rows.iter().enumerate() {
        let last = i + 1 == rows.len();
        let mut ink = if *strong { ink.bold() } else { ink };
        let mut step = step;
        match sheet.style.totals {
            Totals::Boxed => {
                if *strong {
                    sheet.canvas.shape(Shape::Fill([x, sheet.y, width, step], [0.92, 0.92, 0.92]));
                }
                sheet.canvas.shape(Shape::Frame([x, sheet.y, width, step], GREY, 0.6));
            }
            Totals::DarkLast if last => {
                let color = dark(sheet);
                sheet.canvas.shape(Shape::Fill([x, sheet.y, width, step], color));
                ink = ink.bold().colored(WHITE);
            }
            Totals::Large if last => {
                let large = ink.bold().sized(ink.size + 4.0);
                if large.width(label) + large.width(value) + 24.0 < width {
                    ink = large;
                    sheet.y += 5.0;
                    step += 5.0;
                }
            }
            Totals::Right if last => sheet.canvas.line(x, x + width, sheet.y + 0.5, GREY, 0.7),
            _ => {}
        }
        let base = sheet.y + ink.size + 2.0;
        let (label, middle) = parts(label);
        let label = &label;
        sheet.canvas.right(x + width - values - 14.0, base, &middle, ink);
        if sheet.style.labels_right && !columns && ink.size == sheet.style.size {
            sheet.canvas.right(x + width - values - 16.0, base, label, ink);
        } else {
            sheet.canvas.left(x + 5.0, base, label, ink);
        }
        sheet.canvas.right(x + width - 5.0, base, value, ink);
        sheet.y += step;
    }
}

/// Labels and amounts one after the other.
fn sentence(sheet: &mut Sheet, rows: &[Total]) {
    let ink = sheet.ink();
    let joint = *sheet.random.pick(&[" - ", "  |  ", "    "]);
    let texts: Vec<String> = rows.iter().map(|(l, v, _)| format!("{l} {v}")).collect();
    let (mut x, x1) = (sheet.x0(), sheet.x1());
    for (text, (_, _, strong)) in texts.iter().zip(rows) {
        let ink = if *strong { ink.bold() } else { ink };
        let width = ink.width(text);
        if x > sheet.x0() && x + width > x1 {
            x = sheet.x0();
            sheet.y += sheet.leading(ink);
        } else if x > sheet.x0() {
            let y = sheet.y + ink.size;
            sheet.canvas.left(x, y, joint.trim(), ink);
            x += ink.width(joint);
        }
        let y = sheet.y + ink.size;
        sheet.canvas.left(x, y, text, ink);
        x += width + ink.width(" ");
    }
    sheet.y += sheet.leading(ink) + 4.0;
}

/// The totals as the last rows of the item table.
fn tail(sheet: &mut Sheet, rows: &[Total]) {
    let ink = sheet.ink();
    let step = sheet.leading(ink) + sheet.style.air.min(8.0);
    let (x0, x1) = (sheet.x0(), sheet.x1());
    let values = rows.iter().map(|(_, v, _)| ink.bold().width(v)).fold(0.0, f32::max) + 12.0;
    let boxed = sheet.style.grid == Grid::Full;
    sheet.y -= 8.0;
    for (label, value, strong) in rows {
        let ink = if *strong { ink.bold() } else { ink };
        let y = sheet.y;
        let base = y + ink.size + sheet.style.air.min(8.0) / 2.0;
        if boxed {
            sheet.canvas.shape(Shape::Frame([x0, y, x1 - x0 - values, step], GREY, 0.6));
            sheet.canvas.shape(Shape::Frame([x1 - values, y, values, step], GREY, 0.6));
        } else if sheet.style.grid == Grid::Rows {
            sheet.canvas.line(x0, x1, y + step, [0.75, 0.75, 0.75], 0.5);
        }
        sheet.canvas.right(x1 - values - 8.0, base, label, ink);
        sheet.canvas.right(x1 - 4.0, base, value, ink);
        sheet.y += step;
    }
}

/// An amount among the totals.
fn total(sheet: &mut Sheet, field: Option<&'static str>, label: &str, value: Decimal, strong: bool) -> Total {
    let text = sheet.money(value);
    if let Some(field) = field {
        sheet.truth.amount(field, value.abs(), &text);
    }
    let label = sheet.label(label);
    (label, text, strong)
}

fn rate_text(sheet: &Sheet, rate: Decimal) -> String {
    let places = if sheet.deal.number.len().is_multiple_of(2) { 0 } else { rate.normalize().scale() as usize };
    sheet.style.number.plain(rate, places)
}

fn rows(sheet: &mut Sheet) -> Vec<Total> {
    let (w, deal) = (sheet.words, sheet.deal);
    let mut rows = vec![];
    if deal.allowance.is_some() || deal.charge.is_some() {
        let label = sheet.say(w.lines_sum);
        rows.push(total(sheet, None, label, deal.lines_sum, false));
    }
    if let Some((rate, amount)) = deal.allowance {
        let label = sheet.say(w.allowance).replace("{}", &rate_text(sheet, rate));
        rows.push(total(sheet, None, &label, -amount, false));
    }
    if let Some(amount) = deal.charge {
        let label = sheet.say(w.charge);
        rows.push(total(sheet, None, label, amount, false));
    }
    let label = sheet.say(w.net);
    rows.push(total(sheet, Some("total_net"), label, deal.net, false));
    tax_rows(sheet, &mut rows);
    let due_only = deal.paid.is_none() && sheet.random.chance(18);
    let label = sheet.say(if due_only { w.due_all } else { w.gross });
    rows.push(total(sheet, Some("total_gross"), label, deal.gross, true));
    if due_only {
        sheet.truth.amount("amount_due", deal.gross, "");
    }
    if let Some(paid) = deal.paid {
        let label = sheet.say(w.paid);
        let minus = if sheet.random.chance(60) { -paid } else { paid };
        rows.push(total(sheet, Some("paid_amount"), label, minus, false));
        let label = sheet.say(w.due_amount);
        rows.push(total(sheet, Some("amount_due"), label, deal.left(), true));
    } else if !due_only && sheet.random.chance(30) {
        let label = sheet.say(w.due_all);
        rows.push(total(sheet, Some("amount_due"), label, deal.gross, true));
    }
    rows
}

fn tax_rows(sheet: &mut Sheet, rows: &mut Vec<Total>) {
    let (w, deal) = (sheet.words, sheet.deal);
    if deal.regime.is_exempt() {
        if sheet.random.chance(50) {
            let label = sheet.say(w.tax);
            rows.push(total(sheet, None, label, Decimal::ZERO, false));
        }
        sheet.truth.amount("total_tax", Decimal::ZERO, "");
        return;
    }
    let single = deal.taxes.len() == 1;
    let by_rate = matches!(sheet.style.vat, VatTable::InTotals | VatTable::OnBase | VatTable::BaseColumn);
    let based = by_rate && sheet.style.vat != VatTable::InTotals;
    let column = sheet.style.vat == VatTable::BaseColumn
        && matches!(sheet.style.totals, Totals::Right | Totals::Boxed | Totals::DarkLast | Totals::Left);
    if by_rate {
        let (plain, on) = (sheet.say(w.tax_at), sheet.say(w.tax_on));
        for tax in &deal.taxes {
            let rate = rate_text(sheet, tax.rate);
            let label = if column {
                format!("{}\t{}", plain.replacen("{}", &rate, 1), sheet.style.number.bare(tax.base * sheet.factor))
            } else if based {
                let base = sheet.style.number.bare(tax.base * sheet.factor);
                on.replacen("{}", &rate, 1).replacen("{}", &base, 1)
            } else {
                plain.replacen("{}", &rate, 1)
            };
            rows.push(total(sheet, single.then_some("total_tax"), &label, tax.amount, false));
            let base = (based || single).then_some(tax.base);
            sheet.truth.vat.push(TruthVat { rate: tax.rate, base, tax: tax.amount });
        }
        if single || sheet.random.chance(50) {
            if !single {
                let label = sheet.say(w.tax);
                rows.push(total(sheet, Some("total_tax"), label, deal.tax, false));
            }
        } else {
            sheet.truth.amount("total_tax", deal.tax, "");
        }
    } else {
        let label = sheet.say(w.tax);
        rows.push(total(sheet, Some("total_tax"), label, deal.tax, false));
        let line_rates = sheet.truth.lines.iter().any(|l| l.vat_rate.is_some());
        if single && sheet.style.vat == VatTable::TotalOnly && line_rates && rate_is_printed(sheet) {
            sheet.truth.vat.push(TruthVat { rate: deal.taxes[0].rate, base: Some(deal.net), tax: deal.tax });
        }
    }
}

/// Whether a column of the lines shows the rate.
fn rate_is_printed(sheet: &Sheet) -> bool {
    matches!(
        sheet.style.columns,
        ColumnSet::Rated | ColumnSet::Discounted | ColumnSet::Dated | ColumnSet::BothAmounts | ColumnSet::RateFirst
    )
}

/// Labels over values across the page. Says no when they do not fit.
fn across(sheet: &mut Sheet, rows: &[Total]) -> bool {
    let ink = sheet.ink();
    let bare = |l: &str| l.trim_end_matches([':', ' ']).to_owned();
    let (x0, x1, y) = (sheet.x0(), sheet.x1(), sheet.y);
    let need: f32 = rows.iter().map(|(l, v, _)| ink.bold().width(&bare(l)).max(ink.bold().width(v)) + 10.0).sum();
    if need > x1 - x0 {
        return false;
    }
    let spare = (x1 - x0 - need) / rows.len() as f32;
    let step = sheet.leading(ink) + 4.0;
    let mut x = x0;
    for (label, value, strong) in rows {
        let label = bare(label);
        let w = ink.bold().width(&label).max(ink.bold().width(value)) + 10.0 + spare;
        sheet.canvas.shape(Shape::Fill([x, y, w, step], [0.9, 0.9, 0.9]));
        sheet.canvas.shape(Shape::Frame([x, y, w, 2.0 * step], GREY, 0.6));
        let ink_value = if *strong { ink.bold() } else { ink };
        sheet.canvas.put(x + w / 2.0, y + ink.size + 2.0, Align::Center, &label, ink.bold());
        sheet.canvas.put(x + w / 2.0, y + step + ink.size + 2.0, Align::Center, value, ink_value);
        x += w;
    }
    sheet.y = y + 2.0 * step;
    true
}

/// The mention that explains why no VAT is charged.
pub fn exemption(sheet: &mut Sheet) -> Option<&'static str> {
    let ways: &[&str] = match sheet.deal.regime {
        Regime::Franchise => &[
            "TVA non applicable, art. 293 B du CGI",
            "TVA non applicable, article 293 B du Code général des impôts.",
            "TVA non applicable - art. 293 B du CGI",
        ],
        Regime::ReverseCharge => &[
            "Autoliquidation de la TVA - article 283-2 nonies du CGI",
            "Autoliquidation : TVA due par le preneur (art. 283-2 nonies du CGI)",
        ],
        Regime::IntraCommunity => &[
            "Exonération de TVA, article 262 ter I du CGI - livraison intracommunautaire",
            "Intra-community supply, VAT exempt, article 262 ter I of the French tax code (reverse charge)",
        ],
        Regime::Export => &["Exonération de TVA, article 262 I du CGI", "VAT exempt export, article 262 I CGI"],
        Regime::Normal | Regime::Overseas => return None,
    };
    Some(ways[sheet.random.below(ways.len())])
}
