//! Expressions to values.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::ast::{Arithmetic, Expr, File, Type, Variable};
use super::value::{self, Fault, Item, Seq, Value};
use super::walk::from_nodes;
use crate::check::tree::{Name, NodeRef, Tree};

/// What `.`, `position()` and `last()` are.
#[derive(Clone, Debug)]
pub(super) struct Focus<'d> {
    pub item: Item<'d>,
    pub position: usize,
    pub last: usize,
}

impl Focus<'_> {
    /// On one node.
    pub(super) fn on(node: NodeRef) -> Self {
        Self { item: Item::Node(node), position: 1, last: 1 }
    }
}

/// A ruleset at work on one document.
pub(super) struct Run<'r, 'd> {
    pub file: &'r File,
    pub tree: &'d Tree<'d>,
    /// The tree's name for each name of the ruleset.
    pub names: Vec<Name>,
    /// Values computed once a document, when first asked for.
    globals: Vec<Option<Result<Seq<'d>, Fault>>>,
    /// Frames of the rule and of the functions it calls, one after the other.
    pub locals: Vec<Result<Seq<'d>, Fault>>,
    base: usize,
    fuel: u64,
}

impl<'r, 'd> Run<'r, 'd> {
    pub(super) fn new(file: &'r File, tree: &'d Tree<'d>, fuel: u64) -> Self {
        let names = file.names.iter().map(|(class, name)| tree.name(*class, name)).collect();
        Self { file, tree, names, globals: vec![None; file.globals.len()], locals: Vec::new(), base: 0, fuel }
    }

    /// Counts work done; ends a ruleset that a document keeps busy too long.
    pub(super) fn spend(&mut self, work: usize) -> Result<(), Fault> {
        self.fuel = self.fuel.checked_sub(work as u64).ok_or(Fault::Exhausted)?;
        Ok(())
    }

    /// Effective boolean value of an expression.
    pub(super) fn truth(&mut self, expr: &'r Expr, focus: &Focus<'d>) -> Result<bool, Fault> {
        self.eval(expr, focus)?.truth()
    }

    pub(super) fn eval(&mut self, expr: &'r Expr, focus: &Focus<'d>) -> Value<'d> {
        self.spend(1)?;
        match expr {
            Expr::Text(text) => Ok(Item::Text(Cow::Borrowed(text)).into()),
            Expr::Number(number) => Ok(Item::Number(*number).into()),
            Expr::Variable(Variable::Local(slot)) => {
                self.locals.get(self.base + slot).cloned().unwrap_or(Ok(Seq::Empty))
            }
            Expr::Variable(Variable::Global(at)) => self.global(*at),
            Expr::Sequence(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend_from_slice(self.eval(part, focus)?.as_slice());
                }
                Ok(Seq::from_vec(all))
            }
            Expr::Range(from, to) => self.range(from, to, focus),
            Expr::Or(parts) => self.tolerant(parts, focus, true),
            Expr::And(parts) => self.tolerant(parts, focus, false),
            Expr::General(op, left, right) => {
                let (left, right) = (self.atoms(left, focus)?, self.atoms(right, focus)?);
                self.spend(left.as_slice().len() * right.as_slice().len())?;
                let mut fault = None;
                for a in left.as_slice() {
                    for b in right.as_slice() {
                        match value::general(*op, a, b) {
                            Ok(true) => return Ok(Item::Bool(true).into()),
                            Ok(false) => {}
                            Err(e) => fault = Some(e),
                        }
                    }
                }
                fault.map_or(Ok(Item::Bool(false).into()), Err)
            }
            Expr::Value(op, left, right) => {
                let (left, right) = (self.atoms(left, focus)?, self.atoms(right, focus)?);
                match (left.only()?, right.only()?) {
                    (Some(a), Some(b)) => value::value(*op, a, b).map(|b| Item::Bool(b).into()),
                    _ => Ok(Seq::Empty),
                }
            }
            Expr::Is(left, right) => {
                let (left, right) = (self.eval(left, focus)?, self.eval(right, focus)?);
                match (left.only()?, right.only()?) {
                    (Some(Item::Node(a)), Some(Item::Node(b))) => Ok(Item::Bool(a == b).into()),
                    (None, _) | (_, None) => Ok(Seq::Empty),
                    _ => Err(Fault::Kinds),
                }
            }
            Expr::Arithmetic(op, left, right) => {
                let left = self.number(left, focus)?;
                let right = self.number(right, focus)?;
                match (left, right) {
                    (Some(Item::Number(a)), Some(Item::Number(b))) => {
                        compute(*op, a, b).map(|n| Item::Number(n).into())
                    }
                    (None, _) | (_, None) => Ok(Seq::Empty),
                    _ => Ok(Item::NotANumber.into()),
                }
            }
            Expr::Negate(inner) => match self.number(inner, focus)? {
                Some(Item::Number(n)) => Ok(Item::Number(-n).into()),
                Some(other) => Ok(other.into()),
                None => Ok(Seq::Empty),
            },
            Expr::Union(left, right) => {
                let mut nodes = Vec::new();
                for side in [left, right] {
                    for item in self.eval(side, focus)?.as_slice() {
                        let Item::Node(node) = item else { return Err(Fault::Kinds) };
                        nodes.push(*node);
                    }
                }
                self.in_order(&mut nodes);
                Ok(from_nodes(nodes))
            }
            Expr::If(test, yes, no) => {
                let branch = if self.truth(test, focus)? { yes } else { no };
                self.eval(branch, focus)
            }
            Expr::For { slot, source, body } => {
                let source = self.eval(source, focus)?;
                let mut all = Vec::new();
                for item in source.as_slice() {
                    self.set(*slot, item.clone().into());
                    all.extend_from_slice(self.eval(body, focus)?.as_slice());
                }
                Ok(Seq::from_vec(all))
            }
            Expr::Quantified { every, slot, source, test } => {
                let source = self.eval(source, focus)?;
                for item in source.as_slice() {
                    self.set(*slot, item.clone().into());
                    if self.truth(test, focus)? != *every {
                        return Ok(Item::Bool(!every).into());
                    }
                }
                Ok(Item::Bool(*every).into())
            }
            Expr::Path { start, steps } => self.path(start, steps, focus),
            Expr::Filter(inner, predicates) => {
                let mut items = self.eval(inner, focus)?.as_slice().to_vec();
                for predicate in predicates {
                    items = self.filtered(items, predicate)?;
                }
                Ok(Seq::from_vec(items))
            }
            Expr::Function(function, arguments) => self.function(*function, arguments, focus),
            Expr::Call(at, arguments) => self.call(*at, arguments, focus),
            Expr::Castable(inner, to) => {
                let atoms = self.atoms(inner, focus)?;
                let castable = atoms.only().ok().flatten().is_some_and(|a| value::cast(a, *to).is_ok());
                Ok(Item::Bool(castable).into())
            }
            Expr::Matches(inner, regex) => {
                let text = self.text(inner, focus)?;
                Ok(Item::Bool(regex.is_match(&text)).into())
            }
            Expr::Replace(inner, regex, with) => {
                let (text, with) = (self.text(inner, focus)?, self.text(with, focus)?);
                Ok(Item::Text(Cow::Owned(regex.replace_all(&text, with.as_ref()).into_owned())).into())
            }
            Expr::Code(inner, list) => {
                let text = self.text(inner, focus)?;
                let mut words = text.split_ascii_whitespace();
                let (word, more) = (words.next().unwrap_or_default(), words.next());
                Ok(Item::Bool(more.is_none() && self.listed(*list, word)).into())
            }
            Expr::In(inner, list) => {
                let atoms = self.atoms(inner, focus)?;
                let found = atoms.as_slice().iter().any(|a| self.listed(*list, &value::text(a)));
                Ok(Item::Bool(found).into())
            }
        }
    }

    fn listed(&self, list: usize, word: &str) -> bool {
        self.file.lists.get(list).is_some_and(|(_, words)| words.binary_search(&word).is_ok())
    }

    fn global(&mut self, at: usize) -> Value<'d> {
        if let Some(Some(known)) = self.globals.get(at) {
            return known.clone();
        }
        let Some((_, expr)) = self.file.globals.get(at) else { return Ok(Seq::Empty) };
        let base = std::mem::replace(&mut self.base, self.locals.len());
        let computed = self.eval(expr, &Focus::on(Tree::DOCUMENT));
        self.locals.truncate(self.base);
        self.base = base;
        self.globals[at] = Some(computed.clone());
        computed
    }

    /// Sets a variable of the frame in use.
    fn set(&mut self, slot: usize, value: Seq<'d>) {
        let at = self.base + slot;
        if self.locals.len() <= at {
            self.locals.resize(at + 1, Ok(Seq::Empty));
        }
        self.locals[at] = Ok(value);
    }

    fn call(&mut self, at: usize, arguments: &'r [Expr], focus: &Focus<'d>) -> Value<'d> {
        let Some(definition) = self.file.definitions.get(at) else { return Ok(Seq::Empty) };
        let mut values = Vec::with_capacity(definition.slots);
        for argument in arguments {
            // An argument that cannot be computed matters only where it is used.
            values.push(self.eval(argument, focus));
        }
        let outer = self.locals.len();
        let base = std::mem::replace(&mut self.base, outer);
        self.locals.extend(values);
        let result = self.eval(&definition.body, focus);
        self.locals.truncate(outer);
        self.base = base;
        result
    }

    /// `or` (looks for true) and `and` (looks for false): a side that decides does so even when another has a fault.
    fn tolerant(&mut self, parts: &'r [Expr], focus: &Focus<'d>, deciding: bool) -> Value<'d> {
        let mut fault = None;
        for part in parts {
            match self.truth(part, focus) {
                Ok(value) if value == deciding => return Ok(Item::Bool(deciding).into()),
                Ok(_) => {}
                Err(Fault::Exhausted) => return Err(Fault::Exhausted),
                Err(e) => fault = Some(e),
            }
        }
        fault.map_or(Ok(Item::Bool(!deciding).into()), Err)
    }

    fn range(&mut self, from: &'r Expr, to: &'r Expr, focus: &Focus<'d>) -> Value<'d> {
        let (Some(Item::Number(from)), Some(Item::Number(to))) = (self.number(from, focus)?, self.number(to, focus)?)
        else {
            return Ok(Seq::Empty);
        };
        let mut all = Vec::new();
        let mut at = from;
        while at <= to {
            self.spend(1)?;
            all.push(Item::Number(at));
            at += Decimal::ONE;
        }
        Ok(Seq::from_vec(all))
    }

    /// The values of an expression, nodes replaced by their text.
    pub(super) fn atoms(&mut self, expr: &'r Expr, focus: &Focus<'d>) -> Value<'d> {
        let value = self.eval(expr, focus)?;
        Ok(self.atomized(value))
    }

    fn atomized(&self, value: Seq<'d>) -> Seq<'d> {
        match value {
            Seq::Empty => Seq::Empty,
            Seq::One(item) => Seq::One(self.atom(item)),
            Seq::Many(items) => Seq::Many(items.into_iter().map(|item| self.atom(item)).collect()),
        }
    }

    fn atom(&self, item: Item<'d>) -> Item<'d> {
        match item {
            Item::Node(node) => Item::Untyped(self.tree.string(node)),
            other => other,
        }
    }

    /// The text of at most one value; empty when there is none.
    pub(super) fn text(&mut self, expr: &'r Expr, focus: &Focus<'d>) -> Result<Cow<'d, str>, Fault> {
        let atoms = self.atoms(expr, focus)?;
        Ok(atoms.only()?.map_or(Cow::Borrowed(""), value::text))
    }

    /// At most one number; text of nodes is read as one.
    pub(super) fn number(&mut self, expr: &'r Expr, focus: &Focus<'d>) -> Result<Option<Item<'d>>, Fault> {
        let atoms = self.atoms(expr, focus)?;
        match atoms.only()? {
            None => Ok(None),
            Some(Item::Untyped(text)) => value::double(text).map(Some),
            Some(number @ (Item::Number(_) | Item::NotANumber)) => Ok(Some(number.clone())),
            Some(_) => Err(Fault::Kinds),
        }
    }
}

fn compute(op: Arithmetic, a: Decimal, b: Decimal) -> Result<Decimal, Fault> {
    match op {
        Arithmetic::Add => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        Arithmetic::Multiply => a.checked_mul(b),
        Arithmetic::Divide => a.checked_div(b),
        Arithmetic::DivideWhole => a.checked_div(b).map(|n| n.trunc()),
        Arithmetic::Remainder => a.checked_rem(b),
    }
    .ok_or(Fault::Range)
}

/// Casts at most one value; none stays none.
pub(super) fn cast_one<'d>(atoms: &Seq<'d>, to: Type) -> Value<'d> {
    match atoms.only()? {
        None => Ok(Seq::Empty),
        Some(atom) => value::cast(atom, to).map(Seq::One),
    }
}
