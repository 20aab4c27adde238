//! The top of the first page: logo, title, who sells, who buys, where it is delivered, dates and references.

use super::canvas::{Align, Color, Mark, Style, fill, put, rule};
use super::format::company_number;
use super::names::country_name;
use super::sheet::{Block, HALF, LEFT, Look, RIGHT, SPAN, Sheet, TOP};
use super::wrap::wrap;
use crate::invoice::{Address, Party};

/// Where the buyer's panel begins at the earliest: the top of an envelope's window.
const PANEL_TOP: f32 = 124.0;
const PADDING: f32 = 12.0;

/// Draws the head and leaves the cursor under it.
pub fn draw(sheet: &mut Sheet<'_>) {
    let look = sheet.look;
    let width = HALF - LEFT - 24.0;
    let mut left = Block::default();
    let logo = look.options.logo.as_ref().map(|logo| logo.fitted(168.0, 58.0));
    if let Some((w, h)) = logo {
        left.leaf.push(Mark::Logo([LEFT, 0.0, w, h]));
        left.height = (h + 16.0).max(PANEL_TOP - TOP - 24.0);
        left.lines(LEFT, look.heading(), &[look.words.seller.to_owned()]);
        left.gap(2.0);
    }
    party(&mut left, look, LEFT, width, &look.invoice.seller, logo.is_none(), None);

    let mut right = title(look);
    right.height = right.height.max(PANEL_TOP - TOP);
    let panel_top = right.height;
    right.gap(PADDING);
    right.lines(HALF + PADDING, look.heading(), &[look.words.buyer.to_owned()]);
    right.gap(2.0);
    let inner = RIGHT - HALF - 2.0 * PADDING;
    party(&mut right, look, HALF + PADDING, inner, &look.invoice.buyer, false, Some(&look.invoice.seller));
    right.gap(PADDING - 3.0);
    let panel = [HALF, panel_top, RIGHT - HALF, right.height - panel_top];
    let mut marks = Vec::new();
    fill(&mut marks, panel, look.accent().tint(6));
    fill(&mut marks, [HALF, panel_top, 2.0, panel[3]], look.accent());
    marks.append(&mut right.leaf);
    right.leaf = marks;
    delivery(&mut right, look, inner);

    let height = left.height.max(right.height);
    left.onto(sheet.leaf(), 0.0, TOP);
    right.onto(sheet.leaf(), 0.0, TOP);
    sheet.y = TOP + height + 18.0;
    facts(sheet);
}

/// The title with the invoice's number.
fn title(look: Look<'_>) -> Block {
    let mut block = Block::default();
    let width = RIGHT - HALF;
    let type_code = look.invoice.type_code.as_deref();
    let text = look.words.title(type_code);
    let large = Style::bold(25.0, look.accent_text());
    let style = if large.width(text) <= width { large } else { Style::bold(17.0, look.accent_text()) };
    // Capitals stand level with the top of the logo.
    block.height = -0.28 * style.size;
    block.lines(HALF, style, &wrap(text, style, width));
    block.gap(2.0);
    if let Some(mention) = look.words.self_billed(type_code).filter(|m| !text.eq_ignore_ascii_case(m)) {
        block.lines(HALF, Style::bold(9.0, Color::SOFT), &[mention.to_owned()]);
    }
    if let Some(number) = &look.invoice.number {
        let style = Style::bold(11.0, Color::INK);
        block.lines(HALF, style, &wrap(&format!("{}\u{a0}{number}", look.words.number), style, width));
    }
    block.gap(14.0);
    block
}

/// Name, address, identifiers and contact of a party. `other`: the party whose country is told apart from its own.
fn party(block: &mut Block, look: Look<'_>, x: f32, width: f32, party: &Party, large: bool, other: Option<&Party>) {
    let name = Style::bold(if large { 14.0 } else { 10.0 }, Color::INK);
    let text = Style::regular(8.8, Color::INK);
    let soft = Style::regular(8.2, Color::SOFT);
    let mut say = |style: Style, text: &str| {
        block.lines(x, style, &wrap(text, style, width));
    };
    if let Some(known) = &party.name {
        say(name, known);
    }
    if let Some(trading) = party.trading_name.as_ref().filter(|t| Some(*t) != party.name.as_ref()) {
        say(text, trading);
    }
    let abroad =
        [Some(party), other].into_iter().flatten().any(|p| p.address.country.as_deref().is_some_and(|c| c != "FR"));
    address_lines(look, &party.address, abroad).iter().for_each(|line| say(text, line));
    block.gap(4.0);
    let mut say = |text: String| {
        block.lines(x, soft, &wrap(&text, soft, width));
    };
    let words = look.words;
    let colon = words.colon;
    match (&party.siret, &party.siren) {
        (Some(siret), _) => say(format!("{}{colon}{}", words.siret, company_number(siret))),
        (None, Some(siren)) => say(format!("{}{colon}{}", words.siren, company_number(siren))),
        _ => {}
    }
    if let Some(vat) = &party.vat_id {
        say(format!("{}{colon}{vat}", words.vat_id));
    }
    if let Some(person) = &party.contact.name {
        say(person.clone());
    }
    if let Some(phone) = &party.contact.phone {
        say(format!("{}{colon}{phone}", words.phone));
    }
    if let Some(email) = &party.contact.email {
        say(email.clone());
    }
}

fn address_lines(look: Look<'_>, address: &Address, with_country: bool) -> Vec<String> {
    let mut lines = address.lines.clone();
    let town = [&address.post_code, &address.city].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    if !town.is_empty() {
        lines.push(town);
    }
    if let Some(country) = address.country.as_deref().filter(|_| with_country) {
        lines.push(country_name(country, look.language()).unwrap_or(country).to_owned());
    }
    lines
}

/// Where it is delivered, when that is not where the buyer is (CGI ann. II 242 nonies A, 7° bis).
fn delivery(block: &mut Block, look: Look<'_>, width: f32) {
    let delivery = &look.invoice.delivery;
    let buyer = &look.invoice.buyer;
    let elsewhere = delivery.address.as_ref().filter(|a| **a != Address::default() && **a != buyer.address);
    let name = delivery.name.as_ref().filter(|n| elsewhere.is_some() || Some(*n) != buyer.name.as_ref());
    if elsewhere.is_none() && name.is_none() {
        return;
    }
    block.gap(10.0);
    let x = HALF + PADDING;
    block.lines(x, look.heading(), &[look.words.delivered_to.to_owned()]);
    let text = Style::regular(8.8, Color::INK);
    if let Some(name) = name {
        block.lines(x, Style::bold(8.8, Color::INK), &wrap(name, Style::bold(8.8, Color::INK), width));
    }
    if let Some(address) = elsewhere {
        let abroad = address.country.is_some() && address.country != buyer.address.country
            || address.country.as_deref().is_some_and(|c| c != "FR");
        for line in address_lines(look, address, abroad) {
            block.lines(x, text, &wrap(&line, text, width));
        }
    }
}

/// Dates and references, four to a row.
fn facts(sheet: &mut Sheet<'_>) {
    const COLUMNS: usize = 4;
    let look = sheet.look;
    let items = listed(look);
    if items.is_empty() {
        return;
    }
    let gap = 12.0;
    let cell = (SPAN + gap) / COLUMNS as f32;
    let value = Style::bold(8.8, Color::INK);
    let mut block = Block::default();
    rule(&mut block.leaf, LEFT, 0.0, SPAN, 0.6, Color::RULE);
    block.gap(8.0);
    for row in items.chunks(COLUMNS) {
        let top = block.height;
        let mut lowest = top;
        for (i, (name, text)) in row.iter().enumerate() {
            let x = LEFT + i as f32 * cell;
            // The last of a row that is not full has the rest of it.
            let width = if i + 1 == row.len() { RIGHT - x } else { cell - gap };
            put(&mut block.leaf, x, top + look.caption().size, Align::Left, look.caption(), name);
            block.height = top + 11.0;
            block.lines(x, value, &wrap(text, value, width));
            lowest = lowest.max(block.height);
        }
        block.height = lowest + 6.0;
    }
    rule(&mut block.leaf, LEFT, block.height, SPAN, 0.6, Color::RULE);
    block.gap(20.0);
    sheet.place(block);
}

fn listed(look: Look<'_>) -> Vec<(&'static str, String)> {
    let (invoice, words, language) = (look.invoice, look.words, look.language());
    let mut items = Vec::new();
    let mut add = |name: &'static str, value: Option<String>| items.extend(value.map(|value| (name, value)));
    let credit = invoice.is_credit_note();
    add(if credit { words.credited } else { words.issued }, invoice.issue_date.map(|d| language.date(d)));
    add(words.due, invoice.due_date.map(|d| language.date(d)));
    let process = invoice.business_process.as_deref();
    let service = process.is_some_and(|p| p.starts_with('S'));
    add(if service { words.performed } else { words.delivered }, invoice.delivery.date.map(|d| language.date(d)));
    let period = &invoice.delivery.period;
    let ends = [(words.period_from, period.start), (words.period_to, period.end)];
    let ends: Vec<String> =
        ends.into_iter().filter_map(|(word, date)| Some(format!("{word} {}", language.date(date?)))).collect();
    add(words.period, (!ends.is_empty()).then(|| ends.join(" ")));
    add(words.order, invoice.order_reference.clone());
    add(words.contract, invoice.contract_reference.clone());
    add(words.buyer_reference, invoice.buyer_reference.clone());
    let corrects = credit || matches!(invoice.type_code.as_deref(), Some("384" | "471" | "472" | "473"));
    let earlier: Vec<String> = invoice
        .preceding_invoices
        .iter()
        .filter_map(|p| {
            let date = p.issue_date.map(|d| format!("{} {}", words.dated, language.date(d)));
            let parts: Vec<String> = [p.number.clone(), date].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        })
        .collect();
    add(if corrects { words.original } else { words.preceding }, (!earlier.is_empty()).then(|| earlier.join(", ")));
    add(words.nature, process.and_then(|p| words.nature_of(p)).map(str::to_owned));
    items
}
