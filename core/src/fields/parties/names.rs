//! Names of parties: what may be one, and which line of an address is it.

use crate::fields::context::Context;
use crate::fields::labels::Label;
use crate::fields::parties::address::{Stack, is_street, postal_line, span_of};
use crate::fields::values::amount::amounts;
use crate::fields::values::date::dates;
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;

/// Legal forms, folded; a name often ends, or starts, with one.
pub const LEGAL_FORMS: [&str; 58] = [
    "sarl",
    "sas",
    "sasu",
    "eurl",
    "sa",
    "snc",
    "sci",
    "scop",
    "scp",
    "selarl",
    "sel",
    "gie",
    "ei",
    "eirl",
    "earl",
    "gaec",
    "scm",
    "scea",
    "scic",
    "sem",
    "spl",
    "association",
    "asso",
    "cabinet",
    "ets",
    "etablissements",
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "gbr",
    "ev",
    "se",
    "ltd",
    "limited",
    "llc",
    "inc",
    "plc",
    "llp",
    "corp",
    "bv",
    "nv",
    "vof",
    "srl",
    "spa",
    "snc",
    "sl",
    "slu",
    "sau",
    "lda",
    "ltda",
    "unipessoal",
    "sprl",
    "bvba",
    "oy",
    "ab",
    "aps",
];

/// Headings that stand where a name may, folded.
const HEADINGS: [&str; 11] = [
    "nouscontacter",
    "contacteznous",
    "vosreferences",
    "nosreferences",
    "votreinterlocuteur",
    "voscontacts",
    "informations",
    "coordonnees",
    "serviceclient",
    "serviceclients",
    "description",
];

/// Words that begin the name of an organisation, folded.
const ORGANISATIONS: [&str; 22] = [
    "societe",
    "ste",
    "groupe",
    "mairie",
    "commune",
    "communaute",
    "ville",
    "lycee",
    "college",
    "ecole",
    "syndic",
    "syndicat",
    "residence",
    "hotel",
    "restaurant",
    "clinique",
    "pharmacie",
    "association",
    "cabinet",
    "atelier",
    "ateliers",
    "etablissements",
];

/// The legal form a name carries, as printed.
pub fn legal_form(name: &str) -> Option<&str> {
    let mut words = name
        .split_whitespace()
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_uppercase()) || w.contains(['.', 'b', 't']));
    words
        .find(|w| {
            let folded = fold(w);
            LEGAL_FORMS.contains(&folded.as_str())
                && !matches!(
                    folded.as_str(),
                    "cabinet" | "ets" | "etablissements" | "association" | "asso" | "sel" | "se" | "ab"
                )
        })
        .map(|w| w.trim_matches([',', '(', ')']))
}

/// Whether words may be a name: letters, no date, no amount, no address, no label, no sentence.
pub fn is_name(context: &Context<'_>, span: &Span) -> bool {
    let page = &context.pages[span.page];
    let text = context.text(span);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(|c| c.is_ascii_digit()).count();
    let heading = HEADINGS.contains(&fold(&text).as_str());
    let labelled = context.marks_in(span.page, span.words.clone()).any(|m| {
        m.words.start == span.words.start
            && (m.colon || m.whole && !matches!(m.label, Label::DatePrefix | Label::SellerHeading))
            && m.label != Label::OtherAmount
    });
    letters >= 2
        && !heading
        && digits <= letters
        && text.chars().count() <= 80
        && span.words.len() <= 10
        && !text.contains('@')
        && !text.contains("www.")
        && !text.contains("http")
        && !text.trim_end().ends_with(':')
        && !labelled
        && !is_street(&text)
        && postal_line(&page.words, span.words.clone()).is_none()
        && dates(&page.words, span.words.clone(), context.order).is_empty()
        && !amounts(&page.words, span.words.clone(), context.mark).iter().any(|a| a.is_money() || a.percent)
}

/// Lines of an address that name no company.
pub fn is_contact(text: &str) -> bool {
    let folded: Vec<String> = text.split_whitespace().map(fold).collect();
    let first = folded.first().map_or("", String::as_str);
    matches!(
        first,
        "attn"
            | "att"
            | "service"
            | "servicecomptabilite"
            | "comptabilite"
            | "bureau"
            | "departement"
            | "zhd"
            | "zhdn"
            | "co"
            | "direction"
            | "contact"
    ) || folded.iter().any(|w| w == "contact")
        || text.to_lowercase().contains("l'attention")
        || text.to_lowercase().contains("l’attention")
}

/// The segment of a stack that names its party.
pub fn name_of(context: &Context<'_>, stack: &Stack) -> Option<usize> {
    let page = &context.pages[stack.page];
    let street = stack
        .above
        .iter()
        .position(|s| is_street(&context.text(&span_of(context, stack.page, *s))))
        .unwrap_or(stack.above.len());
    let head = if street == 0 { &stack.above[..] } else { &stack.above[..street] };
    let lines: Vec<usize> = head
        .iter()
        .copied()
        .filter(|s| {
            let span = span_of(context, stack.page, *s);
            is_name(context, &span) && !is_contact(&context.text(&span))
        })
        .collect();
    let bold = |s: &usize| page.words_of(&page.segments[*s]).iter().all(|w| w.bold);
    let form = |s: &usize| legal_form(&context.text(&span_of(context, stack.page, *s))).is_some();
    let company = |s: &usize| {
        let text = context.text(&span_of(context, stack.page, *s));
        text.split_whitespace().next().is_some_and(|w| ORGANISATIONS.contains(&fold(w).as_str()))
    };
    let only_form = |s: &usize| LEGAL_FORMS.contains(&fold(&context.text(&span_of(context, stack.page, *s))).as_str());
    let lines: Vec<usize> = lines.into_iter().filter(|s| !only_form(s)).collect();
    let bolds: Vec<usize> = lines.iter().copied().filter(bold).collect();
    let told = |s: &usize| recurs(context, &span_of(context, stack.page, *s));
    let pick = |list: &[usize]| {
        let found = list.iter().find(|s| form(s)).or_else(|| list.iter().find(|s| told(s)));
        found.or_else(|| list.iter().find(|s| company(s))).or(list.first()).copied()
    };
    if bolds.is_empty() || bolds.len() == lines.len() { pick(&lines) } else { pick(&bolds) }
}

/// Whether a name comes back: in a legal line, or at the edge of another line (a logo, the holder of an account).
fn recurs(context: &Context<'_>, span: &Span) -> bool {
    let own = fold(&context.text(span));
    if own.len() < 6 {
        return false;
    }
    let key = context.text(span).split_whitespace().map(fold).filter(|w| w.len() >= 4).max_by_key(String::len);
    let legal = context.marks.iter().filter(|m| matches!(m.label, Label::Capital | Label::Rcs)).any(|m| {
        let page = &context.pages[m.page];
        let words = page.segments[m.segment].words.clone();
        page.words[words.start..m.words.start.max(words.start)].iter().any(|w| Some(fold(&w.text)) == key)
    });
    legal
        || context.pages.iter().enumerate().any(|(index, page)| {
            page.segments.iter().any(|s| {
                let other = index != span.page || !s.words.contains(&span.words.start);
                other && s.words.len() <= span.words.len() + 4 && {
                    let text: String = page.words_of(s).iter().map(|w| fold(&w.text)).collect();
                    text.len() > own.len() && (text.starts_with(&own) || text.ends_with(&own))
                }
            })
        })
}

/// The name of a stack, with the line it runs on to: `Durand &` / `Associés`, `Alpes Télécom` / `SASU`.
pub fn full_name(context: &Context<'_>, stack: &Stack, segment: usize, span: &Span) -> String {
    let name = clean(&context.text(span));
    let next = stack.above.iter().position(|s| *s == segment).and_then(|i| stack.above.get(i + 1));
    let Some(next) = next.map(|s| clean(&context.text(&span_of(context, stack.page, *s)))) else { return name };
    let joins = matches!(
        fold(&name.rsplit(' ').next().unwrap_or("").replace('&', "et")).as_str(),
        "et" | "and" | "und" | "de" | "du" | "des"
    );
    let form = LEGAL_FORMS.contains(&fold(&next).as_str());
    if joins || form { format!("{name} {next}") } else { name }
}

/// The words of a segment that are the name: without a heading before it (`Client : Durand SA`).
pub fn name_span(context: &Context<'_>, page: usize, segment: usize) -> Span {
    let mut span = span_of(context, page, segment);
    let heading = context.marks_in(page, span.words.clone()).find(|m| {
        let long = m.words.len() > 1 || context.text(&Span { page, words: m.words.clone() }).chars().count() > 4;
        m.opens
            && (m.colon || long && m.words.end < span.words.end && m.label == Label::BuyerHeading)
            && (m.label.is_party() || matches!(m.label, Label::Name | Label::BuyerName | Label::SellerName))
    });
    if let Some(mark) = heading {
        let words = &context.pages[page].words;
        let mut start = mark.words.end;
        while start < span.words.end && !words[start].text.contains(char::is_alphanumeric) {
            start += 1;
        }
        if start < span.words.end {
            span.words.start = start;
        }
    }
    span
}

/// A name without the punctuation around it.
pub fn clean(text: &str) -> String {
    text.trim_matches(|c: char| {
        matches!(c, ',' | ';' | ':' | '-' | '–' | '|' | '•' | '·' | '*' | '"' | '«' | '»') || c.is_whitespace()
    })
    .to_owned()
}
