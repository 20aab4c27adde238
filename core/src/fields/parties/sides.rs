//! Which party a thing on the page belongs to.

use crate::fields::context::Context;
use crate::fields::labels::Label;
use crate::fields::parties::address::Stack;
use crate::fields::parties::candidates::{Candidate, Role, section};
use crate::fields::values::ids::{Id, IdKind};
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;
use crate::invoice::ident::{siren_of_siret, siren_of_vat};
use crate::page::Rect;

/// How far from a party's address its identifiers and contacts stand, in points.
const REACH: f32 = 110.0;

/// Where seller and buyer stand on the pages.
#[derive(Debug)]
pub struct Sides {
    regions: [(Role, Option<(usize, Rect)>); 2],
}

impl Sides {
    /// The sides of the two parties chosen.
    pub fn new(context: &Context<'_>, stacks: &[Stack], seller: Option<&Candidate>, buyer: Option<&Candidate>) -> Self {
        let region = |c: Option<&Candidate>| {
            c.map(|c| (c.span.page, c.stack.map_or_else(|| context.rect(&c.span), |s| stacks[s].rect)))
        };
        Self { regions: [(Role::Seller, region(seller)), (Role::Buyer, region(buyer))] }
    }

    /// The party a span stands by: the foot of a page is the seller's.
    pub fn near(&self, context: &Context<'_>, span: &Span) -> Option<Role> {
        let rect = context.rect(span);
        let page = &context.pages[span.page];
        if rect.y0 > 0.82 * page.height {
            return Some(Role::Seller);
        }
        let line_start = page.segments[page.segment_of(span.words.start)].rect.x0;
        let distance = |r: &Rect| {
            let down = (rect.y0 - r.y1).max(r.y0 - rect.y1).max(0.0);
            let across = (line_start - r.x1).max(r.x0 - rect.x1).max(0.0);
            down + 1.5 * across
        };
        let on_page = |(role, region): &(Role, Option<(usize, Rect)>)| {
            region.filter(|(p, _)| *p == span.page).map(|(_, r)| (*role, distance(&r)))
        };
        let near = self.regions.iter().filter_map(on_page).filter(|(_, d)| *d < REACH);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(role, _)| role).or_else(|| section(context, span.page, &rect))
    }
}

/// The role of each identifier, by its label, its place, and the identifiers that share its SIREN.
pub fn roles(context: &Context<'_>, ids: &[Id], sides: &Sides) -> Vec<Option<Role>> {
    let mut out: Vec<Option<Role>> = ids.iter().map(|id| said(context, id)).collect();
    for (i, id) in ids.iter().enumerate().filter(|(_, id)| id.kind != IdKind::Iban && id.kind != IdKind::Bic) {
        out[i] = out[i].or_else(|| sides.near(context, &id.span));
    }
    // One company, one role: what shares a SIREN goes together.
    for i in 0..ids.len() {
        if out[i].is_none()
            && let Some(siren) = siren_in(&ids[i])
        {
            out[i] = (0..ids.len()).filter(|j| *j != i && siren_in(&ids[*j]) == Some(siren)).find_map(|j| out[j]);
        }
    }
    // What is left is the seller's, who has to print them, then the buyer's.
    for kind in [IdKind::Vat, IdKind::Siret, IdKind::Siren] {
        for role in [Role::Seller, Role::Buyer] {
            let taken = (0..ids.len()).any(|i| ids[i].kind == kind && out[i] == Some(role));
            if !taken && let Some(i) = (0..ids.len()).find(|i| ids[*i].kind == kind && out[*i].is_none()) {
                out[i] = Some(role);
            }
        }
    }
    out
}

/// The nine digits of a company inside an identifier, checked or not.
pub fn siren_in(id: &Id) -> Option<&str> {
    match id.kind {
        IdKind::Siren => Some(&id.value),
        IdKind::Siret => siren_of_siret(&id.value).or_else(|| id.value.get(..9)),
        IdKind::Vat => siren_of_vat(&id.value)
            .or_else(|| id.value.strip_prefix("FR").filter(|v| v.len() == 11).and_then(|v| v.get(2..))),
        _ => None,
    }
}

/// The role the label itself tells (`N° TVA client`).
fn said(context: &Context<'_>, id: &Id) -> Option<Role> {
    if id.label == Some(Label::BuyerVatId) {
        return Some(Role::Buyer);
    }
    let page = &context.pages[id.span.page];
    let segment = &page.segments[page.segment_of(id.span.words.start)];
    let line = &page.lines[segment.line];
    let before = page.segments[line.segments.clone()]
        .iter()
        .rfind(|s| s.words.end <= id.span.words.start && segment.rect.x0 - s.rect.x1 < 90.0);
    let start = before.map_or(segment.words.start, |s| s.words.start);
    let words = page.words[start..id.span.words.start].iter().map(|w| fold(&w.text));
    const BUYER: [&str; 12] = [
        "client", "acheteur", "votre", "customer", "buyer", "kunde", "kunden", "ihre", "cliente", "klant", "uw", "your",
    ];
    const SELLER: [&str; 6] = ["vendeur", "fournisseur", "notre", "seller", "supplier", "lieferant"];
    let mut role = None;
    for word in words {
        if BUYER.contains(&word.as_str()) {
            role = Some(Role::Buyer);
        } else if SELLER.contains(&word.as_str()) {
            role = Some(Role::Seller);
        }
    }
    role
}
