//! Expressions to tokens.

use rust_decimal::Decimal;

/// A token of the expression language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, with its prefix when it has one; operators that are words are names too.
    Name(&'static str),
    /// `$name`.
    Variable(&'static str),
    Text(&'static str),
    Number(Decimal),
    Symbol(&'static str),
}

const SYMBOLS: [&str; 24] = [
    "::", "//", "..", "!=", "<=", ">=", "<<", ">>", "/", ".", "@", "[", "]", "(", ")", ",", "|", "=", "<", ">", "+",
    "-", "*", ":",
];

/// Cuts an expression into tokens.
///
/// # Errors
/// What could not be read, for the author of the rule.
pub(super) fn tokens(text: &'static str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = if is_name_start(first) {
            let length = name_length(rest);
            (Token::Name(&rest[..length]), length)
        } else if first == '$' {
            let length = 1 + name_length(&rest[1..]);
            (Token::Variable(&rest[1..length]), length)
        } else if matches!(first, '\'' | '"') {
            let inside = rest[1..].find(first).ok_or_else(|| format!("a text without end: {rest}"))?;
            (Token::Text(&rest[1..=inside]), inside + 2)
        } else if first.is_ascii_digit() || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let number = rest[..length].parse().map_err(|_| format!("not a number: {}", &rest[..length]))?;
            (Token::Number(number), length)
        } else {
            let symbol = SYMBOLS.into_iter().find(|s| rest.starts_with(s));
            let symbol = symbol.ok_or_else(|| format!("not understood: {rest}"))?;
            (Token::Symbol(symbol), symbol.len())
        };
        out.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(out)
}

fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

/// Length of a name with at most one prefix. A dash belongs to the name, as in XPath.
fn name_length(text: &str) -> usize {
    let part =
        |s: &str| s.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(s.len());
    let first = part(text);
    let after = &text[first..];
    match after.strip_prefix(':') {
        Some(local) if local.starts_with(is_name_start) => first + 1 + part(local),
        _ => first,
    }
}
