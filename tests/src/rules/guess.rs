//! Guesses: changes to a document that may bring a rule to fail, from what it is asked of and what it looks at.

use std::collections::BTreeSet;

use super::dom::{Document, Element};
use super::edit::Edit;
use super::shape::{self, Pattern, Step};
use super::source::{Ask, Item, Source};

/// Indexes of children from the root.
type Place = Vec<usize>;

/// Most places of a document that one path is tried at.
const MOST_PLACES: usize = 4;

fn element<'d>(document: &'d Document, place: &[usize]) -> &'d Element {
    place.iter().fold(&document.root, |element, at| &element.children[*at])
}

/// Every element.
fn everywhere(document: &Document) -> Vec<Place> {
    fn walk(element: &Element, at: &mut Place, out: &mut Vec<Place>) {
        out.push(at.clone());
        for (index, child) in element.children.iter().enumerate() {
            at.push(index);
            walk(child, at, out);
            at.pop();
        }
    }
    let mut out = Vec::new();
    walk(&document.root, &mut Vec::new(), &mut out);
    out
}

/// Whether the names along a place end like the steps.
fn fits(document: &Document, place: &[usize], steps: &[Step], absolute: bool) -> bool {
    let Some((last, above)) = steps.split_last() else { return true };
    let local = element(document, place).local();
    let named =
        if last.name == "*" { ending(last).is_none_or(|end| local.ends_with(&end)) } else { local == last.name };
    if !named {
        return false;
    }
    if above.is_empty() {
        return !absolute || place.is_empty();
    }
    let mut outer = place;
    while let Some((_, up)) = outer.split_last() {
        if fits(document, up, above, absolute) {
            return true;
        }
        if !last.anywhere {
            return false;
        }
        outer = up;
    }
    false
}

/// How the names end that a step of any name wants.
fn ending(step: &Step) -> Option<String> {
    let predicate = step.predicates.iter().find(|p| p.contains("ends-with("))?;
    shape::literals(&predicate[predicate.find("ends-with(")?..]).into_iter().next()
}

/// Places that match elements of a pattern by their names alone.
fn places(document: &Document, steps: &[Step], absolute: bool) -> Vec<Place> {
    everywhere(document).into_iter().filter(|place| fits(document, place, steps, absolute)).take(MOST_PLACES).collect()
}

/// A place as a path with positions where they are needed.
fn path(document: &Document, place: &[usize]) -> String {
    let mut out = format!("/{}", document.root.local());
    let mut at = &document.root;
    for index in place {
        let child = &at.children[*index];
        let same = |other: &&Element| other.local() == child.local();
        let position = at.children[..*index].iter().filter(same).count() + 1;
        out.push_str(&format!("/{}", child.local()));
        if position > 1 {
            out.push_str(&format!("[{position}]"));
        }
        at = child;
    }
    // The shortest end that leads to the same place.
    let steps: Vec<&str> = out[1..].split('/').collect();
    (2..steps.len())
        .map(|length| format!("//{}", steps[steps.len() - length..].join("/")))
        .find(|short| super::edit::resolve(document, short).as_deref() == Some(place))
        .unwrap_or(out)
}

/// What a rule looks at, with variables and functions put in.
struct Look {
    /// From the context.
    near: Vec<Pattern>,
    /// From the root.
    far: Vec<Pattern>,
    values: Vec<String>,
}

fn look(source: &Source, item: &Item) -> Look {
    let mut texts = match &item.ask {
        Ask::Holds(expr) => vec![expr.clone()],
        _ => Vec::new(),
    };
    let mut seen = BTreeSet::new();
    let mut found = Look { near: Vec::new(), far: Vec::new(), values: Vec::new() };
    let mut at = 0;
    while at < texts.len() && at < 60 {
        let text = texts[at].clone();
        at += 1;
        for (name, (_, body)) in &source.definitions {
            if text.contains(&format!("{name}(")) && seen.insert(format!("{name}(")) {
                texts.push(body.clone());
            }
        }
        for name in source.lists.keys().filter(|name| text.contains(name.as_str())) {
            if seen.insert(format!("list {name}")) {
                found.values.extend(source.lists[name].iter().take(2).cloned());
                found.values.extend(source.lists[name].last().cloned());
            }
        }
        found.values.extend(shape::literals(&text));
        let number = |word: &&str| word.parse::<i64>().is_ok();
        found.values.extend(text.split(|c: char| !c.is_ascii_digit()).filter(number).map(str::to_owned));
        for raw in shape::paths(&text) {
            let (variable, rest) = match raw.strip_prefix('$') {
                Some(rest) => rest.split_once('/').map_or((rest, ""), |(name, rest)| (name, rest)),
                None => ("", raw.as_str()),
            };
            if variable.is_empty() {
                let to = if rest.starts_with('/') { &mut found.far } else { &mut found.near };
                to.extend(looked_at(rest));
                continue;
            }
            let of = item.lets.iter().chain(&source.globals).find(|(name, _)| name == variable);
            match of.map(|(_, value)| value) {
                Some(value) if shape::pattern(value).is_some() || value.starts_with('$') => {
                    let whole = if rest.is_empty() { value.clone() } else { format!("{value}/{rest}") };
                    if seen.insert(whole.clone()) {
                        texts.push(whole);
                    }
                }
                Some(value) if seen.insert(format!("${variable}")) => texts.push(value.clone()),
                // A parameter of a function, or of `every $x in …`: taken from the context, or what holds it.
                None if !rest.is_empty() => {
                    found.near.extend(looked_at(rest));
                    found.near.extend(looked_at(&format!("../{rest}")));
                }
                _ => {}
            }
        }
    }
    let mut values = BTreeSet::new();
    found.values.retain(|value| value.len() < 80 && values.insert(value.clone()));
    found.near.dedup();
    found.far.dedup();
    found
}

/// Changes that put what a rule forbids where it forbids it.
pub fn misuses(document: &Document, source: &Source, item: &Item) -> Vec<Vec<Edit>> {
    let put = |(mut edits, target, _): (Vec<Edit>, String, Option<String>)| {
        match &item.ask {
            Ask::UnusedAttribute(name) => edits.push(Edit::Set(format!("{target}/@{name}"), "x".into())),
            Ask::Unused if edits.is_empty() => edits.push(Edit::Duplicate(target)),
            _ => {}
        }
        edits
    };
    entries(document, source, item).into_iter().map(put).collect()
}

/// A path of an expression: unlike a pattern it starts right below where it is asked.
fn looked_at(text: &str) -> Option<Pattern> {
    let mut path = shape::pattern(text)?;
    if let Some(first) = path.steps.first_mut() {
        first.anywhere = text.starts_with("//");
    }
    Some(path)
}

/// Ways to have the context of a rule in a document: changes, and where it then stands.
pub fn entries(document: &Document, source: &Source, item: &Item) -> Vec<(Vec<Edit>, String, Option<String>)> {
    let word = |list: &str| source.lists.get(list).and_then(|words| words.first().cloned());
    let mut out = Vec::new();
    for pattern in &item.patterns {
        let attribute = pattern.steps.last().filter(|step| step.is_attribute).map(|step| step.name.clone());
        let steps = &pattern.steps[..pattern.steps.len() - usize::from(attribute.is_some())];
        let found = places(document, steps, pattern.absolute);
        for place in &found {
            let at = path(document, place);
            out.push((Vec::new(), at.clone(), attribute.clone()));
            let wants: Vec<_> = steps.iter().flat_map(|s| &s.predicates).flat_map(|p| shape::wants(p, &word)).collect();
            if !wants.is_empty() {
                let node = element(document, place);
                let edits: Vec<Edit> =
                    wants.iter().filter_map(|(p, value)| want(node, &at, p, value.as_deref(), &word)).collect();
                if !edits.is_empty() {
                    out.push((edits, at.clone(), attribute.clone()));
                }
            }
        }
        // Put there what is not there, below the deepest step that is; and another one beside those that are.
        for depth in (0..steps.len()).rev() {
            let above = if depth == 0 && !pattern.absolute {
                vec![Vec::new()]
            } else {
                places(document, &steps[..depth], pattern.absolute)
            };
            if depth == 0 && pattern.absolute {
                continue;
            }
            let Some(parent) = above.first() else { continue };
            let Some(built) = shape::build(&steps[depth..], "1", &word) else { continue };
            let node = element(document, parent);
            let count = node.children.iter().filter(|child| child.local() == built.name).count();
            let rest: String = steps[depth + 1..].iter().map(|step| format!("/{}", step.name)).collect();
            let base = path(document, parent);
            let position = if count > 0 { format!("[{}]", count + 1) } else { String::new() };
            let at = format!("{base}/{}{position}{rest}", built.name);
            out.push((vec![Edit::Insert(base, fragment(&built))], at, attribute.clone()));
            break;
        }
    }
    out
}

/// A change that gives a node what a predicate wants.
fn want(
    node: &Element,
    at: &str,
    pattern: &Pattern,
    value: Option<&str>,
    word: &dyn Fn(&str) -> Option<String>,
) -> Option<Edit> {
    let steps: Vec<&Step> = pattern.steps.iter().filter(|step| step.name != ".").collect();
    let value = value.unwrap_or("1");
    let mut below = node;
    let mut there = at.to_owned();
    for (index, step) in steps.iter().enumerate() {
        if step.is_attribute {
            return Some(Edit::Set(format!("{there}/@{}", step.name), value.to_owned()));
        }
        match below.children.iter().find(|child| child.local() == step.name) {
            Some(child) => {
                below = child;
                there = format!("{there}/{}", step.name);
            }
            None => {
                let owned: Vec<Step> = steps[index..].iter().map(|step| (*step).clone()).collect();
                return Some(Edit::Insert(there, fragment(&shape::build(&owned, value, word)?)));
            }
        }
    }
    (below.text != value && below.children.is_empty()).then(|| Edit::Set(there, value.to_owned()))
}

/// An element without prefixes.
fn fragment(element: &Element) -> String {
    let attributes: String = element.attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    let inside: String = element.children.iter().map(fragment).collect();
    let inside = element.text.replace('&', "&amp;").replace('<', "&lt;") + &inside;
    if inside.is_empty() {
        format!("<{}{attributes}/>", element.name)
    } else {
        format!("<{0}{attributes}>{inside}</{0}>", element.name)
    }
}

/// Texts that a value may be changed to.
fn texts(old: &str, values: &[String]) -> Vec<String> {
    let mut out = vec![String::new(), "x".into(), "ZZZ".into()];
    if let Ok(number) = old.parse::<rust_decimal::Decimal>() {
        use rust_decimal::Decimal;
        let changed =
            [number + Decimal::ONE, number + Decimal::new(1234, 3), number * Decimal::TWO, -number, Decimal::ZERO];
        out.extend(changed.iter().map(ToString::to_string));
        out.push("-5".into());
        out.push("12345678901234567890.5".into());
    }
    if old.len() == 8 && old.starts_with("20") || old.len() == 10 && old.starts_with("20") {
        out.extend(["19000101", "20991231", "1900-01-01", "2099-12-31", "2026-02-30", "20260230"].map(str::to_owned));
    }
    out.extend(values.iter().cloned());
    out.extend(["1", "0", "-1", "1.23456", " x ", "20% 1", "true", "20991231"].map(str::to_owned));
    out.push("x1".repeat(130));
    out.retain(|text| text != old);
    let mut seen = BTreeSet::new();
    out.retain(|text| seen.insert(text.clone()));
    out
}

/// Changes around a path from a node: what is there is taken away, changed, doubled; what is not is put there.
fn around(
    document: &Document,
    from: &[usize],
    pattern: &Pattern,
    values: &[String],
    word: &dyn Fn(&str) -> Option<String>,
    out: &mut Vec<Edit>,
) {
    let mut at = from.to_vec();
    let mut steps: &[Step] = &pattern.steps;
    if pattern.absolute || steps.first().is_some_and(|step| step.anywhere) {
        at.clear();
    }
    if pattern.absolute {
        steps = steps.get(1..).unwrap_or_default();
    }
    while let Some(first) = steps.first().filter(|step| step.name == ".." || step.name == ".") {
        if first.name == ".." {
            at.pop();
        }
        steps = &steps[1..];
    }
    let attribute = steps.last().filter(|step| step.is_attribute);
    let elements = &steps[..steps.len() - usize::from(attribute.is_some())];
    let found = below(document, &at, elements);
    for place in found.iter().take(3) {
        let there = path(document, place);
        let node = element(document, place);
        match attribute {
            Some(step) => {
                out.push(Edit::Delete(format!("{there}/@{}", step.name)));
                let old = node.attribute(&step.name).unwrap_or("\u{0}");
                out.extend(
                    texts(old, values).into_iter().map(|text| Edit::Set(format!("{there}/@{}", step.name), text)),
                );
            }
            None => {
                if !place.is_empty() {
                    out.push(Edit::Delete(there.clone()));
                }
                if node.children.is_empty() {
                    out.extend(texts(&node.text, values).into_iter().map(|text| Edit::Set(there.clone(), text)));
                }
                if !place.is_empty() {
                    out.push(Edit::Duplicate(there));
                }
            }
        }
    }
    for depth in (0..elements.len()).rev() {
        let Some(parent) = below(document, &at, &elements[..depth]).into_iter().next() else { continue };
        for value in std::iter::once("1").chain(values.iter().map(String::as_str)).take(6) {
            let Some(built) = shape::build(&steps[depth..], value, word) else { continue };
            out.push(Edit::Insert(path(document, &parent), fragment(&built)));
        }
        break;
    }
}

/// Places that steps lead to from one.
fn below(document: &Document, from: &[usize], steps: &[Step]) -> Vec<Place> {
    let mut found = vec![from.to_vec()];
    for step in steps {
        let mut next = Vec::new();
        for place in &found {
            let inner = everywhere(document).into_iter().filter(|inner| {
                let depth = inner.len().saturating_sub(place.len());
                inner.starts_with(place) && (depth == 1 || (step.anywhere && depth > 1))
            });
            next.extend(inner.filter(|at| step.name == "*" || element(document, at).local() == step.name));
        }
        found = next;
    }
    found
}

/// Changes that may make a rule fail or pass, once its context stands at `target`.
pub fn changes(document: &Document, source: &Source, item: &Item, target: &str, attribute: Option<&str>) -> Vec<Edit> {
    let word = |list: &str| source.lists.get(list).and_then(|words| words.first().cloned());
    let Some(place) = super::edit::resolve(document, target) else { return Vec::new() };
    if let Ask::UnusedAttribute(name) = &item.ask {
        return vec![Edit::Set(format!("{target}/@{name}"), "x".into())];
    }
    let looked = look(source, item);
    let mut out = Vec::new();
    let node = element(document, &place);
    for pattern in &looked.near {
        around(document, &place, pattern, &looked.values, &word, &mut out);
    }
    if let Some(name) = attribute {
        let old = node.attribute(name).unwrap_or("\u{0}");
        out.extend(texts(old, &looked.values).into_iter().map(|text| Edit::Set(format!("{target}/@{name}"), text)));
    } else if node.children.is_empty() {
        out.extend(texts(&node.text, &looked.values).into_iter().map(|text| Edit::Set(target.to_owned(), text)));
    }
    for pattern in &looked.far {
        around(document, &place, pattern, &looked.values, &word, &mut out);
    }
    out.push(Edit::Duplicate(target.to_owned()));
    let mut seen = std::collections::HashSet::new();
    out.retain(|edit| seen.insert(edit.clone()));
    out
}
