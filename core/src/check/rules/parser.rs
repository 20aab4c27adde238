//! Tokens to expressions: the grammar of XPath 2.0 that rules use. Paths are in `paths`.

use super::ast::{Arithmetic, Expr, Function, Type, Variable};
use super::lexer::Token;
use super::names::{Names, function};
use super::value::Comparison;

/// Longest nesting of an expression.
const DEEPEST: usize = 200;

/// Reads one expression.
pub(super) struct Parser<'p> {
    pub(super) tokens: &'p [Token],
    pub(super) at: usize,
    depth: usize,
    pub(super) names: &'p mut Names,
    /// Variables in scope and their slots.
    scope: Vec<&'static str>,
    /// Slots the frame needs.
    pub slots: usize,
}

pub(super) type Parsed<T> = Result<T, String>;

impl<'p> Parser<'p> {
    /// A parser whose frame starts with the variables in `scope`.
    pub(super) fn new(tokens: &'p [Token], names: &'p mut Names, scope: Vec<&'static str>) -> Self {
        let slots = scope.len();
        Self { tokens, at: 0, depth: 0, names, scope, slots }
    }

    /// The whole text as an expression.
    pub(super) fn whole(&mut self) -> Parsed<Expr> {
        let expr = self.sequence()?;
        self.end()?;
        Ok(expr)
    }

    pub(super) fn end(&self) -> Parsed<()> {
        match self.tokens.get(self.at) {
            None => Ok(()),
            Some(token) => Err(format!("not expected here: {token:?}")),
        }
    }

    pub(super) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn peek_is(&self, symbol: &str) -> bool {
        matches!(self.peek(), Some(Token::Symbol(found)) if found == symbol)
    }

    pub(super) fn take(&mut self, symbol: &str) -> bool {
        let found = self.peek_is(symbol);
        self.at += usize::from(found);
        found
    }

    pub(super) fn must(&mut self, symbol: &str) -> Parsed<()> {
        if self.take(symbol) { Ok(()) } else { Err(format!("`{symbol}` expected, found {:?}", self.peek())) }
    }

    /// Takes a word that is an operator where it stands.
    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(name)) if name == word);
        self.at += usize::from(found);
        found
    }

    pub(super) fn sequence(&mut self) -> Parsed<Expr> {
        let first = self.single()?;
        if !self.peek_is(",") {
            return Ok(first);
        }
        let mut all = vec![first];
        while self.take(",") {
            all.push(self.single()?);
        }
        Ok(Expr::Sequence(all))
    }

    fn single(&mut self) -> Parsed<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("nested too deeply".into());
        }
        let next_is_variable = matches!(self.tokens.get(self.at + 1), Some(Token::Variable(_)));
        let next_is_open = matches!(self.tokens.get(self.at + 1), Some(Token::Symbol("(")));
        let expr = match self.peek() {
            Some(Token::Name("for")) if next_is_variable => self.binding(None),
            Some(Token::Name("every")) if next_is_variable => self.binding(Some(true)),
            Some(Token::Name("some")) if next_is_variable => self.binding(Some(false)),
            Some(Token::Name("if")) if next_is_open => self.conditional(),
            _ => self.or(),
        };
        self.depth -= 1;
        expr
    }

    /// `for`, `every` and `some`, with any number of variables.
    fn binding(&mut self, every: Option<bool>) -> Parsed<Expr> {
        self.at += 1;
        self.binding_rest(every)
    }

    fn binding_rest(&mut self, every: Option<bool>) -> Parsed<Expr> {
        let Some(Token::Variable(name)) = self.peek() else { return Err("a variable expected".into()) };
        self.at += 1;
        if !self.take_word("in") {
            return Err("`in` expected".into());
        }
        let source = Box::new(self.single()?);
        let slot = self.declare(name);
        let inner = if self.take(",") {
            self.binding_rest(every)?
        } else {
            let word = if every.is_some() { "satisfies" } else { "return" };
            if !self.take_word(word) {
                return Err(format!("`{word}` expected, found {:?}", self.peek()));
            }
            self.single()?
        };
        self.scope.pop();
        let inner = Box::new(inner);
        Ok(match every {
            Some(every) => Expr::Quantified { every, slot, source, test: inner },
            None => Expr::For { slot, source, body: inner },
        })
    }

    /// Adds a variable to the scope and tells its slot.
    pub(super) fn declare(&mut self, name: &'static str) -> usize {
        self.scope.push(name);
        self.slots = self.slots.max(self.scope.len());
        self.scope.len() - 1
    }

    fn conditional(&mut self) -> Parsed<Expr> {
        self.at += 1;
        self.must("(")?;
        let test = self.sequence()?;
        self.must(")")?;
        if !self.take_word("then") {
            return Err("`then` expected".into());
        }
        let yes = self.single()?;
        if !self.take_word("else") {
            return Err("`else` expected".into());
        }
        Ok(Expr::If(Box::new(test), Box::new(yes), Box::new(self.single()?)))
    }

    fn or(&mut self) -> Parsed<Expr> {
        let first = self.and()?;
        let mut all = vec![first];
        while self.take_word("or") {
            all.push(self.and()?);
        }
        Ok(if all.len() > 1 { Expr::Or(all) } else { all.remove(0) })
    }

    fn and(&mut self) -> Parsed<Expr> {
        let first = self.comparison()?;
        let mut all = vec![first];
        while self.take_word("and") {
            all.push(self.comparison()?);
        }
        Ok(if all.len() > 1 { Expr::And(all) } else { all.remove(0) })
    }

    fn comparison(&mut self) -> Parsed<Expr> {
        let left = self.range()?;
        let (general, op) = match self.peek() {
            Some(Token::Symbol("=")) => (true, Comparison::Equal),
            Some(Token::Symbol("!=")) => (true, Comparison::NotEqual),
            Some(Token::Symbol("<")) => (true, Comparison::Less),
            Some(Token::Symbol("<=")) => (true, Comparison::LessOrEqual),
            Some(Token::Symbol(">")) => (true, Comparison::Greater),
            Some(Token::Symbol(">=")) => (true, Comparison::GreaterOrEqual),
            Some(Token::Name("eq")) => (false, Comparison::Equal),
            Some(Token::Name("ne")) => (false, Comparison::NotEqual),
            Some(Token::Name("lt")) => (false, Comparison::Less),
            Some(Token::Name("le")) => (false, Comparison::LessOrEqual),
            Some(Token::Name("gt")) => (false, Comparison::Greater),
            Some(Token::Name("ge")) => (false, Comparison::GreaterOrEqual),
            Some(Token::Name("is")) => {
                self.at += 1;
                return Ok(Expr::Is(Box::new(left), Box::new(self.range()?)));
            }
            _ => return Ok(left),
        };
        self.at += 1;
        let (left, right) = (Box::new(left), Box::new(self.range()?));
        Ok(if general { Expr::General(op, left, right) } else { Expr::Value(op, left, right) })
    }

    fn range(&mut self) -> Parsed<Expr> {
        let left = self.additive()?;
        if !self.take_word("to") {
            return Ok(left);
        }
        Ok(Expr::Range(Box::new(left), Box::new(self.additive()?)))
    }

    fn additive(&mut self) -> Parsed<Expr> {
        let mut left = self.multiplicative()?;
        loop {
            let op = if self.take("+") {
                Arithmetic::Add
            } else if self.take("-") {
                Arithmetic::Subtract
            } else {
                return Ok(left);
            };
            left = Expr::Arithmetic(op, Box::new(left), Box::new(self.multiplicative()?));
        }
    }

    fn multiplicative(&mut self) -> Parsed<Expr> {
        let mut left = self.union()?;
        loop {
            let op = if self.take("*") {
                Arithmetic::Multiply
            } else if self.take_word("div") {
                Arithmetic::Divide
            } else if self.take_word("idiv") {
                Arithmetic::DivideWhole
            } else if self.take_word("mod") {
                Arithmetic::Remainder
            } else {
                return Ok(left);
            };
            left = Expr::Arithmetic(op, Box::new(left), Box::new(self.union()?));
        }
    }

    fn union(&mut self) -> Parsed<Expr> {
        let mut left = self.castable()?;
        while self.take("|") || self.take_word("union") {
            left = Expr::Union(Box::new(left), Box::new(self.castable()?));
        }
        Ok(left)
    }

    fn castable(&mut self) -> Parsed<Expr> {
        let left = self.unary()?;
        if !self.take_word("castable") {
            return Ok(left);
        }
        if !self.take_word("as") {
            return Err("`as` expected".into());
        }
        let Some(Token::Name(name)) = self.peek() else { return Err("a type expected".into()) };
        self.at += 1;
        match function(name.trim_start_matches("xs:")) {
            Some(Function::Cast(to)) => Ok(Expr::Castable(Box::new(left), to)),
            _ => Err(format!("not a type: {name}")),
        }
    }

    fn unary(&mut self) -> Parsed<Expr> {
        if self.take("-") {
            return Ok(Expr::Negate(Box::new(self.unary()?)));
        }
        self.take("+");
        self.path()
    }

    /// Literals, variables, brackets, calls; none when a step stands here.
    pub(super) fn primary(&mut self) -> Parsed<Option<Expr>> {
        let expr = match self.peek() {
            Some(Token::Text(text)) => Expr::Text(text),
            Some(Token::Number(number)) => Expr::Number(number),
            Some(Token::Variable(name)) => Expr::Variable(self.variable(name)?),
            Some(Token::Symbol("(")) => {
                self.at += 1;
                if self.take(")") {
                    return Ok(Some(Expr::Sequence(Vec::new())));
                }
                let inner = self.sequence()?;
                self.must(")")?;
                return Ok(Some(inner));
            }
            Some(Token::Name(name))
                if self.tokens.get(self.at + 1) == Some(&Token::Symbol("(")) && !matches!(name, "node" | "text") =>
            {
                self.at += 2;
                return self.call(name).map(Some);
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(expr))
    }

    fn variable(&self, name: &str) -> Parsed<Variable> {
        if let Some(slot) = self.scope.iter().rposition(|known| *known == name) {
            return Ok(Variable::Local(slot));
        }
        self.names.global(name).map(Variable::Global).ok_or_else(|| format!("no such variable: ${name}"))
    }

    fn call(&mut self, name: &'static str) -> Parsed<Expr> {
        let name = name.trim_start_matches("xs:").trim_start_matches("fn:");
        if matches!(name, "code" | "in") {
            let value = Box::new(self.single()?);
            self.must(",")?;
            let Some(Token::Name(list)) = self.peek() else { return Err("the name of a list expected".into()) };
            self.at += 1;
            self.must(")")?;
            let list = self.names.list(list).ok_or_else(|| format!("no such list: {list}"))?;
            return Ok(if name == "code" { Expr::Code(value, list) } else { Expr::In(value, list) });
        }
        let mut arguments = Vec::new();
        if !self.take(")") {
            loop {
                arguments.push(self.single()?);
                if self.take(")") {
                    break;
                }
                self.must(",")?;
            }
        }
        if let Some((index, arity)) = self.names.definition(name) {
            if arity != arguments.len() {
                return Err(format!("{name} takes {arity} arguments"));
            }
            return Ok(Expr::Call(index, arguments));
        }
        match (name, arguments.len()) {
            ("absent", 1) => return Ok(Expr::Function(Function::Not, arguments)),
            ("present", 1) => return Ok(Expr::Function(Function::Exists, arguments)),
            ("matches", 2) => {
                let (value, regex) = (arguments.remove(0), arguments.remove(0));
                return Ok(Expr::Matches(Box::new(value), regex_of(&regex)?));
            }
            ("replace", 3) => {
                let value = Box::new(arguments.remove(0));
                let regex = regex_of(&arguments.remove(0))?;
                return Ok(Expr::Replace(value, regex, Box::new(arguments.remove(0))));
            }
            _ => {}
        }
        let known = function(name).ok_or_else(|| format!("no such function: {name}"))?;
        Ok(Expr::Function(known, arguments))
    }
}

/// The regular expression of a literal. XPath's `\d` and `\s` are ASCII enough for codes and dates.
fn regex_of(expr: &Expr) -> Parsed<regex_lite::Regex> {
    let Expr::Text(pattern) = expr else { return Err("a regular expression is written out".into()) };
    regex_lite::Regex::new(pattern).map_err(|e| e.to_string())
}

/// The kind a cast is to, by the name of its function.
pub(super) fn cast_type(name: &str) -> Option<Type> {
    Some(match name {
        "decimal" => Type::Decimal,
        "integer" => Type::Integer,
        "double" => Type::Double,
        "string" => Type::Text,
        "bool" => Type::Bool,
        "date" => Type::Date,
        _ => return None,
    })
}
