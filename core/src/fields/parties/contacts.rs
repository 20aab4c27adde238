//! What French law and habit print beside a party: capital, trade register, activity code, telephone, e-mail.

use crate::fields::context::{Context, Mark};
use crate::fields::draft::Draft;
use crate::fields::labels::Label;
use crate::fields::parties::candidates::Role;
use crate::fields::parties::names::{clean, legal_form};
use crate::fields::parties::sides::Sides;
use crate::fields::values::amount::amounts;
use crate::fields::values::span::{Read, Span};
use crate::fields::values::text::fold;
use crate::invoice::Party;

/// What a detail says of its party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Form,
    Capital,
    Rcs,
    Naf,
    Phone,
    Email,
    ContactName,
}

/// A detail of a party.
#[derive(Clone, Debug)]
pub struct Detail {
    kind: Kind,
    role: Role,
    read: Read<String>,
}

/// Every detail on the pages with the party it stands by; the seller's where none is near.
pub fn find(context: &Context<'_>, sides: &Sides) -> Vec<Detail> {
    let mut out = Vec::new();
    let mut push = |kind: Kind, span: Span, value: String| {
        let legal = matches!(kind, Kind::Form | Kind::Capital | Kind::Rcs | Kind::Naf);
        let role = sides.near(context, &span).unwrap_or(Role::Seller);
        if !legal || role == Role::Seller {
            out.push(Detail { kind, role, read: Read { value, span } });
        }
    };
    for mark in &context.marks {
        if let Some(read) = form(context, mark) {
            push(Kind::Form, read.span, read.value);
        }
        let found = match mark.label {
            Label::Capital => capital(context, mark).map(|r| (Kind::Capital, r)),
            Label::Rcs => register(context, mark).map(|r| (Kind::Rcs, r)),
            Label::Naf => after(context, mark).and_then(|s| activity(context, &s)).map(|r| (Kind::Naf, r)),
            Label::Phone if mark.opens || mark.colon => {
                after(context, mark).and_then(|s| phone(context, &s)).map(|r| (Kind::Phone, r))
            }
            Label::ContactName if mark.opens => {
                after(context, mark).and_then(|s| person(context, &s)).map(|r| (Kind::ContactName, r))
            }
            _ => None,
        };
        if let Some((kind, read)) = found {
            push(kind, read.span, read.value);
        }
    }
    for (page, layout) in context.pages.iter().enumerate() {
        for (i, word) in layout.words.iter().enumerate() {
            let address = word.text.trim_matches(|c: char| !c.is_alphanumeric());
            let valid = address.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.len() > 3 && host.contains('.') && !host.contains('@')
            });
            if valid {
                push(Kind::Email, Span { page, words: i..i + 1 }, address.to_owned());
            }
        }
    }
    out
}

/// Writes the details of a party down: of each kind the first.
pub fn write(
    context: &Context<'_>,
    all: &mut Vec<Detail>,
    role: Role,
    key: &str,
    party: &mut Party,
    draft: &mut Draft,
) {
    let mine: Vec<Detail> = all.extract_if(.., |d| d.role == role).collect();
    for Detail { kind, read, .. } in mine {
        let (slot, leaf) = match kind {
            Kind::Form => (&mut party.legal_form, "legal_form"),
            Kind::Capital => (&mut party.share_capital, "share_capital"),
            Kind::Rcs => (&mut party.rcs, "rcs"),
            Kind::Naf => (&mut party.naf, "naf"),
            Kind::Phone => (&mut party.contact.phone, "contact.phone"),
            Kind::Email => (&mut party.contact.email, "contact.email"),
            Kind::ContactName => (&mut party.contact.name, "contact.name"),
        };
        if slot.is_none() {
            draft.note(context, format!("{key}.{leaf}"), &read.span, 0.85);
            *slot = Some(read.value);
        }
    }
}

/// The words behind a label, in its segment or the next one.
fn after(context: &Context<'_>, mark: &Mark) -> Option<Span> {
    let mut span = context.places(mark).into_iter().next()?.span;
    let words = &context.pages[span.page].words;
    while span.words.start < span.words.end && !words[span.words.start].text.contains(char::is_alphanumeric) {
        span.words.start += 1;
    }
    (!span.words.is_empty()).then_some(span)
}

/// Legal forms in full, folded.
const FORMS_IN_FULL: [&str; 5] = [
    "societe a responsabilite limitee",
    "societe par actions simplifiee",
    "societe par actions simplifiee unipersonnelle",
    "societe par actions simplifiee a associe unique",
    "societe anonyme",
];

/// `Durand • SASU au capital de 10 000 €`: the legal form right before the capital, as printed.
fn form(context: &Context<'_>, mark: &Mark) -> Option<Read<String>> {
    if mark.label != Label::Capital {
        return None;
    }
    let page = &context.pages[mark.page];
    let line = page.segments.get(mark.segment)?.words.clone();
    let of = |start: usize| Span { page: mark.page, words: start..mark.words.start };
    let in_full = |start: &usize| {
        let words: Vec<String> = page.words[*start..mark.words.start].iter().map(|word| fold(&word.text)).collect();
        FORMS_IN_FULL.contains(&words.join(" ").as_str())
    };
    let last = mark.words.start.checked_sub(1).filter(|last| line.contains(last))?;
    let short = legal_form(&page.words[last].text).map(|_| last);
    let start = short.or_else(|| (line.start.max(mark.words.start.saturating_sub(8))..last).find(in_full))?;
    let span = of(start);
    Some(Read { value: clean(&context.text(&span)), span })
}

/// `au capital de 10 000 €`: digits only, as the register writes it.
fn capital(context: &Context<'_>, mark: &Mark) -> Option<Read<String>> {
    let place = after(context, mark)?;
    let words = &context.pages[place.page].words;
    let amount = amounts(words, place.words.clone(), context.mark).into_iter().find(|a| !a.percent)?;
    let near = amount.words.start <= place.words.start + 2;
    near.then(|| Read {
        value: amount.value.normalize().to_string(),
        span: Span { page: place.page, words: amount.words },
    })
}

/// `RCS Lyon 123 456 789`, `R.C.S. de Lyon B 123 456 789`: the town of the registry.
fn register(context: &Context<'_>, mark: &Mark) -> Option<Read<String>> {
    let place = after(context, mark)?;
    let words = &context.pages[place.page].words;
    let town: Vec<usize> = place
        .words
        .clone()
        .skip_while(|i| matches!(words[*i].text.as_str(), "de" | "DE" | "d'" | ":" | "n°" | "N°"))
        .take_while(|i| {
            let text = words[*i].text.as_str();
            text.chars().filter(|c| c.is_alphabetic()).count() > 1
                && text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | ',' | '.'))
        })
        .take(4)
        .collect();
    let (first, last) = (*town.first()?, *town.last()?);
    let span = Span { page: place.page, words: first..last + 1 };
    Some(Read { value: format!("RCS {}", clean(&context.text(&span))), span })
}

/// `62.01Z`, `6201Z`.
fn activity(context: &Context<'_>, place: &Span) -> Option<Read<String>> {
    let words = &context.pages[place.page].words;
    place.words.clone().take(2).find_map(|i| {
        let code: String = words[i].text.chars().filter(char::is_ascii_alphanumeric).collect();
        let shaped = code.len() == 5
            && code.bytes().take(4).all(|b| b.is_ascii_digit())
            && code.as_bytes()[4].is_ascii_alphabetic();
        shaped.then(|| Read {
            value: format!("{}.{}", &code[..2], code[2..].to_ascii_uppercase()),
            span: Span { page: place.page, words: i..i + 1 },
        })
    })
}

/// A telephone number: eight digits or more in a row of words, as printed.
fn phone(context: &Context<'_>, place: &Span) -> Option<Read<String>> {
    let words = &context.pages[place.page].words;
    let numeric = |i: &usize| {
        let text = words[*i].text.as_str();
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '.' | '-' | '/'))
    };
    let end = place.words.clone().take_while(numeric).last()? + 1;
    let span = Span { page: place.page, words: place.words.start..end };
    let text = context.text(&span);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (8..=15).contains(&digits).then(|| Read { value: clean(&text), span })
}

/// The name of a contact.
fn person(context: &Context<'_>, place: &Span) -> Option<Read<String>> {
    let text = clean(&context.text(place));
    let plain =
        place.words.len() <= 5 && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'));
    (plain && text.len() > 2).then(|| Read { value: text, span: place.clone() })
}
