//! Tokens to paths and patterns.

use super::ast::{Axis, Expr, Function, Pattern, PatternStep, Start, Step, Test};
use super::lexer::Token;
use super::parser::{Parsed, Parser};

impl Parser<'_> {
    /// The whole text as the alternatives of a context.
    pub(super) fn patterns(&mut self) -> Parsed<Vec<Pattern>> {
        let mut out = vec![self.pattern()?];
        while self.take("|") {
            out.push(self.pattern()?);
        }
        self.end()?;
        Ok(out)
    }

    pub(super) fn path(&mut self) -> Parsed<Expr> {
        let mut steps = Vec::new();
        let start = if self.take("//") {
            steps.push(self.descendant_step()?);
            Start::Root
        } else if self.take("/") {
            if !self.starts_step() {
                return Ok(Expr::Path { start: Start::Root, steps });
            }
            steps.push(self.step()?);
            Start::Root
        } else if let Some(primary) = self.primary()? {
            let predicates = self.predicates()?;
            let primary = if predicates.is_empty() { primary } else { Expr::Filter(Box::new(primary), predicates) };
            if !self.peek_is("/") && !self.peek_is("//") {
                return Ok(primary);
            }
            Start::Expression(Box::new(primary))
        } else {
            steps.push(self.step()?);
            Start::Context
        };
        loop {
            if self.take("//") {
                steps.push(self.descendant_step()?);
            } else if self.take("/") {
                steps.push(self.step()?);
            } else {
                return Ok(Expr::Path { start, steps });
            }
        }
    }

    fn starts_step(&self) -> bool {
        matches!(self.peek(), Some(Token::Name(_) | Token::Symbol("." | ".." | "@" | "*" | "(")))
    }

    /// The step after `//`: the child step of every element inside, which is a descendant when no predicate counts.
    fn descendant_step(&mut self) -> Parsed<Step> {
        match self.step()? {
            Step::Axis { axis: Axis::Child, test, predicates } if !predicates.iter().any(counts) => {
                Ok(Step::Axis { axis: Axis::Descendant, test, predicates })
            }
            Step::Axis { axis: Axis::Attribute | Axis::Myself, test, predicates } if predicates.is_empty() => {
                // Attributes of the node itself and of all inside: two steps in one.
                let all = Step::Axis { axis: Axis::DescendantOrSelf, test: Test::Node, predicates: Vec::new() };
                let attribute = Step::Axis { axis: Axis::Attribute, test, predicates };
                let path = Expr::Path { start: Start::Context, steps: vec![all, attribute] };
                Ok(Step::Expression(path))
            }
            step => {
                let all = Step::Axis { axis: Axis::DescendantOrSelf, test: Test::Node, predicates: Vec::new() };
                Ok(Step::Expression(Expr::Path { start: Start::Context, steps: vec![all, step] }))
            }
        }
    }

    fn step(&mut self) -> Parsed<Step> {
        if self.take("..") {
            return Ok(Step::Axis { axis: Axis::Parent, test: Test::Node, predicates: self.predicates()? });
        }
        if self.take(".") {
            return Ok(Step::Axis { axis: Axis::Myself, test: Test::Node, predicates: self.predicates()? });
        }
        if self.take("@") {
            let test = self.test()?;
            return Ok(Step::Axis { axis: Axis::Attribute, test, predicates: self.predicates()? });
        }
        if let Some(Token::Name(name)) = self.peek()
            && self.tokens.get(self.at + 1) == Some(&Token::Symbol("::"))
        {
            self.at += 2;
            let axis = axis(name).ok_or_else(|| format!("not an axis: {name}"))?;
            let test = self.test()?;
            return Ok(Step::Axis { axis, test, predicates: self.predicates()? });
        }
        if let Some(primary) = self.primary()? {
            let predicates = self.predicates()?;
            let filtered = if predicates.is_empty() { primary } else { Expr::Filter(Box::new(primary), predicates) };
            return Ok(Step::Expression(filtered));
        }
        let test = self.test()?;
        Ok(Step::Axis { axis: Axis::Child, test, predicates: self.predicates()? })
    }

    fn test(&mut self) -> Parsed<Test> {
        if self.take("*") {
            return Ok(Test::Any);
        }
        let Some(Token::Name(name)) = self.peek() else {
            return Err(format!("a name expected, found {:?}", self.peek()));
        };
        self.at += 1;
        if self.peek_is("(") && matches!(name, "node" | "text") {
            self.must("(")?;
            self.must(")")?;
            return Ok(if name == "node" { Test::Node } else { Test::Text });
        }
        Ok(Test::Name(self.names.id(name)))
    }

    fn predicates(&mut self) -> Parsed<Vec<Expr>> {
        let mut out = Vec::new();
        while self.take("[") {
            out.push(self.sequence()?);
            self.must("]")?;
        }
        Ok(out)
    }

    fn pattern(&mut self) -> Parsed<Pattern> {
        let mut anywhere = self.take("//");
        let absolute = !anywhere && self.take("/");
        // A pattern that starts with a name matches at any depth.
        anywhere |= !absolute;
        let mut steps = Vec::new();
        loop {
            let attribute = self.take("@");
            let test = if self.take(".") { Test::Node } else { self.test()? };
            steps.push(PatternStep { anywhere, attribute, test, predicates: self.predicates()? });
            if self.take("//") {
                anywhere = true;
            } else if self.take("/") {
                anywhere = false;
            } else {
                return Ok(Pattern { absolute, steps });
            }
        }
    }
}

/// Whether a predicate is about positions.
pub(super) fn counts(predicate: &Expr) -> bool {
    match predicate {
        Expr::Number(_) | Expr::Arithmetic(..) => true,
        Expr::Function(Function::Position | Function::Last, _) => true,
        Expr::General(_, a, b) | Expr::Value(_, a, b) => counts(a) || counts(b),
        Expr::And(all) | Expr::Or(all) => all.iter().any(counts),
        _ => false,
    }
}

fn axis(name: &str) -> Option<Axis> {
    Some(match name {
        "child" => Axis::Child,
        "attribute" => Axis::Attribute,
        "parent" => Axis::Parent,
        "self" => Axis::Myself,
        "ancestor" => Axis::Ancestor,
        "ancestor-or-self" => Axis::AncestorOrSelf,
        "descendant" => Axis::Descendant,
        "descendant-or-self" => Axis::DescendantOrSelf,
        "preceding" => Axis::Preceding,
        "following" => Axis::Following,
        "preceding-sibling" => Axis::PrecedingSibling,
        "following-sibling" => Axis::FollowingSibling,
        _ => return None,
    })
}
