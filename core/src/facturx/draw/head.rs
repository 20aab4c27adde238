//! The top of the first page: logo, title, who sells, who buys, where it is delivered, dates and references.

use super::canvas::{Align, Color, Mark, Style, put, rule};
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
    // Capitals stand level with those of the title, or with the top of the logo.
    left.height = -3.0;
    if let Some((w, h)) = logo {
        left.leaf.push(Mark::Logo([LEFT, 0.0, w, h]));
        left.height = (h + 16.0).max(PANEL_TOP - TOP - 24.0);
        left.lines(LEFT, look.heading(), &[look.words.seller.to_owned()]);
        left.gap(2.0);
    }
    party(&mut left, look, LEFT, width, &look.invoice.seller, logo.is_none(), None);

    let mut right = title(look);
    right.height = right.height.max(PANEL_TOP - TOP);
    if look.invoice.buyer != Party::default() {
        buyer(&mut right, look);
    }
    delivery(&mut right, look, RIGHT - HALF - 2.0 * PADDING);
    let height = left.height.max(right.height) + look.space(18.0);
    let mut block = Block { height, leaf: left.leaf };
    block.leaf.append(&mut right.leaf);
    sheet.place(block);
    facts(sheet);
}

/// The buyer in a tinted panel.
fn buyer(block: &mut Block, look: Look<'_>) {
    let top = block.height;
    let behind = block.leaf.len();
    block.gap(PADDING);
    block.lines(HALF + PADDING, look.heading(), &[look.words.buyer.to_owned()]);
    block.gap(2.0);
    let inner = RIGHT - HALF - 2.0 * PADDING;
    party(block, look, HALF + PADDING, inner, &look.invoice.buyer, false, Some(&look.invoice.seller));
    block.gap(PADDING - 3.0);
    let height = block.height - top;
    let panel = Mark::Fill { areas: vec![[HALF, top, RIGHT - HALF, height]], color: look.accent().tint(6) };
    let edge = Mark::Fill { areas: vec![[HALF, top, 2.0, height]], color: look.accent() };
    block.leaf.splice(behind..behind, [panel, edge]);
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
    if let Some(number) = &look.invoice.number {
        let text = format!("{}\u{a0}{number}", look.words.number);
        // A number is read whole: it is set smaller rather than broken.
        let style = fitting(Style::bold(11.0, Color::INK), &text, width, 6.5);
        block.lines(HALF, style, &wrap(&text, style, width));
    }
    if let Some(mention) = look.words.self_billed(type_code).filter(|m| !text.eq_ignore_ascii_case(m)) {
        block.lines(HALF, Style::bold(9.0, Color::SOFT), &[mention.to_owned()]);
    }
    block.gap(14.0);
    block
}

/// The style, made smaller until the text fits, but not below `least`.
fn fitting(style: Style, text: &str, width: f32, least: f32) -> Style {
    let wide = style.width(text);
    let size = if wide > width { (style.size * width / wide * 0.995).max(least) } else { style.size };
    Style { size, ..style }
}

/// Name, address, identifiers and contact of a party. `other`: the party whose country is told apart from its own.
fn party(block: &mut Block, look: Look<'_>, x: f32, width: f32, party: &Party, large: bool, other: Option<&Party>) {
    let known = party.name.as_deref().unwrap_or_default();
    let display = Style::bold(14.0, Color::INK);
    let large = large && display.width(known) < 1.8 * width;
    let name = if large { display } else { Style::bold(10.0, Color::INK) };
    let text = Style::regular(8.8, Color::INK);
    let soft = Style::regular(8.2, Color::SOFT);
    let mut say = |style: Style, text: &str| {
        block.lines(x, style, &wrap(text, style, width));
    };
    say(name, known);
    block.gap(if large { 2.0 } else { 0.8 });
    let mut say = |style: Style, text: &str| {
        block.lines(x, style, &wrap(text, style, width));
    };
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

/// Dates and references in four columns; a long one takes two.
fn facts(sheet: &mut Sheet<'_>) {
    const COLUMNS: usize = 4;
    const GAP: f32 = 12.0;
    let look = sheet.look;
    let items = listed(look);
    if items.is_empty() {
        return;
    }
    let cell = (SPAN + GAP) / COLUMNS as f32;
    let value = Style::bold(8.8, Color::INK);
    let mut block = Block::default();
    rule(&mut block.leaf, LEFT, 0.0, SPAN, 0.6, Color::RULE);
    block.gap(8.0);
    let (mut column, mut top, mut lowest) = (0, block.height, block.height);
    for (name, text) in &items {
        let wide = value.width(text).max(look.caption().width(name)) > cell - GAP;
        let takes = if wide { 2 } else { 1 };
        if column + takes > COLUMNS {
            (column, top) = (0, lowest + 6.0);
        }
        let x = LEFT + column as f32 * cell;
        put(&mut block.leaf, x, top + look.caption().size, Align::Left, look.caption(), name);
        block.height = top + 11.0;
        block.lines(x, value, &wrap(text, value, cell * takes as f32 - GAP));
        lowest = lowest.max(block.height);
        column += takes;
    }
    block.height = lowest + 6.0;
    rule(&mut block.leaf, LEFT, block.height, SPAN, 0.6, Color::RULE);
    block.gap(look.space(20.0));
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
    add(words.period, look.period(&invoice.delivery.period));
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
