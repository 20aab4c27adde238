//! Seller and buyer: who is who, and what identifies each.

pub mod address;
pub mod candidates;
pub mod contacts;
pub mod names;
pub mod sides;

use std::ops::Range;

use crate::fields::context::Context;
use crate::fields::draft::Draft;
use crate::fields::labels::Label;
use crate::fields::values::ids::{Id, IdKind};
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;
use crate::invoice::codes::country_of;
use crate::invoice::{Address, Party};
use crate::layout::PageLayout;
use crate::page::Rect;
use address::{Stack, span_of, stacks};
use candidates::{Candidate, Role, announced, by_place, legal};
use names::{LEGAL_FORMS, clean, full_name, legal_form, name_of, name_span};
use sides::{Sides, roles, siren_in};

/// Reads seller and buyer into the draft.
pub fn read(context: &Context<'_>, ids: &[Id], draft: &mut Draft) {
    let stacks = stacks(context);
    let mut candidates = from_stacks(context, &stacks, ids);
    candidates.extend(announced(context));
    candidates.extend(legal(context));
    candidates.extend(by_place(context));
    let candidates = merge(context, candidates, &stacks);
    let (seller, buyer) = choose(&candidates);
    let sides = Sides::new(context, &stacks, seller, buyer);
    let placed = roles(context, ids, &sides);
    let mut contacts = contacts::find(context, &sides);
    for (role, chosen) in [(Role::Seller, seller), (Role::Buyer, buyer)] {
        let key = if role == Role::Seller { "seller" } else { "buyer" };
        let mut party = Party::default();
        if let Some(candidate) = chosen {
            let strength = if role == Role::Seller { candidate.seller } else { candidate.buyer };
            draft.note(context, format!("{key}.name"), &candidate.span, 0.45 + 0.2 * strength.min(2.5));
            party.legal_form = legal_form(&candidate.name).map(str::to_owned);
            if party.legal_form.is_some() {
                draft.derive(format!("{key}.legal_form"), &[&format!("{key}.name")], 0.8);
            }
            party.name = Some(candidate.name.clone());
            if let Some(stack) = candidate.stack {
                address(context, &stacks[stack], candidate, key, &mut party.address, draft);
            }
        }
        identifiers(context, ids, &placed, role, key, &mut party, draft);
        contacts::write(context, &mut contacts, role, key, &mut party, draft);
        match role {
            Role::Seller => draft.invoice.seller = party,
            Role::Buyer => draft.invoice.buyer = party,
        }
    }
    delivery(context, &stacks, draft);
}

/// The address under a delivery heading.
fn delivery(context: &Context<'_>, stacks: &[Stack], draft: &mut Draft) {
    let Some(stack) = stacks.iter().find(|s| s.heading == Some(Label::DeliveryHeading)) else { return };
    let Some(segment) = name_of(context, stack) else { return };
    let span = name_span(context, stack.page, segment);
    let name = full_name(context, stack, segment, &span);
    draft.note(context, "delivery.name", &span, 0.8);
    let mut place = Address::default();
    let candidate = Candidate { name: name.clone(), span, seller: 0.0, buyer: 0.0, stack: None };
    address(context, stack, &candidate, "delivery", &mut place, draft);
    draft.invoice.delivery.name = Some(name);
    draft.invoice.delivery.address = Some(place);
}

/// A candidate for each address, with what its place and its neighbours say.
fn from_stacks(context: &Context<'_>, stacks: &[Stack], ids: &[Id]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (index, stack) in stacks.iter().enumerate() {
        let page = &context.pages[stack.page];
        let one_line = stack.above.is_empty() || name_of(context, stack).is_none();
        let (span, name) = match name_of(context, stack) {
            Some(segment) => {
                let span = name_span(context, stack.page, segment);
                let name = full_name(context, stack, segment, &span);
                (span, name)
            }
            None => match one_line_name(context, stack) {
                Some(span) => (span.clone(), clean(&context.text(&span))),
                None => continue,
            },
        };
        let near = Rect::new(stack.rect.x0 - 12.0, stack.rect.y0 - 4.0, stack.rect.x1 + 12.0, stack.rect.y1 + 14.0);
        let own = |rect: &Rect| near.contains(rect.x0.max(near.x0), rect.cy()) && rect.x0 < near.x1;
        let has_id = ids
            .iter()
            .any(|i| i.span.page == stack.page && i.label != Some(Label::BuyerVatId) && own(&context.rect(&i.span)));
        let has_contact =
            context.marks.iter().any(|m| {
                m.page == stack.page
                    && matches!(m.label, Label::Phone | Label::Fax | Label::Capital | Label::Naf)
                    && own(&m.rect)
            }) || page.words.iter().any(|w| (w.text.contains('@') || w.text.starts_with("www.")) && own(&w.rect));
        let (x, y) = (stack.rect.cx() / page.width.max(1.0), stack.rect.y0 / page.height.max(1.0));
        let (mut seller, mut buyer) = (0.5f32, 0.5f32);
        match stack.heading {
            Some(Label::SellerHeading) => (seller, buyer) = (2.2, -2.0),
            Some(Label::BuyerHeading) => (seller, buyer) = (-2.0, 2.2),
            Some(Label::DeliveryHeading) => (seller, buyer) = (-2.0, -0.3),
            _ => {}
        }
        if has_contact {
            seller += 0.7;
            buyer -= 0.35;
        }
        if has_id {
            seller += 0.25;
        }
        if y > 0.8 {
            seller += 0.5;
            buyer -= 1.5;
        } else if y < 0.5 && x > 0.5 {
            buyer += 0.35;
        }
        if x < 0.5 && y < 0.25 {
            seller += 0.3;
        }
        if index == 0 {
            seller += 0.3;
        } else {
            buyer += 0.25;
        }
        if one_line {
            seller += 0.1;
            buyer -= 0.7;
            // The sender's line over the window of an envelope, in small print.
            let window = stacks.iter().any(|other| {
                other.page == stack.page
                    && !other.above.is_empty()
                    && other.rect.y0 > stack.rect.y0
                    && other.rect.y0 - stack.rect.y1 < 60.0
                    && (other.rect.x0 - stack.rect.x0).abs() < 40.0
            });
            if window {
                seller += 0.9;
            }
        }
        if stack.page > 0 {
            seller -= 0.4;
            buyer -= 0.4;
        }
        out.push(Candidate { name, span, seller, buyer, stack: Some(index) });
    }
    out
}

/// `Durand SA · 12 rue des Lilas · 75001 Paris`: the name opens the line.
fn one_line_name(context: &Context<'_>, stack: &Stack) -> Option<Span> {
    let page = &context.pages[stack.page];
    // Separators set wide apart make segments of their own.
    let postal = &page.segments[stack.postal];
    let mut first = stack.postal;
    while first > page.lines[postal.line].segments.start {
        let (left, right) = (&page.segments[first - 1], &page.segments[first]);
        let size = page.words[right.words.start].size;
        // Recognised heights differ a little within a line.
        let alike = if page.recognised { 0.15 * size } else { 0.5 };
        if right.rect.x0 - left.rect.x1 > 3.0 * size || (page.words[left.words.start].size - size).abs() > alike {
            break;
        }
        first -= 1;
    }
    let words = page.segments[first].words.start..postal.words.end;
    let separator = words.clone().take_while(|i| *i < stack.line.code.start).find(|i| {
        let text = page.words[*i].text.as_str();
        // Recognition sees no dots between wide blanks.
        let apart = page.recognised && page.segments[page.segment_of(*i)].words.start == *i;
        *i > words.start
            && (matches!(text, "-" | "–" | "—" | "|" | "•" | "·" | "*" | "," | "●" | "e" | "°")
                || text.ends_with([',', ';', '·', '•'])
                || apart)
    });
    let end = match separator {
        Some(end) if page.segments[page.segment_of(end)].words.start == end && page.recognised => end,
        Some(end) => {
            end + usize::from(page.words[end].text.len() > 2 && page.words[end].text.ends_with([',', ';', '·', '•']))
        }
        // Only over the window of an envelope.
        None if stack.rect.y0 < 0.4 * page.height => wide_blank(page, words.start..stack.line.code.start)?,
        None => return None,
    };
    let span = Span { page: stack.page, words: words.start..end };
    crate::fields::parties::names::is_name(context, &span).then_some(span)
}

/// Where the widest blank of a recognised line stands, far wider than the others: a dot that was not seen; else behind the
/// legal form of a name.
fn wide_blank(page: &PageLayout, words: Range<usize>) -> Option<usize> {
    if !page.recognised || words.len() < 3 {
        return None;
    }
    let gap = |i: usize| page.words[i].rect.x0 - page.words[i - 1].rect.x1;
    let mut gaps: Vec<f32> = words.clone().skip(1).map(gap).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps[gaps.len() / 2].max(0.5);
    let wide = words.clone().skip(1).find(|i| gap(*i) > 1.8 * usual);
    let formed = || words.clone().skip(1).find(|i| LEGAL_FORMS.contains(&fold(&page.words[i - 1].text).as_str()));
    wide.or_else(formed)
}

/// Candidates of one name become one; what the rest of the page says of a name is added.
fn merge(context: &Context<'_>, all: Vec<Candidate>, stacks: &[Stack]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for candidate in all {
        let key = fold(&candidate.name);
        if key.len() < 2 {
            continue;
        }
        match out.iter_mut().find(|k| fold(&k.name) == key) {
            Some(known) => {
                // Evidence of the same kind does not add up; a new kind does, in part.
                known.seller = combine(known.seller, candidate.seller);
                known.buyer = combine(known.buyer, candidate.buyer);
                known.stack = known.stack.or(candidate.stack);
            }
            None => out.push(candidate),
        }
    }
    let domains: Vec<String> = context
        .pages
        .iter()
        .flat_map(|p| &p.words)
        .filter(|w| w.text.contains('@') || w.text.starts_with("www.") || w.text.starts_with("http"))
        .map(|w| fold(w.text.rsplit('@').next().unwrap_or("")))
        .collect();
    for candidate in &mut out {
        let key = candidate.name.split_whitespace().map(fold).filter(|w| w.len() >= 4).max_by_key(String::len);
        if key.is_some_and(|k| domains.iter().any(|d| d.contains(&k))) {
            candidate.seller += 0.5;
            candidate.buyer -= 0.2;
        }
        // A name without address found at a heading gets the address that starts with it.
        if candidate.stack.is_none() {
            candidate.stack = stacks.iter().position(|s| {
                s.page == candidate.span.page
                    && s.above.iter().any(|seg| {
                        let words = span_of(context, s.page, *seg).words;
                        words.start <= candidate.span.words.start && candidate.span.words.end <= words.end
                    })
            });
        }
    }
    out
}

fn combine(a: f32, b: f32) -> f32 {
    if a.signum() == b.signum() {
        a.abs().max(b.abs()).copysign(a) + 0.4 * a.abs().min(b.abs()).copysign(a)
    } else {
        a + b
    }
}

/// The pair of different names that explains the page best.
fn choose(candidates: &[Candidate]) -> (Option<&Candidate>, Option<&Candidate>) {
    let mut best: (f32, Option<&Candidate>, Option<&Candidate>) = (0.0, None, None);
    for seller in candidates.iter().map(Some).chain([None]) {
        for buyer in candidates.iter().map(Some).chain([None]) {
            let same = matches!((seller, buyer), (Some(s), Some(b)) if std::ptr::eq(s, b) || s.stack.is_some() && s.stack == b.stack);
            let score = seller.map_or(0.0, |s| s.seller - 0.2) + buyer.map_or(0.0, |b| b.buyer - 0.2);
            if !same && score > best.0 {
                best = (score, seller, buyer);
            }
        }
    }
    (best.1, best.2)
}

fn identifiers(
    context: &Context<'_>,
    ids: &[Id],
    placed: &[Option<Role>],
    role: Role,
    key: &str,
    party: &mut Party,
    draft: &mut Draft,
) {
    let mine = |kind: IdKind| {
        let of_kind = ids.iter().zip(placed).filter(move |(i, r)| i.kind == kind && **r == Some(role)).map(|(i, _)| i);
        of_kind.max_by_key(|i| (i.valid, i.label.is_some(), std::cmp::Reverse((i.span.page, i.span.words.start))))
    };
    let score = |id: &Id| if id.valid { 0.95 } else { 0.6 };
    let (vat, siret, siren) = (mine(IdKind::Vat), mine(IdKind::Siret), mine(IdKind::Siren));
    // A SIREN that neither VAT number nor SIRET repeats gives way to the one both do.
    let siren = siren.filter(|s| {
        let others: Vec<&str> = [vat, siret].into_iter().flatten().filter_map(siren_in).collect();
        others.len() < 2 || others[0] != others[1] || others.contains(&s.value.as_str())
    });
    let mut put = |path: &str, id: Option<&Id>| -> Option<String> {
        let id = id?;
        draft.note(context, format!("{key}.{path}"), &id.span, score(id));
        Some(id.value.clone())
    };
    party.vat_id = put("vat_id", vat);
    party.siret = put("siret", siret);
    party.siren = put("siren", siren);
    let inner = [siret, vat].into_iter().flatten().find_map(|id| siren_in(id).map(|s| (s.to_owned(), id)));
    match (&party.siren, inner) {
        (Some(own), Some((other, id))) if *own == other => {
            let path = if id.kind == IdKind::Siret { "siret" } else { "vat_id" };
            draft.agree(&[&format!("{key}.siren"), &format!("{key}.{path}")]);
        }
        (None, Some((siren, id))) => {
            let path = if id.kind == IdKind::Siret { "siret" } else { "vat_id" };
            draft.derive(format!("{key}.siren"), &[&format!("{key}.{path}")], score(id));
            party.siren = Some(siren);
        }
        _ => {}
    }
}

fn address(
    context: &Context<'_>,
    stack: &Stack,
    candidate: &Candidate,
    key: &str,
    address: &mut Address,
    draft: &mut Draft,
) {
    let page = &context.pages[stack.page];
    let at = |leaf: &str| format!("{key}.address.{leaf}");
    let after = |s: &&usize| page.segments[**s].words.start >= candidate.span.words.end;
    for segment in stack.above.iter().filter(after) {
        let span = span_of(context, stack.page, *segment);
        let text = clean(&context.text(&span));
        // The rest of a name that runs over two lines is no street.
        if !text.is_empty() && !candidate.name.ends_with(&text) {
            draft.note(context, at(&format!("lines.{}", address.lines.len())), &span, 0.75);
            address.lines.push(text);
        }
    }
    let postal = &page.segments[stack.postal];
    let start =
        if postal.words.contains(&candidate.span.words.start) { candidate.span.words.end } else { postal.words.start };
    let head = stack.line.code.start.min(stack.line.city.start);
    if head > start {
        let span = Span { page: stack.page, words: start..head };
        let text = clean(&context.text(&span));
        if text.chars().filter(|c| c.is_alphabetic()).count() > 2 {
            draft.note(context, at(&format!("lines.{}", address.lines.len())), &span, 0.65);
            address.lines.push(text);
        }
    }
    let code = Span { page: stack.page, words: stack.line.code.clone() };
    let city = Span { page: stack.page, words: stack.line.city.clone() };
    draft.note(context, at("post_code"), &code, 0.85);
    draft.note(context, at("city"), &city, 0.8);
    let text = context.text(&code);
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    address.post_code = Some(
        bare.split_once('-')
            .filter(|(p, _)| p.len() <= 3 && p.bytes().all(|b| b.is_ascii_uppercase()))
            .map_or(bare, |(_, c)| c)
            .to_owned(),
    );
    address.city = Some(clean(&context.text(&city)));
    let under = stack.under.first().map(|s| span_of(context, stack.page, *s));
    let named = under.and_then(|span| country_of(&clean(&context.text(&span))).map(|c| (c, span)));
    if let Some((country, span)) = named {
        draft.note(context, at("country"), &span, 0.9);
        address.country = Some(country.into());
    } else if let Some(country) = stack.line.country {
        draft.note(context, at("country"), &code, 0.85);
        address.country = Some(country.into());
    }
}
