//! Metadata (6.6): a packet in UTF-8 that says PDF/A-3 and uses only properties that are defined.

use std::collections::HashMap;

use roxmltree::Node;

use super::Violation;
use super::schemas::kind;
use crate::pdf::metadata::{RDF, descriptions, packet, prefix_of, properties, tree};
use crate::pdf::value::File;

const EXTENSION: &str = "http://www.aiim.org/pdfa/ns/extension/";
const SCHEMA: &str = "http://www.aiim.org/pdfa/ns/schema#";
const PROPERTY: &str = "http://www.aiim.org/pdfa/ns/property#";
const TYPE: &str = "http://www.aiim.org/pdfa/ns/type#";
const FIELD: &str = "http://www.aiim.org/pdfa/ns/field#";
const PDFA: &str = "http://www.aiim.org/pdfa/ns/id/";

pub(super) fn examine(file: &File, out: &mut Vec<Violation>) {
    let mut broken = |rule, what: Option<&str>| {
        out.push(Violation { rule, page: None, what: what.map(str::to_owned) });
    };
    let Some(packet) = packet(file) else { return broken("6.6.2.1-1", None) };
    let Ok(text) = packet else { return broken("6.6.2.1-5", None) };
    let header = text.split("?>").next().unwrap_or_default();
    if header.contains("<?xpacket") {
        if header.contains("bytes=") {
            broken("6.6.2.1-2", None);
        }
        if header.contains("encoding=") {
            broken("6.6.2.1-3", None);
        }
    }
    let Some(tree) = tree(&text) else { return broken("6.6.2.1-4", None) };
    let all = properties(&tree);
    let archival = |name: &str| all.iter().find(|p| p.namespace == PDFA && p.name == name);
    match archival("part") {
        None => broken("6.6.4-1", None),
        Some(part) => {
            if part.value != "3" {
                broken("6.6.4-2", Some(&part.value));
            }
            if !archival("conformance").is_some_and(|c| matches!(&*c.value, "A" | "B" | "U")) {
                broken("6.6.4-3", None);
            }
        }
    }
    for (name, rule) in [("part", "6.6.4-4"), ("conformance", "6.6.4-5"), ("amd", "6.6.4-6"), ("corr", "6.6.4-7")] {
        if archival(name).is_some_and(|p| p.prefix != "pdfaid") {
            broken(rule, None);
        }
    }
    let mut own: HashMap<(String, String), String> = HashMap::new();
    let mut types: Vec<String> = Vec::new();
    for schemas in tree.descendants().filter(|n| n.has_tag_name((EXTENSION, "schemas"))) {
        extension(schemas, &mut own, &mut types, &mut broken);
    }
    for description in descriptions(&tree) {
        for attribute in description.attributes() {
            let namespace = attribute.namespace().unwrap_or_default();
            if namespace == RDF || namespace.is_empty() || namespace == "http://www.w3.org/XML/1998/namespace" {
                continue;
            }
            let found = lookup(namespace, attribute.name(), &own);
            match found {
                None => broken("6.6.2.3.1-1", Some(attribute.name())),
                Some(kind) if !simple(&kind, attribute.value()) => broken("6.6.2.3.1-2", Some(attribute.name())),
                _ => {}
            }
        }
        for element in description.children().filter(Node::is_element) {
            let name = element.tag_name();
            match lookup(name.namespace().unwrap_or_default(), name.name(), &own) {
                None => broken("6.6.2.3.1-1", Some(name.name())),
                Some(kind) if !fits(&element, &kind, &types) => broken("6.6.2.3.1-2", Some(name.name())),
                _ => {}
            }
        }
    }
}

/// The type of a property, defined by XMP or by the file; none when it is not defined.
fn lookup(namespace: &str, name: &str, own: &HashMap<(String, String), String>) -> Option<String> {
    if let Some(kind) = own.get(&(namespace.to_owned(), name.to_owned())) {
        return Some(kind.clone());
    }
    kind(namespace, name).ok().flatten().map(str::to_owned)
}

fn list<'a, 'i>(node: &Node<'a, 'i>, name: &str) -> Option<Vec<Node<'a, 'i>>> {
    let inner = node.children().find(Node::is_element)?;
    inner.has_tag_name((RDF, name)).then(|| inner.children().filter(|n| n.has_tag_name((RDF, "li"))).collect())
}

fn is_struct(node: &Node<'_, '_>) -> bool {
    let resource = node.attribute((RDF, "parseType")) == Some("Resource");
    let nested = node.children().find(Node::is_element).is_some_and(|n| n.has_tag_name((RDF, "Description")));
    let flat = node.attributes().any(|a| a.namespace().is_some_and(|ns| ns != RDF));
    resource || nested || flat
}

/// Whether an element holds a value of that type.
fn fits(node: &Node<'_, '_>, kind: &str, types: &[String]) -> bool {
    let items = |name: &str, inner: &str| {
        list(node, name).is_some_and(|items| items.iter().all(|item| fits(item, inner, types)))
    };
    let inner = |open: char, close: char| kind.strip_prefix(open).and_then(|k| k.strip_suffix(close));
    if let Some(inner) = inner('[', ']') {
        return items("Bag", inner);
    }
    if let Some(inner) = inner('(', ')') {
        return items("Seq", inner);
    }
    if let Some(inner) = inner('{', '}') {
        return items("Alt", inner);
    }
    match kind {
        "Any" => true,
        "Lang" => list(node, "Alt").is_some_and(|items| {
            items.iter().all(|i| i.has_attribute(("http://www.w3.org/XML/1998/namespace", "lang")))
        }),
        "Struct" => is_struct(node),
        other if types.iter().any(|t| t == other) => is_struct(node),
        other => {
            if node.children().any(|n| n.is_element()) || is_struct(node) {
                return false;
            }
            let text = node.attribute((RDF, "resource")).or(node.text()).unwrap_or_default();
            simple(other, text)
        }
    }
}

/// Whether a text is a value of a simple type.
fn simple(kind: &str, text: &str) -> bool {
    let whole = |t: &str| {
        let digits = t.strip_prefix(['+', '-']).unwrap_or(t);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    match kind {
        "Int" => whole(text),
        "Rating" => text.strip_prefix('-').unwrap_or(text).parse::<f32>().is_ok(),
        "Real" => {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            digits.bytes().any(|b| b.is_ascii_digit())
                && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && digits.bytes().filter(|b| *b == b'.').count() <= 1
        }
        "Rational" => text.split_once('/').is_some_and(|(a, b)| whole(a) && whole(b)),
        "Bool" => matches!(text, "True" | "False"),
        "Date" => is_date(text),
        "Mime" => crate::pdf::facts::is_media_type(text.split(';').next().unwrap_or_default().trim().as_bytes()),
        "Uri" => !text.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '{' | '}')),
        _ => !kind.starts_with(['[', '(', '{']) && !matches!(kind, "Lang" | "Struct"),
    }
}

/// `2026`, `2026-09`, `2026-09-14`, `2026-09-14T08:05Z`, with seconds and their parts, with a zone.
fn is_date(text: &str) -> bool {
    let number = |t: &str, width: usize, low: u32, high: u32| {
        t.len() == width && t.parse::<u32>().is_ok_and(|n| (low..=high).contains(&n)) && !t.starts_with('+')
    };
    let (day, time) = text.split_once('T').map_or((text, None), |(d, t)| (d, Some(t)));
    let parts: Vec<&str> = day.split('-').collect();
    let days = match parts.as_slice() {
        [y] => number(y, 4, 0, 9999),
        [y, m] => number(y, 4, 0, 9999) && number(m, 2, 1, 12),
        [y, m, d] => number(y, 4, 0, 9999) && number(m, 2, 1, 12) && number(d, 2, 1, 31),
        _ => false,
    };
    let Some(time) = time else { return days };
    let at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(at);
    let zone_fits = match zone {
        "" | "Z" => true,
        other => other
            .get(1..)
            .and_then(|z| z.split_once(':'))
            .is_some_and(|(h, m)| number(h, 2, 0, 23) && number(m, 2, 0, 59)),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let clock_fits = match parts.as_slice() {
        [h, m] => number(h, 2, 0, 23) && number(m, 2, 0, 59),
        [h, m, s] => {
            let (s, part) = s.split_once('.').unwrap_or((s, "0"));
            number(h, 2, 0, 23)
                && number(m, 2, 0, 59)
                && number(s, 2, 0, 60)
                && part.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    };
    days && parts.len() > 1 && zone_fits && clock_fits
}

/// A description of properties XMP does not know (6.6.2.3.3).
fn extension(
    schemas: Node<'_, '_>,
    own: &mut HashMap<(String, String), String>,
    types: &mut Vec<String>,
    broken: &mut impl FnMut(&'static str, Option<&str>),
) {
    let Some(items) = list(&schemas, "Bag").filter(|_| prefix_of(&schemas) == "pdfaExtension") else {
        return broken("6.6.2.3.3-1", None);
    };
    for item in items {
        let body = item.children().find(|n| n.has_tag_name((RDF, "Description"))).unwrap_or(item);
        let one = |namespace: &str, name: &str| body.children().find(|n| n.has_tag_name((namespace, name)));
        let text = |name: &str| {
            let found = one(SCHEMA, name).and_then(|n| n.text().map(str::to_owned));
            found.or_else(|| body.attribute((SCHEMA, name)).map(str::to_owned))
        };
        for (name, rule) in [("schema", "6.6.2.3.3-2"), ("namespaceURI", "6.6.2.3.3-3"), ("prefix", "6.6.2.3.3-4")] {
            if text(name).is_none() {
                broken(rule, None);
            }
        }
        let namespace = text("namespaceURI").unwrap_or_default().trim().to_owned();
        let defined = one(SCHEMA, "valueType").and_then(|n| list(&n, "Seq")).unwrap_or_default();
        for value_type in &defined {
            let entries = [
                ("type", "6.6.2.3.3-11"),
                ("namespaceURI", "6.6.2.3.3-12"),
                ("prefix", "6.6.2.3.3-13"),
                ("description", "6.6.2.3.3-14"),
            ];
            let found = members(value_type, TYPE, &entries, broken);
            types.extend(found.into_iter().next().flatten());
            let fields =
                value_type.descendants().find(|n| n.has_tag_name((TYPE, "field"))).and_then(|n| list(&n, "Seq"));
            for field in fields.unwrap_or_default() {
                let entries =
                    [("name", "6.6.2.3.3-16"), ("valueType", "6.6.2.3.3-17"), ("description", "6.6.2.3.3-18")];
                members(&field, FIELD, &entries, broken);
            }
        }
        let described = one(SCHEMA, "property");
        let Some(described) = described else { continue };
        let Some(items) = list(&described, "Seq") else {
            broken("6.6.2.3.3-5", None);
            continue;
        };
        for item in items {
            let entries = [
                ("name", "6.6.2.3.3-7"),
                ("valueType", "6.6.2.3.3-8"),
                ("category", "6.6.2.3.3-9"),
                ("description", "6.6.2.3.3-10"),
            ];
            let found = members(&item, PROPERTY, &entries, broken);
            let at = |i: usize| found.get(i).cloned().flatten();
            if at(2).is_some_and(|c| !matches!(&*c, "external" | "internal")) {
                broken("6.6.2.3.3-9", None);
            }
            if let (Some(name), Some(kind)) = (at(0), at(1)) {
                own.insert((namespace.clone(), name), translated(&kind, types));
            }
        }
    }
}

/// The texts of the members of a description, each with the rule it breaks when it is missing.
fn members(
    item: &Node<'_, '_>,
    namespace: &str,
    entries: &[(&str, &'static str)],
    broken: &mut impl FnMut(&'static str, Option<&str>),
) -> Vec<Option<String>> {
    let body = item.children().find(|n| n.has_tag_name((RDF, "Description"))).unwrap_or(*item);
    let prefix = match namespace {
        PROPERTY => "pdfaProperty",
        TYPE => "pdfaType",
        _ => "pdfaField",
    };
    let each = entries.iter().map(|(name, rule)| {
        let element = body.children().find(|n| n.has_tag_name((namespace, *name)));
        let element = element.filter(|n| prefix_of(n) == prefix);
        let simple = element.filter(|n| !n.children().any(|c| c.is_element()) && !is_struct(n));
        let text = simple.map(|n| n.text().unwrap_or_default().trim().to_owned());
        let text = text.or_else(|| body.attribute((namespace, *name)).map(str::to_owned));
        if text.is_none() {
            broken(rule, None);
        }
        text
    });
    each.collect()
}

/// A type as extension schemas name it, in our spelling.
fn translated(kind: &str, types: &[String]) -> String {
    let lower = kind.trim().to_lowercase();
    for (prefix, open, close) in [("bag ", '[', ']'), ("seq ", '(', ')'), ("alt ", '{', '}')] {
        if let Some(inner) = lower.strip_prefix(prefix) {
            let at = kind.trim().len() - inner.len();
            let inner = translated(kind.trim().get(at..).unwrap_or_default(), types);
            return format!("{open}{inner}{close}");
        }
    }
    if types.iter().any(|t| t == kind) {
        return kind.to_owned();
    }
    match &*lower {
        "integer" | "closed choice of integer" | "open choice of integer" => "Int",
        "real" => "Real",
        "boolean" => "Bool",
        "date" => "Date",
        "mimetype" => "Mime",
        "uri" | "url" => "Uri",
        "lang alt" => "Lang",
        "rational" => "Rational",
        "text" | "propername" | "agentname" | "xpath" | "guid" | "renditionclass" => "Text",
        _ => "Any",
    }
    .to_owned()
}
