//! Which nodes a context is about.

use std::collections::HashSet;

use super::ast::{Context, Expr, Function, Pattern, PatternStep, Test};
use super::eval::{Focus, Run};
use super::paths::counts;
use super::value::{Fault, Item};
use super::walk::matches;
use crate::check::tree::{NOWHERE, NodeRef, Tree};

impl<'r, 'd> Run<'r, 'd> {
    /// The nodes a context of a group has, in document order; those in `taken` belong to a context before it.
    pub(super) fn nodes_of(
        &mut self,
        context: &'r Context,
        taken: Option<&mut HashSet<NodeRef>>,
    ) -> Result<Vec<NodeRef>, Fault> {
        let mut nodes: Vec<NodeRef> = Vec::new();
        for pattern in &context.patterns {
            let Some(last) = pattern.steps.last() else { continue };
            for node in self.candidates(last) {
                self.spend(1)?;
                let free = taken.as_ref().is_none_or(|taken| !taken.contains(&node));
                if free && self.fits(pattern, pattern.steps.len(), node)? {
                    nodes.push(node);
                }
            }
        }
        if context.patterns.len() > 1 {
            nodes.sort_unstable_by_key(|n| self.tree.order(*n));
            nodes.dedup();
        }
        if let Some(taken) = taken {
            taken.extend(&nodes);
        }
        Ok(nodes)
    }

    fn candidates(&self, step: &PatternStep) -> Vec<NodeRef> {
        match (step.attribute, step.test) {
            (false, Test::Name(_)) => {
                self.wanted(step.test).into_iter().flat_map(|name| self.tree.elements(name)).collect()
            }
            (true, Test::Name(_)) => {
                self.wanted(step.test).into_iter().flat_map(|name| self.tree.attributes(name)).collect()
            }
            (true, _) => self.tree.all_attributes().collect(),
            (false, Test::Node) => vec![Tree::DOCUMENT],
            (false, _) => match step.predicates.first().and_then(ending) {
                Some(end) => {
                    let mut found: Vec<NodeRef> = self.tree.elements_ending(end).collect();
                    found.sort_unstable_by_key(|n| self.tree.order(*n));
                    found
                }
                None => self.tree.all_elements().collect(),
            },
        }
    }

    /// Whether a node matches the first `length` steps of a pattern.
    fn fits(&mut self, pattern: &'r Pattern, length: usize, node: NodeRef) -> Result<bool, Fault> {
        let Some(step) = length.checked_sub(1).and_then(|at| pattern.steps.get(at)) else { return Ok(true) };
        let wanted = self.wanted(step.test);
        if wanted == Some(NOWHERE) || !matches(self.tree, node, step.test, wanted) {
            return Ok(false);
        }
        for predicate in &step.predicates {
            let focus = if counts(predicate) { self.place(node, step) } else { Focus::on(node) };
            // A predicate that cannot be computed lets nothing through, as in XSLT.
            match self.chosen(predicate, &focus) {
                Ok(true) => {}
                Err(Fault::Exhausted) => return Err(Fault::Exhausted),
                _ => return Ok(false),
            }
        }
        if length == 1 {
            return Ok(!pattern.absolute || self.tree.parent(node) == Some(Tree::DOCUMENT));
        }
        let mut above = self.tree.parent(node);
        while let Some(parent) = above {
            if self.fits(pattern, length - 1, parent)? {
                return Ok(true);
            }
            if !step.anywhere {
                return Ok(false);
            }
            above = self.tree.parent(parent);
        }
        Ok(false)
    }

    /// A node among its siblings that pass the same test.
    fn place(&self, node: NodeRef, step: &PatternStep) -> Focus<'d> {
        let wanted = self.wanted(step.test);
        let siblings = self.tree.parent(node).into_iter().flat_map(|p| self.tree.children(p));
        let (mut position, mut last) = (1, 0);
        for sibling in siblings.filter(|n| matches(self.tree, *n, step.test, wanted)) {
            last += 1;
            if sibling == node {
                position = last;
            }
        }
        Focus { item: Item::Node(node), position, last: last.max(1) }
    }
}

/// How names end that a predicate lets through, where it says no more than that or says it first.
fn ending(predicate: &Expr) -> Option<&'static str> {
    match predicate {
        Expr::And(parts) => parts.first().and_then(ending),
        Expr::Function(Function::EndsWith, arguments) => match arguments.as_slice() {
            [Expr::Function(Function::Name | Function::LocalName, of), Expr::Text(end)] if of.is_empty() => Some(end),
            _ => None,
        },
        _ => None,
    }
}
