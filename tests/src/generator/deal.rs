//! What an invoice is about, before anything is drawn: parties, items, amounts that agree to the cent.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::{Decimal, RoundingStrategy};

use super::draws::{draw_buyer, draw_code, draw_kind, draw_number, draw_order, draw_regime, pick_trade};
use super::people::{self, Company};
use super::random::Random;
use super::trades::{self, Trade};
use super::words::Language;

/// Kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain invoice.
    Invoice,
    /// Credit note.
    CreditNote,
    /// Deposit invoice: one line, a share of a quote.
    Deposit,
    /// Final invoice: deposits are deducted.
    Balance,
    /// Bill of a period.
    Subscription,
    /// Receipt on a narrow page.
    Receipt,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Invoice, Self::CreditNote, Self::Deposit, Self::Balance, Self::Subscription, Self::Receipt];
}

/// Who owes which VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regime {
    /// VAT at the seller's rates.
    Normal,
    /// Small business without VAT (CGI 293 B).
    Franchise,
    /// The French buyer owes it (CGI 283-2 nonies).
    ReverseCharge,
    /// Supply to a company of another member state (CGI 262 ter I).
    IntraCommunity,
    /// Export (CGI 262 I).
    Export,
    /// Rates of the overseas departments (CGI 296).
    Overseas,
}

impl Regime {
    /// Whether no VAT is charged.
    pub fn is_exempt(self) -> bool {
        !matches!(self, Self::Normal | Self::Overseas)
    }
}

/// A line.
#[derive(Clone, Debug)]
pub struct Item {
    /// Name.
    pub name: String,
    /// Further lines in small print.
    pub details: Vec<String>,
    /// Item code.
    pub code: String,
    /// Unit as printed.
    pub unit: String,
    /// Quantity.
    pub quantity: Decimal,
    /// Unit price before discount, with VAT where the deal is gross-priced.
    pub price: Decimal,
    /// Discount in percent.
    pub discount: Option<Decimal>,
    /// VAT rate in percent.
    pub rate: Decimal,
    /// Amount without VAT.
    pub net: Decimal,
    /// Amount with VAT.
    pub gross: Decimal,
    /// Day of the line.
    pub day: Date,
}

/// VAT at one rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tax {
    /// Percent.
    pub rate: Decimal,
    /// Base without VAT.
    pub base: Decimal,
    /// VAT.
    pub amount: Decimal,
}

/// Everything an invoice is about.
#[derive(Clone, Debug)]
pub struct Deal {
    /// Language it is written in.
    pub language: Language,
    /// Trade of the seller.
    pub trade: &'static Trade,
    /// Kind.
    pub kind: Kind,
    /// Regime.
    pub regime: Regime,
    /// Prices and line amounts include VAT.
    pub gross_priced: bool,
    /// VAT is rounded line by line and summed.
    pub tax_by_line: bool,
    /// Seller.
    pub seller: Company,
    /// Buyer.
    pub buyer: Company,
    /// Where it is delivered, when elsewhere.
    pub ship_to: Option<Company>,
    /// Number.
    pub number: String,
    /// Issue date.
    pub date: Date,
    /// Due date.
    pub due: Date,
    /// Delivery date.
    pub delivered: Date,
    /// Buyer's order.
    pub order: String,
    /// Invoice a credit note corrects.
    pub original: String,
    /// First and last day of the period billed.
    pub period: (Date, Date),
    /// Lines.
    pub items: Vec<Item>,
    /// Discount on the whole: percent and amount without VAT.
    pub allowance: Option<(Decimal, Decimal)>,
    /// Freight without VAT.
    pub charge: Option<Decimal>,
    /// Sum of the lines without VAT.
    pub lines_sum: Decimal,
    /// VAT by rate, highest first.
    pub taxes: Vec<Tax>,
    /// Total without VAT.
    pub net: Decimal,
    /// Total VAT.
    pub tax: Decimal,
    /// Total with VAT.
    pub gross: Decimal,
    /// Paid before.
    pub paid: Option<Decimal>,
}

/// Half away from zero, to the cent.
pub fn cents(value: Decimal) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

impl Deal {
    /// Draws a deal.
    pub fn draw(random: &mut Random, language: Option<Language>) -> Self {
        let language = language.unwrap_or_else(|| {
            random.weighted(&[
                (80, Language::French),
                (8, Language::English),
                (4, Language::German),
                (2, Language::Spanish),
                (2, Language::Italian),
                (2, Language::Portuguese),
                (2, Language::Dutch),
            ])
        });
        let trade = pick_trade(random, language);
        let kind = draw_kind(random, trade);
        let country = match language {
            Language::English => *random.pick(&["FR", "FR", "GB", "GB", "US"]),
            language => language.country(),
        };
        let regime = draw_regime(random, trade, kind, language, country);
        let retail = kind == Kind::Receipt || matches!(trade.key, "restaurant" | "garage" | "hotel" | "food");
        let person =
            kind == Kind::Receipt || (retail && random.chance(40)) || (regime == Regime::Normal && random.chance(12));
        let person = person && !matches!(regime, Regime::ReverseCharge | Regime::IntraCommunity);
        let mut seller = people::seller(random, trade, country);
        if regime == Regime::Franchise {
            seller.vat_id = None;
        }
        let buyer = draw_buyer(random, language, country, regime, person);
        let issued = date(random.between(2019, 2026) as i16, 1, 1)
            .checked_add(random.between(0, 360).days())
            .unwrap_or(date(2026, 3, 12));
        let after = |days: i64| issued.checked_add(days.days()).unwrap_or(issued);
        let gross_priced = !regime.is_exempt()
            && match kind {
                Kind::Receipt => true,
                _ if person => random.chance(55),
                _ => random.chance(4),
            };
        let start = issued.first_of_month().checked_sub(1.month()).unwrap_or(issued);
        let mut deal = Self {
            language,
            trade,
            kind,
            regime,
            gross_priced,
            tax_by_line: random.chance(12),
            ship_to: (!person && random.chance(18)).then(|| people::buyer(random, &buyer.country)),
            number: draw_number(random, issued, kind),
            due: after(*random.pick(&[0, 8, 10, 14, 15, 30, 30, 30, 45, 60])),
            delivered: after(-random.between(1, 25)),
            order: draw_order(random),
            original: draw_number(random, after(-40), Kind::Invoice),
            period: (start, start.last_of_month()),
            date: issued,
            seller,
            buyer,
            items: vec![],
            allowance: None,
            charge: None,
            lines_sum: Decimal::ZERO,
            taxes: vec![],
            net: Decimal::ZERO,
            tax: Decimal::ZERO,
            gross: Decimal::ZERO,
            paid: None,
        };
        deal.draw_items(random);
        deal.add_up(random);
        deal
    }

    /// Left to pay.
    pub fn left(&self) -> Decimal {
        self.gross - self.paid.unwrap_or_default()
    }

    fn draw_items(&mut self, random: &mut Random) {
        let count = match self.kind {
            Kind::Deposit => 1,
            Kind::Receipt => random.between(1, 9),
            _ => random.weighted(&[(30, 1), (34, 4), (20, 8), (9, 18), (5, 40), (2, 75)]) + random.between(0, 3),
        };
        let mut order: Vec<usize> = (0..self.trade.items.len()).collect();
        for i in 0..count as usize {
            if i % order.len() == 0 {
                random.shuffle(&mut order);
            }
            let (name, detail, unit, low, high, class) = self.trade.items[order[i % order.len()]];
            let rate = self.rate(class);
            let steps = random.below(4);
            let price = match random.between(low, high) {
                p if p < 60 => Decimal::new(p * 100 + random.between(0, 99), 4),
                p if steps == 0 && p > 1000 => Decimal::new(p / 100 * 100, 2),
                p if steps == 1 && p > 1000 => Decimal::new(p / 50 * 50, 2),
                p => Decimal::new(p, 2),
            };
            let quantity = match unit {
                trades::LOT => Decimal::ONE,
                trades::HOUR | trades::DAY => Decimal::new(random.between(1, 30) * 5, 1),
                trades::KILO | trades::LITRE | trades::AREA => Decimal::new(random.between(50, 9000), 2).normalize(),
                trades::MONTH => Decimal::from(random.weighted(&[(8, 1), (1, 3), (1, 12)])),
                _ if low < 60 => Decimal::from(random.between(50, 2500)),
                _ => Decimal::from(random.weighted(&[(5, 1), (3, 2), (2, 5)]) + random.between(0, 4)),
            };
            let units = self.language.words().units[unit];
            self.items.push(Item {
                name: name.to_owned(),
                details: if !detail.is_empty() && random.chance(60) { vec![detail.to_owned()] } else { vec![] },
                code: draw_code(random),
                unit: units[self.number.len() % units.len()].to_owned(),
                quantity,
                price,
                discount: None,
                rate,
                net: Decimal::ZERO,
                gross: Decimal::ZERO,
                day: self.delivered,
            });
        }
        if self.kind == Kind::Deposit {
            let item = &mut self.items[0];
            let share = random.pick(&[20, 30, 40, 50]);
            let quote = format!("{}{}", random.pick(&["D", "DEV-", "Q"]), random.digits(5));
            let line = self.language.words().deposit_line;
            item.name = line.replacen("{}", &share.to_string(), 1).replacen("{}", &quote, 1);
            item.quantity = Decimal::ONE;
            item.details.clear();
            return;
        }
        let bulleted = random.chance(8);
        let coded = random.chance(8);
        for item in &mut self.items {
            if bulleted && random.chance(50) {
                let bullet = random.pick(&["- ", "• "]);
                let points = self.language.words().comments;
                item.details.extend((0..random.between(1, 3)).map(|_| format!("{bullet}{}", random.pick(points))));
            }
            if coded {
                let label = self.language.words().code[0];
                item.details.push(format!("{label} {}", item.code));
            }
        }
        let biggest = self.items.iter().map(|i| i.price * i.quantity).max().unwrap_or_default();
        if random.chance(7) && self.items.len() > 1 && biggest > Decimal::from(40) {
            self.items.push(Item {
                name: self.language.words().rebate.to_owned(),
                details: vec![],
                code: draw_code(random),
                unit: String::new(),
                quantity: Decimal::ONE,
                price: -cents(biggest / Decimal::from(random.between(5, 20))),
                discount: None,
                rate: self.items[0].rate,
                net: Decimal::ZERO,
                gross: Decimal::ZERO,
                day: self.delivered,
            });
            let top = self.items.iter().max_by_key(|i| i.price * i.quantity).map_or(Decimal::ZERO, |i| i.rate);
            if let Some(last) = self.items.last_mut() {
                last.rate = top;
            }
        }
        if random.chance(22) {
            for item in &mut self.items {
                if random.chance(60) && item.price > Decimal::ZERO {
                    item.discount = Some(Decimal::from(*random.pick(&[5, 10, 15, 20, 25, 30])));
                }
            }
        }
    }

    fn rate(&self, class: usize) -> Decimal {
        if class == 4 {
            return Decimal::ZERO;
        }
        let rates: [(i64, u32); 4] = match (self.regime, self.seller.country.as_str()) {
            (r, _) if r.is_exempt() => [(0, 0); 4],
            (Regime::Overseas, _) => [(85, 1), (85, 1), (21, 1), (21, 1)],
            (_, "DE") => [(19, 0), (7, 0), (7, 0), (7, 0)],
            (_, "ES") => [(21, 0), (10, 0), (10, 0), (4, 0)],
            (_, "IT") => [(22, 0), (10, 0), (10, 0), (4, 0)],
            (_, "PT") => [(23, 0), (13, 0), (6, 0), (6, 0)],
            (_, "NL") => [(21, 0), (9, 0), (9, 0), (9, 0)],
            (_, "GB") => [(20, 0), (5, 0), (5, 0), (5, 0)],
            (_, "US") => [(0, 0); 4],
            _ => [(20, 0), (10, 0), (55, 1), (21, 1)],
        };
        Decimal::new(rates[class].0, rates[class].1)
    }

    /// Amounts of lines, VAT and totals.
    pub fn add_up(&mut self, random: &mut Random) {
        let hundred = Decimal::ONE_HUNDRED;
        for item in &mut self.items {
            let off = Decimal::ONE - item.discount.unwrap_or_default() / hundred;
            let amount = cents(item.quantity * item.price * off);
            let factor = Decimal::ONE + item.rate / hundred;
            (item.net, item.gross) =
                if self.gross_priced { (cents(amount / factor), amount) } else { (amount, cents(amount * factor)) };
        }
        self.lines_sum = self.items.iter().map(|i| i.net).sum();
        let mut rates: Vec<Decimal> = self.items.iter().map(|i| i.rate).collect();
        rates.sort_by(|a, b| b.cmp(a));
        rates.dedup();
        let simple = rates.len() == 1 && !self.gross_priced && self.kind != Kind::Deposit && self.kind != Kind::Receipt;
        if simple && random.chance(10) {
            let rate = Decimal::from(*random.pick(&[2, 3, 5, 10]));
            self.allowance = Some((rate, cents(self.lines_sum * rate / hundred)));
        }
        if simple && random.chance(10) {
            self.charge = Some(Decimal::new(random.between(490, 4900), 2));
        }
        let extra = self.charge.unwrap_or_default() - self.allowance.map_or(Decimal::ZERO, |a| a.1);
        for rate in rates {
            let of_rate = || self.items.iter().filter(|i| i.rate == rate);
            let factor = rate / hundred;
            let (base, amount) = if self.gross_priced {
                let gross: Decimal = of_rate().map(|i| i.gross).sum();
                let base = cents(gross / (Decimal::ONE + factor));
                (base, gross - base)
            } else {
                let base = of_rate().map(|i| i.net).sum::<Decimal>() + extra;
                let by_line = self.tax_by_line && extra.is_zero();
                let amount =
                    if by_line { of_rate().map(|i| cents(i.net * factor)).sum() } else { cents(base * factor) };
                (base, amount)
            };
            self.taxes.push(Tax { rate, base, amount });
        }
        self.net = self.taxes.iter().map(|t| t.base).sum();
        self.tax = self.taxes.iter().map(|t| t.amount).sum();
        self.gross = self.net + self.tax;
        if self.gross_priced {
            self.lines_sum = self.net;
        }
        let deducts = self.kind == Kind::Balance || (self.kind == Kind::Invoice && random.chance(9));
        if deducts {
            let whole = self.kind == Kind::Invoice && random.chance(25);
            let share = if whole { hundred } else { Decimal::from(*random.pick(&[20, 30, 40, 50])) };
            let paid = self.gross * share / hundred;
            self.paid = Some(if random.chance(50) && !whole { cents(paid.round()) } else { cents(paid) });
        }
    }
}
