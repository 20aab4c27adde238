//! Identifiers on the pages: SIREN, SIRET, VAT numbers, IBAN, BIC, with the label that announces them.

use std::ops::Range;

use crate::fields::context::{Context, Mark};
use crate::fields::labels::Label;
use crate::fields::parties::sides::siren_in;
use crate::fields::values::confusion;
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;
use crate::invoice::ident::{compact, iban_length, is_bic, is_eu_vat, is_iban, is_siren, is_siret, vat_of_siren};
use crate::page::Word;

/// What an identifier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    Siren,
    Siret,
    Vat,
    Iban,
    Bic,
}

/// An identifier on a page.
#[derive(Clone, Debug)]
pub struct Id {
    /// What it is.
    pub kind: IdKind,
    /// Compact form.
    pub value: String,
    /// Where it stands.
    pub span: Span,
    /// Its checksum, or its form where it has none, is right.
    pub valid: bool,
    /// The label before it, if one announces it.
    pub label: Option<Label>,
}

/// All identifiers, in reading order.
pub fn find(context: &Context<'_>) -> Vec<Id> {
    let mut out = Vec::new();
    for (index, page) in context.pages.iter().enumerate() {
        for line in 0..page.lines.len() {
            let range = page.words_of_line(line);
            let mut at = range.start;
            while at < range.end {
                match identifier(context, index, at, range.end) {
                    Some(id) => {
                        at = id.span.words.end;
                        let bic = (id.kind == IdKind::Iban).then(|| bic_behind(context, &id, range.end)).flatten();
                        out.push(id);
                        out.extend(bic);
                    }
                    None => at += 1,
                }
            }
        }
    }
    labelled_below(context, &mut out);
    agree(context, &mut out);
    out
}

/// An IBAN that begins at a word, runs to the end of its line and goes on at the start of the next.
fn wrapped_iban(context: &Context<'_>, page: usize, at: usize, end: usize) -> Option<String> {
    let layout = &context.pages[page];
    let head: String = layout.words[at..end].iter().map(|w| compact(&w.text)).collect();
    let shaped = head.len() >= 8
        && head.as_bytes()[2..].iter().all(u8::is_ascii_alphanumeric)
        && head.as_bytes()[2..4].iter().all(u8::is_ascii_digit);
    let missing = iban_length(head.get(..2)?)?.checked_sub(head.len()).filter(|n| shaped && *n > 0)?;
    let line = layout.segments[layout.segment_of(at)].line;
    let next = layout.lines.get(line + 1)?.segments.clone();
    layout.segments[next].iter().find_map(|segment| {
        let tail: String = layout.words_of(segment).iter().map(|w| compact(&w.text)).collect();
        // One number in 97 passes the key by chance: the rest must be just as long as what is missing, in digits.
        let rest = tail.len() == missing && tail.bytes().all(|b| b.is_ascii_digit());
        let whole = format!("{head}{tail}");
        (rest && is_iban(&whole)).then_some(whole)
    })
}

/// A BIC of the same country right behind an IBAN needs no label.
fn bic_behind(context: &Context<'_>, iban: &Id, end: usize) -> Option<Id> {
    let words = &context.pages[iban.span.page].words;
    let after = iban.span.words.end..end.min(iban.span.words.end + 3);
    let at = after.into_iter().find(|i| words[*i].text.contains(char::is_alphanumeric))?;
    let value = compact(&words[at].text);
    let same = value.get(4..6) == iban.value.get(..2);
    let span = Span { page: iban.span.page, words: at..at + 1 };
    (same && is_bic(&value)).then_some(Id { kind: IdKind::Bic, value, span, valid: true, label: None })
}

/// The identifier that starts at a word, with what recognition confused put right where its key shows how.
fn identifier(context: &Context<'_>, page: usize, at: usize, end: usize) -> Option<Id> {
    let printed = as_printed(context, page, at, end);
    if !context.pages[page].recognised || printed.as_ref().is_some_and(|id| id.valid) {
        return printed;
    }
    put_right(context, page, at, end).or(printed)
}

/// Letters where an identifier has digits, read as the digits they look like, when length and key then are right.
fn put_right(context: &Context<'_>, page: usize, at: usize, end: usize) -> Option<Id> {
    let words = &context.pages[page].words;
    if context.marks_in(page, at..at + 1).any(is_id_label) {
        return None;
    }
    let label = label_before(context, page, at);
    let found =
        |kind, value: String, stop| Some(Id { kind, value, span: Span { page, words: at..stop }, valid: true, label });
    runs(words, at, end).into_iter().find_map(|(value, stop)| {
        let tail = |from: usize| value.get(from..).and_then(confusion::digits);
        let country = value.get(..2).filter(|c| c.bytes().all(|b| b.is_ascii_uppercase()));
        if let Some(country) = country.filter(|c| iban_length(c) == Some(value.len())) {
            // Banks of some states are named by four letters.
            let bank = matches!(country, "NL" | "GB" | "IE").then(|| value.get(4..8)).flatten();
            let iban = match bank {
                Some(bank) => tail(8).zip(value.get(2..4).and_then(confusion::digits)).map(|(t, k)| k + bank + &t),
                None => tail(2),
            };
            let iban = iban.map(|rest| format!("{country}{rest}")).filter(|iban| is_iban(iban));
            if let Some(iban) = iban {
                return found(IdKind::Iban, iban, stop);
            }
        }
        if country == Some("FR") && value.len() == 13 {
            let key = value.get(2..4)?;
            let numbers = [tail(2), tail(4).map(|siren| format!("{key}{siren}"))];
            let vat = numbers.into_iter().flatten().map(|n| format!("FR{n}")).find(|vat| is_eu_vat(vat));
            return vat.and_then(|vat| found(IdKind::Vat, vat, stop));
        }
        if matches!(label, Some(Label::Siren | Label::Siret | Label::Rcs)) {
            let digits = tail(0)?;
            return match digits.len() {
                14 if is_siret(&digits) => found(IdKind::Siret, digits, stop),
                9 if is_siren(&digits) && label != Some(Label::Siret) => found(IdKind::Siren, digits, stop),
                _ => None,
            };
        }
        None
    })
}

/// French identifiers whose key is wrong, one digit away from what the valid SIREN of the same page makes them: the digit
/// was misread. Both must agree, the key and the number beside it.
fn agree(context: &Context<'_>, ids: &mut [Id]) {
    let known: Vec<String> = ids
        .iter()
        .filter(|id| id.valid)
        .filter_map(|id| siren_in(id).filter(|s| is_siren(s)).map(str::to_owned))
        .collect();
    let apart = |a: &str, b: &str| a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1;
    for id in ids.iter_mut().filter(|id| !id.valid && context.pages[id.span.page].recognised) {
        let meant = known.iter().find_map(|siren| match id.kind {
            IdKind::Vat => vat_of_siren(siren).filter(|vat| apart(vat, &id.value)),
            IdKind::Siret => {
                let (own, office) = id.value.split_at_checked(9)?;
                Some(format!("{siren}{office}")).filter(|siret| apart(own, siren) && is_siret(siret))
            }
            _ => None,
        });
        if let Some(meant) = meant {
            (id.value, id.valid) = (meant, true);
        }
    }
}

/// The identifier that starts at a word, as it stands there.
fn as_printed(context: &Context<'_>, page: usize, at: usize, end: usize) -> Option<Id> {
    let words = &context.pages[page].words;
    let first = compact(&words[at].text);
    let start = first.bytes().next()?;
    // `ID`, `No`: what follows is the number.
    if matches!(first.as_str(), "ID" | "NO" | "NR" | "NUM") {
        return None;
    }
    if !(start.is_ascii_digit() || first.len() >= 2) || words[at].text.contains(['€', '%', '@']) {
        return None;
    }
    // A label is no identifier, though `BIC : …` may look like one.
    if context.marks_in(page, at.saturating_sub(3)..at + 1).any(|m| is_id_label(m) && m.words.contains(&at)) {
        return None;
    }
    let label = label_before(context, page, at);
    let id = |kind, value: String, words: Range<usize>, valid| {
        Some(Id { kind, value, span: Span { page, words }, valid, label })
    };
    let groups = runs(words, at, end);

    if start.is_ascii_alphabetic() {
        let iban = |n: &str| {
            iban_length(n.get(..2).unwrap_or("")) == Some(n.len()) && n.as_bytes()[2..4].iter().all(u8::is_ascii_digit)
        };
        if let Some((value, stop)) = groups.iter().find(|(v, _)| v.len() >= 14 && iban(v) && is_iban(v)) {
            return id(IdKind::Iban, value.clone(), at..*stop, true);
        }
        if label == Some(Label::Iban)
            && let Some((value, stop)) = groups
                .iter()
                .rev()
                .find(|(v, _)| (14..=34).contains(&v.len()) && v.as_bytes()[2..4].iter().all(u8::is_ascii_digit))
        {
            let fits = groups.iter().find(|(v, _)| iban(v)).unwrap_or(&(value.clone(), *stop)).clone();
            // A French IBAN that is too short goes on somewhere else.
            if fits.0.starts_with("FR") && fits.0.len() != 27 {
                return None;
            }
            return id(IdKind::Iban, fits.0, at..fits.1, false);
        }
        if let Some(whole) = wrapped_iban(context, page, at, end) {
            return id(IdKind::Iban, whole, at..end, true);
        }
        let said = matches!(label, Some(Label::VatId | Label::BuyerVatId));
        if let Some((value, stop)) = groups.iter().find(|(v, _)| is_eu_vat(v) || is_swiss_vat(v)) {
            // Two letters and digits alone are also order numbers: other states' forms need their label.
            if said || value.starts_with("FR") || value.len() >= 11 {
                return id(IdKind::Vat, value.clone(), at..*stop, true);
            }
        }
        let french = |v: &str| v.len() == 13 && v.starts_with("FR") && v.as_bytes()[4..].iter().all(u8::is_ascii_digit);
        if let Some((value, stop)) = groups.iter().find(|(v, _)| french(v)) {
            return id(IdKind::Vat, value.clone(), at..*stop, false);
        }
        if said && let Some((value, stop)) = groups.iter().rev().find(|(v, stop)| vat_like(v) && *stop - at <= 5) {
            return id(IdKind::Vat, value.clone(), at..*stop, is_eu_vat(value));
        }
        if label == Some(Label::Bic)
            && let Some((value, stop)) = groups.iter().rev().find(|(v, _)| is_bic(v))
        {
            return id(IdKind::Bic, value.clone(), at..*stop, true);
        }
        return None;
    }
    let said = matches!(label, Some(Label::Siren | Label::Siret | Label::Rcs));
    // Digits that make a SIRET by chance are not grouped like one.
    let grouped = |stop: usize| {
        let sizes: Vec<usize> = words[at..stop].iter().map(|w| compact(&w.text).len()).collect();
        let plain = words[at..stop].iter().all(|w| w.text.bytes().filter(|b| !b.is_ascii_digit()).count() <= 1);
        plain && matches!(sizes[..], [14] | [9, 5] | [3, 3, 3, 5] | [3, 3, 3, 2, 3])
    };
    if let Some((value, stop)) = groups.iter().find(|(v, stop)| is_siret(v) && (said || grouped(*stop))) {
        return id(IdKind::Siret, value.clone(), at..*stop, true);
    }
    let digits = |v: &str, n: usize| v.len() == n && v.bytes().all(|b| b.is_ascii_digit());
    // `502 470 800 RCS Strasbourg`: the register behind the number.
    let register = |stop: usize| words.get(stop).filter(|_| stop < end).is_some_and(|w| fold(&w.text) == "rcs");
    if let Some((value, stop)) = groups.iter().find(|(v, stop)| is_siren(v) && register(*stop)) {
        return Some(Id {
            kind: IdKind::Siren,
            value: value.clone(),
            span: Span { page, words: at..*stop },
            valid: true,
            label: Some(Label::Rcs),
        });
    }
    if said {
        if let Some((value, stop)) = groups.iter().find(|(v, _)| digits(v, 14)) {
            return id(IdKind::Siret, value.clone(), at..*stop, false);
        }
        if let Some((value, stop)) = groups.iter().find(|(v, _)| digits(v, 9)) {
            return id(IdKind::Siren, value.clone(), at..*stop, is_siren(value));
        }
    }
    if matches!(label, Some(Label::VatId | Label::BuyerVatId))
        && let Some((value, stop)) = groups.iter().rev().find(|(v, _)| vat_like(v))
    {
        return id(IdKind::Vat, value.clone(), at..*stop, is_eu_vat(value));
    }
    None
}

/// A VAT number of some state: eight digits at least, few letters.
fn vat_like(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    (8..=15).contains(&value.len()) && digits >= 7 && value.len() - digits <= 4
}

/// `CHE123456789`, with `MWST`, `TVA` or `IVA` behind or not.
fn is_swiss_vat(value: &str) -> bool {
    value.strip_prefix("CHE").is_some_and(|d| d.len() == 9 && d.bytes().all(|b| b.is_ascii_digit()))
}

/// The words from `at`, joined one by one while they stay near: compact value and end of each step.
fn runs(words: &[Word], at: usize, end: usize) -> Vec<(String, usize)> {
    let mut value = String::new();
    let mut out = Vec::new();
    for i in at..end.min(at + 10) {
        let word = &words[i];
        let gap = if i > at { word.rect.x0 - words[i - 1].rect.x1 } else { 0.0 };
        let part = compact(&word.text);
        let stray = word.text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) || part.len() + value.len() > 34;
        if gap > 1.5 * word.size.max(6.0) || stray {
            break;
        }
        value.push_str(&part);
        if !part.is_empty() {
            out.push((value.clone(), i + 1));
        }
        if word.text.ends_with([',', ';']) {
            break;
        }
    }
    out
}

/// The nearest label on the line before a word, when nothing but separators stands between.
fn label_before(context: &Context<'_>, page: usize, at: usize) -> Option<Label> {
    let layout = &context.pages[page];
    let line = layout.words_of_line(layout.segments[layout.segment_of(at)].line);
    let mark = context.marks_in(page, line.start..at).filter(|m| is_id_label(m)).last()?;
    let between = &layout.words[mark.words.end.min(at)..at];
    let filler = |w: &Word| {
        let letters = w.text.chars().filter(|c| c.is_alphabetic()).count();
        w.text.len() <= 2
            || crate::fields::values::reference::is_number_sign(&w.text)
            || mark.label == Label::Rcs && letters > 0
            || letters == 0 && w.text.len() <= 4
    };
    let near = between.len() <= 4 && between.iter().all(filler);
    near.then_some(mark.label)
}

fn is_id_label(mark: &Mark) -> bool {
    matches!(
        mark.label,
        Label::VatId
            | Label::BuyerVatId
            | Label::Siren
            | Label::Siret
            | Label::Rcs
            | Label::Iban
            | Label::Bic
            | Label::TotalTax
    )
}

/// Labels whose identifier stands under them.
fn labelled_below(context: &Context<'_>, out: &mut Vec<Id>) {
    for mark in context.marks.iter().filter(|m| m.strong() && is_id_label(m)) {
        for place in context.below(mark, 2) {
            let words = &context.pages[mark.page].words;
            // Another label is no identifier, though `BIC…` may look like one.
            if context.marks_in(mark.page, place.span.words.start..place.span.words.start + 1).next().is_some() {
                continue;
            }
            let Some((value, stop)) = runs(words, place.span.words.start, place.span.words.end).pop() else { continue };
            if let Some(known) =
                out.iter_mut().find(|i| i.span.page == mark.page && i.span.words.start == place.span.words.start)
            {
                known.label = known.label.or(Some(mark.label));
                continue;
            }
            let span = Span { page: mark.page, words: place.span.words.start..stop };
            let digits = value.bytes().all(|b| b.is_ascii_digit());
            let (kind, valid) = match mark.label {
                Label::Siret | Label::Siren if digits && value.len() == 14 => (IdKind::Siret, is_siret(&value)),
                Label::Siret | Label::Siren if digits && value.len() == 9 => (IdKind::Siren, is_siren(&value)),
                Label::VatId | Label::BuyerVatId if vat_like(&value) && is_eu_vat(&value) => (IdKind::Vat, true),
                Label::Bic if is_bic(&value) => (IdKind::Bic, true),
                _ => continue,
            };
            out.push(Id { kind, value, span, valid, label: Some(mark.label) });
        }
    }
}
