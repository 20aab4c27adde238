//! A rule file, parsed: contexts, items and expressions.

use super::value::Comparison;
use crate::check::report::Severity;
use crate::check::tree::Class;

/// Kinds a value can be cast to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Decimal,
    Integer,
    Double,
    Text,
    Bool,
    Date,
}

/// Where a variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variable {
    /// Position from the start of the frame of the rule or function.
    Local(usize),
    /// Position among the values computed once a document.
    Global(usize),
}

/// What a step is tested against. Names are positions in the ruleset's table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Name(usize),
    /// `*`: any element or attribute.
    Any,
    /// `node()`.
    Node,
    /// `text()`.
    Text,
}

/// XPath axes that rules use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Child,
    Attribute,
    Parent,
    Myself,
    Ancestor,
    AncestorOrSelf,
    Descendant,
    DescendantOrSelf,
    Preceding,
    Following,
    PrecedingSibling,
    FollowingSibling,
}

/// One step of a path.
#[derive(Debug)]
pub(super) enum Step {
    Axis { axis: Axis, test: Test, predicates: Vec<Expr> },
    Expression(Expr),
}

/// Where a path starts.
#[derive(Debug)]
pub(super) enum Start {
    Context,
    Root,
    Expression(Box<Expr>),
}

/// Operations on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideWhole,
    Remainder,
}

/// Functions by name; see the notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Not,
    True,
    False,
    Boolean,
    Count,
    Sum,
    Round,
    Abs,
    Floor,
    Ceiling,
    Min,
    Max,
    Number,
    Exists,
    Empty,
    NormalizeSpace,
    UpperCase,
    LowerCase,
    Contains,
    StartsWith,
    EndsWith,
    Substring,
    SubstringBefore,
    SubstringAfter,
    StringLength,
    Concat,
    StringJoin,
    Translate,
    Tokenize,
    DistinctValues,
    IndexOf,
    LocalName,
    Name,
    Position,
    Last,
    Reverse,
    Subsequence,
    Cast(Type),
    Filled,
    Decimals,
    Round2,
    Exactly,
    AtMost,
    AtLeast,
    Luhn,
    VatKey,
    Iban,
}

/// An expression.
#[derive(Debug)]
pub(super) enum Expr {
    Text(&'static str),
    Number(rust_decimal::Decimal),
    Variable(Variable),
    Sequence(Vec<Expr>),
    Range(Box<Expr>, Box<Expr>),
    Or(Vec<Expr>),
    And(Vec<Expr>),
    General(Comparison, Box<Expr>, Box<Expr>),
    Value(Comparison, Box<Expr>, Box<Expr>),
    Is(Box<Expr>, Box<Expr>),
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    Union(Box<Expr>, Box<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    For {
        slot: usize,
        source: Box<Expr>,
        body: Box<Expr>,
    },
    Quantified {
        every: bool,
        slot: usize,
        source: Box<Expr>,
        test: Box<Expr>,
    },
    Path {
        start: Start,
        steps: Vec<Step>,
    },
    Filter(Box<Expr>, Vec<Expr>),
    Function(Function, Vec<Expr>),
    Call(usize, Vec<Expr>),
    Castable(Box<Expr>, Type),
    Matches(Box<Expr>, regex_lite::Regex),
    Replace(Box<Expr>, regex_lite::Regex, Box<Expr>),
    /// Normalised text is one word of the list.
    Code(Box<Expr>, usize),
    /// Some item equals a word of the list.
    In(Box<Expr>, usize),
}

/// One way a node can match a context.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Whether the first step stands right under the document.
    pub absolute: bool,
    /// Outermost first.
    pub steps: Vec<PatternStep>,
}

/// A step of a pattern.
#[derive(Debug)]
pub(super) struct PatternStep {
    /// Whether any number of elements may stand between the step before and this one.
    pub anywhere: bool,
    pub attribute: bool,
    pub test: Test,
    pub predicates: Vec<Expr>,
}

/// A context and what is asked there.
#[derive(Debug)]
pub(super) struct Context {
    pub patterns: Vec<Pattern>,
    /// Values for the items, in slots from zero.
    pub lets: Vec<Expr>,
    pub items: Vec<Rule>,
    /// Slots its frame needs.
    pub slots: usize,
}

/// What a rule asks.
#[derive(Debug)]
pub(super) enum Ask {
    /// The expression is true.
    Holds(Expr),
    /// The context element is not used here.
    Unused,
    /// The attribute is not used here; a position in the table of names.
    UnusedAttribute(usize),
}

/// A rule.
#[derive(Debug)]
pub(super) struct Rule {
    /// Empty when the official rule has none: its text then names it.
    pub code: &'static str,
    pub severity: Severity,
    pub terms: &'static str,
    pub ask: Ask,
}

/// A function of the rule file.
#[derive(Debug)]
pub(super) struct Definition {
    pub slots: usize,
    pub body: Expr,
}

/// A parsed rule file and what it uses.
#[derive(Debug, Default)]
pub(super) struct File {
    pub id: &'static str,
    pub version: &'static str,
    pub names: Vec<(Class, &'static str)>,
    /// Sorted words.
    pub lists: Vec<(&'static str, Vec<&'static str>)>,
    pub definitions: Vec<Definition>,
    pub globals: Vec<(&'static str, Expr)>,
    /// Contexts of a group compete: the first that matches a node has it.
    pub groups: Vec<Vec<Context>>,
}
