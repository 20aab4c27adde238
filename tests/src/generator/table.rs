//! The item table, over as many pages as it takes.

use rust_decimal::Decimal;

use super::canvas::{Align, GREY, Ink, Shape, WHITE};
use super::columns::{self, Cell, Column};
use super::deal::Item;
use super::sheet::Sheet;
use super::style::{Anchor, Grid};
use super::truth::TruthLine;
use super::words::Language;

/// Inner margin of a cell.
const PAD: f32 = 4.0;

/// The table under way.
struct Table {
    columns: Vec<Column>,
    top: f32,
    head_bottom: f32,
    rows: usize,
    carries: bool,
    carried_out: &'static str,
    carried_in: &'static str,
    repeats_head: bool,
    running: Decimal,
}

/// Draws the item table and leaves `sheet.y` below it.
pub fn draw(sheet: &mut Sheet) {
    let columns = columns::lay_out(sheet);
    let w = sheet.words;
    let mut table = Table {
        columns,
        top: 0.0,
        head_bottom: 0.0,
        rows: 0,
        carries: sheet.random.chance(40),
        carried_out: sheet.say(w.carried_out),
        carried_in: sheet.say(w.carried_in),
        repeats_head: sheet.random.chance(92),
        running: Decimal::ZERO,
    };
    head(sheet, &mut table);
    let items = sheet.deal.items.clone();
    let sections = items.len() > 3 && sheet.random.chance(16);
    let subtotals = sections && sheet.random.chance(50);
    let comments = sheet.random.chance(14);
    let mut section_sum = Decimal::ZERO;
    for (i, item) in items.iter().enumerate() {
        if sections && i % 3 == 0 {
            if subtotals && i > 0 {
                let label = w.subtotal[0];
                summary_row(sheet, &mut table, label, section_sum);
                section_sum = Decimal::ZERO;
            }
            let text = section(sheet, i);
            let ink = sheet.ink().bold();
            note_row(sheet, &mut table, &text, ink);
        }
        item_row(sheet, &mut table, item, i);
        section_sum += if sheet.deal.gross_priced { item.gross } else { item.net };
        if comments && sheet.random.chance(20) {
            let text = sheet.say(w.comments);
            let ink = sheet.small();
            note_row(sheet, &mut table, text, ink);
        }
    }
    close(sheet, &table, true);
}

/// The heading of a section: its name, or the delivery note it bills.
fn section(sheet: &mut Sheet, index: usize) -> String {
    let (number, day) = (sheet.deal.order.len() + 1040 + index, sheet.date(sheet.deal.delivered));
    let notes = sheet.deal.language == Language::French && sheet.deal.order.len().is_multiple_of(2);
    if notes { format!("Bon de livraison n° BL{number} du {day}") } else { sheet.say(sheet.words.sections).to_owned() }
}

fn head(sheet: &mut Sheet, table: &mut Table) {
    let ink = sheet.ink().bold();
    let lines = table.columns.iter().map(|c| c.head.len()).max().unwrap_or(1);
    let height = sheet.leading(ink) * lines as f32 + 6.0;
    let (x0, x1, y) = (sheet.x0(), sheet.x1(), sheet.y);
    table.top = y;
    let mut ink = ink;
    match sheet.style.grid {
        Grid::Dark => {
            let mut color = sheet.accent();
            if color == [0.0; 3] {
                color = [0.2, 0.22, 0.25];
            }
            sheet.canvas.shape(Shape::Fill([x0, y, x1 - x0, height], color));
            ink = ink.colored(WHITE);
        }
        Grid::Full | Grid::Columns | Grid::Zebra => {
            sheet.canvas.shape(Shape::Fill([x0, y, x1 - x0, height], [0.9, 0.9, 0.9]));
        }
        Grid::Rows | Grid::Head => sheet.canvas.line(x0, x1, y + height, [0.0; 3], 0.9),
        Grid::None => {}
    }
    if matches!(sheet.style.grid, Grid::Full | Grid::Columns) {
        sheet.canvas.shape(Shape::Frame([x0, y, x1 - x0, height], GREY, 0.6));
    }
    for column in table.columns.clone() {
        let mut line_y = y + 3.0 + ink.size;
        for line in &column.head {
            put(sheet, &column, line_y, line, ink);
            line_y += sheet.leading(ink);
        }
    }
    table.head_bottom = y + height;
    sheet.y = y + height + 2.0;
}

/// Puts a text in a column at its alignment.
fn put(sheet: &mut Sheet, column: &Column, y: f32, text: &str, ink: Ink) {
    let x = match column.align {
        Align::Left => column.x + PAD,
        Align::Center => column.x + column.width / 2.0,
        Align::Right => column.x + column.width - PAD,
    };
    sheet.canvas.put(x, y, column.align, text, ink);
}

/// Makes room for a row; turns the page when there is none.
fn room(sheet: &mut Sheet, table: &mut Table, height: f32) {
    let reserve = if table.carries { 20.0 } else { 4.0 };
    if sheet.y + height + reserve <= sheet.bottom {
        return;
    }
    if table.carries {
        let running = table.running;
        sum_line(sheet, table.carried_out, running);
    }
    close(sheet, table, false);
    super::page::turn(sheet);
    if table.repeats_head {
        head(sheet, table);
    } else {
        table.top = sheet.y;
    }
    if table.carries {
        let running = table.running;
        sum_line(sheet, table.carried_in, running);
    }
}

/// A label and an amount at the right end.
fn sum_line(sheet: &mut Sheet, label: &str, amount: Decimal) {
    let ink = sheet.ink().bold();
    let (x1, y) = (sheet.x1(), sheet.y + ink.size + 1.0);
    let text = sheet.cell(amount);
    sheet.canvas.right(x1 - PAD, y, &text, ink);
    sheet.canvas.right(x1 - PAD - ink.width(&text) - 14.0, y, label, ink);
    sheet.y += sheet.leading(ink) + 4.0;
}

fn summary_row(sheet: &mut Sheet, table: &mut Table, label: &str, amount: Decimal) {
    let height = sheet.leading(sheet.ink()) + 4.0;
    room(sheet, table, height);
    sum_line(sheet, label, amount);
}

fn note_row(sheet: &mut Sheet, table: &mut Table, text: &str, ink: Ink) {
    let height = sheet.leading(ink) + 4.0;
    room(sheet, table, height);
    let column = table.columns.iter().find(|c| c.cell == Cell::Description).cloned();
    if let Some(column) = column {
        sheet.canvas.left(column.x + PAD, sheet.y + ink.size + 1.0, text, ink);
    }
    sheet.y += height;
}

fn item_row(sheet: &mut Sheet, table: &mut Table, item: &Item, index: usize) {
    let ink = sheet.ink();
    let small = sheet.small();
    let width = table.columns.iter().find(|c| c.cell == Cell::Description).map_or(200.0, |c| c.width - 2.0 * PAD);
    let name = ink.wrap(&item.name, width);
    let coded = table.columns.iter().any(|c| c.cell == Cell::Code);
    let details: Vec<&String> = item.details.iter().filter(|d| !(coded && d.ends_with(&item.code))).collect();
    let detail: Vec<String> = details.iter().flat_map(|d| small.wrap(d, width)).collect();
    let boxed = matches!(sheet.style.grid, Grid::Full | Grid::Rows | Grid::Zebra);
    let air = if boxed { sheet.style.air.max(5.0) } else { sheet.style.air };
    let height = sheet.leading(ink) * name.len() as f32 + sheet.leading(small) * detail.len() as f32 + air;
    room(sheet, table, height);
    let y = sheet.y;
    let (x0, x1) = (sheet.x0(), sheet.x1());
    if sheet.style.grid == Grid::Zebra && table.rows % 2 == 1 {
        sheet.canvas.shape(Shape::Fill([x0, y, x1 - x0, height], [0.95, 0.95, 0.96]));
    }
    let first = y + ink.size + air / 2.0;
    let step = sheet.leading(ink);
    let anchor = match sheet.style.anchor {
        Anchor::First => first,
        Anchor::Last => first + step * (name.len() - 1) as f32,
        Anchor::Middle => first + step * (name.len() - 1) as f32 / 2.0,
    };
    for column in table.columns.clone() {
        if column.cell == Cell::Description {
            let mut line_y = first;
            for line in &name {
                put(sheet, &column, line_y, line, ink);
                line_y += step;
            }
            for line in &detail {
                put(sheet, &column, line_y, line, small);
                line_y += sheet.leading(small);
            }
        } else {
            let text = columns::text(sheet, &column, item, index);
            put(sheet, &column, anchor, &text, ink);
        }
    }
    sheet.y += height;
    if matches!(sheet.style.grid, Grid::Rows | Grid::Full) {
        let y = sheet.y;
        sheet.canvas.line(x0, x1, y, [0.75, 0.75, 0.75], 0.5);
    }
    table.rows += 1;
    table.running += if sheet.deal.gross_priced { item.gross } else { item.net };
    note(sheet, table, item);
}

/// Notes what the row shows.
fn note(sheet: &mut Sheet, table: &Table, item: &Item) {
    let shows = |cell: Cell| table.columns.iter().any(|c| c.cell == cell);
    let single = sheet.deal.taxes.len() == 1;
    let line = TruthLine {
        description: item.name.clone(),
        quantity: shows(Cell::Quantity).then_some(item.quantity),
        unit_price: (shows(Cell::Price) && !sheet.deal.gross_priced).then_some(item.price),
        net_amount: Some(item.net),
        vat_rate: (single || shows(Cell::Rate) || shows(Cell::Letter)).then_some(item.rate),
        gross_amount: (shows(Cell::AmountGross) || sheet.deal.gross_priced).then_some(item.gross),
    };
    sheet.truth.lines.push(line);
}

/// Closes the table on a page: the box around it, the lines between columns.
fn close(sheet: &mut Sheet, table: &Table, last: bool) {
    if sheet.style.grid == Grid::Columns && last && sheet.canvas.pages.len() == 1 {
        sheet.y = sheet.y.max((sheet.bottom - 190.0).min(table.top + 260.0));
    }
    let (x0, x1, y) = (sheet.x0(), sheet.x1(), sheet.y);
    match sheet.style.grid {
        Grid::Full | Grid::Columns => {
            sheet.canvas.shape(Shape::Frame([x0, table.top, x1 - x0, y - table.top], GREY, 0.6));
            for column in &table.columns[1..] {
                sheet.canvas.upright(column.x, table.top, y, GREY, 0.6);
            }
        }
        Grid::Head | Grid::Dark | Grid::Zebra => sheet.canvas.line(x0, x1, y + 1.0, GREY, 0.8),
        Grid::Rows | Grid::None => {}
    }
    sheet.y += 10.0;
}
