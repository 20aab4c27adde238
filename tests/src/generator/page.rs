//! Turning pages, and what stands at the foot of each.

use super::canvas::{Align, GREY};
use super::deal::Kind;
use super::format::{code_of, spaced};
use super::furniture;
use super::parties::{self, Side};
use super::sheet::{Row, Sheet};
use super::words::Language;
use super::{table, totals};

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
    table::draw(sheet);
    totals::draw(sheet);
    after(sheet);
    feet(sheet, identity_waits);
}

/// What follows the totals: exemption, payment, mentions.
fn after(sheet: &mut Sheet) {
    let w = sheet.words;
    let ink = sheet.ink();
    let width = sheet.x1() - sheet.x0();
    let mut rows: Vec<Row> = vec![];
    rows.extend(totals::exemption(sheet).map(|t| Row::Text(t.into(), ink)));
    if sheet.random.chance(15) && sheet.deal.language == Language::French {
        let text = *sheet.random.pick(&["Montants exprimés en euros", "Tous les montants sont en EUR", "Devise : EUR"]);
        sheet.truth.text("currency", "EUR", "");
        rows.push(Row::Text(text.into(), ink));
    }
    if !sheet.truth.fields.contains_key("due_date") && sheet.deal.kind != Kind::CreditNote && sheet.random.chance(40) {
        let (label, date) = (sheet.say(w.due), sheet.date(sheet.deal.due));
        sheet.truth.date("due_date", sheet.deal.due, &date);
        rows.push(Row::Text(format!("{} {date}", sheet.label(label)), ink));
    }
    if sheet.random.chance(30) {
        let (label, text) = (sheet.say(w.terms), sheet.say(w.terms_text));
        rows.push(Row::Text(format!("{} {text}", sheet.label(label)), ink));
    }
    if sheet.random.chance(62) {
        rows.push(Row::Gap(4.0));
        rows.extend(bank(sheet));
    }
    let mut paragraphs: Vec<&str> = vec![];
    for _ in 0..sheet.random.below(3) {
        let text = sheet.say(w.mentions);
        if !paragraphs.contains(&text) {
            paragraphs.push(text);
        }
    }
    let small = sheet.small();
    rows.push(Row::Gap(5.0));
    rows.extend(paragraphs.iter().map(|t| Row::Text((*t).into(), small)));
    if sheet.random.chance(35) {
        let text = sheet.say(w.greeting);
        rows.push(Row::Gap(5.0));
        rows.push(Row::Text(text.into(), ink));
    }
    if sheet.y + sheet.measure(&rows, width) > sheet.bottom {
        turn(sheet);
    }
    let (x, y) = (sheet.x0(), sheet.y);
    sheet.y = sheet.block(&rows, x, y, width, Align::Left);
}

/// Bank, IBAN and BIC.
fn bank(sheet: &mut Sheet) -> Vec<Row> {
    let (w, ink) = (sheet.words, sheet.ink());
    let seller = sheet.deal.seller.clone();
    let mut rows = vec![];
    if sheet.random.chance(50) {
        let label = sheet.say(w.bank);
        rows.push(Row::Pair(label.into(), seller.bank.clone(), ink));
    }
    let text = if sheet.random.chance(80) { spaced(&seller.iban, &[4]) } else { seller.iban.clone() };
    sheet.truth.text("iban", &seller.iban, &text);
    let label = sheet.say(w.iban);
    let one_line = sheet.random.chance(30);
    let iban = format!("{label} {text}");
    let with_bic = sheet.random.chance(80);
    let bic_label = sheet.say(w.bic);
    if with_bic {
        sheet.truth.text("bic", &seller.bic, &seller.bic);
    }
    match (with_bic, one_line) {
        (true, true) => rows.push(Row::Text(format!("{iban} - {bic_label} {}", seller.bic), ink)),
        (true, false) => {
            rows.push(Row::Text(iban, ink));
            rows.push(Row::Text(format!("{bic_label} {}", seller.bic), ink));
        }
        _ => rows.push(Row::Text(iban, ink)),
    }
    rows
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
