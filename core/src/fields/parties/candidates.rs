//! Where the page offers a name, and what speaks for its being the seller's or the buyer's.

use crate::fields::context::{Context, Mark, Place, Relation};
use crate::fields::labels::Label;
use crate::fields::parties::address::{is_street, postal_line};
use crate::fields::parties::names::{LEGAL_FORMS, clean, is_contact, is_name, legal_form};
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;
use crate::page::Rect;

/// Seller or buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who issues the invoice.
    Seller,
    /// Who receives it.
    Buyer,
}

/// A name that may be the seller's or the buyer's.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// As printed.
    pub name: String,
    /// Where.
    pub span: Span,
    /// What speaks for each role.
    pub seller: f32,
    /// What speaks for each role.
    pub buyer: f32,
    /// Its address, by index in the stacks.
    pub stack: Option<usize>,
}

/// Names under, or beside, the heading of a party or a label for its name.
pub fn announced(context: &Context<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for mark in &context.marks {
        let (role, weight) = match mark.label {
            Label::SellerHeading => (Role::Seller, 1.6),
            Label::BuyerHeading => (Role::Buyer, 2.0),
            Label::SellerName => (Role::Seller, 2.2),
            Label::AccountHolder => (Role::Seller, 0.55),
            Label::BuyerName => (Role::Buyer, 2.2),
            Label::Name => match section(context, mark.page, &mark.rect) {
                Some(role) => (role, 2.2),
                None => continue,
            },
            _ => continue,
        };
        if !(mark.opens
            && (mark.whole
                || mark.colon
                || matches!(mark.label, Label::BuyerName | Label::SellerName | Label::AccountHolder)))
        {
            continue;
        }
        let short = mark.words.len() == 1
            && !mark.colon
            && context.text(&Span { page: mark.page, words: mark.words.clone() }).chars().count() <= 3;
        let mut places = context.places(mark);
        if mark.label.is_party() {
            places.retain(|p| p.relation != Relation::Below);
            // `Customer: 2` has said its say; what stands under it is something else.
            if places.iter().all(|p| p.relation != Relation::Inline) {
                places.extend(column_below(context, mark));
            }
        }
        for place in places {
            let mut span = place.span.clone();
            let words = &context.pages[span.page].words;
            while span.words.start < span.words.end && !words[span.words.start].text.contains(char::is_alphanumeric) {
                span.words.start += 1;
            }
            // A name ends where an address begins.
            if let Some(at) = span.words.clone().skip(1).find(|i| {
                words[*i].text.ends_with(',') || matches!(words[*i].text.as_str(), "-" | "–" | "|" | "•" | "·")
            }) && (is_street(&context.text(&Span { page: span.page, words: at + 1..span.words.end }))
                || postal_line(words, at + 1..span.words.end).is_some())
            {
                span.words.end = at + usize::from(words[at].text.ends_with(','));
            }
            // An identifier behind the name is none of it: `Durand SA – SIREN 829 144 070`.
            let id = context.marks_in(span.page, span.words.start + 1..span.words.end).find(|m| {
                matches!(
                    m.label,
                    Label::Siren | Label::Siret | Label::VatId | Label::Rcs | Label::Iban | Label::Phone | Label::Email
                )
            });
            if let Some(id) = id {
                span.words.end = id.words.start;
            }
            if span.words.is_empty() || !is_name(context, &span) || is_contact(&context.text(&span)) {
                continue;
            }
            let far = if place.relation == Relation::Right && short { 0.5 } else { 1.0 };
            let score = weight * place.fit * far;
            let (seller, buyer) = if role == Role::Seller { (score, -2.0) } else { (-2.5, score) };
            out.push(Candidate { name: clean(&context.text(&span)), span, seller, buyer, stack: None });
            break;
        }
    }
    out
}

/// The lines under a heading, past identifiers and references that stand before the name.
fn column_below(context: &Context<'_>, mark: &Mark) -> Vec<Place> {
    let page = &context.pages[mark.page];
    let heading = page.segments[mark.segment].rect;
    let mut out = Vec::new();
    for segment in page.segments.iter().filter(|s| s.rect.cy() > heading.y1) {
        let down = (segment.rect.y0 - heading.y1) / heading.height().max(6.0);
        let off = segment.rect.x0 - heading.x0;
        if down > 7.0 || out.len() == 5 {
            break;
        }
        if segment.rect.x_overlap(&heading) <= 0.0 && !(0.0..3.0 * heading.height()).contains(&off) {
            continue;
        }
        let party =
            context.marks_in(mark.page, segment.words.clone()).any(|m| m.opens && m.whole && m.label.is_party());
        if party {
            break;
        }
        let span = Span { page: mark.page, words: segment.words.clone() };
        out.push(Place { span, relation: Relation::Below, fit: 0.85 - 0.05 * down.max(0.0) });
    }
    out
}

/// The party whose heading opens the part of the page a box stands in.
pub fn section(context: &Context<'_>, page: usize, rect: &Rect) -> Option<Role> {
    let above = |m: &&Mark| {
        m.page == page
            && m.label.is_party()
            && m.opens
            && (m.whole || m.colon)
            && m.rect.y1 <= rect.y0 + 2.0
            && m.rect.x0 <= rect.x1
            && rect.y0 - m.rect.y1 < 220.0
            && m.rect.x0 - rect.x0 > -0.35 * context.pages[page].width
    };
    let nearest = context.marks.iter().filter(above).max_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0))?;
    match nearest.label {
        Label::SellerHeading => Some(Role::Seller),
        Label::BuyerHeading => Some(Role::Buyer),
        _ => None,
    }
}

/// Names in legal lines: `Durand SARL au capital de 10 000 €`.
pub fn legal(context: &Context<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (page, layout) in context.pages.iter().enumerate() {
        for segment in &layout.segments {
            let words = segment.words.clone();
            let marks: Vec<&Mark> = context
                .marks_in(page, words.clone())
                .filter(|m| matches!(m.label, Label::Capital | Label::Siret | Label::Rcs | Label::VatId | Label::Siren))
                .collect();
            let Some(first) = marks.iter().map(|m| m.words.start).min() else { continue };
            // The name opens the line, up to a separator or what makes it legal.
            let ends = |i: &usize| {
                let text = layout.words[*i].text.as_str();
                *i > words.start
                    && (matches!(text, "-" | "–" | "—" | "|" | "•" | "·" | ":" | "*") || text.ends_with([',', ';']))
            };
            let stop = words
                .clone()
                .find(ends)
                .map(|i| i + usize::from(layout.words[i].text.ends_with([',', ';'])))
                .unwrap_or(first)
                .min(first);
            let mut span = Span { page, words: words.start..stop };
            let filler = |w: &str| {
                matches!(
                    fold(w).as_str(),
                    "au" | "societe"
                        | "une"
                        | "n"
                        | "la"
                        | "par"
                        | "actions"
                        | "simplifiee"
                        | "responsabilite"
                        | "limitee"
                        | "anonyme"
                        | "a"
                )
            };
            while span.words.end > span.words.start && filler(&layout.words[span.words.end - 1].text) {
                span.words.end -= 1;
            }
            if span.words.is_empty()
                || !is_name(context, &span)
                || context.text(&span).chars().filter(|c| c.is_alphabetic()).count() < 3
            {
                continue;
            }
            let form = legal_form(&context.text(&span)).is_some();
            let only_form = span.words.len() == 1 && LEGAL_FORMS.contains(&fold(&context.text(&span)).as_str());
            if only_form {
                continue;
            }
            let low = segment.rect.y0 > 0.8 * layout.height;
            let seller = 0.3 + if form { 0.4 } else { 0.0 } + if low { 0.3 } else { -0.2 };
            out.push(Candidate { name: clean(&context.text(&span)), span, seller, buyer: -1.5, stack: None });
        }
    }
    out
}

/// The first words of the first page, when nothing better names the seller; blocks in an envelope's window for the buyer.
pub fn by_place(context: &Context<'_>) -> Vec<Candidate> {
    let Some(page) = context.pages.first() else { return Vec::new() };
    let mut out = Vec::new();
    let top = page.segments.iter().take_while(|s| s.rect.y0 < 0.2 * page.height).find_map(|s| {
        let span = Span { page: 0, words: s.words.clone() };
        let titled = context.marks_in(0, s.words.clone()).any(|m| m.opens);
        (is_name(context, &span) && !titled).then_some(span)
    });
    if let Some(span) = top {
        out.push(Candidate { name: clean(&context.text(&span)), span, seller: 0.35, buyer: -0.3, stack: None });
    }
    for block in &page.blocks {
        let window = block.rect.y0 > 0.08 * page.height
            && block.rect.y1 < 0.42 * page.height
            && (3..=7).contains(&block.segments.len());
        let plain = block.segments.iter().all(|s| {
            let words = page.segments[*s].words.clone();
            words.len() <= 8 && !context.marks_in(0, words).any(|m| m.opens && m.label != Label::DatePrefix)
        });
        let first = Span { page: 0, words: page.segments[block.segments[0]].words.clone() };
        if window && plain && is_name(context, &first) {
            out.push(Candidate {
                name: clean(&context.text(&first)),
                span: first,
                seller: -0.2,
                buyer: 0.4,
                stack: None,
            });
        }
    }
    out
}
