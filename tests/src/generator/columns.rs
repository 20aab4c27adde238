//! The columns of the item table: which, how wide, and what their cells say.

use rust_decimal::Decimal;

use super::canvas::Align;
use super::deal::{Item, cents};
use super::sheet::Sheet;
use super::style::ColumnSet;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Number of the line.
    Position,
    /// Item code.
    Code,
    /// Name and detail.
    Description,
    /// Day.
    Date,
    /// Quantity.
    Quantity,
    /// Unit.
    Unit,
    /// Unit price.
    Price,
    /// Discount.
    Discount,
    /// VAT rate.
    Rate,
    /// Letter of the VAT rate.
    Letter,
    /// Amount without VAT; with VAT where the deal is gross-priced.
    Amount,
    /// Amount with VAT beside the one without.
    AmountGross,
    /// VAT of the line.
    Tax,
    /// Unit price after discount.
    NetPrice,
}

/// A column in place.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it holds.
    pub cell: Cell,
    /// Head, cut into lines.
    pub head: Vec<String>,
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// Alignment of head and cells.
    pub align: Align,
}

/// The letter that stands for a VAT rate.
pub fn letter(sheet: &Sheet, rate: Decimal) -> String {
    let index = sheet.deal.taxes.iter().position(|t| t.rate == rate).unwrap_or(0);
    let letters = sheet.deal.number.len().is_multiple_of(2);
    if letters { ((b'A' + index as u8) as char).to_string() } else { (index + 1).to_string() }
}

fn cells(sheet: &Sheet) -> Vec<Cell> {
    use Cell::{
        Amount, AmountGross, Code, Date, Description, Discount, Letter, NetPrice, Position, Price, Quantity, Rate, Tax,
        Unit,
    };
    let deal = sheet.deal;
    let discounts = deal.items.iter().any(|i| i.discount.is_some());
    let mut cells = match sheet.style.columns {
        ColumnSet::Plain => vec![Description, Quantity, Price, Amount],
        ColumnSet::Coded => vec![Code, Description, Quantity, Unit, Price, Amount],
        ColumnSet::Rated => vec![Description, Quantity, Unit, Price, Rate, Amount],
        ColumnSet::Discounted => vec![Code, Description, Quantity, Price, Discount, Amount, Rate],
        ColumnSet::QuantityFirst => vec![Quantity, Description, Price, Amount],
        ColumnSet::Bare => vec![Description, Amount],
        ColumnSet::Numbered => vec![Position, Description, Quantity, Unit, Price, Amount],
        ColumnSet::Dated => vec![Date, Description, Quantity, Price, Rate, Amount],
        ColumnSet::BothAmounts if deal.gross_priced => vec![Description, Price, Quantity, Rate, Amount],
        ColumnSet::BothAmounts => vec![Description, Price, Quantity, Rate, Amount, AmountGross],
        ColumnSet::TaxAmounts if deal.gross_priced => vec![Description, Quantity, Price, Rate, Amount],
        ColumnSet::TaxAmounts => vec![Description, Quantity, Price, Amount, Rate, Tax, AmountGross],
        ColumnSet::NetPrices => vec![Code, Description, Price, Discount, NetPrice, Quantity, Amount],
        ColumnSet::RateFirst => vec![Description, Rate, Price, Quantity, Amount],
        ColumnSet::Letters => vec![Description, Quantity, Price, Amount, Letter],
    };
    if discounts && !cells.contains(&Discount) && cells.contains(&Price) {
        let after = cells.iter().position(|c| *c == Price).unwrap_or(0) + 1;
        cells.insert(after, Discount);
    }
    if !discounts {
        cells.retain(|c| !matches!(c, Discount | NetPrice));
    }
    let several = deal.taxes.len() > 1;
    if several && !cells.contains(&Rate) && !cells.contains(&Letter) {
        cells.insert(cells.len() - 1, Rate);
    }
    if sheet.style.unit_in_quantity {
        cells.retain(|c| *c != Unit);
    }
    if deal.regime.is_exempt() {
        cells.retain(|c| !matches!(c, Rate | Letter | AmountGross | Tax));
    }
    cells
}

/// Columns given up, in this order, where the description has no room.
const SPARE: [Cell; 6] = [Cell::Unit, Cell::Position, Cell::Tax, Cell::Code, Cell::AmountGross, Cell::NetPrice];

/// The columns across the text width, each as wide as it needs, the description taking what is left.
pub fn lay_out(sheet: &mut Sheet) -> Vec<Column> {
    let centred = sheet.random.chance(25);
    let mut columns: Vec<Column> = cells(sheet).into_iter().map(|cell| column(sheet, cell, centred)).collect();
    let room = sheet.x1() - sheet.x0();
    let free = |columns: &[Column]| room - columns.iter().map(|c| c.width).sum::<f32>();
    let least = 16.0 * sheet.style.size;
    for cell in SPARE {
        if free(&columns) < least {
            columns.retain(|c| c.cell != cell);
        }
    }
    let left = free(&columns);
    let mut x = sheet.x0();
    for column in &mut columns {
        if column.cell == Cell::Description {
            column.width = left;
        }
        column.x = x;
        x += column.width;
    }
    columns
}

/// A column as wide as its head and cells; the description has no width yet.
fn column(sheet: &mut Sheet, cell: Cell, centred: bool) -> Column {
    let (w, deal) = (sheet.words, sheet.deal);
    let (ink, bold) = (sheet.ink(), sheet.ink().bold());
    let ways = match cell {
        Cell::Position => w.position,
        Cell::Code => w.code,
        Cell::Description => w.description,
        Cell::Date => w.line_date,
        Cell::Quantity => w.quantity,
        Cell::Unit => w.unit,
        Cell::Price if deal.gross_priced => w.unit_price_gross,
        Cell::Price => w.unit_price,
        Cell::Discount => w.discount,
        Cell::Rate | Cell::Letter => w.vat,
        Cell::Amount if deal.gross_priced => w.amount_gross,
        Cell::Amount => w.amount,
        Cell::AmountGross => w.amount_gross,
        Cell::Tax => w.line_tax,
        Cell::NetPrice => w.net_price,
    };
    let head = sheet.say(ways);
    let head = sheet.bare_label(head);
    let align = match cell {
        Cell::Description | Cell::Code | Cell::Date | Cell::Position => Align::Left,
        Cell::Unit | Cell::Letter => Align::Center,
        Cell::Quantity | Cell::Rate | Cell::Discount if centred => Align::Center,
        _ => sheet.style.numbers,
    };
    let head = if bold.width(&head) > 58.0 && cell != Cell::Description { bold.wrap(&head, 52.0) } else { vec![head] };
    let mut column = Column { cell, head, x: 0.0, width: 0.0, align };
    if cell != Cell::Description {
        let cells = deal.items.iter().enumerate().map(|(n, item)| ink.width(&text(sheet, &column, item, n)));
        let body = cells.fold(0.0, f32::max);
        let head = column.head.iter().map(|l| bold.width(l)).fold(0.0, f32::max);
        column.width = body.max(head) + 12.0;
    }
    column
}

/// What the cell of an item says.
pub fn text(sheet: &Sheet, column: &Column, item: &Item, index: usize) -> String {
    let number = sheet.style.number;
    let percent = !sheet.deal.number.len().is_multiple_of(3);
    let rate = |r: Decimal| {
        let places = [0, 2, 1][sheet.deal.order.len() % 3].max(r.normalize().scale() as usize);
        let digits = number.plain(r, places);
        if percent { format!("{digits} %") } else { digits }
    };
    match column.cell {
        Cell::Position => (index + 1).to_string(),
        Cell::Code => item.code.clone(),
        Cell::Description => item.name.clone(),
        Cell::Date => sheet.date(item.day),
        Cell::Quantity => {
            let digits = number.plain(item.quantity, sheet.style.quantity_places);
            let with_unit = sheet.style.unit_in_quantity && !item.unit.is_empty();
            if with_unit { format!("{digits} {}", item.unit) } else { digits }
        }
        Cell::Unit => item.unit.clone(),
        Cell::Price => number.price(item.price, sheet.style.price_places, sheet.sign),
        Cell::Discount => item.discount.map(rate).unwrap_or_default(),
        Cell::Rate => rate(item.rate),
        Cell::Letter => letter(sheet, item.rate),
        Cell::Amount if sheet.deal.gross_priced => sheet.cell(item.gross),
        Cell::Amount => sheet.cell(item.net),
        Cell::AmountGross => sheet.cell(item.gross),
        Cell::Tax => sheet.cell(item.gross - item.net),
        Cell::NetPrice => {
            let off = Decimal::ONE - item.discount.unwrap_or_default() / Decimal::ONE_HUNDRED;
            number.price(cents(item.price * off), sheet.style.price_places, sheet.sign)
        }
    }
}
