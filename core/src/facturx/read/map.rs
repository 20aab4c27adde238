//! Declarative reading: a map says which path fills which place, and what no map names is reported.
//!
//! Paths are local names joined by `/`, relative to the element the map is for. Namespaces are not compared: they
//! changed with every version of ZUGFeRD, the names did not.

use jiff::civil::Date;
use roxmltree::Node;
use rust_decimal::Decimal;

use super::report::Report;
use super::values;

/// Longest text put together from several elements, in bytes: each addition is compared with what is there.
const LONGEST_PARAGRAPH: usize = 1 << 15;

/// A path and what becomes of the element there.
pub(super) type Row<T> = (&'static str, Take<T>);

/// What to do with an element. Slots keep their first value; a later one that differs is reported.
pub(super) enum Take<T: 'static> {
    /// Text on one line.
    Text(fn(&mut T) -> &mut Option<String>),
    /// Text that keeps its line breaks; several are put one under the other.
    Paragraph(fn(&mut T) -> &mut Option<String>),
    /// A number.
    Number(fn(&mut T) -> &mut Option<Decimal>),
    /// An amount in the invoice's currency; the same amount in another currency is left.
    Amount(fn(&mut T) -> &mut Option<Decimal>),
    /// A date, in the element or in the element inside.
    Date(fn(&mut T) -> &mut Option<Date>),
    /// Text added to a list.
    List(fn(&mut T) -> &mut Vec<String>),
    /// Anything that takes a look at attributes.
    Value(fn(&mut T, &Value<'_, '_>) -> Fate),
    /// An element with a map of its own.
    Group(fn(&mut T, Node<'_, '_>, &mut Reader)),
    /// A constant of the syntax, worth a report only when it says something else.
    Only(&'static [&'static str]),
}

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facturx) enum Fate {
    /// It stands in the invoice.
    Taken,
    /// It has no place in the invoice.
    Left,
    /// It is not what it should be.
    Bad,
}

/// An element without elements inside.
pub(super) struct Value<'a, 'i> {
    /// The element.
    pub node: Node<'a, 'i>,
    /// Its text on one line, never empty.
    pub text: String,
}

impl<'a> Value<'a, '_> {
    /// The attribute, trimmed; none when empty.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.node.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }
}

/// Puts a value in its slot; a slot that holds another one keeps it.
pub(super) fn put<V: PartialEq>(slot: &mut Option<V>, value: Option<V>) -> Fate {
    match (value, &*slot) {
        (None, _) => Fate::Bad,
        (Some(new), Some(old)) if new == *old => Fate::Taken,
        (Some(_), Some(_)) => Fate::Left,
        (value, None) => {
            *slot = value;
            Fate::Taken
        }
    }
}

/// Walks elements by their maps and keeps the report.
pub(super) struct Reader {
    /// Currency of the invoice (BT-5), known before the amounts are read.
    pub currency: Option<String>,
    /// Currency the seller accounts for VAT in (BT-6).
    pub accounting_currency: Option<String>,
    /// What was left or bad.
    pub report: Report,
    /// The name a map knows an element by.
    canonical: fn(&str) -> &str,
}

impl Reader {
    /// A reader for a syntax whose older or other names `canonical` brings to those of the maps.
    pub(super) fn new(currency: Option<String>, canonical: fn(&str) -> &str) -> Self {
        Self { currency, accounting_currency: None, report: Report::default(), canonical }
    }

    /// Fills `target` from what is inside `node`.
    pub(super) fn fill<T>(&mut self, target: &mut T, node: Node<'_, '_>, map: &[Row<T>]) {
        self.walk(target, node, &mut String::new(), map);
    }

    /// Reports everything in `node`.
    pub(super) fn leave(&mut self, node: Node<'_, '_>) {
        for element in node.descendants().filter(Node::is_element) {
            self.leave_text(element);
        }
    }

    fn walk<T>(&mut self, target: &mut T, node: Node<'_, '_>, path: &mut String, map: &[Row<T>]) {
        self.leave_text(node);
        for child in node.children().filter(Node::is_element) {
            let length = path.len();
            if length > 0 {
                path.push('/');
            }
            path.push_str((self.canonical)(child.tag_name().name()));
            match map.iter().find(|(known, _)| known == path) {
                Some((_, take)) => self.take(target, child, take),
                None => self.walk(target, child, path, map),
            }
            path.truncate(length);
        }
    }

    fn take<T>(&mut self, target: &mut T, node: Node<'_, '_>, take: &Take<T>) {
        if let Take::Group(read) = take {
            return read(target, node, self);
        }
        let node = match take {
            Take::Date(_) => node.descendants().find(|inner| inner.is_element() && is_leaf(*inner)).unwrap_or(node),
            _ => node,
        };
        if !is_leaf(node) {
            return self.leave(node);
        }
        let text = own_text(node);
        let Some(line) = values::one_line(&text) else { return };
        let fate = match take {
            Take::Text(slot) => put(slot(target), Some(line)),
            Take::Paragraph(slot) => add_paragraph(slot(target), &text),
            Take::Number(slot) => put(slot(target), values::decimal(&line)),
            Take::Amount(_) if self.is_foreign(node) => Fate::Left,
            Take::Amount(slot) => put(slot(target), values::decimal(&line)),
            Take::Date(slot) => put(slot(target), values::date(&line)),
            Take::List(list) => {
                list(target).push(line);
                Fate::Taken
            }
            Take::Value(read) => read(target, &Value { node, text: line }),
            Take::Only(constants) if constants.contains(&line.as_str()) => Fate::Taken,
            Take::Only(_) | Take::Group(_) => Fate::Left,
        };
        self.report.note(node, fate);
    }

    /// Whether an amount says it is in another currency than the invoice.
    pub(super) fn is_foreign(&self, node: Node<'_, '_>) -> bool {
        matches!((node.attribute("currencyID"), &self.currency), (Some(a), Some(b)) if a.trim() != b)
    }

    fn leave_text(&mut self, element: Node<'_, '_>) {
        if element.children().any(|c| c.is_text() && c.text().is_some_and(|t| !t.trim().is_empty())) {
            self.report.note(element, Fate::Left);
        }
    }
}

/// All text directly in the element: comments and CDATA sections cut it in pieces.
pub(super) fn own_text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|piece| piece.text()).collect()
}

/// The text of the first element of that name inside `node`, on one line.
pub(super) fn find_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    let found = node.descendants().find(|inner| inner.is_element() && inner.tag_name().name() == name)?;
    values::one_line(&own_text(found))
}

fn is_leaf(node: Node<'_, '_>) -> bool {
    !node.children().any(|child| child.is_element())
}

fn add_paragraph(slot: &mut Option<String>, text: &str) -> Fate {
    let Some(text) = values::paragraph(text) else { return Fate::Taken };
    match slot {
        None => *slot = Some(text),
        Some(held) if held.len() + text.len() > LONGEST_PARAGRAPH => return Fate::Left,
        Some(held) if held.split('\n').any(|line| line == text) => {}
        Some(held) => {
            held.push('\n');
            held.push_str(&text);
        }
    }
    Fate::Taken
}
