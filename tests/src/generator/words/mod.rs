//! What invoices say, per language: data only.

mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod portuguese;
mod spanish;

/// A list of wordings that mean the same.
pub type Ways = &'static [&'static str];

/// Language of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Portuguese.
    Portuguese,
    /// Dutch.
    Dutch,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 7] =
        [Self::French, Self::English, Self::German, Self::Spanish, Self::Italian, Self::Portuguese, Self::Dutch];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Italian => "it",
            Self::Portuguese => "pt",
            Self::Dutch => "nl",
        }
    }

    /// The country most of its invoices come from, ISO 3166-1.
    pub fn country(self) -> &'static str {
        match self {
            Self::French => "FR",
            Self::English => "GB",
            Self::German => "DE",
            Self::Spanish => "ES",
            Self::Italian => "IT",
            Self::Portuguese => "PT",
            Self::Dutch => "NL",
        }
    }

    /// Its wordings.
    pub fn words(self) -> &'static Words {
        match self {
            Self::French => &french::WORDS,
            Self::English => &english::WORDS,
            Self::German => &german::WORDS,
            Self::Spanish => &spanish::WORDS,
            Self::Italian => &italian::WORDS,
            Self::Portuguese => &portuguese::WORDS,
            Self::Dutch => &dutch::WORDS,
        }
    }
}

/// The wordings of a language. `{}` stands for the value where a wording is a sentence.
#[derive(Debug)]
pub struct Words {
    /// Title of an invoice.
    pub invoice: Ways,
    /// Title of a credit note.
    pub credit_note: Ways,
    /// Title of a deposit invoice.
    pub deposit: Ways,
    /// Title of a final invoice after deposits.
    pub balance: Ways,
    /// Title of a receipt.
    pub receipt: Ways,
    /// Marks between the title and the number.
    pub number_marks: Ways,
    /// Title, number and date in one sentence.
    pub sentence: Ways,
    /// From a day to a day.
    pub span: Ways,
    /// The line of a deposit: share, then quote.
    pub deposit_line: &'static str,
    /// Label of the invoice number.
    pub number: Ways,
    /// Label of the credit note's number.
    pub credit_number: Ways,
    /// Label of the issue date.
    pub date: Ways,
    /// Label of the due date.
    pub due: Ways,
    /// Label of the buyer's order.
    pub order: Ways,
    /// Label of the delivery date.
    pub delivery_date: Ways,
    /// Label of the invoice a credit note corrects.
    pub original: Ways,
    /// Labels of numbers that are none of the above: customer, quote, delivery note, project, account.
    pub other_numbers: &'static [(&'static str, &'static str)],
    /// Labels of dates that are none of the above: order, quote.
    pub other_dates: Ways,
    /// Label of the period billed.
    pub period: Ways,
    /// Label of the payment terms.
    pub terms: Ways,
    /// Payment terms.
    pub terms_text: Ways,
    /// Label of the means of payment.
    pub means: Ways,
    /// Means of payment.
    pub means_text: Ways,
    /// Label of a contact or a salesperson.
    pub contact: Ways,
    /// Label over the buyer's address.
    pub bill_to: Ways,
    /// Label over the delivery address.
    pub ship_to: Ways,
    /// Label over the seller's address.
    pub from: Ways,
    /// Label of a telephone number.
    pub phone: Ways,
    /// Label of a fax number.
    pub fax: Ways,
    /// Label of an e-mail address.
    pub email: Ways,
    /// Label of a VAT number.
    pub vat_id: Ways,
    /// Label of an IBAN.
    pub iban: Ways,
    /// Label of a BIC.
    pub bic: Ways,
    /// Label of the bank's name.
    pub bank: Ways,
    /// Column: what was sold.
    pub description: Ways,
    /// Column: item code.
    pub code: Ways,
    /// Column: quantity.
    pub quantity: Ways,
    /// Column: unit.
    pub unit: Ways,
    /// Column: unit price without VAT.
    pub unit_price: Ways,
    /// Column: unit price with VAT.
    pub unit_price_gross: Ways,
    /// Column: discount in percent.
    pub discount: Ways,
    /// Column: VAT rate.
    pub vat: Ways,
    /// Column: amount without VAT.
    pub amount: Ways,
    /// Column: amount with VAT.
    pub amount_gross: Ways,
    /// Column: VAT of the line.
    pub line_tax: Ways,
    /// Column: unit price after discount.
    pub net_price: Ways,
    /// Column: date of the line.
    pub line_date: Ways,
    /// Column: number of the line.
    pub position: Ways,
    /// Total without VAT.
    pub net: Ways,
    /// Total VAT.
    pub tax: Ways,
    /// VAT at a rate.
    pub tax_at: Ways,
    /// VAT at a rate on a base.
    pub tax_on: Ways,
    /// Total with VAT.
    pub gross: Ways,
    /// Paid before.
    pub paid: Ways,
    /// Left to pay.
    pub due_amount: Ways,
    /// Left to pay, where nothing was paid before.
    pub due_all: Ways,
    /// Discount on the whole document.
    pub allowance: Ways,
    /// Freight and other charges on the whole document.
    pub charge: Ways,
    /// Sum of the lines before discounts and charges.
    pub lines_sum: Ways,
    /// Subtotal within the lines.
    pub subtotal: Ways,
    /// Carried to the next page.
    pub carried_out: Ways,
    /// Carried from the page before.
    pub carried_in: Ways,
    /// Head of the VAT table: rate, base, tax.
    pub vat_table: &'static [[&'static str; 3]],
    /// Heads of sections between lines.
    pub sections: Ways,
    /// Comments between lines.
    pub comments: Ways,
    /// Small print under the totals.
    pub mentions: Ways,
    /// Page and pages.
    pub page: Ways,
    /// Name of a line that gives something back.
    pub rebate: &'static str,
    /// Balance of earlier bills, told but not billed.
    pub earlier: Ways,
    /// Sentence before or after the lines.
    pub greeting: Ways,
    /// Subject of the invoice.
    pub subject: Ways,
    /// Months, full.
    pub months: [&'static str; 12],
    /// Months, short.
    pub short_months: [&'static str; 12],
    /// Days, Monday first.
    pub days: [&'static str; 7],
    /// Units: piece, hour, day, month, kilogram, square metre, litre, package.
    pub units: [Ways; 8],
}
