//! Legal mentions and payment: penalties, recovery fee, discount, terms, means, exemption from VAT.

use rust_decimal::Decimal;

use crate::fields::context::{Context, Relation};
use crate::fields::draft::Draft;
use crate::fields::labels::Label;
use crate::fields::parties::names::clean;
use crate::fields::values::amount::{Amount, amounts};
use crate::fields::values::ids::{Id, IdKind};
use crate::fields::values::reference::reference;
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;

/// A mention that no VAT, or not the usual one, is charged.
#[derive(Clone, Copy, Debug)]
pub struct Exemption {
    /// VAT category (UNCL 5305).
    pub category: &'static str,
    /// Exemption code (VATEX), where one says exactly this.
    pub code: Option<&'static str>,
}

/// What the page says of an exemption, and where.
#[derive(Clone, Debug)]
pub struct Exempt {
    /// What follows from it.
    pub what: Exemption,
    /// The words that say so.
    pub span: Span,
}

const fn exemption(category: &'static str, code: Option<&'static str>) -> Exemption {
    Exemption { category, code }
}

/// Folded words that appear in a row in mentions of exemption, surest first.
const EXEMPTIONS: [(&str, Exemption); 32] = [
    // Codes of the list printed as they are (VATEX).
    ("vatexfrfranchise", exemption("E", Some("VATEX-FR-FRANCHISE"))),
    ("vatexeuae", exemption("AE", Some("VATEX-EU-AE"))),
    ("vatexfrae", exemption("AE", Some("VATEX-FR-AE"))),
    ("vatexeuic", exemption("K", Some("VATEX-EU-IC"))),
    ("vatexeug", exemption("G", Some("VATEX-EU-G"))),
    ("vatexeu79c", exemption("E", Some("VATEX-EU-79-C"))),
    ("vatexeuo", exemption("O", Some("VATEX-EU-O"))),
    ("293 b", exemption("E", Some("VATEX-FR-FRANCHISE"))),
    ("293b", exemption("E", Some("VATEX-FR-FRANCHISE"))),
    ("l 2233", exemption("E", Some("VATEX-FR-FRANCHISE"))),
    ("franchise en base", exemption("E", Some("VATEX-FR-FRANCHISE"))),
    ("tva non applicable", exemption("E", None)),
    ("autoliquidation", exemption("AE", Some("VATEX-EU-AE"))),
    ("auto liquidation", exemption("AE", Some("VATEX-EU-AE"))),
    ("2832", exemption("AE", Some("VATEX-EU-AE"))),
    ("283 2", exemption("AE", Some("VATEX-EU-AE"))),
    ("reverse charge", exemption("AE", Some("VATEX-EU-AE"))),
    ("steuerschuldnerschaft", exemption("AE", Some("VATEX-EU-AE"))),
    ("inversion del sujeto pasivo", exemption("AE", Some("VATEX-EU-AE"))),
    ("inversione contabile", exemption("AE", Some("VATEX-EU-AE"))),
    ("autoliquidacao", exemption("AE", Some("VATEX-EU-AE"))),
    ("btw verlegd", exemption("AE", Some("VATEX-EU-AE"))),
    ("262 ter", exemption("K", Some("VATEX-EU-IC"))),
    ("livraison intracommunautaire", exemption("K", Some("VATEX-EU-IC"))),
    ("innergemeinschaftliche lieferung", exemption("K", Some("VATEX-EU-IC"))),
    ("intracommunity supply", exemption("K", Some("VATEX-EU-IC"))),
    ("262 i", exemption("G", Some("VATEX-EU-G"))),
    ("exoneration de tva", exemption("E", None)),
    ("exonere de tva", exemption("E", None)),
    ("kleinunternehmer", exemption("E", None)),
    ("vat exempt", exemption("E", None)),
    ("exempt from vat", exemption("E", None)),
];

/// The surest mention of an exemption on the pages.
pub fn exempt(context: &Context<'_>) -> Option<Exempt> {
    let mut best: Option<(usize, Exempt)> = None;
    for_each_line(context, |page, words, text| {
        for (rank, (phrase, what)) in EXEMPTIONS.iter().enumerate() {
            if holds(text, phrase) && best.as_ref().is_none_or(|(r, _)| rank < *r) {
                best = Some((rank, Exempt { what: *what, span: Span { page, words: words.clone() } }));
            }
        }
    });
    best.map(|(_, found)| found)
}

/// The surest mention of an exemption on the line of these words.
pub fn exempt_beside(context: &Context<'_>, span: &Span) -> Option<Exempt> {
    let page = context.pages.get(span.page)?;
    let words = page.words_of_line(page.segments[page.segment_of(span.words.start)].line);
    let folded: Vec<String> = page.words[words.clone()].iter().map(|word| fold(&word.text)).collect();
    let text = folded.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let (phrase, what) = EXEMPTIONS.iter().find(|(phrase, _)| holds(&text, phrase))?;
    // Where a code is one word, that word is what says so; else the line does.
    let word = folded.iter().position(|word| word == phrase).map(|at| words.start + at);
    let words = word.map_or(words, |at| at..at + 1);
    Some(Exempt { what: *what, span: Span { page: span.page, words } })
}

/// Whether the folded text holds a phrase at word boundaries.
fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let end = at + phrase.len();
        (at == 0 || text.as_bytes()[at - 1] == b' ') && (end == text.len() || text.as_bytes()[end] == b' ')
    })
}

fn for_each_line(context: &Context<'_>, mut visit: impl FnMut(usize, std::ops::Range<usize>, &str)) {
    for (index, page) in context.pages.iter().enumerate() {
        for segment in &page.segments {
            let words: Vec<String> =
                page.words_of(segment).iter().map(|w| fold(&w.text)).filter(|w| !w.is_empty()).collect();
            visit(index, segment.words.clone(), &words.join(" "));
        }
    }
}

/// Reads payment and legal mentions into the draft.
pub fn read(context: &Context<'_>, ids: &[Id], draft: &mut Draft) {
    accounts(context, ids, draft);
    sentences(context, draft);
    payment_reference(context, draft);
    terms_and_means(context, draft);
}

fn accounts(context: &Context<'_>, ids: &[Id], draft: &mut Draft) {
    let best = |kind: IdKind| {
        ids.iter()
            .filter(|i| i.kind == kind)
            .max_by_key(|i| (i.valid, i.label.is_some(), std::cmp::Reverse((i.span.page, i.span.words.start))))
    };
    if let Some(iban) = best(IdKind::Iban) {
        draft.note(context, "payment.iban", &iban.span, if iban.valid { 0.97 } else { 0.6 });
        draft.invoice.payment.iban = Some(iban.value.clone());
    }
    if let Some(bic) = best(IdKind::Bic) {
        draft.note(context, "payment.bic", &bic.span, 0.9);
        draft.invoice.payment.bic = Some(bic.value.clone());
    }
}

/// Mentions told by their words: each takes the first sentence that holds all words of one of its groups.
fn sentences(context: &Context<'_>, draft: &mut Draft) {
    const PENALTY: [&[&str]; 6] = [
        &["penalite", "retard"],
        &["penalites", "retard"],
        &["interets", "retard"],
        &["late", "payment", "interest"],
        &["verzugszinsen"],
        &["interes", "demora"],
    ];
    const RECOVERY: [&[&str]; 4] =
        [&["indemnite", "recouvrement"], &["indemnite", "forfaitaire"], &["recovery", "costs"], &["recovery", "fee"]];
    const DISCOUNT: [&[&str]; 5] =
        [&["escompte"], &["early", "payment", "discount"], &["skonto"], &["discount", "early"], &["pronto", "pago"]];
    let (mut penalty, mut recovery, mut discount) = (None, None, None);
    for_each_line(context, |page, words, text| {
        let held: Vec<&str> = text.split(' ').collect();
        let says = |groups: &[&[&str]]| groups.iter().any(|g| g.iter().all(|w| held.contains(w)));
        let span = || Some(Span { page, words: words.clone() });
        if held.len() >= 3 {
            penalty = penalty.take().or_else(|| says(&PENALTY).then(span).flatten());
            discount = discount.take().or_else(|| says(&DISCOUNT).then(span).flatten());
        }
        recovery = recovery.take().or_else(|| says(&RECOVERY).then(span).flatten());
    });
    // Where the line breaks between the words, they stand in the sentence as it runs on.
    if penalty.is_none() {
        penalty = across(context, &PENALTY);
    }
    if let Some(span) = penalty.map(|span| whole_sentence(context, span, &PENALTY)) {
        draft.note(context, "payment.late_penalty", &span, 0.85);
        draft.invoice.payment.late_penalty = Some(clean(&context.text(&span)));
    }
    if let Some(span) = discount.map(|span| whole_sentence(context, span, &DISCOUNT)) {
        draft.note(context, "payment.discount_terms", &span, 0.8);
        draft.invoice.payment.discount_terms = Some(clean(&context.text(&span)));
    }
    if let Some(span) = recovery
        && let Some(fee) = fee(context, &span)
    {
        let words = Span { page: span.page, words: fee.words.clone() };
        draft.note(context, "payment.recovery_fee", &words, 0.9);
        draft.invoice.payment.recovery_fee = Some(fee.value);
    }
}

/// Lines a sentence may run on for.
const RUN_ON: usize = 3;

/// The segment that takes up the sentence of another: alone on the line below, as far left, in lower case.
fn runs_on(context: &Context<'_>, page: usize, segment: usize) -> Option<usize> {
    let layout = &context.pages[page];
    let (here, next) = (layout.segments.get(segment)?, layout.segments.get(segment + 1)?);
    let height = here.rect.y1 - here.rect.y0;
    let below = next.line == here.line + 1
        && next.words.start == here.words.end
        && (next.rect.x0 - here.rect.x0).abs() <= height
        && next.rect.y0 - here.rect.y1 <= height;
    let first = layout.words.get(next.words.start)?.text.chars().next()?;
    let labelled = context.marks_in(page, next.words.clone()).any(|mark| mark.opens && (mark.colon || mark.whole));
    (below && first.is_lowercase() && !labelled).then_some(segment + 1)
}

/// Whether a word ends its sentence; `art.` and `L.` do not.
fn ends_sentence(word: &str) -> bool {
    let long = word.chars().filter(|c| c.is_alphabetic()).count() > 3 || word.contains(|c: char| c.is_ascii_digit());
    word.ends_with(['!', '?']) || (long && word.ends_with('.'))
}

/// A mention with the lines that end its sentence, where it runs on behind the last of its words.
fn whole_sentence(context: &Context<'_>, span: Span, groups: &[&[&str]]) -> Span {
    let page = &context.pages[span.page];
    let said = |i: &usize| groups.iter().copied().flatten().any(|word| fold(&page.words[*i].text) == *word);
    let ended = |words: std::ops::Range<usize>| words.clone().find(|i| ends_sentence(&page.words[*i].text));
    let last = span.words.clone().rfind(said).unwrap_or(span.words.start);
    let mut segment = page.segment_of(span.words.end.saturating_sub(1).max(span.words.start));
    let mut words = span.words.clone();
    if ended(last..words.end).is_some() {
        return span;
    }
    for _ in 0..RUN_ON {
        let Some(next) = runs_on(context, span.page, segment) else { break };
        let line = page.segments[next].words.clone();
        if let Some(end) = ended(line.clone()) {
            words.end = end + 1;
            break;
        }
        (words.end, segment) = (line.end, next);
    }
    Span { words, ..span }
}

/// The first two lines of a sentence that together hold all words of a group.
fn across(context: &Context<'_>, groups: &[&[&str]]) -> Option<Span> {
    context.pages.iter().enumerate().find_map(|(index, page)| {
        (0..page.segments.len()).find_map(|segment| {
            let next = runs_on(context, index, segment)?;
            let words = page.segments[segment].words.start..page.segments[next].words.end;
            let held: Vec<String> = page.words[words.clone()].iter().map(|word| fold(&word.text)).collect();
            let says = groups.iter().any(|group| group.iter().all(|word| held.iter().any(|held| held == word)));
            says.then_some(Span { page: index, words })
        })
    })
}

/// The amount of the recovery fee: in the sentence, or in the line under it where the sentence wraps.
fn fee(context: &Context<'_>, span: &Span) -> Option<Amount> {
    let page = &context.pages[span.page];
    let segment = page.segment_of(span.words.start);
    let found = |range| {
        amounts(&page.words, range, context.mark)
            .into_iter()
            .find(|a| a.currency.is_some() && a.value >= Decimal::from(40) && a.value <= Decimal::from(500))
    };
    found(span.words.clone()).or_else(|| page.segments.get(segment + 1).and_then(|next| found(next.words.clone())))
}

/// What the payer is asked to quote (BT-83).
fn payment_reference(context: &Context<'_>, draft: &mut Draft) {
    for mark in context.marks.iter().filter(|m| m.label == Label::PaymentReference && m.strong()) {
        for place in context.places(mark) {
            let Some(found) = reference(context, place.span.page, place.span.words.clone(), false) else { continue };
            let span = Span { page: place.span.page, words: found.words };
            draft.note(context, "payment.reference", &span, 0.9 * place.fit * found.quality);
            draft.invoice.payment.reference = Some(found.text);
            return;
        }
    }
}

fn terms_and_means(context: &Context<'_>, draft: &mut Draft) {
    for mark in context.marks.iter().filter(|m| m.opens && (m.colon || m.whole)) {
        let path = match mark.label {
            Label::PaymentTerms => "payment.terms",
            Label::PaymentMeans => "payment.means_code",
            _ => continue,
        };
        let known = if mark.label == Label::PaymentTerms {
            draft.invoice.payment.terms.is_some()
        } else {
            draft.invoice.payment.means_code.is_some()
        };
        let Some(place) =
            context.places(mark).into_iter().next().filter(|p| !known && p.relation != Relation::Below || mark.whole)
        else {
            continue;
        };
        let mut span = place.span;
        let words = &context.pages[span.page].words;
        while span.words.start < span.words.end && !words[span.words.start].text.contains(char::is_alphanumeric) {
            span.words.start += 1;
        }
        let text = clean(&context.text(&span));
        if known || text.is_empty() {
            continue;
        }
        if mark.label == Label::PaymentTerms {
            draft.note(context, path, &span, 0.8 * place.fit);
            draft.invoice.payment.terms = Some(text);
        } else if let Some(code) = means(&text) {
            draft.note(context, path, &span, 0.85 * place.fit);
            draft.invoice.payment.means_code = Some(code.into());
        }
    }
}

/// UNTDID 4461 code of a means of payment as printed.
fn means(text: &str) -> Option<&'static str> {
    const MEANS: [(&str, &[&str]); 6] = [
        (
            "59",
            &["prelevement", "sepadirectdebit", "lastschrift", "domiciliacion", "direct debit", "incasso", "addebito"],
        ),
        ("58", &["sepa"]),
        ("30", &["virement", "transfer", "uberweisung", "transferencia", "bonifico", "overschrijving"]),
        ("48", &["carte", "card", "cb", "karte", "tarjeta", "carta", "cartao", "ideal", "paypal", "stripe"]),
        ("20", &["cheque", "check", "scheck", "assegno"]),
        ("10", &["especes", "cash", "bar", "efectivo", "contanti", "numerario", "contant"]),
    ];
    let folded: Vec<String> = text.split_whitespace().map(fold).collect();
    let joined = folded.join(" ");
    MEANS
        .iter()
        .find(|(_, words)| {
            words.iter().any(|w| if w.len() > 3 { joined.contains(w) } else { folded.iter().any(|f| f == w) })
        })
        .map(|(code, _)| *code)
}
