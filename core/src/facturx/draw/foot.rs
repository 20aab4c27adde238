//! The foot of every page: who the seller is before the law, and which page this is.

use super::canvas::{Align, Color, HEIGHT, Leaf, Style, put, rule};
use super::format::company_number;
use super::sheet::{LEFT, Look, RIGHT, SPAN};
use super::wrap::wrap;

const TEXT: Style = Style::regular(7.0, Color::SOFT);
/// From the lower edge of the paper to the last base line.
const UNDER: f32 = 26.0;
/// Lines of the foot at most: a longer one would leave no page.
const MOST: usize = 6;

/// The foot, laid out once for all pages.
#[derive(Clone, Debug)]
pub struct Foot {
    lines: Vec<String>,
    page: &'static str,
}

impl Foot {
    /// The foot of this invoice.
    pub fn new(look: Look<'_>) -> Self {
        let lines = joined(&identity(look, true), SPAN - 60.0);
        // A name that long stands at the top of the page; here it would push out what follows it.
        let mut lines = if lines.len() > MOST { joined(&identity(look, false), SPAN - 60.0) } else { lines };
        lines.truncate(MOST);
        Self { lines, page: look.words.page }
    }

    /// Height it takes from a page, with the space above it.
    pub fn height(&self) -> f32 {
        UNDER + self.lines.len().max(1) as f32 * TEXT.leading() + 18.0
    }

    /// Draws it on a page.
    pub fn draw(&self, leaf: &mut Leaf, page: usize, pages: usize) {
        let top = HEIGHT - UNDER - self.lines.len().max(1) as f32 * TEXT.leading();
        rule(leaf, LEFT, top - 4.0, SPAN, 0.5, Color::RULE);
        let mut y = top + TEXT.size + 1.0;
        put(leaf, RIGHT, y, Align::Right, TEXT, &format!("{} {page}/{pages}", self.page));
        for line in &self.lines {
            put(leaf, LEFT, y, Align::Left, TEXT, line);
            y += TEXT.leading();
        }
    }
}

/// The parts in lines, with a dot between two of a line.
fn joined(parts: &[String], width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        if let Some(last) = lines.last_mut() {
            let longer = format!("{last} · {part}");
            if TEXT.width(&longer) <= width {
                *last = longer;
                continue;
            }
        }
        lines.extend(wrap(part, TEXT, width));
    }
    lines
}

/// Name, form, capital, register, numbers (C. com. R123-237, R123-238).
pub fn identity(look: Look<'_>, named: bool) -> Vec<String> {
    let (seller, words) = (&look.invoice.seller, look.words);
    let colon = words.colon;
    // The capital of a French company is in euros, whatever it invoices in.
    let french = seller.siren.is_some() || seller.address.country.as_deref() == Some("FR");
    let currency = if french { Some("EUR") } else { look.invoice.currency.as_deref() };
    let capital = seller.share_capital.as_ref().map(|capital| match capital.parse() {
        Ok(value) => {
            format!("{} {}", words.capital, look.language().round_money(value, currency))
        }
        Err(_) => format!("{} {capital}", words.capital),
    });
    // The form follows the name, the capital follows the form.
    let form = [seller.legal_form.clone(), capital].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let company = [seller.name.clone().filter(|_| named), Some(form).filter(|f| !f.is_empty())];
    let number = |name: &str, number: &Option<String>| {
        number.as_ref().map(|n| format!("{name}{colon}{}", company_number(n)).replace(' ', "\u{a0}"))
    };
    let parts = [
        Some(company.into_iter().flatten().collect::<Vec<_>>().join(", ")).filter(|c| !c.is_empty()),
        seller.rcs.clone(),
        number(words.siren, &seller.siren),
        number(words.siret, &seller.siret),
        seller.vat_id.as_ref().map(|v| format!("{}{colon}{v}", words.vat_id)),
        seller.naf.as_ref().map(|naf| format!("APE{colon}{naf}")),
    ];
    parts.into_iter().flatten().collect()
}
