//! Whole invoices from a few words: what follows from the lines is computed.

use std::collections::BTreeMap;

use jiff::civil::date;
use ocr_facture::Invoice;
use ocr_facture::invoice::{
    Address, AllowanceCharge, Contact, Line, LineVat, Note, Party, PrecedingInvoice, Totals, VatBreakdown,
};
use rust_decimal::Decimal;

/// A number from its text.
pub fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn address(lines: &[&str], post_code: &str, city: &str, country: &str) -> Address {
    Address {
        lines: lines.iter().map(|l| (*l).to_owned()).collect(),
        post_code: some(post_code),
        city: some(city),
        country: some(country),
    }
}

/// An invoice being put together.
#[derive(Clone, Debug)]
pub struct Builder(pub Invoice);

impl Builder {
    /// A French company invoices another one, with all that the law wants said.
    pub fn new() -> Self {
        let mut invoice = Invoice {
            number: some("FA-2026-0042"),
            issue_date: Some(date(2026, 9, 14)),
            due_date: Some(date(2026, 10, 14)),
            type_code: some("380"),
            currency: some("EUR"),
            business_process: some("S1"),
            order_reference: some("BC-2026-118"),
            seller: Party {
                name: some("Atelier Lefèvre & Fils"),
                siren: some("732829320"),
                siret: some("73282932000074"),
                vat_id: some("FR44732829320"),
                legal_form: some("SARL"),
                share_capital: some("10000"),
                rcs: some("RCS Lyon"),
                naf: some("43.32A"),
                address: address(&["12 rue de la République"], "69002", "Lyon", "FR"),
                contact: Contact {
                    name: None,
                    phone: some("04 78 00 12 34"),
                    email: some("contact@atelier-lefevre.example"),
                },
                ..Party::default()
            },
            buyer: Party {
                name: some("Brasserie de l'Œuvre SAS"),
                siren: some("552100554"),
                vat_id: some("FR96552100554"),
                address: address(&["Bâtiment C", "8 quai des Célestins"], "75004", "Paris", "FR"),
                ..Party::default()
            },
            ..Invoice::default()
        };
        let payment = &mut invoice.payment;
        payment.means_code = some("30");
        payment.iban = some("FR7630006000011234567890189");
        payment.bic = some("AGRIFRPPXXX");
        payment.terms = some("30 jours date de facture");
        payment.late_penalty = some("Taux BCE majoré de 10 points, exigibles sans rappel.");
        payment.recovery_fee = Some(dec("40"));
        payment.discount_terms = some("Pas d'escompte pour paiement anticipé.");
        Self(invoice)
    }

    /// Adds a line of the standard category.
    pub fn line(self, name: &str, quantity: &str, unit: &str, price: &str, rate: &str) -> Self {
        self.line_in("S", name, quantity, unit, price, rate)
    }

    /// Adds a line of a category.
    pub fn line_in(mut self, category: &str, name: &str, quantity: &str, unit: &str, price: &str, rate: &str) -> Self {
        let (quantity, price) = (dec(quantity), dec(price));
        self.0.lines.push(Line {
            id: Some((self.0.lines.len() + 1).to_string()),
            name: some(name),
            quantity: Some(quantity),
            unit: some(unit),
            net_price: Some(price),
            net_amount: Some((quantity * price).round_dp(2)),
            vat: LineVat { category: some(category), rate: Some(dec(rate)) },
            ..Line::default()
        });
        self
    }

    /// Changes the last line.
    pub fn with(mut self, change: impl FnOnce(&mut Line)) -> Self {
        change(self.0.lines.last_mut().expect("a line"));
        self
    }

    /// Changes anything.
    pub fn set(mut self, change: impl FnOnce(&mut Invoice)) -> Self {
        change(&mut self.0);
        self
    }

    /// Discounts the last line by so many percent of its price.
    pub fn discounted(self, rate: &str) -> Self {
        self.with(|line| {
            let gross = line.net_price.expect("a price");
            let net = (gross * (dec("100") - dec(rate)) / dec("100")).round_dp(4).normalize();
            line.gross_price = Some(gross);
            line.discount_rate = Some(dec(rate));
            line.net_price = Some(net);
            line.net_amount = line.quantity.map(|q| (q * net).round_dp(2));
        })
    }

    /// An allowance (or a charge) on the document.
    pub fn adjusted(mut self, lowers: bool, amount: &str, reason: &str, rate: &str) -> Self {
        let row = AllowanceCharge {
            amount: Some(dec(amount)),
            reason: some(reason),
            vat: LineVat { category: some("S"), rate: Some(dec(rate)) },
            ..AllowanceCharge::default()
        };
        if lowers {
            self.0.allowances.push(row)
        } else {
            self.0.charges.push(row)
        }
        self
    }

    /// A note.
    pub fn note(mut self, code: Option<&str>, text: &str) -> Self {
        self.0.notes.push(Note { subject_code: code.map(str::to_owned), text: text.to_owned() });
        self
    }

    /// Refers to an earlier invoice.
    pub fn after(mut self, number: &str, day: jiff::civil::Date) -> Self {
        self.0.preceding_invoices.push(PrecedingInvoice { number: some(number), issue_date: Some(day) });
        self
    }

    /// Computes VAT and totals; `reason` and `code` say why no tax is due, where none is.
    pub fn total(mut self, reason: Option<&str>, code: Option<&str>) -> Self {
        let invoice = &mut self.0;
        let mut bases: BTreeMap<(String, Decimal), Decimal> = BTreeMap::new();
        let mut add = |vat: &LineVat, amount: Decimal| {
            let key = (vat.category.clone().expect("a category"), vat.rate.expect("a rate").normalize());
            *bases.entry(key).or_default() += amount;
        };
        let amount = |row: &AllowanceCharge| row.amount.expect("an amount");
        invoice.lines.iter().for_each(|l| add(&l.vat, l.net_amount.expect("an amount")));
        invoice.allowances.iter().for_each(|a| add(&a.vat, -amount(a)));
        invoice.charges.iter().for_each(|c| add(&c.vat, amount(c)));
        let rows = bases.into_iter().map(|((category, rate), base)| VatBreakdown {
            exemption_reason: reason.filter(|_| category != "S").map(str::to_owned),
            exemption_code: code.filter(|_| category != "S").map(str::to_owned),
            category: Some(category),
            rate: Some(rate),
            taxable_amount: Some(base),
            tax_amount: Some((base * rate / dec("100")).round_dp(2)),
        });
        invoice.vat_breakdown = rows.collect();
        let sum = |rows: &[AllowanceCharge]| (!rows.is_empty()).then(|| rows.iter().map(amount).sum::<Decimal>());
        let lines: Decimal = invoice.lines.iter().filter_map(|l| l.net_amount).sum();
        let (allowances, charges) = (sum(&invoice.allowances), sum(&invoice.charges));
        let net = lines - allowances.unwrap_or_default() + charges.unwrap_or_default();
        let tax: Decimal = invoice.vat_breakdown.iter().filter_map(|r| r.tax_amount).sum();
        let paid = invoice.totals.paid;
        invoice.totals = Totals {
            lines: Some(lines),
            allowances,
            charges,
            net: Some(net),
            tax: Some(tax),
            gross: Some(net + tax),
            paid,
            rounding: None,
            accounting_tax: invoice.totals.accounting_tax,
            due: Some(net + tax - paid.unwrap_or_default()),
        };
        self
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}
