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

/// Cuts an expression into tokens.
///
/// # Errors
/// What could not be read, for the author of the rule.
pub(super) fn tokens(text: &'static str) -> Result<Vec<Token>, String> {
    let mut out = Vec::with_capacity(text.len() / 4);
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
            let symbol = symbol(rest).ok_or_else(|| format!("not understood: {rest}"))?;
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

/// The operator or mark that stands here.
fn symbol(text: &'static str) -> Option<&'static str> {
    let length = match text.as_bytes() {
        [b':', b':', ..] | [b'/', b'/', ..] | [b'.', b'.', ..] | [b'!' | b'<' | b'>', b'=', ..] => 2,
        [
            b'/' | b'.' | b'@' | b'[' | b']' | b'(' | b')' | b',' | b'|' | b'=' | b'<' | b'>' | b'+' | b'-' | b'*',
            ..,
        ] => 1,
        _ => return None,
    };
    Some(&text[..length])
}

/// Length of a name with at most one prefix. A dash belongs to the name, as in XPath.
fn name_length(text: &str) -> usize {
    let part = |bytes: &[u8]| {
        let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
        bytes.iter().position(|b| !inside(b)).unwrap_or(bytes.len())
    };
    let bytes = text.as_bytes();
    let first = part(bytes);
    match &bytes[first..] {
        [b':', local @ ..] if local.first().is_some_and(|b| is_name_start(char::from(*b))) => first + 1 + part(local),
        _ => first,
    }
}
