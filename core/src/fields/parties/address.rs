//! Postal addresses: the line with the post code, the lines above it that name somebody, the lines under it.

use std::ops::Range;

use crate::fields::context::{Context, Mark};
use crate::fields::labels::Label;
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;
use crate::invoice::codes::country_of;
use crate::page::{Rect, Word};

/// A post code and a city on one line.
#[derive(Clone, Debug)]
pub struct PostalLine {
    /// Words of the post code.
    pub code: Range<usize>,
    /// Words of the city.
    pub city: Range<usize>,
    /// Country told by a prefix (`F-75001`, `DE 80333`) or behind the city.
    pub country: Option<&'static str>,
}

/// Lines of text stacked as an address.
#[derive(Clone, Debug)]
pub struct Stack {
    /// Index of the page.
    pub page: usize,
    /// Segments from the name to the line above the post code.
    pub above: Vec<usize>,
    /// Segment of the post code.
    pub postal: usize,
    /// The post code and city in it.
    pub line: PostalLine,
    /// Segments under it that still belong to the stack.
    pub under: Vec<usize>,
    /// The heading above, or on, the stack.
    pub heading: Option<Label>,
    /// Everything.
    pub rect: Rect,
}

/// The post code and city in a row of words, if it has any.
pub fn postal_line(words: &[Word], range: Range<usize>) -> Option<PostalLine> {
    range.clone().find_map(|at| postal_at(words, at, range.clone()))
}

fn postal_at(words: &[Word], at: usize, range: Range<usize>) -> Option<PostalLine> {
    let text = words[at].text.trim_matches(['(', ')', ',', '-', '–', '.', ';']);
    let (prefix, body) = match text.split_once('-') {
        Some((p, b)) if p.len() <= 3 && !p.is_empty() && p.bytes().all(|c| c.is_ascii_uppercase()) => (Some(p), b),
        _ => (None, text),
    };
    let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
    let capital = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_uppercase());
    let next =
        |n: usize| words.get(at + n).filter(|_| at + n < range.end).map(|w| w.text.trim_matches([',', '.', '(', ')']));
    let is_city = |t: Option<&str>| {
        t.is_some_and(|t| {
            t.chars().next().is_some_and(|c| c.is_alphabetic() && (c.is_uppercase() || t.len() > 3)) && !t.contains('@')
        })
    };
    let named = (at > range.start).then(|| words[at - 1].text.trim_matches([',', '(', '-'])).filter(|t| t.len() <= 3);
    let (code_end, country) = if digits(body, 5) {
        (at + 1, None)
    } else if digits(text, 2) && next(1).is_some_and(|t| digits(t, 3)) && is_city(next(2)) {
        (at + 2, None) // 75 001 Paris
    } else if digits(text, 4) && next(1).is_some_and(|t| capital(t, 2)) && is_city(next(2)) {
        (at + 2, Some("NL"))
    } else if text.split_at_checked(4).is_some_and(|(d, l)| digits(d, 4) && capital(l, 2)) {
        (at + 1, Some("NL"))
    } else if text.split_once('-').is_some_and(|(a, b)| digits(a, 4) && digits(b, 3)) {
        (at + 1, Some("PT"))
    } else if digits(body, 4)
        && (prefix.is_some() || at == range.start)
        && is_city(next(1))
        && !body.starts_with("20")
        && !body.starts_with("19")
    {
        (at + 1, None)
    } else {
        return after_city(words, at, range);
    };
    if !is_city(words.get(code_end).filter(|_| code_end < range.end).map(|w| w.text.trim_start_matches(['(', '-']))) {
        return after_city(words, at, range);
    }
    let mut end = code_end;
    while end < range.end && end < code_end + 7 {
        let word = words[end].text.as_str();
        let ends = matches!(word, "-" | "–" | "—" | "|" | "•" | "·" | "/" | ":" | "*");
        let stray = word.contains(['@', ':'])
            || (word.bytes().any(|b| b.is_ascii_digit()) && !cedex(words, end))
            || word.starts_with("Tél")
            || word.starts_with("Tel");
        if ends || stray || (word.starts_with('(') && end > code_end) {
            break;
        }
        end += 1;
        if word.ends_with([',', ';', '.']) && word.len() > 3 {
            break;
        }
    }
    // A country behind the city is no part of it.
    let mut city = code_end..end;
    let mut told = country.or_else(|| prefix.or(named).and_then(car_code));
    if city.len() > 1
        && let Some(code) = country_of(words[end - 1].text.trim_matches(['(', ')', ',', '.']))
        && words[end - 1].text.trim_matches(['(', ')', ',', '.']).len() > 2
    {
        told = told.or(Some(code));
        city.end -= 1;
    } else if let Some(code) =
        words.get(end).filter(|_| end < range.end).and_then(|w| country_of(w.text.trim_matches(['(', ')', ',', '.'])))
    {
        told = told.or(Some(code));
    }
    (!city.is_empty()).then_some(PostalLine { code: at..code_end, city, country: told })
}

/// `Fremont CA 94538`, `London SW1A 1AA`: the code behind the city.
fn after_city(words: &[Word], at: usize, range: Range<usize>) -> Option<PostalLine> {
    let text = |i: usize| words[i].text.trim_matches([',', '.']);
    let word = text(at);
    let american = at >= range.start + 2
        && at + 1 == range.end
        && word.get(..5).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
        && text(at - 1).len() == 2
        && text(at - 1).bytes().all(|b| b.is_ascii_uppercase());
    if american {
        return Some(PostalLine { code: at..at + 1, city: range.start..at - 1, country: Some("US") });
    }
    let british = at > range.start && at + 1 == range.end && {
        let (outward, inward) = (text(at - 1), word);
        inward.len() == 3
            && inward.as_bytes()[0].is_ascii_digit()
            && inward.as_bytes()[1..].iter().all(u8::is_ascii_uppercase)
            && (2..=4).contains(&outward.len())
            && outward.as_bytes()[0].is_ascii_uppercase()
            && outward.bytes().any(|b| b.is_ascii_digit())
    };
    (british && at - 1 > range.start).then(|| PostalLine {
        code: at - 1..at + 1,
        city: range.start..at - 1,
        country: Some("GB"),
    })
}

/// `PARIS CEDEX 09`, `Paris 8`.
fn cedex(words: &[Word], at: usize) -> bool {
    let short = words[at].text.len() <= 3;
    short && at > 0 && words[at - 1].text.chars().all(|c| c.is_alphabetic() || c == '-')
}

fn car_code(prefix: &str) -> Option<&'static str> {
    Some(match prefix {
        "F" | "FR" => "FR",
        "D" | "DE" => "DE",
        "B" | "BE" => "BE",
        "L" | "LU" => "LU",
        "CH" => "CH",
        "A" | "AT" => "AT",
        "I" | "IT" => "IT",
        "E" | "ES" => "ES",
        "NL" => "NL",
        "P" | "PT" => "PT",
        _ => return None,
    })
}

/// Every stack of lines around a post code, in reading order.
pub fn stacks(context: &Context<'_>) -> Vec<Stack> {
    let mut out: Vec<Stack> = Vec::new();
    for (page, layout) in context.pages.iter().enumerate() {
        for (index, segment) in layout.segments.iter().enumerate() {
            let Some(line) = postal_line(&layout.words, segment.words.clone()) else { continue };
            // A number in a sentence is no post code: the line holds little else.
            let tail = segment.words.end - line.city.end;
            if line.code.start.min(line.city.start) - segment.words.start > 9 || tail > 8 {
                continue;
            }
            let (above, heading) = climb(context, page, index);
            let under = descend(context, page, index);
            let rect =
                above.iter().chain(&under).map(|s| layout.segments[*s].rect).fold(segment.rect, |a, b| a.union(&b));
            out.push(Stack { page, above, postal: index, line, under, heading, rect });
        }
    }
    out
}

/// Whether two stacked segments share an edge or their middle.
fn aligned(a: &Rect, b: &Rect) -> bool {
    let slack = 0.8 * a.height().min(b.height()).max(4.0);
    (a.x0 - b.x0).abs() < slack || (a.x1 - b.x1).abs() < slack || (a.cx() - b.cx()).abs() < slack
}

/// The segments above the post code, top first, and the heading over them.
fn climb(context: &Context<'_>, page: usize, postal: usize) -> (Vec<usize>, Option<Label>) {
    let layout = &context.pages[page];
    let mut above = Vec::new();
    let mut last = postal;
    let mut heading = heading_left(context, page, postal);
    while above.len() < 7 && heading.is_none() {
        let rect = layout.segments[last].rect;
        let from = layout.segments[last].line;
        let next = (0..from).rev().take(6).find_map(|line| {
            layout.lines[line].segments.clone().find(|s| {
                let other = layout.segments[*s].rect;
                other.x_overlap(&rect) > 0.0
                    && other.cy() < rect.cy()
                    && (aligned(&other, &rect)
                        || context
                            .marks_in(page, layout.segments[*s].words.clone())
                            .any(|m| m.label.is_party() && m.opens))
            })
        });
        let Some(next) = next else { break };
        let other = layout.segments[next].rect;
        let gap = rect.y0 - other.y1;
        // Some engines' boxes reach no higher and no lower than the letters.
        let size_of = layout.words[layout.segments[last].words.start].size;
        let tight = layout.recognised && rect.height() < 1.03 * size_of;
        let tall = if tight { 1.35 } else { 1.0 } * rect.height().max(6.0);
        let limit = if above.is_empty() { 3.0 } else { 1.7 } * tall;
        // Small print over an address is the sender's line in an envelope's window.
        let size = |s: usize| layout.words[layout.segments[s].words.start].size;
        if size(next) < 0.7 * size(last) {
            break;
        }
        if gap > limit || other.height() > 2.4 * rect.height() {
            // A heading may stand further off.
            heading = heading_mark(context, page, next).filter(|_| gap < 3.5 * rect.height());
            break;
        }
        if let Some(found) = heading_mark(context, page, next) {
            heading = Some(found);
            break;
        }
        if ends_stack(context, page, next) {
            break;
        }
        heading = heading_left(context, page, next);
        above.push(next);
        last = next;
    }
    above.reverse();
    (above, heading)
}

/// A party's heading that fills a segment (`Facturé à :`).
fn heading_mark(context: &Context<'_>, page: usize, segment: usize) -> Option<Label> {
    let words = context.pages[page].segments[segment].words.clone();
    let party = |m: &&Mark| m.label.is_party() && m.opens && (m.whole || m.colon);
    context.marks_in(page, words).find(party).map(|m| m.label)
}

/// A party's heading on the same line, to the left (`Client :   Société Durand`).
fn heading_left(context: &Context<'_>, page: usize, segment: usize) -> Option<Label> {
    let layout = &context.pages[page];
    let line = layout.segments[segment].line;
    let before = layout.lines[line].segments.start..segment;
    let last = before.last()?;
    let near = layout.segments[segment].rect.x0 - layout.segments[last].rect.x1 < 0.25 * layout.width;
    heading_mark(context, page, last).filter(|_| near)
}

/// A title, a date or another field: not part of an address.
fn ends_stack(context: &Context<'_>, page: usize, segment: usize) -> bool {
    let words = context.pages[page].segments[segment].words.clone();
    let other = |m: &Mark| {
        m.opens
            && !m.label.is_party()
            && !matches!(m.label, Label::Name | Label::BuyerName | Label::SellerName | Label::DatePrefix)
            && (m.whole || m.colon || m.words.len() > 1)
    };
    context.marks_in(page, words).any(other)
}

/// The segments under the post code that still belong to the stack.
fn descend(context: &Context<'_>, page: usize, postal: usize) -> Vec<usize> {
    let layout = &context.pages[page];
    let mut under = Vec::new();
    let mut last = postal;
    while under.len() < 9 {
        let rect = layout.segments[last].rect;
        let from = layout.segments[last].line;
        let next = layout.lines.iter().skip(from + 1).take(6).find_map(|line| {
            line.segments.clone().find(|s| {
                let other = layout.segments[*s].rect;
                other.x_overlap(&rect) > 0.0 && other.cy() > rect.cy() && aligned(&other, &rect)
            })
        });
        let Some(next) = next else { break };
        let gap = layout.segments[next].rect.y0 - rect.y1;
        if gap > 1.5 * rect.height() || heading_mark(context, page, next).is_some() {
            break;
        }
        under.push(next);
        last = next;
    }
    under
}

/// Whether words read as a street: a number and a kind of way, or the other way round.
pub fn is_street(text: &str) -> bool {
    const WAYS: [&str; 58] = [
        "ctra",
        "carretera",
        "avda",
        "avenida",
        "pza",
        "pol",
        "poligono",
        "paseo",
        "strada",
        "corso",
        "viale",
        "largo",
        "praca",
        "praceta",
        "travessa",
        "hameau",
        "bourg",
        "lieu",
        "rue",
        "avenue",
        "av",
        "ave",
        "bd",
        "boulevard",
        "bld",
        "blvd",
        "chemin",
        "route",
        "allee",
        "allees",
        "place",
        "impasse",
        "quai",
        "cours",
        "square",
        "zone",
        "za",
        "zi",
        "zac",
        "bp",
        "cs",
        "lieudit",
        "lotissement",
        "residence",
        "batiment",
        "bat",
        "immeuble",
        "street",
        "road",
        "st",
        "lane",
        "drive",
        "via",
        "calle",
        "rua",
        "plaza",
        "piazza",
        "faubourg",
    ];
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    let number = |w: &str| w.bytes().next().is_some_and(|b| b.is_ascii_digit());
    let way = words.iter().any(|w| WAYS.contains(&w.as_str()));
    let german = words.iter().any(|w| {
        [
            "strasse", "str", "weg", "platz", "gasse", "allee", "straat", "laan", "plein", "ring", "gracht", "singel",
            "kade", "dijk", "hof", "steeg", "markt", "damm", "ufer",
        ]
        .iter()
        .any(|e| w.ends_with(e) && w.len() >= e.len())
    });
    let place = words.iter().any(|w| matches!(w.as_str(), "bourg" | "lieudit" | "hameau")) && words.len() <= 4;
    place
        || (way && words.iter().any(|w| number(w)))
        || (german && words.last().is_some_and(|w| number(w)))
        || (way && words.first().is_some_and(|w| WAYS.contains(&w.as_str())))
}

/// The span of a segment.
pub fn span_of(context: &Context<'_>, page: usize, segment: usize) -> Span {
    Span { page, words: context.pages[page].segments[segment].words.clone() }
}
