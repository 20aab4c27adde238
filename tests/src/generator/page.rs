//! Turning pages, and what stands at the foot of each.

use super::canvas::{Align, GREY};
use super::deal::Kind;
use super::format::{code_of, spaced};
use super::furniture;
use super::parties::{self, Side};
use super::sheet::Sheet;
use super::words::Language;
use super::{closing, extras, table, totals};

/// Starts a further page with its running head.
pub fn turn(sheet: &mut Sheet) {
    sheet.canvas.turn();
    let small = sheet.small();
    let (x0, x1) = (sheet.x0(), sheet.x1());
    let running = format!("{} - {}", sheet.deal.seller.name, sheet.deal.number);
    let date = sheet.date(sheet.deal.date);
    sheet.canvas.left(x0, 40.0, &running, small);
    sheet.canvas.right(x1, 40.0, &date, small);
    sheet.y = 58.0;
}

/// Draws a whole A4 or letter document.
pub fn draw(sheet: &mut Sheet) {
    let identity_waits = furniture::draw(sheet);
    let ink = sheet.ink();
    if sheet.random.chance(20) {
        let text = sheet.say(sheet.words.subject);
        let (x, y) = (sheet.x0(), sheet.y);
        sheet.canvas.left(x, y + ink.size, text, ink.bold());
        sheet.y += sheet.leading(ink) + 6.0;
    }
    if sheet.deal.kind == Kind::Subscription {
        earlier(sheet);
    }
    table::draw(sheet);
    totals::draw(sheet);
    closing::draw(sheet);
    if sheet.deal.language == Language::French && sheet.random.chance(5) {
        extras::conditions(sheet);
    }
    feet(sheet, identity_waits);
}

/// What earlier bills came to, and the amount to pay in a box on top: what utilities print before the detail.
fn earlier(sheet: &mut Sheet) {
    let (ink, w) = (sheet.ink(), sheet.words);
    let (x0, x1) = (sheet.x0(), sheet.x1());
    if sheet.random.chance(45) {
        for _ in 0..sheet.random.between(1, 2) {
            let label = sheet.say(w.earlier);
            let amount = rust_decimal::Decimal::new(sheet.random.between(900, 90000), 2);
            let (text, y) = (sheet.money(amount), sheet.y);
            sheet.canvas.left(x0, y + ink.size, &sheet.label(label), ink);
            sheet.canvas.right(x0 + (x1 - x0) * 0.62, y + ink.size, &text, ink);
            sheet.y += sheet.leading(ink);
        }
        sheet.y += 8.0;
    }
    if sheet.random.chance(40) && sheet.deal.paid.is_none() {
        let label = sheet.say(w.due_all);
        let text = sheet.money(sheet.deal.gross);
        sheet.truth.amount("amount_due", sheet.deal.gross, &text);
        let (big, y) = (ink.bold().sized(ink.size + 3.0), sheet.y);
        sheet.canvas.shape(super::canvas::Shape::Frame([x0, y, x1 - x0, 2.0 * big.size + 4.0], sheet.accent(), 1.0));
        sheet.canvas.left(x0 + 8.0, y + 1.5 * big.size, &sheet.label(label), big);
        sheet.canvas.right(x1 - 8.0, y + 1.5 * big.size, &text, big);
        sheet.y += 2.0 * big.size + 14.0;
    }
}

/// The foot of every page: legal line and page number.
fn feet(sheet: &mut Sheet, identity_waits: bool) {
    let seller = sheet.deal.seller.clone();
    let mut lines: Vec<String> = vec![];
    if identity_waits {
        let register = parties::register_line(sheet, &seller, Side::Seller);
        let vat = parties::vat_line(sheet, &seller, Side::Seller);
        let mut parts: Vec<String> = vec![];
        if sheet.truth.fields.contains_key("seller_name") && sheet.random.chance(50) {
            parts.push(seller.name.clone());
        } else if !sheet.truth.fields.contains_key("seller_name") {
            sheet.truth.text("seller_name", &seller.name, &seller.name);
            sheet.truth.alternates.insert("seller_name", seller.other_names.clone());
            parts.push(seller.name.clone());
            parts.push(format!("{} {}", seller.street, seller.city_line));
        }
        if seller.country == "FR" && !seller.person && sheet.random.chance(60) && seller.form.len() < 6 {
            let capital = sheet.style.number.plain(seller.capital.into(), 0);
            let money = *sheet.random.pick(&["€", "euros", "EUR"]);
            parts.push(format!("{} au capital de {capital} {money}", seller.form));
        }
        parts.extend(register.map(|(l, t)| format!("{l} {t}")));
        if let Some(siren) = seller.siren.as_ref().filter(|_| sheet.random.chance(40) && seller.form.len() < 6) {
            let digits = if sheet.random.chance(60) { spaced(siren, &[3]) } else { siren.clone() };
            parts.push(format!("RCS {} {digits}", seller.city));
        }
        if seller.country == "FR" && sheet.random.chance(50) {
            let label = *sheet.random.pick(&["APE", "NAF", "Code APE", "Code NAF :"]);
            parts.push(format!("{label} {}", seller.naf));
        }
        parts.extend(vat.map(|(l, t)| format!("{l} {t}")));
        let joint = *sheet.random.pick(&[" - ", " – ", " • ", " | "]);
        let small = sheet.small();
        let room = sheet.x1() - sheet.x0() - 60.0;
        for part in parts {
            match lines.last_mut() {
                Some(last) if small.width(last) + small.width(joint) + small.width(&part) <= room => {
                    last.push_str(joint);
                    last.push_str(&part);
                }
                _ => lines.push(part),
            }
        }
    }
    let small = sheet.small();
    let pages = sheet.canvas.pages.len();
    let pattern = sheet.say(sheet.words.page);
    let numbered = pages > 1 || sheet.random.chance(45);
    let repeated = sheet.random.chance(75);
    let (x0, x1, height) = (sheet.x0(), sheet.x1(), sheet.canvas.height);
    let centre = (x0 + x1) / 2.0;
    let ruled = sheet.random.chance(40);
    for page in 0..pages {
        sheet.canvas.go(page);
        let mut y = height - 22.0 - sheet.leading(small) * lines.len() as f32;
        if ruled && !lines.is_empty() {
            sheet.canvas.line(x0, x1, y - small.size - 3.0, GREY, 0.5);
        }
        if repeated || page + 1 == pages {
            for line in &lines {
                sheet.canvas.put(centre, y, Align::Center, line, small);
                y += sheet.leading(small);
            }
        }
        if numbered {
            let text = pattern.replacen("{}", &(page + 1).to_string(), 1).replacen("{}", &pages.to_string(), 1);
            sheet.canvas.right(x1, height - 14.0, &text, small);
        }
    }
}

/// Notes the currency where amounts bear it.
pub fn note_currency(sheet: &mut Sheet) {
    use super::format::CurrencyStyle;
    if sheet.style.number.currency != CurrencyStyle::None {
        let code = code_of(sheet.sign);
        sheet.truth.text("currency", code, "");
    }
}
