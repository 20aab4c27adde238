//! Values of rule expressions, and how they are compared: XPath 2.0 with decimals for all numbers.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::ast::Type;
use crate::check::tree::NodeRef;

/// Why an expression has no value: the document holds something the rule cannot compute with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Text that is no number, date or truth value where one is wanted.
    BadValue,
    /// Several values where one is wanted.
    Several,
    /// Values of kinds that do not compare.
    Kinds,
    /// A number too large, or a division by zero.
    Range,
    /// The document asks for more work than is allowed.
    Exhausted,
}

/// One value.
#[derive(Clone, Debug)]
pub(super) enum Item<'d> {
    Node(NodeRef),
    /// Text of a node, which takes the kind of what it is compared with.
    Untyped(Cow<'d, str>),
    Text(Cow<'d, str>),
    Number(Decimal),
    NotANumber,
    Bool(bool),
    Date(Date),
}

/// A sequence of values.
#[derive(Clone, Debug, Default)]
pub(super) enum Seq<'d> {
    #[default]
    Empty,
    One(Item<'d>),
    Many(Vec<Item<'d>>),
}

/// What an expression comes to.
pub(super) type Value<'d> = Result<Seq<'d>, Fault>;

impl<'d> Seq<'d> {
    pub(super) fn from_vec(mut items: Vec<Item<'d>>) -> Self {
        match items.len() {
            0 => Self::Empty,
            1 => items.pop().map_or(Self::Empty, Self::One),
            _ => Self::Many(items),
        }
    }

    pub(super) fn as_slice(&self) -> &[Item<'d>] {
        match self {
            Self::Empty => &[],
            Self::One(item) => std::slice::from_ref(item),
            Self::Many(items) => items,
        }
    }

    /// The only value, none when empty.
    pub(super) fn only(&self) -> Result<Option<&Item<'d>>, Fault> {
        match self {
            Self::Empty => Ok(None),
            Self::One(item) => Ok(Some(item)),
            Self::Many(_) => Err(Fault::Several),
        }
    }

    /// Effective boolean value.
    pub(super) fn truth(&self) -> Result<bool, Fault> {
        match self.as_slice() {
            [] => Ok(false),
            [Item::Node(_), ..] => Ok(true),
            [Item::Bool(value)] => Ok(*value),
            [Item::Untyped(text) | Item::Text(text)] => Ok(!text.is_empty()),
            [Item::Number(number)] => Ok(!number.is_zero()),
            [Item::NotANumber] => Ok(false),
            _ => Err(Fault::Kinds),
        }
    }
}

impl<'d> From<Item<'d>> for Seq<'d> {
    fn from(item: Item<'d>) -> Self {
        Self::One(item)
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// Compares two atoms as a general comparison (`=`) does: text of nodes takes the kind of the other side.
pub(super) fn general(op: Comparison, left: &Item<'_>, right: &Item<'_>) -> Result<bool, Fault> {
    use Item::{Bool, Date as Day, NotANumber, Number, Text, Untyped};
    match (left, right) {
        (Untyped(text), Number(_) | NotANumber) => value(op, &double(text)?, right),
        (Number(_) | NotANumber, Untyped(text)) => value(op, left, &double(text)?),
        (Untyped(text), Bool(_)) => value(op, &Bool(boolean(text)?), right),
        (Bool(_), Untyped(text)) => value(op, left, &Bool(boolean(text)?)),
        (Untyped(text), Day(_)) => value(op, &Day(date(text)?), right),
        (Day(_), Untyped(text)) => value(op, left, &Day(date(text)?)),
        (Untyped(a) | Text(a), Untyped(b) | Text(b)) => Ok(op.holds(a.as_ref().cmp(b.as_ref()))),
        _ => value(op, left, right),
    }
}

/// Compares two atoms as a value comparison (`eq`) does: text of nodes is text.
pub(super) fn value(op: Comparison, left: &Item<'_>, right: &Item<'_>) -> Result<bool, Fault> {
    use Item::{Bool, Date as Day, NotANumber, Number, Text, Untyped};
    match (left, right) {
        (Untyped(a) | Text(a), Untyped(b) | Text(b)) => Ok(op.holds(a.as_ref().cmp(b.as_ref()))),
        (Number(a), Number(b)) => Ok(op.holds(a.cmp(b))),
        (NotANumber, Number(_) | NotANumber) | (Number(_), NotANumber) => Ok(op == Comparison::NotEqual),
        (Bool(a), Bool(b)) => Ok(op.holds(a.cmp(b))),
        (Day(a), Day(b)) => Ok(op.holds(a.cmp(b))),
        _ => Err(Fault::Kinds),
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

/// `xs:decimal`: digits, a point, a sign; no exponent.
pub(super) fn decimal(text: &str) -> Result<Decimal, Fault> {
    let text = trimmed(text);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + part.len() == 0 || !all_digits(whole) || !all_digits(part) {
        return Err(Fault::BadValue);
    }
    text.trim_end_matches('.').parse().map_err(|_| Fault::Range)
}

/// `xs:double`, held as a decimal: an exponent is allowed, and the names of what is no number.
pub(super) fn double(text: &str) -> Result<Item<'static>, Fault> {
    if let Ok(number) = decimal(text) {
        return Ok(Item::Number(number));
    }
    match trimmed(text) {
        "NaN" => Ok(Item::NotANumber),
        "INF" | "-INF" => Err(Fault::Range),
        other => {
            let (mantissa, exponent) = other.split_once(['e', 'E']).ok_or(Fault::BadValue)?;
            let exponent: i32 = exponent.parse().map_err(|_| Fault::BadValue)?;
            let mut number = decimal(mantissa)?;
            if exponent.unsigned_abs() > 28 {
                return Err(Fault::Range);
            }
            for _ in 0..exponent.unsigned_abs() {
                let ten = Decimal::TEN;
                let next = if exponent > 0 { number.checked_mul(ten) } else { number.checked_div(ten) };
                number = next.ok_or(Fault::Range)?;
            }
            Ok(Item::Number(number))
        }
    }
}

/// `xs:boolean`.
pub(super) fn boolean(text: &str) -> Result<bool, Fault> {
    match trimmed(text) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Fault::BadValue),
    }
}

/// `xs:date`, its time zone left aside.
pub(super) fn date(text: &str) -> Result<Date, Fault> {
    let text = trimmed(text);
    let (day, zone) = text.split_at_checked(10).ok_or(Fault::BadValue)?;
    let zoned = zone.is_empty() || zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-']));
    let shaped = day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !zoned || !shaped {
        return Err(Fault::BadValue);
    }
    day.parse().map_err(|_| Fault::BadValue)
}

/// Casts an atom.
pub(super) fn cast<'d>(item: &Item<'d>, to: Type) -> Result<Item<'d>, Fault> {
    use Item::{Bool, Date as Day, NotANumber, Number, Text, Untyped};
    match (to, item) {
        (Type::Text, item) => Ok(Text(text(item))),
        (Type::Decimal, Untyped(t) | Text(t)) => decimal(t).map(Number),
        (Type::Double, Untyped(t) | Text(t)) => double(t),
        (Type::Integer, Untyped(t) | Text(t)) => {
            if t.contains('.') {
                return Err(Fault::BadValue);
            }
            decimal(t).map(Number)
        }
        (Type::Integer, Number(n)) => Ok(Number(n.trunc())),
        (Type::Decimal | Type::Double, Number(n)) => Ok(Number(*n)),
        (Type::Double, NotANumber) => Ok(NotANumber),
        (Type::Decimal | Type::Integer | Type::Double, Bool(b)) => Ok(Number(Decimal::from(u8::from(*b)))),
        (Type::Bool, Untyped(t) | Text(t)) => boolean(t).map(Bool),
        (Type::Bool, Number(n)) => Ok(Bool(!n.is_zero())),
        (Type::Bool, Bool(b)) => Ok(Bool(*b)),
        (Type::Date, Untyped(t) | Text(t)) => date(t).map(Day),
        (Type::Date, Day(d)) => Ok(Day(*d)),
        _ => Err(Fault::Kinds),
    }
}

/// The text of an atom.
pub(super) fn text<'d>(item: &Item<'d>) -> Cow<'d, str> {
    match item {
        Item::Untyped(text) | Item::Text(text) => text.clone(),
        Item::Number(number) => Cow::Owned(number.normalize().to_string()),
        Item::NotANumber => Cow::Borrowed("NaN"),
        Item::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Item::Date(date) => Cow::Owned(date.to_string()),
        Item::Node(_) => Cow::Borrowed(""),
    }
}
