//! The first page above the lines: where seller, buyer, title and numbers stand.

use super::canvas::{Align, GREY, Ink, Shape, WHITE};
use super::header::{self, Entry};
use super::parties::{self, Side};
use super::sheet::{Row, Sheet};
use super::style::Furniture;

/// The blocks of the first page.
struct Blocks {
    seller: Vec<Row>,
    buyer: Vec<Row>,
    delivery: Vec<Row>,
    title: String,
    entries: Vec<Entry>,
}

/// Draws the top of the first page and leaves `sheet.y` below it. Says whether the seller's identifiers still wait for the footer.
pub fn draw(sheet: &mut Sheet) -> bool {
    let furniture = sheet.style.furniture;
    let footer_only = furniture == Furniture::FooterOnly;
    let identity_in_footer = footer_only || sheet.random.chance(55);
    let blocks = collect(sheet, identity_in_footer);
    sheet.y = *sheet.random.pick(&[30.0, 36.0, 44.0, 54.0]);
    if sheet.random.chance(35) && !matches!(furniture, Furniture::Band | Furniture::Letterhead) {
        logo(sheet);
    }
    match furniture {
        Furniture::SellerLeft => two_rows(sheet, &blocks, 0.0, 0.55),
        Furniture::SellerRight => two_rows(sheet, &blocks, 0.55, 0.0),
        Furniture::Letterhead => letterhead(sheet, &blocks),
        Furniture::SideBySide => side_by_side(sheet, &blocks),
        Furniture::FooterOnly | Furniture::TitleFirst => title_first(sheet, &blocks),
        Furniture::Band => band(sheet, &blocks),
        Furniture::BuyerLeft => buyer_left(sheet, &blocks, 0.0, 0.55),
        Furniture::NumbersLeft => buyer_left(sheet, &blocks, 0.55, 0.0),
        Furniture::ThreeColumns => three_columns(sheet, &blocks),
    }
    if header::is_across(sheet) {
        sheet.y += 6.0;
        header::entry_tables(sheet, &blocks.entries);
    }
    identity_in_footer
}

fn collect(sheet: &mut Sheet, identity_in_footer: bool) -> Blocks {
    let company = sheet.deal.seller.clone();
    let mut seller = vec![];
    if sheet.style.furniture != Furniture::FooterOnly {
        if matches!(sheet.style.furniture, Furniture::SideBySide | Furniture::ThreeColumns)
            && sheet.style.labelled_parties
        {
            let label = sheet.say(sheet.words.from);
            let ink = sheet.ink().bold().colored(sheet.accent());
            seller.push(Row::Text(label.into(), ink));
        }
        let name = sheet.ink().bold();
        let name = if sheet.random.chance(45) { name.sized(sheet.style.size + 3.0) } else { name };
        seller.extend(parties::address(sheet, &company, Some(Side::Seller), name));
        seller.extend(parties::contacts(sheet, &company));
        if !identity_in_footer {
            seller.extend(parties::seller_identity(sheet));
        }
    }
    let buyer = parties::buyer_block(sheet);
    let delivery = parties::delivery_block(sheet).unwrap_or_default();
    let title = header::title_line(sheet);
    let entries = header::entries(sheet);
    Blocks { seller, buyer, delivery, title, entries }
}

fn title_ink(sheet: &mut Sheet) -> Ink {
    let size = sheet.style.size + *sheet.random.pick(&[4.0, 6.0, 9.0, 12.0]);
    let ink = sheet.ink().sized(size).colored(sheet.accent());
    if sheet.random.chance(75) { ink.bold() } else { ink }
}

/// A drawn mark without text, with room below it.
fn logo(sheet: &mut Sheet) {
    let (accent, y) = (sheet.accent(), sheet.y);
    let x = if sheet.random.chance(80) { sheet.x0() } else { sheet.x1() - 70.0 };
    sheet.canvas.shape(Shape::Fill([x, y, 26.0, 26.0], accent));
    sheet.canvas.shape(Shape::Fill([x + 30.0, y + 6.0, 40.0, 5.0], accent));
    sheet.canvas.shape(Shape::Fill([x + 30.0, y + 15.0, 28.0, 5.0], GREY));
    sheet.y += 34.0;
}

/// The title in a slot; says where it ends.
fn title(sheet: &mut Sheet, text: &str, x: f32, y: f32, width: f32, align: Align) -> f32 {
    let mut ink = title_ink(sheet);
    while ink.width(text) > width && ink.size > 10.0 {
        ink.size -= 1.0;
    }
    sheet.block(&[Row::Text(text.to_owned(), ink)], x, y, width, align) + 4.0
}

fn numbers(sheet: &mut Sheet, blocks: &Blocks, x: f32, y: f32, width: f32) -> f32 {
    if header::is_across(sheet) { y } else { header::entry_block(sheet, &blocks.entries, x, y, width) }
}

fn half(sheet: &Sheet) -> f32 {
    (sheet.x1() - sheet.x0()) * 0.45
}

/// Seller and numbers on top, delivery and buyer below; shares say where seller and numbers start.
fn two_rows(sheet: &mut Sheet, blocks: &Blocks, seller_at: f32, other_at: f32) {
    let (y, w) = (sheet.y, half(sheet));
    let (seller_x, other_x) = (sheet.at(seller_at), sheet.at(other_at));
    let a = sheet.block(&blocks.seller, seller_x, y, w, Align::Left);
    let align = if sheet.random.chance(30) { Align::Right } else { Align::Left };
    let t = title(sheet, &blocks.title, other_x, y, w, align);
    let b = numbers(sheet, blocks, other_x, t, w);
    let y = a.max(b) + 16.0;
    let c = parties::place_party(sheet, &blocks.buyer, other_x, y, w);
    let d = parties::place_party(sheet, &blocks.delivery, seller_x, y, w);
    sheet.y = c.max(d) + 14.0;
}

fn letterhead(sheet: &mut Sheet, blocks: &Blocks) {
    let (x0, x1, y) = (sheet.x0(), sheet.x1(), sheet.y);
    let joined = sheet.random.chance(35).then(|| one_line(sheet, &blocks.seller));
    let mut y = sheet.block(joined.as_ref().unwrap_or(&blocks.seller), x0, y, x1 - x0, Align::Center) + 4.0;
    sheet.canvas.line(x0, x1, y, GREY, 0.8);
    y += 12.0;
    let w = half(sheet);
    let right = sheet.at(0.55);
    let a = parties::place_party(sheet, &blocks.buyer, right, y, w);
    let t = title(sheet, &blocks.title, x0, y, w, Align::Left);
    let mut b = numbers(sheet, blocks, x0, t, w);
    if !blocks.delivery.is_empty() {
        b = parties::place_party(sheet, &blocks.delivery, x0, b + 8.0, w);
    }
    sheet.y = a.max(b) + 14.0;
}

/// The name, and all that follows in lines parted by dashes.
fn one_line(sheet: &mut Sheet, rows: &[Row]) -> Vec<Row> {
    let joint = *sheet.random.pick(&[" - ", " – ", " | ", ", "]);
    let ink = sheet.small();
    let room = sheet.x1() - sheet.x0();
    let mut out = vec![rows[0].clone()];
    let mut lines: Vec<String> = vec![];
    for row in &rows[1..] {
        let text = match row {
            Row::Text(text, _) => text.clone(),
            Row::Pair(label, value, _) => format!("{label} {value}").trim().to_owned(),
            Row::Gap(_) => continue,
        };
        match lines.last_mut() {
            Some(last) if ink.width(last) + ink.width(joint) + ink.width(&text) <= room => {
                last.push_str(joint);
                last.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    out.extend(lines.into_iter().map(|l| Row::Text(l, ink)));
    out
}

fn side_by_side(sheet: &mut Sheet, blocks: &Blocks) {
    let (x0, x1, w) = (sheet.x0(), sheet.x1(), half(sheet));
    let align = *sheet.random.pick(&[Align::Left, Align::Center, Align::Right]);
    let mut y = title(sheet, &blocks.title, x0, sheet.y, x1 - x0, align) + 4.0;
    let right = sheet.at(0.55);
    let numbers_first = sheet.random.chance(50);
    if numbers_first {
        y = numbers(sheet, blocks, x0, y, w) + 10.0;
    }
    let a = parties::place_party(sheet, &blocks.seller, x0, y, w);
    let b = parties::place_party(sheet, &blocks.buyer, right, y, w);
    y = a.max(b) + 12.0;
    if !numbers_first || !blocks.delivery.is_empty() {
        let c = if numbers_first { y } else { numbers(sheet, blocks, x0, y, w) };
        let d = parties::place_party(sheet, &blocks.delivery, right, y, w);
        y = c.max(d) + 10.0;
    }
    sheet.y = y;
}

fn title_first(sheet: &mut Sheet, blocks: &Blocks) {
    let (x0, w, right) = (sheet.x0(), half(sheet), sheet.at(0.55));
    let y = sheet.y;
    let t = title(sheet, &blocks.title, x0, y, w, Align::Left);
    let b = numbers(sheet, blocks, right, y, w);
    let y = t.max(b) + 14.0;
    let a = sheet.block(&blocks.seller, x0, y, w, Align::Left);
    let c = parties::place_party(sheet, &blocks.buyer, right, y, w);
    let mut y = a.max(c) + 12.0;
    if !blocks.delivery.is_empty() {
        y = parties::place_party(sheet, &blocks.delivery, x0, y, w) + 12.0;
    }
    sheet.y = y;
}

fn band(sheet: &mut Sheet, blocks: &Blocks) {
    let (x0, x1, w, right) = (sheet.x0(), sheet.x1(), half(sheet), sheet.at(0.55));
    let mut color = sheet.accent();
    if color == [0.0; 3] {
        color = [0.16, 0.2, 0.28];
    }
    let white: Vec<Row> = blocks
        .seller
        .iter()
        .map(|row| match row {
            Row::Text(t, ink) => Row::Text(t.clone(), ink.colored(WHITE)),
            Row::Pair(a, b, ink) => Row::Pair(a.clone(), b.clone(), ink.colored(WHITE)),
            Row::Gap(h) => Row::Gap(*h),
        })
        .collect();
    let height = sheet.measure(&white, w) + 36.0;
    let width = sheet.canvas.width;
    sheet.canvas.shape(Shape::Fill([0.0, 0.0, width, height], color));
    sheet.block(&white, x0, 18.0, w, Align::Left);
    let mut ink = title_ink(sheet).colored(WHITE);
    while ink.width(&blocks.title) > w && ink.size > 10.0 {
        ink.size -= 1.0;
    }
    sheet.block(&[Row::Text(blocks.title.clone(), ink)], x1 - w, 18.0, w, Align::Right);
    let y = height + 16.0;
    let a = parties::place_party(sheet, &blocks.buyer, x0, y, w);
    let b = numbers(sheet, blocks, right, y, w);
    let mut y = a.max(b) + 12.0;
    if !blocks.delivery.is_empty() {
        y = parties::place_party(sheet, &blocks.delivery, x0, y, w) + 12.0;
    }
    sheet.y = y;
}

/// Seller across the top, then buyer and numbers beside each other.
fn buyer_left(sheet: &mut Sheet, blocks: &Blocks, buyer_at: f32, numbers_at: f32) {
    let (x0, x1, w) = (sheet.x0(), sheet.x1(), half(sheet));
    let (buyer_x, numbers_x) = (sheet.at(buyer_at), sheet.at(numbers_at));
    let y = sheet.y;
    let y = sheet.block(&blocks.seller, x0, y, w, Align::Left) + 18.0;
    let a = parties::place_party(sheet, &blocks.buyer, buyer_x, y, w);
    let t = title(sheet, &blocks.title, numbers_x, y, w, Align::Left);
    let b = numbers(sheet, blocks, numbers_x, t, w);
    let mut y = a.max(b) + 12.0;
    if !blocks.delivery.is_empty() {
        y = parties::place_party(sheet, &blocks.delivery, buyer_x, y, w) + 12.0;
    }
    if sheet.random.chance(25) {
        sheet.canvas.line(x0, x1, y - 4.0, GREY, 0.6);
        y += 4.0;
    }
    sheet.y = y;
}

fn three_columns(sheet: &mut Sheet, blocks: &Blocks) {
    let (x0, x1) = (sheet.x0(), sheet.x1());
    let w = (x1 - x0) * 0.31;
    let y = title(sheet, &blocks.title, x0, sheet.y, x1 - x0, Align::Left) + 8.0;
    let (second, third) = (sheet.at(0.345), sheet.at(0.69));
    let a = sheet.block(&blocks.seller, x0, y, w, Align::Left);
    let b = sheet.block(&blocks.buyer, second, y, w, Align::Left);
    let c = numbers(sheet, blocks, third, y, w);
    let mut y = a.max(b).max(c) + 12.0;
    if !blocks.delivery.is_empty() {
        y = parties::place_party(sheet, &blocks.delivery, second, y, w) + 12.0;
    }
    sheet.y = y;
}
