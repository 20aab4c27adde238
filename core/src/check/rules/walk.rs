//! Paths to nodes.

use rust_decimal::Decimal;

use super::ast::{Axis, Expr, Start, Step, Test};
use super::eval::{Focus, Run};
use super::value::{Fault, Item, Seq, Value};
use crate::check::tree::{NOWHERE, Name, NodeRef, Tree};

impl<'r, 'd> Run<'r, 'd> {
    pub(super) fn path(&mut self, start: &'r Start, steps: &'r [Step], focus: &Focus<'d>) -> Value<'d> {
        let mut current: Vec<NodeRef> = match start {
            Start::Root => vec![Tree::DOCUMENT],
            Start::Context => match (&focus.item, steps.first()) {
                (Item::Node(node), _) => vec![*node],
                // `.` of something that is no node.
                (item, Some(Step::Axis { axis: Axis::Myself, test: Test::Node, predicates }))
                    if steps.len() == 1 && predicates.is_empty() =>
                {
                    return Ok(item.clone().into());
                }
                _ => return Err(Fault::Kinds),
            },
            Start::Expression(expr) => {
                let value = self.eval(expr, focus)?;
                let mut nodes = Vec::with_capacity(value.as_slice().len());
                for item in value.as_slice() {
                    match (item, steps) {
                        (Item::Node(node), _) => nodes.push(*node),
                        (_, [Step::Expression(step)]) => return self.over_atoms(&value, step),
                        _ => return Err(Fault::Kinds),
                    }
                }
                nodes
            }
        };
        for (index, step) in steps.iter().enumerate() {
            match step {
                Step::Axis { axis, test, predicates } => {
                    let mut next = Vec::new();
                    for node in &current {
                        self.step(*node, *axis, *test, predicates, &mut next)?;
                    }
                    if current.len() > 1 {
                        self.in_order(&mut next);
                    }
                    current = next;
                }
                Step::Expression(expr) => {
                    let mut items = Vec::new();
                    let last = current.len();
                    for (at, node) in current.iter().enumerate() {
                        let focus = Focus { item: Item::Node(*node), position: at + 1, last };
                        items.extend_from_slice(self.eval(expr, &focus)?.as_slice());
                    }
                    let nodes: Option<Vec<NodeRef>> =
                        items.iter().map(|i| if let Item::Node(n) = i { Some(*n) } else { None }).collect();
                    match nodes {
                        Some(nodes) => {
                            current = nodes;
                            self.in_order(&mut current);
                        }
                        None if index + 1 == steps.len() => return Ok(Seq::from_vec(items)),
                        None => return Err(Fault::Kinds),
                    }
                }
            }
        }
        Ok(from_nodes(current))
    }

    /// `('a', 'b')/f(.)` is not XPath, but a variable of values may stand before a function.
    fn over_atoms(&mut self, value: &Seq<'d>, step: &'r Expr) -> Value<'d> {
        let mut items = Vec::new();
        for (at, item) in value.as_slice().iter().enumerate() {
            let focus = Focus { item: item.clone(), position: at + 1, last: value.as_slice().len() };
            items.extend_from_slice(self.eval(step, &focus)?.as_slice());
        }
        Ok(Seq::from_vec(items))
    }

    /// Sorts nodes into document order, each once.
    pub(super) fn in_order(&self, nodes: &mut Vec<NodeRef>) {
        let sorted = nodes.windows(2).all(|w| self.tree.order(w[0]) < self.tree.order(w[1]));
        if !sorted {
            nodes.sort_unstable_by_key(|n| self.tree.order(*n));
            nodes.dedup();
        }
    }

    /// Adds the nodes one step leads to, in the order of the axis.
    fn step(
        &mut self,
        node: NodeRef,
        axis: Axis,
        test: Test,
        predicates: &'r [Expr],
        out: &mut Vec<NodeRef>,
    ) -> Result<(), Fault> {
        let from = out.len();
        let tree = self.tree;
        let wanted = self.wanted(test);
        if wanted == Some(NOWHERE) {
            return Ok(());
        }
        let mut add = |n: NodeRef| {
            if matches(tree, n, test, wanted) {
                out.push(n);
            }
        };
        let mut looked_at = 1;
        let mut count = |n: NodeRef| {
            looked_at += 1;
            n
        };
        match axis {
            Axis::Child => tree.children(node).map(&mut count).for_each(add),
            Axis::Attribute => tree.attributes_of(node).map(&mut count).for_each(add),
            Axis::Parent => tree.parent(node).into_iter().for_each(add),
            Axis::Myself => add(node),
            Axis::Ancestor => std::iter::successors(tree.parent(node), |n| tree.parent(*n)).for_each(add),
            Axis::AncestorOrSelf => std::iter::successors(Some(node), |n| tree.parent(*n)).for_each(add),
            Axis::Descendant => match wanted {
                Some(name) if node == Tree::DOCUMENT => tree.elements(name).map(&mut count).for_each(add),
                Some(name) => {
                    // Elements of that name are few; those inside are a run of them.
                    tree.elements(name).map(&mut count).filter(|n| tree.contains(node, *n)).for_each(add);
                }
                None => tree.descendants(node).map(&mut count).for_each(add),
            },
            Axis::DescendantOrSelf => {
                add(node);
                tree.descendants(node).map(&mut count).for_each(add);
            }
            Axis::Preceding => {
                let order = tree.order(node);
                let before = tree.descendants(Tree::DOCUMENT).map(&mut count).take_while(|n| tree.order(*n) < order);
                before.filter(|n| !tree.contains(*n, node)).for_each(add);
            }
            Axis::Following => {
                let order = tree.order(node);
                let after = tree.descendants(Tree::DOCUMENT).map(&mut count).filter(|n| tree.order(*n) > order);
                after.filter(|n| !tree.contains(node, *n)).for_each(add);
            }
            Axis::PrecedingSibling | Axis::FollowingSibling => {
                let before = axis == Axis::PrecedingSibling;
                let order = tree.order(node);
                let siblings = tree.parent(node).into_iter().flat_map(|p| tree.children(p)).map(&mut count);
                let mut found: Vec<NodeRef> =
                    siblings.filter(|n| *n != node && (tree.order(*n) < order) == before).collect();
                if before {
                    found.reverse();
                }
                found.into_iter().for_each(add);
            }
        }
        self.spend(looked_at)?;
        for predicate in predicates {
            let found = out.split_off(from);
            let last = found.len();
            for (at, node) in found.into_iter().enumerate() {
                let focus = Focus { item: Item::Node(node), position: at + 1, last };
                if self.chosen(predicate, &focus)? {
                    out.push(node);
                }
            }
        }
        Ok(())
    }

    /// The tree's name a test asks for; none when it asks for no name.
    pub(super) fn wanted(&self, test: Test) -> Option<Name> {
        match test {
            Test::Name(id) => Some(self.names.get(id).copied().unwrap_or(NOWHERE)),
            _ => None,
        }
    }

    pub(super) fn filtered(&mut self, items: Vec<Item<'d>>, predicate: &'r Expr) -> Result<Vec<Item<'d>>, Fault> {
        let last = items.len();
        let mut out = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            let focus = Focus { item, position: at + 1, last };
            if self.chosen(predicate, &focus)? {
                out.push(focus.item);
            }
        }
        Ok(out)
    }

    /// Whether a predicate keeps an item: a number is a position.
    pub(super) fn chosen(&mut self, predicate: &'r Expr, focus: &Focus<'d>) -> Result<bool, Fault> {
        let value = self.eval(predicate, focus)?;
        match value.as_slice() {
            [Item::Number(number)] => Ok(*number == Decimal::from(focus.position)),
            _ => value.truth(),
        }
    }
}

/// Whether a node passes the test of a step.
pub(super) fn matches(tree: &Tree<'_>, node: NodeRef, test: Test, wanted: Option<Name>) -> bool {
    match test {
        Test::Name(_) => Some(tree.name_of(node)) == wanted,
        Test::Any => node.is_attribute() || tree.is_element(node),
        Test::Node => true,
        Test::Text => tree.is_text(node),
    }
}

pub(super) fn from_nodes(nodes: Vec<NodeRef>) -> Seq<'static> {
    match nodes.as_slice() {
        [] => Seq::Empty,
        [node] => Seq::One(Item::Node(*node)),
        _ => Seq::Many(nodes.into_iter().map(Item::Node).collect()),
    }
}
