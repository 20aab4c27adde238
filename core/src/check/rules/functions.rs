//! The functions rules call.

use std::borrow::Cow;

use rust_decimal::{Decimal, RoundingStrategy};

use super::ast::{Expr, Function, Type};
use super::eval::{Focus, Run, cast_one};
use super::value::{self, Comparison, Fault, Item, Seq, Value};
use crate::invoice::ident;

impl<'r, 'd> Run<'r, 'd> {
    pub(super) fn function(&mut self, function: Function, arguments: &'r [Expr], focus: &Focus<'d>) -> Value<'d> {
        use Function as F;
        match function {
            F::Not => Ok(Item::Bool(!self.argument(arguments, 0, focus)?.truth()?).into()),
            F::True => Ok(Item::Bool(true).into()),
            F::False => Ok(Item::Bool(false).into()),
            F::Boolean => Ok(Item::Bool(self.argument(arguments, 0, focus)?.truth()?).into()),
            F::Count => Ok(whole(self.argument(arguments, 0, focus)?.as_slice().len())),
            F::Exists => Ok(Item::Bool(!self.argument(arguments, 0, focus)?.as_slice().is_empty()).into()),
            F::Empty => Ok(Item::Bool(self.argument(arguments, 0, focus)?.as_slice().is_empty()).into()),
            F::Exactly | F::AtMost | F::AtLeast => self.counted(function, arguments, focus),
            F::Sum | F::Min | F::Max => self.gathered(function, arguments, focus),
            F::Round | F::Abs | F::Floor | F::Ceiling | F::Round2 => self.rounded(function, arguments, focus),
            F::Number => Ok(match self.first_atom(arguments, focus)? {
                None => Item::NotANumber.into(),
                Some(atom) => value::cast(&atom, Type::Double).unwrap_or(Item::NotANumber).into(),
            }),
            F::Cast(to) => {
                let atoms = self.argument_atoms(arguments, 0, focus)?;
                if to == Type::Text && atoms.as_slice().is_empty() {
                    return Ok(words(Cow::Borrowed("")));
                }
                cast_one(&atoms, to)
            }
            F::DistinctValues => self.distinct(arguments, focus),
            F::IndexOf => {
                let (all, wanted) =
                    (self.argument_atoms(arguments, 0, focus)?, self.argument_atoms(arguments, 1, focus)?);
                let Some(wanted) = wanted.only()? else { return Ok(Seq::Empty) };
                let equal = |a: &Item<'_>| value::value(Comparison::Equal, a, wanted).unwrap_or(false);
                let found = all.as_slice().iter().enumerate().filter(|(_, a)| equal(a));
                Ok(Seq::from_vec(found.map(|(at, _)| Item::Number(Decimal::from(at + 1))).collect()))
            }
            F::Position => Ok(whole(focus.position)),
            F::Last => Ok(whole(focus.last)),
            F::LocalName | F::Name => {
                let value = self.argument(arguments, 0, focus)?;
                let name = match value.only()? {
                    Some(Item::Node(node)) if function == F::LocalName => Cow::Borrowed(self.tree.local_name(*node)),
                    Some(Item::Node(node)) => Cow::Owned(self.tree.shown_name(*node)),
                    Some(_) => return Err(Fault::Kinds),
                    None => Cow::Borrowed(""),
                };
                Ok(words(name))
            }
            F::StringJoin => {
                let (all, between) = (self.argument_atoms(arguments, 0, focus)?, self.separator(arguments, focus)?);
                let parts: Vec<Cow<'_, str>> = all.as_slice().iter().map(value::text).collect();
                self.spend(parts.len())?;
                Ok(words(Cow::Owned(parts.join(between.as_ref()))))
            }
            F::Reverse => {
                let mut items = self.argument(arguments, 0, focus)?.as_slice().to_vec();
                items.reverse();
                Ok(Seq::from_vec(items))
            }
            F::Subsequence => {
                let items = self.argument(arguments, 0, focus)?;
                let (from, length) = self.span(arguments, focus)?;
                let kept = items.as_slice().iter().enumerate().filter(|(at, _)| inside(*at, from, length));
                Ok(Seq::from_vec(kept.map(|(_, item)| item.clone()).collect()))
            }
            _ => self.of_text(function, arguments, focus),
        }
    }

    fn of_text(&mut self, function: Function, arguments: &'r [Expr], focus: &Focus<'d>) -> Value<'d> {
        use Function as F;
        let text = self.argument_text(arguments, 0, focus)?;
        let truth = |value: bool| Ok(Item::Bool(value).into());
        match function {
            F::Filled => truth(text.chars().any(|c| !is_blank(c))),
            F::NormalizeSpace => Ok(words(normalized(text))),
            F::UpperCase => Ok(words(Cow::Owned(text.to_uppercase()))),
            F::LowerCase => Ok(words(Cow::Owned(text.to_lowercase()))),
            F::StringLength => Ok(whole(text.chars().count())),
            F::Decimals => Ok(whole(text.split_once('.').map_or(0, |(_, part)| part.chars().count()))),
            F::Contains => truth(text.contains(self.argument_text(arguments, 1, focus)?.as_ref())),
            F::StartsWith => truth(text.starts_with(self.argument_text(arguments, 1, focus)?.as_ref())),
            F::EndsWith => truth(text.ends_with(self.argument_text(arguments, 1, focus)?.as_ref())),
            F::SubstringBefore | F::SubstringAfter => {
                let mark = self.argument_text(arguments, 1, focus)?;
                let (before, after) = text.split_once(mark.as_ref()).unwrap_or_default();
                Ok(words(Cow::Owned(if function == F::SubstringBefore { before } else { after }.to_owned())))
            }
            F::Substring => {
                let (from, length) = self.span(arguments, focus)?;
                let kept = text.chars().enumerate().filter(|(at, _)| inside(*at, from, length));
                Ok(words(Cow::Owned(kept.map(|(_, c)| c).collect())))
            }
            F::Concat => {
                let mut joined = text.into_owned();
                for at in 1..arguments.len() {
                    joined.push_str(&self.argument_text(arguments, at, focus)?);
                }
                self.spend(joined.len() / 64)?;
                Ok(words(Cow::Owned(joined)))
            }
            F::Translate => {
                let (from, to) = (self.argument_text(arguments, 1, focus)?, self.argument_text(arguments, 2, focus)?);
                let to: Vec<char> = to.chars().collect();
                let changed = |c: char| match from.chars().position(|f| f == c) {
                    Some(at) => to.get(at).copied(),
                    None => Some(c),
                };
                Ok(words(Cow::Owned(text.chars().filter_map(changed).collect())))
            }
            F::Tokenize => {
                let mark = if arguments.len() > 1 { self.argument_text(arguments, 1, focus)? } else { " ".into() };
                let parts: Vec<String> = match mark.as_ref() {
                    " " | r"\s+" => text.split_ascii_whitespace().map(str::to_owned).collect(),
                    mark => text.split(mark).map(str::to_owned).collect(),
                };
                Ok(Seq::from_vec(parts.into_iter().map(|p| Item::Text(Cow::Owned(p))).collect()))
            }
            F::Luhn => truth(ident::is_siren(&text) || ident::is_siret(&text)),
            F::VatKey => {
                truth(if text.starts_with("FR") { ident::is_french_vat(&text) } else { ident::is_eu_vat(&text) })
            }
            F::Iban => truth(ident::is_iban(&text)),
            _ => Err(Fault::Kinds),
        }
    }

    /// The argument, or the context item where it is left out.
    fn argument(&mut self, arguments: &'r [Expr], at: usize, focus: &Focus<'d>) -> Value<'d> {
        match arguments.get(at) {
            Some(expr) => self.eval(expr, focus),
            None => Ok(focus.item.clone().into()),
        }
    }

    fn argument_atoms(&mut self, arguments: &'r [Expr], at: usize, focus: &Focus<'d>) -> Value<'d> {
        match arguments.get(at) {
            Some(expr) => self.atoms(expr, focus),
            None => Ok(match &focus.item {
                Item::Node(node) => Item::Untyped(self.tree.string(*node)).into(),
                other => other.clone().into(),
            }),
        }
    }

    fn first_atom(&mut self, arguments: &'r [Expr], focus: &Focus<'d>) -> Result<Option<Item<'d>>, Fault> {
        Ok(self.argument_atoms(arguments, 0, focus)?.only()?.cloned())
    }

    fn argument_text(&mut self, arguments: &'r [Expr], at: usize, focus: &Focus<'d>) -> Result<Cow<'d, str>, Fault> {
        if arguments.is_empty() && at == 0 {
            return Ok(self.argument_atoms(arguments, 0, focus)?.only()?.map_or(Cow::Borrowed(""), value::text));
        }
        arguments.get(at).map_or(Ok(Cow::Borrowed("")), |expr| self.text(expr, focus))
    }

    fn separator(&mut self, arguments: &'r [Expr], focus: &Focus<'d>) -> Result<Cow<'d, str>, Fault> {
        if arguments.len() > 1 { self.argument_text(arguments, 1, focus) } else { Ok(Cow::Borrowed("")) }
    }

    fn counted(&mut self, function: Function, arguments: &'r [Expr], focus: &Focus<'d>) -> Value<'d> {
        let wanted = self.argument_atoms(arguments, 0, focus)?;
        let found = Decimal::from(self.argument(arguments, 1, focus)?.as_slice().len());
        let Some(Item::Number(wanted)) = wanted.only()? else { return Err(Fault::Kinds) };
        Ok(Item::Bool(match function {
            Function::Exactly => found == *wanted,
            Function::AtMost => found <= *wanted,
            _ => found >= *wanted,
        })
        .into())
    }

    fn gathered(&mut self, function: Function, arguments: &'r [Expr], focus: &Focus<'d>) -> Value<'d> {
        let atoms = self.argument_atoms(arguments, 0, focus)?;
        self.spend(atoms.as_slice().len())?;
        let mut result: Option<Decimal> = (function == Function::Sum).then_some(Decimal::ZERO);
        for atom in atoms.as_slice() {
            let number = match atom {
                Item::Untyped(text) => value::double(text)?,
                other => other.clone(),
            };
            let Item::Number(number) = number else {
                return if matches!(number, Item::NotANumber) { Ok(number.into()) } else { Err(Fault::Kinds) };
            };
            result = Some(match (function, result) {
                (Function::Sum, Some(sum)) => sum.checked_add(number).ok_or(Fault::Range)?,
                (Function::Min, Some(least)) => least.min(number),
                (Function::Max, Some(most)) => most.max(number),
                _ => number,
            });
        }
        Ok(result.map_or(Seq::Empty, |n| Item::Number(n).into()))
    }

    fn rounded(&mut self, function: Function, arguments: &'r [Expr], focus: &Focus<'d>) -> Value<'d> {
        let Some(expr) = arguments.first() else { return Err(Fault::Kinds) };
        Ok(match self.number(expr, focus)? {
            None => Seq::Empty,
            Some(Item::Number(n)) => Item::Number(match function {
                Function::Abs => n.abs(),
                Function::Floor => n.floor(),
                Function::Ceiling => n.ceil(),
                Function::Round2 => half_up(n, 2),
                _ => half_up(n, 0),
            })
            .into(),
            Some(other) => other.into(),
        })
    }

    fn distinct(&mut self, arguments: &'r [Expr], focus: &Focus<'d>) -> Value<'d> {
        let atoms = self.argument_atoms(arguments, 0, focus)?;
        let mut seen = std::collections::HashSet::new();
        let kept = atoms.as_slice().iter().filter(|a| seen.insert(value::text(a).into_owned())).cloned();
        Ok(Seq::from_vec(kept.collect()))
    }

    /// From where and for how long `substring` and `subsequence` take, counted from one.
    fn span(&mut self, arguments: &'r [Expr], focus: &Focus<'d>) -> Result<(Decimal, Option<Decimal>), Fault> {
        let mut number = |at: usize| match arguments.get(at) {
            None => Ok(None),
            Some(expr) => match self.number(expr, focus)? {
                Some(Item::Number(n)) => Ok(Some(half_up(n, 0))),
                _ => Err(Fault::Kinds),
            },
        };
        Ok((number(1)?.ok_or(Fault::Kinds)?, number(2)?))
    }
}

/// Whether the item at an index counted from zero is in a span counted from one.
fn inside(at: usize, from: Decimal, length: Option<Decimal>) -> bool {
    let position = Decimal::from(at + 1);
    position >= from && length.is_none_or(|length| position < from + length)
}

/// XPath rounds halves upwards, for negative numbers too.
fn half_up(number: Decimal, places: u32) -> Decimal {
    let strategy = if number.is_sign_negative() {
        RoundingStrategy::MidpointTowardZero
    } else {
        RoundingStrategy::MidpointAwayFromZero
    };
    number.round_dp_with_strategy(places, strategy)
}

/// Blanks of XML.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn normalized(text: Cow<'_, str>) -> Cow<'_, str> {
    let plain = !text.starts_with(is_blank)
        && !text.ends_with(is_blank)
        && !text.contains("  ")
        && !text.contains(['\t', '\r', '\n']);
    if plain {
        return text;
    }
    Cow::Owned(text.split(is_blank).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "))
}

fn words(text: Cow<'_, str>) -> Seq<'_> {
    Item::Text(text).into()
}

fn whole(number: usize) -> Seq<'static> {
    Item::Number(Decimal::from(number)).into()
}
