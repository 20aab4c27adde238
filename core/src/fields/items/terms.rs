//! What heads of item tables and first words of their rows stand for.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::lexicon::{Hit, LANGUAGES, Lexicon};
use crate::page::Word;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Position,
    Code,
    /// Names the thing sold; a code in some tables, where a description stands beside it.
    Item,
    Description,
    /// One cell `name - description`.
    NameDescription,
    Quantity,
    Unit,
    Price,
    NetPrice,
    Discount,
    /// Rate, or code that refers to the VAT table.
    Vat,
    VatAmount,
    Amount,
    Date,
    Order,
    /// Known to stand in item tables, of no use here.
    Other,
}

/// What a phrase in a head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadTerm {
    Column(Kind),
    /// VAT included.
    Included,
    /// VAT excluded.
    Excluded,
    /// "Net": of VAT or of a discount.
    Net,
    /// Belongs to another table: bases of VAT, due dates, meters.
    Foreign,
}

/// What a row that starts with a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowTerm {
    /// The totals begin.
    Total,
    /// VAT row of the totals.
    Tax,
    /// Deposits, payments, balance: totals too, but also what a deposit invoice sells.
    Settlement,
    /// Total of a section; items may follow.
    Subtotal,
    /// Total carried from or to another page.
    Carried,
    /// Stands in place of an amount.
    Gratis,
    /// A share of the row above, already counted there.
    PartOf,
    /// Allowance or charge on the whole.
    Adjustment,
}

macro_rules! files {
    ($($name:literal),*) => { [$(include_str!(concat!("../lexicon/columns/", $name, ".txt"))),*] };
}

/// The files hold heads first, then, from `[total]` on, words of rows: one phrase may mean one thing in each.
fn halves(rows: bool) -> [&'static str; LANGUAGES.len()] {
    files!("fra", "eng", "deu", "spa", "ita", "por", "nld").map(|file: &'static str| {
        let at = file.find("[total]").unwrap_or(file.len());
        if rows { &file[at..] } else { &file[..at] }
    })
}

static HEADS: LazyLock<Lexicon<HeadTerm>> = LazyLock::new(|| {
    Lexicon::new(halves(false), |section| {
        Some(HeadTerm::Column(match section {
            "position" => Kind::Position,
            "code" => Kind::Code,
            "item" => Kind::Item,
            "description" => Kind::Description,
            "name_description" => Kind::NameDescription,
            "quantity" => Kind::Quantity,
            "unit" => Kind::Unit,
            "price" => Kind::Price,
            "net_price" => Kind::NetPrice,
            "discount" => Kind::Discount,
            "vat" => Kind::Vat,
            "vat_amount" => Kind::VatAmount,
            "amount" => Kind::Amount,
            "date" => Kind::Date,
            "order" => Kind::Order,
            "other" => Kind::Other,
            "included" => return Some(HeadTerm::Included),
            "excluded" => return Some(HeadTerm::Excluded),
            "net" => return Some(HeadTerm::Net),
            "foreign" => return Some(HeadTerm::Foreign),
            _ => return None,
        }))
    })
});

static ROWS: LazyLock<Lexicon<RowTerm>> = LazyLock::new(|| {
    Lexicon::new(halves(true), |section| {
        Some(match section {
            "total" => RowTerm::Total,
            "tax" => RowTerm::Tax,
            "settlement" => RowTerm::Settlement,
            "subtotal" => RowTerm::Subtotal,
            "carried" => RowTerm::Carried,
            "gratis" => RowTerm::Gratis,
            "part_of" => RowTerm::PartOf,
            "adjustment" => RowTerm::Adjustment,
            _ => return None,
        })
    })
});

/// The phrases of a head.
pub(super) fn head_terms(words: &[Word], range: Range<usize>) -> Vec<Hit<HeadTerm>> {
    HEADS.find(words, range)
}

/// What a row that starts with these words is; punctuation and bullets before the first word do not count.
pub(super) fn row_term(words: &[Word], range: Range<usize>) -> Option<RowTerm> {
    let first = range.clone().find(|i| words[*i].text.contains(char::is_alphanumeric))?;
    // A label that a rule of the grid cuts through comes as two words without a blank.
    let cut = |i: usize| words[i].rect.x0 - words[i - 1].rect.x1 < 0.05 * words[i].size;
    let joined: Option<Vec<Word>> = (first + 1..range.end.min(first + 5)).any(cut).then(|| {
        let mut out: Vec<Word> = vec![words[first].clone()];
        for (i, word) in words.iter().enumerate().take(range.end).skip(first + 1) {
            match out.last_mut() {
                Some(last) if cut(i) => last.text.push_str(&word.text),
                _ => out.push(word.clone()),
            }
        }
        out
    });
    let (words, range) = match &joined {
        Some(joined) => (joined.as_slice(), 0..joined.len()),
        None => (words, first..range.end),
    };
    let hit = ROWS.find(words, range.start..range.end.min(range.start + 5)).into_iter().next()?;
    // "Report de la page 1" carries a total, "Report de votre abonnement au mois suivant" is sold.
    let rest = || (hit.words.end..range.end).filter(|i| words[*i].text.contains(char::is_alphabetic)).count();
    let carried = hit.kind != RowTerm::Carried || rest() <= hit.words.len() + 2;
    (hit.words.start == range.start && carried).then_some(hit.kind)
}
