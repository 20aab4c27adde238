//! Number, dates, type, currency and references of the invoice.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::fields::context::{Context, Mark, Place, Relation};
use crate::fields::draft::Draft;
use crate::fields::labels::Label;
use crate::fields::pairs::{Pair, propose, settle};
use crate::fields::parties::candidates::section;
use crate::fields::values::date::dates;
use crate::fields::values::reference::{Reference, reference, same};
use crate::fields::values::span::Span;
use crate::invoice::PrecedingInvoice;
use crate::invoice::codes::currency_of;
use crate::layout::PageLayout;

/// Reads the head of the invoice into the draft.
pub fn read(context: &Context<'_>, draft: &mut Draft) {
    type_code(context, draft);
    numbers(context, draft);
    issue_and_due(context, draft);
    currency(context, draft);
}

/// Pages and heights weigh: what identifies an invoice stands at the top of its first page.
fn prior(context: &Context<'_>, mark: &Mark) -> f32 {
    let height = context.pages[mark.page].height.max(1.0);
    0.85f32.powi(mark.page as i32) * (1.0 - 0.25 * (mark.rect.y0 / height).clamp(0.0, 1.0))
}

fn numbers(context: &Context<'_>, draft: &mut Draft) {
    let wanted = |m: &Mark| {
        m.label.is_title() && m.opens
            || matches!(
                m.label,
                Label::InvoiceNumber
                    | Label::NumberSign
                    | Label::OrderNumber
                    | Label::Contract
                    | Label::BuyerReference
                    | Label::OtherNumber
                    | Label::PrecedingInvoice
            )
    };
    let read = |mark: &Mark, place: &Place| -> Vec<(Reference, Span, f32)> {
        let told = (place.relation != Relation::Below || mark.whole) && (mark.colon || mark.words.len() > 1);
        let sure = told
            && matches!(
                mark.label,
                Label::InvoiceNumber | Label::OrderNumber | Label::Contract | Label::BuyerReference
            );
        let Some(found) = reference(context, place.span.page, place.span.words.clone(), sure) else { return vec![] };
        // Capitals alone may name an order, never an invoice.
        if mark.label == Label::InvoiceNumber && !found.text.contains(|c: char| c.is_ascii_digit()) {
            return vec![];
        }
        let label = match mark.label {
            Label::InvoiceNumber => prior(context, mark),
            // `Nummer : 549910` under `Verkäufer` numbers the seller.
            Label::NumberSign if section(context, mark.page, &mark.rect).is_some() => 0.3,
            Label::NumberSign if mark.colon => 0.8 * prior(context, mark),
            Label::NumberSign => 0.7 * prior(context, mark),
            title if title.is_title() => prior(context, mark) * if found.signed { 0.95 } else { 0.72 },
            Label::OtherNumber | Label::PrecedingInvoice => 0.9,
            _ if mark.strong() => 0.9,
            _ => 0.5,
        };
        let weak = if mark.strong() { 1.0 } else { 0.8 };
        let score = label * weak * found.quality;
        let span = Span { page: place.span.page, words: found.words.clone() };
        vec![(found, span, score)]
    };
    let mut pairs = propose(context, wanted, read);
    support(&mut pairs);
    let pairs = settle(pairs);
    let best = |kind: &dyn Fn(Label) -> bool| {
        pairs.iter().filter(|p| kind(p.mark.label)).max_by(|a, b| a.score.total_cmp(&b.score)).cloned()
    };

    let number = best(&names_invoice).or_else(|| bare_reference(context, &pairs));
    if let Some(pair) = &number {
        draft.note(context, "number", &pair.span, pair.score);
        draft.invoice.number = Some(pair.value.text.clone());
    }
    let mut set = |label: Label, path: &str, slot: &mut Option<String>| {
        let Some(pair) = best(&|l| l == label).filter(|p| p.score > 0.3) else { return };
        if number.as_ref().is_some_and(|n| same(&n.value.text, &pair.value.text)) {
            return;
        }
        draft.note(context, path, &pair.span, pair.score);
        *slot = Some(pair.value.text.clone());
    };
    let (mut order, mut contract, mut buyer) = (None, None, None);
    set(Label::OrderNumber, "order_reference", &mut order);
    set(Label::Contract, "contract_reference", &mut contract);
    set(Label::BuyerReference, "buyer_reference", &mut buyer);
    draft.invoice.order_reference = order;
    draft.invoice.contract_reference = contract;
    draft.invoice.buyer_reference = buyer;

    if let Some(pair) = best(&|l| l == Label::PrecedingInvoice).filter(|p| p.score > 0.4) {
        let words = &context.pages[pair.span.page].words;
        let line = context.pages[pair.span.page].segments[pair.mark.segment].words.end;
        let after = dates(words, pair.span.words.end..line.max(pair.span.words.end), context.order);
        draft.note(context, "preceding_invoices.0.number", &pair.span, pair.score);
        let mut preceding = PrecedingInvoice { number: Some(pair.value.text.clone()), issue_date: None };
        if let Some(date) = after.first() {
            let span = Span { page: pair.span.page, words: date.words.clone() };
            draft.note(context, "preceding_invoices.0.issue_date", &span, pair.score);
            preceding.issue_date = Some(date.date);
        }
        draft.invoice.preceding_invoices = vec![preceding];
    }
}

/// The same number under two labels of the invoice is likelier than each alone.
fn support(pairs: &mut [Pair<'_, Reference>]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let own = |p: &Pair<'_, Reference>| names_invoice(p.mark.label);
    for pair in pairs.iter().filter(|p| own(p)) {
        *seen.entry(pair.value.text.clone()).or_default() += 1;
    }
    for pair in pairs.iter_mut().filter(|p| own(p)) {
        let times = seen.get(&pair.value.text).copied().unwrap_or(1);
        pair.score += (1.0 - pair.score) * 0.15 * (times.min(4) - 1) as f32;
    }
}

/// `Référence : FC-2109` at the top of the page, when nothing says that it numbers anything else.
fn bare_reference<'m>(context: &Context<'_>, pairs: &[Pair<'m, Reference>]) -> Option<Pair<'m, Reference>> {
    let bare = |p: &&Pair<'m, Reference>| {
        let label =
            crate::fields::values::text::fold(&context.text(&Span { page: p.mark.page, words: p.mark.words.clone() }));
        let top = p.mark.page == 0 && p.mark.rect.y0 < 0.45 * context.pages[0].height;
        top && ["reference", "referenz", "referencia", "referentie", "riferimento", "ref", "belegnr", "document"]
            .contains(&label.as_str())
    };
    let pair = pairs.iter().find(bare)?;
    Some(Pair { score: 0.6 * pair.score, ..pair.clone() })
}

/// Labels whose number is the invoice's own.
fn names_invoice(label: Label) -> bool {
    matches!(label, Label::InvoiceNumber | Label::NumberSign) || label.is_title()
}

fn issue_and_due(context: &Context<'_>, draft: &mut Draft) {
    let pairs = settle(propose(context, is_date_label, |mark, place| read_dates(context, mark, place)));
    let best = |label: Label| {
        pairs.iter().filter(|p| role(context, p.mark) == Some(label)).max_by(|a, b| a.score.total_cmp(&b.score))
    };
    let mut issue = best(Label::IssueDate).map(|p| (p.value, p.span.clone(), p.score));
    let due = best(Label::DueDate).filter(|p| p.score > 0.3);
    if issue.is_none() {
        issue = lone_date(context, &pairs).or_else(|| till_date(context, &pairs));
    }
    if let Some((date, span, score)) = &issue {
        draft.note(context, "issue_date", span, *score);
        draft.invoice.issue_date = Some(*date);
    }
    if let Some(pair) = due {
        // A due date before its invoice is mostly the date of something else.
        let late = issue.as_ref().is_none_or(|(date, ..)| pair.value >= *date);
        draft.note(context, "due_date", &pair.span, pair.score * if late { 1.0 } else { 0.4 });
        draft.invoice.due_date = Some(pair.value);
        if late && issue.is_some() {
            draft.agree(&["issue_date", "due_date"]);
        }
    }
    if let Some(pair) = best(Label::DeliveryDate).filter(|p| p.score > 0.4) {
        draft.note(context, "delivery.date", &pair.span, pair.score);
        draft.invoice.delivery.date = Some(pair.value);
    }
    period(context, draft);
}

fn is_date_label(mark: &Mark) -> bool {
    matches!(
        mark.label,
        Label::IssueDate | Label::DueDate | Label::DeliveryDate | Label::OtherDate | Label::DatePrefix | Label::Period
    ) || mark.label.is_title()
}

/// What the date beside a label is the date of.
fn role(context: &Context<'_>, mark: &Mark) -> Option<Label> {
    if mark.label.is_title() {
        return Some(Label::IssueDate);
    }
    if mark.label != Label::DatePrefix {
        return Some(mark.label);
    }
    // `du 12 mars` belongs to what stands before it: an invoice, an order, a delivery note.
    let page = &context.pages[mark.page];
    let line = page.words_of_line(page.segments[mark.segment].line);
    let before =
        context.marks_in(mark.page, line.start..mark.words.start).filter(|m| m.label != Label::DatePrefix).last();
    match before.map(|m| m.label) {
        Some(Label::InvoiceNumber) => Some(Label::IssueDate),
        Some(l) if l.is_title() => Some(Label::IssueDate),
        Some(Label::DueDate) => Some(Label::DueDate),
        Some(_) => Some(Label::OtherDate),
        // `Paris, le 12 mars 2026`, not `la loi du 31 décembre 1992`.
        None => {
            let segment = &page.segments[mark.segment];
            let short = segment.words.len() <= 8 && mark.words.start - segment.words.start <= 3;
            short.then_some(Label::IssueDate)
        }
    }
}

/// Whether a label stands before a date's preposition on its line.
fn governed(context: &Context<'_>, mark: &Mark) -> bool {
    let page = &context.pages[mark.page];
    let line = page.words_of_line(page.segments[mark.segment].line);
    context.marks_in(mark.page, line.start..mark.words.start).any(|m| m.label != Label::DatePrefix)
}

/// A date that starts behind a label and ends on the line under it: `Facture n° 12 du 4 août` / `2026`.
fn wrapped_date(context: &Context<'_>, mark: &Mark) -> Option<(Date, Span)> {
    let page = &context.pages[mark.page];
    let segment = &page.segments[mark.segment];
    let line = page.lines.get(segment.line + 1..)?.iter().take(3).find_map(|l| {
        page.segments[l.segments.clone()].iter().find(|s| {
            (s.rect.x0 - segment.rect.x0).abs() < 3.0 && s.rect.y0 - segment.rect.y1 < 0.9 * segment.rect.height()
        })
    })?;
    let tail = segment.words.end.saturating_sub(4).max(mark.words.end)..segment.words.end;
    let head = line.words.start..line.words.end.min(line.words.start + 3);
    let joined = [&page.words[tail.clone()], &page.words[head]].concat();
    let found = dates(&joined, 0..joined.len(), context.order).into_iter().next()?;
    let crosses = found.words.start < tail.len() && found.words.end > tail.len();
    crosses.then(|| (found.date, Span { page: mark.page, words: tail.start + found.words.start..tail.end }))
}

fn read_dates(context: &Context<'_>, mark: &Mark, place: &Place) -> Vec<(Date, Span, f32)> {
    let words = &context.pages[place.span.page].words;
    let found = dates(words, place.span.words.clone(), context.order);
    let Some(first) = found.first() else {
        let wrapped = (place.relation == Relation::Inline).then(|| wrapped_date(context, mark)).flatten();
        return wrapped.map(|(date, span)| (date, span, 0.75)).into_iter().collect();
    };
    let far = first.words.start - place.span.words.start;
    // Several dates in a row are a period, not a date of issue.
    let range = found.get(1).is_some_and(|second| second.words.start - first.words.end <= 2);
    let alone = first.words.len() + far >= place.span.words.len().saturating_sub(1);
    let label = match mark.label {
        Label::DatePrefix if far > 0 || place.relation != Relation::Inline => return vec![],
        Label::DatePrefix if governed(context, mark) => 0.88,
        Label::DatePrefix => 0.6 * prior(context, mark),
        l if l.is_title() && place.relation == Relation::Inline => 0.5,
        l if l.is_title() => 0.6,
        Label::IssueDate if mark.words.len() == 1 => 0.88,
        _ => 1.0,
    };
    let tidy = match place.relation {
        Relation::Inline => (1.0 - 0.12 * far as f32).max(0.4),
        _ if far == 0 && alone => 1.0,
        _ => (0.85 - 0.1 * far as f32).max(0.3),
    };
    let strength = if mark.strong() || mark.label == Label::DatePrefix { 1.0 } else { 0.75 };
    let doubt = if first.doubtful && words[first.words.start].text.len() == 8 { 0.9 } else { 1.0 };
    let period = if range && matches!(mark.label, Label::IssueDate | Label::DueDate) { 0.5 } else { 1.0 };
    let score = label
        * tidy
        * strength
        * doubt
        * period
        * prior(context, mark).max(if mark.label == Label::IssueDate { 0.0 } else { 0.8 });
    vec![(first.date, Span { page: place.span.page, words: first.words.clone() }, score)]
}

/// The only, or the topmost, date that no label claims.
fn lone_date(context: &Context<'_>, claimed: &[Pair<'_, Date>]) -> Option<(Date, Span, f32)> {
    let page = context.pages.first()?;
    for line in 0..page.lines.len() {
        if page.lines[line].rect.y0 > 0.55 * page.height {
            break;
        }
        for segment in page.lines[line].segments.clone() {
            let words = page.segments[segment].words.clone();
            let Some(found) = dates(&page.words, words.clone(), context.order).into_iter().next() else { continue };
            let taken = claimed.iter().any(|p| p.span.page == 0 && p.span.words == found.words);
            if !taken && words.len() <= found.words.len() + 3 {
                return Some((found.date, Span { page: 0, words: found.words }, 0.55));
            }
        }
    }
    None
}

/// The date that a till prints with the time of day: `29.02.20 14:52`.
fn till_date(context: &Context<'_>, claimed: &[Pair<'_, Date>]) -> Option<(Date, Span, f32)> {
    let page = context.pages.first()?;
    let time = |text: &str| {
        let parts = text.split_once(':').map(|(h, m)| (h, m.get(..2).unwrap_or(m)));
        parts.is_some_and(|(h, m)| {
            let number = |t: &str, most: u8| t.len() <= 2 && t.parse::<u8>().is_ok_and(|n| n <= most);
            m.len() == 2 && number(h, 23) && number(m, 59)
        })
    };
    page.segments.iter().find_map(|segment| {
        let found = dates(&page.words, segment.words.clone(), context.order).into_iter().next()?;
        let line = page.words_of_line(segment.line);
        let next = page.words.get(found.words.end).filter(|_| found.words.end < line.end)?;
        let taken = claimed.iter().any(|p| p.span.page == 0 && p.span.words == found.words);
        (time(&next.text) && !taken).then_some((found.date, Span { page: 0, words: found.words }, 0.5))
    })
}

fn period(context: &Context<'_>, draft: &mut Draft) {
    for mark in context.marks.iter().filter(|m| m.label == Label::Period && m.strong()) {
        for place in context.places(mark) {
            let words = &context.pages[place.span.page].words;
            if let [start, end, ..] = &dates(words, place.span.words.clone(), context.order)[..]
                && start.date <= end.date
            {
                let at = |words: &std::ops::Range<usize>| Span { page: place.span.page, words: words.clone() };
                draft.note(context, "delivery.period.start", &at(&start.words), 0.85 * place.fit);
                draft.note(context, "delivery.period.end", &at(&end.words), 0.85 * place.fit);
                draft.invoice.delivery.period.start = Some(start.date);
                draft.invoice.delivery.period.end = Some(end.date);
                return;
            }
        }
    }
}

fn type_code(context: &Context<'_>, draft: &mut Draft) {
    let mut best: Option<(&Mark, f32)> = None;
    for mark in &context.marks {
        let code_weight = match mark.label {
            Label::CreditTitle | Label::DepositTitle | Label::CorrectedTitle | Label::SelfBilledTitle => 1.0,
            Label::InvoiceTitle => 0.95,
            Label::InvoiceNumber => 0.8,
            _ => continue,
        };
        let size = context.pages[mark.page].words[mark.words.start].size;
        let opens = if mark.opens { 1.0 } else { 0.35 };
        let score = code_weight * opens * prior(context, mark) * (0.6 + 0.4 * (size / 20.0).min(1.0));
        if best.is_none_or(|(_, b)| score > b) {
            best = Some((mark, score));
        }
    }
    let Some((mark, score)) = best else {
        draft.invoice.type_code = Some("380".into());
        draft.derive("type_code", &[], 0.5);
        return;
    };
    let credit_number = mark.label == Label::InvoiceNumber && {
        let text = crate::fields::values::text::fold(&context.pages[mark.page].text(mark.words.clone()));
        ["avoir", "credit", "gutschrift", "abono", "credito"].iter().any(|w| text.contains(w))
    };
    let code = match mark.label {
        Label::CreditTitle => "381",
        Label::DepositTitle => "386",
        Label::CorrectedTitle => "384",
        Label::SelfBilledTitle => "389",
        _ if credit_number => "381",
        _ => "380",
    };
    draft.note(context, "type_code", &Span { page: mark.page, words: mark.words.clone() }, 0.5 + 0.5 * score);
    draft.invoice.type_code = Some(code.into());
}

/// Whether digits stand in a word or right beside it: a lone sign may be a speck.
fn beside_digits(layout: &PageLayout, at: usize) -> bool {
    let digits = |i: usize| layout.words.get(i).is_some_and(|w| w.text.contains(|c: char| c.is_ascii_digit()));
    !layout.recognised || digits(at) || digits(at + 1) || at > 0 && digits(at - 1)
}

fn currency(context: &Context<'_>, draft: &mut Draft) {
    let mut votes: HashMap<&'static str, (usize, Span)> = HashMap::new();
    for (page, layout) in context.pages.iter().enumerate() {
        for (i, word) in layout.words.iter().enumerate() {
            let symbol = word.text.trim_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '.' | ',' | '(' | ')' | '-' | ' ' | ':' | '/')
            });
            if symbol.is_empty() || symbol.chars().count() > 5 {
                continue;
            }
            let known = currency_of(symbol).filter(|_| {
                symbol.len() >= 3 && symbol.chars().all(char::is_alphabetic)
                    || !symbol.is_ascii()
                    || symbol.contains('$') && beside_digits(layout, i)
            });
            // `€/Stk.`
            let known = known.or_else(|| word.text.contains('€').then_some("EUR"));
            if let Some(code) = known {
                let entry = votes.entry(code).or_insert((0, Span { page, words: i..i + 1 }));
                entry.0 += 1;
            }
        }
    }
    if let Some((code, (count, span))) = votes.into_iter().max_by_key(|(code, (count, _))| (*count, *code)) {
        draft.note(context, "currency", &span, if count > 1 { 1.0 } else { 0.85 });
        draft.invoice.currency = Some(code.into());
    }
}
