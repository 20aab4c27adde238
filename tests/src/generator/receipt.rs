//! Receipts: a narrow roll of paper, prices with VAT, everything centred or in two columns.

use rust_decimal::Decimal;

use super::canvas::{Align, BLACK, Ink};
use super::columns;
use super::header;
use super::parties::{self, Side};
use super::sheet::{Row, Sheet};
use super::totals;
use super::truth::{TruthLine, TruthVat};
use super::words::Language;

/// Draws a receipt and cuts the page below it.
pub fn draw(sheet: &mut Sheet) {
    sheet.y = 18.0;
    top(sheet);
    rule(sheet);
    lines(sheet);
    rule(sheet);
    sums(sheet);
    rule(sheet);
    bottom(sheet);
    sheet.canvas.height = sheet.y + 24.0;
}

fn centred(sheet: &mut Sheet, rows: &[Row]) {
    let (x, y, w) = (sheet.x0(), sheet.y, sheet.x1() - sheet.x0());
    sheet.y = sheet.block(rows, x, y, w, Align::Center);
}

/// A label and a value at either end.
fn ends(sheet: &mut Sheet, label: &str, value: &str, ink: Ink) {
    let (x0, x1) = (sheet.x0(), sheet.x1());
    let mut rows = ink.wrap(label, x1 - x0);
    let last = rows.last().map_or(0.0, |r| ink.width(r));
    if last + ink.width(value) + 6.0 > x1 - x0 {
        rows.push(String::new());
    }
    let step = sheet.leading(ink);
    sheet.y -= step;
    for row in &rows {
        sheet.y += step;
        let y = sheet.y + ink.size;
        sheet.canvas.left(x0, y, row, ink);
    }
    sheet.y = sheet.y.max(0.0);
    let y = sheet.y + ink.size;
    sheet.canvas.right(x1, y, value, ink);
    sheet.y += sheet.leading(ink);
}

fn rule(sheet: &mut Sheet) {
    let (x0, x1, ink) = (sheet.x0(), sheet.x1(), sheet.ink());
    if sheet.style.capitals {
        let y = sheet.y + 5.0;
        sheet.canvas.line(x0, x1, y, BLACK, 0.6);
    } else {
        let count = ((x1 - x0) / ink.width("-")) as usize;
        let y = sheet.y + ink.size;
        sheet.canvas.left(x0, y, &"-".repeat(count), ink);
    }
    sheet.y += sheet.leading(ink);
}

fn top(sheet: &mut Sheet) {
    let company = sheet.deal.seller.clone();
    let name = sheet.ink().bold().sized(sheet.style.size + 2.0);
    let mut rows = parties::address(sheet, &company, Some(Side::Seller), name);
    rows.extend(parties::contacts(sheet, &company));
    rows.extend(parties::seller_identity(sheet));
    rows.push(Row::Gap(5.0));
    centred(sheet, &rows);
    let title = header::title(sheet);
    let bold = sheet.ink().bold();
    centred(sheet, &[Row::Text(title, bold), Row::Gap(3.0)]);
    let deal = sheet.deal;
    let (date, time) =
        (sheet.date(deal.date), format!("{:02}:{:02}", sheet.random.between(8, 21), sheet.random.below(60)));
    sheet.truth.text("invoice_number", &deal.number, &deal.number);
    sheet.truth.date("issue_date", deal.date, &date);
    let ink = sheet.ink();
    let label = match deal.language {
        Language::French => *sheet.random.pick(&["Ticket n°", "N° ticket", "Ticket", "Facture n°", "Note n°"]),
        _ => sheet.say(sheet.words.number),
    };
    let label = sheet.label(label);
    let dated = if sheet.random.chance(50) {
        let label = sheet.say(sheet.words.date);
        format!("{} {date} {time}", sheet.label(label))
    } else {
        format!("{date} {time}")
    };
    if sheet.random.chance(50) {
        let mut rows = vec![Row::Text(format!("{label} {}", deal.number), ink), Row::Text(dated, ink)];
        sheet.random.shuffle(&mut rows);
        let (x, y, w) = (sheet.x0(), sheet.y, sheet.x1() - sheet.x0());
        sheet.y = sheet.block(&rows, x, y, w, Align::Left);
    } else {
        ends(sheet, &dated, "", ink);
        ends(sheet, &label, &deal.number, ink);
    }
    if sheet.random.chance(60) && deal.trade.key == "restaurant" {
        let (table, covers) = (sheet.random.between(1, 40), sheet.random.between(1, 6));
        ends(sheet, &format!("Table {table}"), &format!("Couverts : {covers}"), ink);
    }
}

fn lines(sheet: &mut Sheet) {
    let ink = sheet.ink();
    let several = sheet.deal.taxes.len() > 1;
    let below = sheet.random.chance(35);
    for item in sheet.deal.items.clone() {
        let code = if several { format!(" {}", columns::letter(sheet, item.rate)) } else { String::new() };
        let amount = format!("{}{code}", sheet.style.number.cell(item.gross * sheet.factor, sheet.sign));
        let quantity = sheet.style.number.plain(item.quantity, 0);
        let price = sheet.style.number.bare(item.price);
        let one = item.quantity == Decimal::ONE;
        let off = item.discount.map(|d| format!(" -{}%", d.normalize())).unwrap_or_default();
        let shows_price = below && (!one || item.discount.is_some());
        if shows_price {
            ends(sheet, &item.name, "", ink);
            ends(sheet, &format!("  {quantity} x {price}{off}"), &amount, ink);
        } else {
            let label = if below { item.name.clone() } else { format!("{quantity} {}", item.name) };
            ends(sheet, &label, &amount, ink);
        }
        sheet.truth.lines.push(TruthLine {
            description: item.name.clone(),
            quantity: (!below || shows_price).then_some(item.quantity),
            unit_price: None,
            net_amount: Some(item.net),
            vat_rate: Some(item.rate),
            gross_amount: Some(item.gross),
        });
    }
}

fn sums(sheet: &mut Sheet) {
    let (w, deal, ink) = (sheet.words, sheet.deal, sheet.ink());
    let big = ink.bold().sized(ink.size + 3.0);
    let label = match deal.language {
        Language::French => *sheet.random.pick(&["TOTAL TTC", "TOTAL", "Total TTC", "Net à payer", "TOTAL À PAYER"]),
        _ => sheet.say(w.gross),
    };
    let text = sheet.money(deal.gross);
    sheet.truth.amount("total_gross", deal.gross, &text);
    ends(sheet, label, &text, big);
    if deal.regime.is_exempt() {
        sheet.truth.amount("total_net", deal.net, "");
        sheet.truth.amount("total_tax", Decimal::ZERO, "");
        return;
    }
    sheet.y += 3.0;
    let several = deal.taxes.len() > 1;
    let on = sheet.random.chance(40);
    let (at, based) = (sheet.say(w.tax_at), sheet.say(w.tax_on));
    for tax in &deal.taxes {
        let code = if several { format!("{} ", columns::letter(sheet, tax.rate)) } else { String::new() };
        let rate = sheet.style.number.plain(tax.rate, 0);
        let base = sheet.style.number.bare(tax.base * sheet.factor);
        let label =
            if on { based.replacen("{}", &rate, 1).replacen("{}", &base, 1) } else { at.replacen("{}", &rate, 1) };
        let text = sheet.cell(tax.amount);
        ends(sheet, &format!("{code}{label}"), &text, ink);
        sheet.truth.vat.push(TruthVat { rate: tax.rate, base: on.then_some(tax.base), tax: tax.amount });
    }
    sheet.truth.amount("total_tax", deal.tax, "");
    let label = sheet.say(w.net);
    let text = sheet.cell(deal.net);
    sheet.truth.amount("total_net", deal.net, &text);
    ends(sheet, label, &text, ink);
}

fn bottom(sheet: &mut Sheet) {
    let ink = sheet.ink();
    let exemption = totals::exemption(sheet);
    if let Some(text) = exemption {
        centred(sheet, &[Row::Text(text.into(), ink)]);
    }
    if sheet.deal.language == Language::French {
        let (x, text) = (sheet.random.below(3), sheet.money(sheet.deal.gross));
        match x {
            0 => ends(sheet, "Carte bancaire", &text, ink),
            1 => {
                let given = (sheet.deal.gross / Decimal::TEN).ceil() * Decimal::TEN;
                let (paid, back) = (sheet.money(given), sheet.money(given - sheet.deal.gross));
                ends(sheet, "Espèces", &paid, ink);
                ends(sheet, "Rendu", &back, ink);
            }
            _ => {}
        }
    }
    let text = sheet.say(sheet.words.greeting);
    centred(sheet, &[Row::Gap(6.0), Row::Text(text.into(), ink)]);
}
