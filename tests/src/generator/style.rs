//! How an invoice looks: one value for each axis, drawn from the seed.

use super::canvas::{Align, Color};
use super::embed::Coding;
use super::emit::{Frame, Order, Pen, Writing};
use super::font::Family;
use super::format::{DateStyle, NumberStyle};
use super::random::Random;
use super::words::Language;

/// Declares an axis: an enum with all its values in `ALL`.
macro_rules! axis {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $weight:expr),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl $name {
            /// Every value with its weight.
            pub const ALL: &[(usize, Self)] = &[$(($weight, Self::$value)),+];
        }
    };
}

axis! {
    /// Where the blocks of the first page stand.
    Furniture {
        /// Seller left, title and numbers right, buyer below right.
        SellerLeft = 3,
        /// Seller right, buyer left in the window.
        SellerRight = 2,
        /// Letterhead in the middle over a line.
        Letterhead = 2,
        /// Seller and buyer side by side under the title.
        SideBySide = 3,
        /// Seller in the footer only.
        FooterOnly = 1,
        /// Title and numbers on top, seller and buyer below.
        TitleFirst = 2,
        /// A coloured band across the top with seller and title.
        Band = 2,
        /// Buyer left, numbers right, seller on top left.
        BuyerLeft = 2,
        /// Three columns: seller, buyer, numbers.
        ThreeColumns = 1,
        /// Numbers left, buyer right, seller on top.
        NumbersLeft = 2,
    }
}

axis! {
    /// How number, dates and references are set.
    Header {
        /// `Label : value` lines.
        Lines = 4,
        /// Labels left, values in a column beside.
        Columns = 3,
        /// The same with values at the right end.
        RightColumns = 2,
        /// A table of two rows: labels over values.
        TwoRows = 3,
        /// A table with a row for each label.
        LabelRows = 2,
        /// Number and date in one sentence.
        Sentence = 2,
        /// Number in the title, the rest in lines.
        Title = 3,
        /// Small labels over values, stacked.
        Stacked = 2,
        /// All in one line across the page, parted by bars or dashes.
        OneLine = 1,
        /// Two label and value pairs a line.
        Pairs = 1,
        /// Number in lines, the date as a letter has it: town and day.
        Letter = 2,
    }
}

axis! {
    /// Rules and fills of the item table.
    Grid {
        /// Every cell boxed.
        Full = 3,
        /// Lines between rows.
        Rows = 3,
        /// A line under the head only.
        Head = 2,
        /// Nothing.
        None = 1,
        /// Every other row shaded.
        Zebra = 2,
        /// Dark head with white text.
        Dark = 3,
        /// Columns separated, rows not: a tall empty box.
        Columns = 2,
    }
}

axis! {
    /// How VAT is told.
    VatTable {
        /// A table of rates, bases and amounts beside the totals.
        Beside = 3,
        /// The same above the totals.
        Above = 1,
        /// A line for each rate in the totals.
        InTotals = 4,
        /// `TVA 20 % sur 1 200,00 : 240,00`.
        OnBase = 1,
        /// The same with the base in a column of its own.
        BaseColumn = 1,
        /// One total only.
        TotalOnly = 2,
    }
}

axis! {
    /// Where the totals stand.
    Totals {
        /// Right, plain.
        Right = 4,
        /// Right, in a box with rows.
        Boxed = 3,
        /// Right, last row dark.
        DarkLast = 2,
        /// Left.
        Left = 1,
        /// One row of labels over one row of values across the page.
        Across = 2,
        /// Further rows of the item table: labels at the right end, values under the amounts.
        Tail = 3,
        /// Right, the last amount alone and large.
        Large = 2,
        /// One sentence of labels and amounts.
        Sentence = 1,
    }
}

axis! {
    /// Which columns the item table has, in which order.
    ColumnSet {
        /// description, quantity, price, amount.
        Plain = 5,
        /// code, description, quantity, unit, price, amount.
        Coded = 3,
        /// description, quantity, unit, price, rate, amount.
        Rated = 4,
        /// code, description, quantity, price, discount, amount, rate.
        Discounted = 2,
        /// quantity, description, price, amount.
        QuantityFirst = 2,
        /// description, amount.
        Bare = 1,
        /// position, description, quantity, unit, price, amount.
        Numbered = 2,
        /// date, description, quantity, price, rate, amount.
        Dated = 1,
        /// description, price, quantity, rate, amount, amount with VAT.
        BothAmounts = 2,
        /// description, rate, price, quantity, amount.
        RateFirst = 2,
        /// description, quantity, price, amount, letter of the rate.
        Letters = 1,
        /// description, quantity, price, amount, rate, VAT, amount with VAT.
        TaxAmounts = 2,
        /// code, description, price, discount, price after it, quantity, amount.
        NetPrices = 1,
    }
}

axis! {
    /// Which row of a wrapped line bears the amounts.
    Anchor {
        /// The first.
        First = 6,
        /// The last.
        Last = 1,
        /// The middle of the height.
        Middle = 1,
    }
}

/// Everything that decides on the looks of a document.
#[derive(Clone, Debug)]
pub struct Style {
    /// Family of the text.
    pub family: Family,
    /// Points of the body text.
    pub size: f32,
    /// Colour of titles and heads.
    pub accent: Color,
    /// Left and right margin.
    pub margin: f32,
    /// Blocks of the first page.
    pub furniture: Furniture,
    /// Number, dates and references.
    pub header: Header,
    /// After labels: ` :`, `:` or nothing.
    pub colon: &'static str,
    /// Item table.
    pub grid: Grid,
    /// Columns.
    pub columns: ColumnSet,
    /// Row of the amounts.
    pub anchor: Anchor,
    /// Points between rows of the table, beyond the lines.
    pub air: f32,
    /// Quantities bear their unit: `3 h`.
    pub unit_in_quantity: bool,
    /// How numbers stand in their columns.
    pub numbers: Align,
    /// Decimals of unit prices at least.
    pub price_places: usize,
    /// Decimals of quantities at least.
    pub quantity_places: usize,
    /// Labels and heads in capitals.
    pub capitals: bool,
    /// Labels of totals end where their values begin.
    pub labels_right: bool,
    /// VAT.
    pub vat: VatTable,
    /// Totals.
    pub totals: Totals,
    /// Blocks of parties are framed.
    pub framed_parties: bool,
    /// Blocks of parties have a label.
    pub labelled_parties: bool,
    /// Numbers.
    pub number: NumberStyle,
    /// Dates.
    pub date: DateStyle,
    /// How the file is written.
    pub writing: Writing,
}

const ACCENTS: &[Color] = &[
    [0.0, 0.0, 0.0],
    [0.0, 0.0, 0.0],
    [0.1, 0.2, 0.45],
    [0.55, 0.1, 0.12],
    [0.05, 0.4, 0.3],
    [0.2, 0.2, 0.22],
    [0.75, 0.35, 0.05],
    [0.0, 0.45, 0.65],
];

impl Style {
    /// Draws a style for a language.
    pub fn draw(random: &mut Random, language: Language) -> Self {
        let pen = random.weighted(&[(50, Pen::Runs), (20, Pen::Words), (12, Pen::Letters), (18, Pen::Kerned)]);
        let order = random.weighted(&[
            (62, Order::Natural),
            (10, Order::Reversed),
            (10, Order::Columns),
            (10, Order::Rows),
            (8, Order::Shuffled),
        ]);
        let frame = random.weighted(&[
            (68, Frame::Plain),
            (16, Frame::Scaled),
            (8, Frame::Form),
            (4, Frame::Quarter),
            (4, Frame::Half),
        ]);
        let coding = random.weighted(&[
            (45, Coding::Glyphs),
            (15, Coding::Ligatures),
            (25, Coding::Subset),
            (15, Coding::WinAnsi),
        ]);
        Self {
            family: random.weighted(&[
                (42, Family::Helvetica),
                (12, Family::Times),
                (6, Family::Courier),
                (28, Family::Sans),
                (12, Family::Serif),
            ]),
            size: *random.pick(&[7.5, 8.0, 8.5, 9.0, 9.0, 9.5, 10.0, 10.0]),
            accent: *random.pick(ACCENTS),
            margin: *random.pick(&[28.0, 36.0, 42.0, 50.0, 56.0]),
            furniture: random.weighted(Furniture::ALL),
            header: random.weighted(Header::ALL),
            colon: *random.pick(if language == Language::French { &[" :", " :", ":", ""] } else { &[":", ":", ""] }),
            grid: random.weighted(Grid::ALL),
            columns: random.weighted(ColumnSet::ALL),
            anchor: random.weighted(Anchor::ALL),
            air: *random.pick(&[2.0, 4.0, 5.0, 7.0, 7.0, 10.0, 14.0]),
            unit_in_quantity: random.chance(8),
            numbers: random.weighted(&[(80, Align::Right), (9, Align::Center), (11, Align::Left)]),
            price_places: random.weighted(&[(84, 2), (8, 3), (8, 4)]),
            quantity_places: random.weighted(&[(70, 0), (22, 2), (8, 3)]),
            capitals: random.chance(9),
            labels_right: random.chance(25),
            vat: random.weighted(VatTable::ALL),
            totals: random.weighted(Totals::ALL),
            framed_parties: random.chance(30),
            labelled_parties: random.chance(60),
            number: NumberStyle::draw(random, language),
            date: DateStyle::draw(random, language),
            writing: Writing { pen, order, frame, coding },
        }
    }

    /// What holds of every receipt: little margin, small print, short dates.
    pub fn make_receipt(&mut self) {
        self.margin = 10.0;
        self.size = self.size.min(8.5);
        if matches!(self.date, DateStyle::Weekday | DateStyle::Words | DateStyle::MonthFirst) {
            self.date = DateStyle::Slashes;
        }
        self.columns = ColumnSet::Letters;
    }

    /// Name of the layout: the axes that decide where things stand.
    pub fn layout(&self) -> String {
        format!(
            "{:?}-{:?}-{:?}-{:?}-{:?}-{:?}",
            self.furniture, self.header, self.grid, self.columns, self.vat, self.totals
        )
    }
}
