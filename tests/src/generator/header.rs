//! Title, number, dates and references.

use super::canvas::{Align, GREY, Shape, WHITE};
use super::deal::Kind;
use super::sheet::{Row, Sheet};
use super::style::Header;
use super::words::Language;

/// A label with its value, and the field it shows.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Label.
    pub label: String,
    /// Value as printed.
    pub value: String,
}

/// The title of the document.
pub fn title(sheet: &mut Sheet) -> String {
    let w = sheet.words;
    let ways = match sheet.deal.kind {
        Kind::CreditNote => w.credit_note,
        Kind::Deposit => w.deposit,
        Kind::Balance => w.balance,
        Kind::Receipt => w.receipt,
        Kind::Invoice | Kind::Subscription => w.invoice,
    };
    sheet.say(ways).to_owned()
}

/// Title and number in one, for the headers that do so; else the title alone.
pub fn title_line(sheet: &mut Sheet) -> String {
    let title = title(sheet);
    let number = sheet.deal.number.clone();
    match sheet.style.header {
        Header::Title => {
            sheet.truth.text("invoice_number", &number, &number);
            let mark = sheet.say(sheet.words.number_marks);
            format!("{title}{mark}{number}")
        }
        Header::Sentence => {
            let date = sheet.date(sheet.deal.date);
            sheet.truth.text("invoice_number", &number, &number);
            sheet.truth.date("issue_date", sheet.deal.date, &date);
            let sentence = sheet.say(sheet.words.sentence);
            [title, number, date].iter().fold(sentence.to_owned(), |s, part| s.replacen("{}", part, 1))
        }
        _ => title,
    }
}

/// Number, dates and references, as far as the title has not said them.
pub fn entries(sheet: &mut Sheet) -> Vec<Entry> {
    let (w, deal) = (sheet.words, sheet.deal);
    let credit = deal.kind == Kind::CreditNote;
    let mut out: Vec<Entry> = vec![];
    if !sheet.truth.fields.contains_key("invoice_number") {
        let label = sheet.say(if credit { w.credit_number } else { w.number });
        sheet.truth.text("invoice_number", &deal.number, &deal.number);
        out.push(Entry { label: label.into(), value: deal.number.clone() });
    }
    if !sheet.truth.fields.contains_key("issue_date") {
        let (label, value) = (sheet.say(w.date), sheet.date(deal.date));
        sheet.truth.date("issue_date", deal.date, &value);
        out.push(Entry { label: label.into(), value });
    }
    if sheet.random.chance(20) {
        out.reverse();
    }
    if sheet.style.header == Header::Letter && sheet.deal.language == Language::French {
        for entry in &mut out {
            let date = sheet.date(deal.date);
            if entry.value == date {
                let joint = *sheet.random.pick(&[", le ", ", le ", " le "]);
                *entry = Entry { label: String::new(), value: format!("{}{joint}{date}", deal.seller.city) };
            }
        }
    }
    let mut more: Vec<Entry> = vec![];
    if sheet.random.chance(if credit { 10 } else { 62 }) {
        let (label, value) = (sheet.say(w.due), sheet.date(deal.due));
        sheet.truth.date("due_date", deal.due, &value);
        more.push(Entry { label: label.into(), value });
    }
    if sheet.random.chance(38) {
        let label = sheet.say(w.order);
        sheet.truth.text("order_reference", &deal.order, &deal.order);
        more.push(Entry { label: label.into(), value: deal.order.clone() });
    }
    if sheet.random.chance(15) {
        let (label, value) = (sheet.say(w.delivery_date), sheet.date(deal.delivered));
        sheet.truth.date("delivery_date", deal.delivered, &value);
        more.push(Entry { label: label.into(), value });
    }
    if credit {
        let label = sheet.say(w.original);
        more.push(Entry { label: label.into(), value: deal.original.clone() });
    }
    if deal.kind == Kind::Subscription {
        let (label, from, to) = (sheet.say(w.period), sheet.date(deal.period.0), sheet.date(deal.period.1));
        let value = sheet.say(w.span);
        let value = value.replacen("{}", &from, 1).replacen("{}", &to, 1);
        more.push(Entry { label: label.into(), value });
    }
    for _ in 0..sheet.random.below(4) {
        let (label, head) = *sheet.random.pick(w.other_numbers);
        let length = sheet.random.between(4, 6) as usize;
        let digits = sheet.random.digits(length);
        let value = if head == "n" { digits } else { format!("{head}{digits}") };
        if more.iter().all(|e| e.label != label) {
            more.push(Entry { label: label.into(), value });
        }
    }
    if sheet.random.chance(12) {
        let (label, value) = (sheet.say(w.other_dates), sheet.date(deal.period.0));
        more.push(Entry { label: label.into(), value });
    }
    if sheet.random.chance(30) {
        let (label, value) = (sheet.say(w.terms), sheet.say(w.terms_text));
        more.push(Entry { label: label.into(), value: value.into() });
    }
    if sheet.random.chance(20) {
        let (label, value) = (sheet.say(w.means), sheet.say(w.means_text));
        more.push(Entry { label: label.into(), value: value.into() });
    }
    sheet.random.shuffle(&mut more);
    out.extend(more);
    out
}

/// Whether the entries go into a table across the page instead of a block.
pub fn is_across(sheet: &Sheet) -> bool {
    matches!(sheet.style.header, Header::TwoRows | Header::OneLine)
}

/// Draws the entries as a block; says where it ends.
pub fn entry_block(sheet: &mut Sheet, entries: &[Entry], x: f32, y: f32, width: f32) -> f32 {
    let ink = sheet.ink();
    let widest = entries.iter().map(|e| ink.bold().width(&sheet.label(&e.label))).fold(0.0, f32::max);
    let fits = entries.iter().all(|e| widest + 16.0 + ink.width(&e.value) <= width);
    let mut y = y;
    let stacked = sheet.style.header == Header::Stacked || (!fits && sheet.style.header != Header::Lines);
    if sheet.style.header == Header::Pairs && pairs(sheet, entries, x, &mut y, width) {
        return y;
    }
    for entry in entries {
        if entry.label.is_empty() {
            y = sheet.block(&[Row::Text(entry.value.clone(), ink)], x, y, width, Align::Left);
            continue;
        }
        let label = sheet.label(&entry.label);
        match sheet.style.header {
            _ if stacked => {
                let small = sheet.small();
                sheet.canvas.left(x, y + small.size, &sheet.bare_label(&entry.label), small);
                y += sheet.leading(small);
                let value = [Row::Text(entry.value.clone(), ink.bold())];
                y = sheet.block(&value, x, y, width, Align::Left) + 3.0;
                continue;
            }
            Header::Columns => {
                sheet.canvas.left(x, y + ink.size, &label, ink);
                sheet.canvas.left(x + widest + 8.0, y + ink.size, &entry.value, ink);
            }
            Header::RightColumns => {
                sheet.canvas.left(x, y + ink.size, &label, ink);
                sheet.canvas.right(x + width, y + ink.size, &entry.value, ink);
            }
            Header::LabelRows => {
                let h = ink.size * 1.3 + 6.0;
                let middle = x + widest + 10.0;
                sheet.canvas.shape(Shape::Fill([x, y, middle - x, h], [0.92, 0.92, 0.92]));
                sheet.canvas.shape(Shape::Frame([x, y, width, h], GREY, 0.6));
                sheet.canvas.upright(middle, y, y + h, GREY, 0.6);
                sheet.canvas.left(
                    x + 4.0,
                    y + ink.size + 3.0,
                    &sheet.bare_label(&entry.label),
                    ink.bold().sized(ink.size - 0.5),
                );
                sheet.canvas.left(middle + 4.0, y + ink.size + 3.0, &entry.value, ink);
                y += h;
                continue;
            }
            _ => {
                let rows = [Row::Text(format!("{label} {}", entry.value), ink)];
                y = sheet.block(&rows, x, y, width, Align::Left);
                continue;
            }
        }
        y += sheet.leading(ink);
    }
    y
}

/// Draws the entries two a line. Says no when they do not fit.
fn pairs(sheet: &mut Sheet, entries: &[Entry], x: f32, y: &mut f32, width: f32) -> bool {
    let ink = sheet.ink();
    let texts: Vec<String> =
        entries.iter().map(|e| format!("{} {}", sheet.label(&e.label), e.value).trim().to_owned()).collect();
    if texts.iter().any(|t| ink.width(t) > width / 2.0 - 6.0) {
        return false;
    }
    for row in texts.chunks(2) {
        for (i, text) in row.iter().enumerate() {
            sheet.canvas.left(x + width / 2.0 * i as f32, *y + ink.size, text, ink);
        }
        *y += sheet.leading(ink);
    }
    true
}

/// Draws the entries in lines across the page, parted by bars or dashes.
fn entry_line(sheet: &mut Sheet, entries: &[Entry]) {
    let (x0, x1, ink) = (sheet.x0(), sheet.x1(), sheet.ink());
    let joint = *sheet.random.pick(&["  |  ", " - ", "   ", " / "]);
    let mut lines: Vec<String> = vec![];
    for entry in entries {
        let text = format!("{} {}", sheet.label(&entry.label), entry.value);
        match lines.last_mut() {
            Some(last) if ink.width(last) + ink.width(joint) + ink.width(&text) <= x1 - x0 => {
                last.push_str(joint);
                last.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    for line in lines {
        let y = sheet.y + ink.size;
        sheet.canvas.left(x0, y, &line, ink);
        sheet.y += sheet.leading(ink);
    }
    sheet.y += 6.0;
}

/// Draws the entries across the page: in one line, or as tables of two rows, labels over values.
pub fn entry_tables(sheet: &mut Sheet, entries: &[Entry]) {
    if sheet.style.header == Header::OneLine {
        return entry_line(sheet, entries);
    }
    let (x0, x1) = (sheet.x0(), sheet.x1());
    let ink = sheet.ink();
    let dark = sheet.random.chance(35);
    let filled = sheet.random.chance(50);
    let mut rest = entries;
    while !rest.is_empty() {
        let mut n = 0;
        let mut used = 0.0;
        while n < rest.len() && n < 6 {
            let need = ink.bold().width(&rest[n].label).max(ink.width(&rest[n].value)) + 10.0;
            if used + need > x1 - x0 {
                break;
            }
            used += need;
            n += 1;
        }
        let (now, later) = rest.split_at(n.max(1));
        rest = later;
        let spare = (x1 - x0 - used).max(0.0) / now.len() as f32;
        let h = ink.size + 7.0;
        let y = sheet.y;
        let mut x = x0;
        for entry in now {
            let w = ink.bold().width(&entry.label).max(ink.width(&entry.value)) + 10.0 + spare;
            let head = if dark { Some(sheet.accent()) } else { filled.then_some([0.9, 0.9, 0.9]) };
            if let Some(color) = head {
                sheet.canvas.shape(Shape::Fill([x, y, w, h], color));
            }
            sheet.canvas.shape(Shape::Frame([x, y, w, h], GREY, 0.6));
            sheet.canvas.shape(Shape::Frame([x, y + h, w, h], GREY, 0.6));
            let label = if dark { ink.bold().colored(WHITE) } else { ink.bold() };
            sheet.canvas.put(x + w / 2.0, y + h - 4.5, Align::Center, &entry.label, label);
            sheet.canvas.put(x + w / 2.0, y + 2.0 * h - 4.5, Align::Center, &entry.value, ink);
            x += w;
        }
        sheet.y = y + 2.0 * h + 4.0;
    }
}
