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
        let mut lines = wrap(&identity(look), TEXT, SPAN - 60.0);
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

/// Name, form, capital, register, numbers (C. com. R123-237, R123-238).
fn identity(look: Look<'_>) -> String {
    let (seller, words) = (&look.invoice.seller, look.words);
    let colon = words.colon;
    let capital = seller.share_capital.as_ref().map(|capital| match capital.parse() {
        Ok(value) => {
            format!("{} {}", words.capital, look.language().round_money(value, look.invoice.currency.as_deref()))
        }
        Err(_) => format!("{} {capital}", words.capital),
    });
    let form = [seller.legal_form.clone(), capital].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let company =
        |name: &str, number: &Option<String>| number.as_ref().map(|n| format!("{name}{colon}{}", company_number(n)));
    let parts = [
        seller.name.clone(),
        Some(form).filter(|f| !f.is_empty()),
        seller.rcs.clone(),
        company(words.siren, &seller.siren),
        company(words.siret, &seller.siret),
        seller.vat_id.as_ref().map(|v| format!("{}{colon}{v}", words.vat_id)),
        seller.naf.as_ref().map(|naf| format!("APE{colon}{naf}")),
    ];
    // What belongs together stays together when the line is broken.
    let parts = parts.into_iter().flatten().map(|p| if p.chars().count() < 60 { p.replace(' ', "\u{a0}") } else { p });
    parts.collect::<Vec<_>>().join(" · ")
}
