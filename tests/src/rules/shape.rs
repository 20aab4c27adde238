//! The outer shape of expressions, read as text: patterns, the paths an expression looks at, what a predicate wants.

use super::dom::Element;

/// A step of a path or pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Local name, `*`, `.` or `..`.
    pub name: String,
    /// Whether any number of elements may stand above it.
    pub anywhere: bool,
    /// Whether it is an attribute.
    pub is_attribute: bool,
    /// Predicates, as written.
    pub predicates: Vec<String>,
}

/// A pattern, or a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Whether it starts at the root.
    pub absolute: bool,
    /// Outermost first.
    pub steps: Vec<Step>,
}

/// Cuts at a mark that stands outside brackets and quotes.
pub fn cut<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    let (mut depth, mut quote, mut from, mut out) = (0i32, None, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            _ => {}
        }
        if depth == 0 && quote.is_none() && at >= from && text[at..].starts_with(mark) {
            out.push(&text[from..at]);
            from = at + mark.len();
        }
    }
    out.push(&text[from..]);
    out
}

/// The alternatives of a context.
pub fn patterns(text: &str) -> Vec<Pattern> {
    cut(text, "|").into_iter().filter_map(|part| pattern(part.trim())).collect()
}

/// One path; none when it has steps that are no names.
pub fn pattern(text: &str) -> Option<Pattern> {
    let absolute = text.starts_with('/') && !text.starts_with("//");
    let mut steps = Vec::new();
    let mut anywhere = !absolute;
    for part in cut(text.strip_prefix("//").or(text.strip_prefix('/')).unwrap_or(text), "/") {
        if part.is_empty() {
            anywhere = true;
            continue;
        }
        let open = part.find('[').unwrap_or(part.len());
        let name = part[..open].trim();
        let (is_attribute, name) = name.strip_prefix('@').map_or((false, name), |name| (true, name));
        let name = name.strip_prefix("child::").unwrap_or(name);
        if name.contains(['(', ':', '$', ' ', '|']) && !name.starts_with("qdt:") && !name.starts_with("ext:") {
            return None;
        }
        let predicates = part[open..].split_inclusive(']').collect::<String>();
        steps.push(Step {
            name: name.split_once(':').map_or(name, |(_, local)| local).to_owned(),
            anywhere: std::mem::take(&mut anywhere),
            is_attribute,
            predicates: bracketed(&predicates),
        });
    }
    (!steps.is_empty()).then_some(Pattern { absolute, steps })
}

/// What stands in each pair of outer square brackets.
fn bracketed(text: &str) -> Vec<String> {
    let (mut depth, mut from, mut out) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '[' => {
                depth += 1;
                if depth == 1 {
                    from = at + 1;
                }
            }
            ']' => {
                depth -= 1;
                if depth == 0 {
                    out.push(text[from..at].to_owned());
                }
            }
            _ => {}
        }
    }
    out
}

/// Paths in an expression, and those inside its predicates, with the place each starts from: `$name` first when it
/// starts from a variable.
pub fn paths(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let is_start = |c: u8| c.is_ascii_alphabetic() || matches!(c, b'@' | b'/' | b'.' | b'$' | b'_' | b'*');
    let is_part = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'@' | b'/' | b'.' | b'_' | b'-' | b':' | b'*');
    let (mut at, mut out) = (0, Vec::new());
    while at < bytes.len() {
        let c = bytes[at];
        if c == b'\'' || c == b'"' {
            at = text[at + 1..].find(c as char).map_or(bytes.len(), |end| at + end + 2);
        } else if is_start(c) {
            let from = at;
            at += 1;
            loop {
                while at < bytes.len() && is_part(bytes[at]) {
                    at += 1;
                }
                // Past a predicate, when the path goes on.
                match bytes.get(at) {
                    Some(b'[') => {
                        let end = close(text, at);
                        out.extend(paths(&text[at + 1..end.max(at + 1)]));
                        at = (end + 1).min(bytes.len());
                    }
                    _ => break,
                }
            }
            let found = text[from..at].trim_end_matches('/');
            let is_call = bytes.get(at) == Some(&b'(');
            let found = if is_call { found.rsplit_once('/').map_or("", |(path, _)| path) } else { found };
            let word =
                ["and", "or", "if", "then", "else", "satisfies", "in", "eq", "ne", "lt", "le", "gt", "ge", "div"];
            let more = ["every", "some", "for", "return", "idiv", "mod", "castable", "as", "to", "is", "*", "decimal"];
            if !found.is_empty() && !word.contains(&found) && !more.contains(&found) {
                out.push(found.to_owned());
            }
        } else {
            at += 1;
        }
    }
    out
}

fn close(text: &str, open: usize) -> usize {
    let (mut depth, mut quote) = (0, None);
    for (at, c) in text[open..].char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => {
                depth -= 1;
                if depth == 0 {
                    return open + at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Texts between quotes.
pub fn literals(text: &str) -> Vec<String> {
    text.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Values that a predicate wants below a node: path and value. What it cannot tell it leaves out.
pub fn wants(predicate: &str, word_of: &dyn Fn(&str) -> Option<String>) -> Vec<(Pattern, Option<String>)> {
    let mut out = Vec::new();
    for part in cut(predicate, " and ") {
        let part = cut(part.trim(), " or ")[0].trim();
        let part = if part.starts_with('(') && part.ends_with(')') { &part[1..part.len() - 1] } else { part };
        if part.contains(" and ") && cut(part, " and ").len() > 1 {
            out.extend(wants(part, word_of));
            continue;
        }
        let part = cut(part, " or ")[0].trim();
        let part = part.strip_prefix("not(not(").and_then(|p| p.strip_suffix("))")).unwrap_or(part);
        let call = |name: &str| part.strip_prefix(name).and_then(|rest| rest.strip_suffix(')'));
        if let Some(inside) = call("in(").or_else(|| call("code(")) {
            let arguments = cut(inside, ",");
            let value = arguments.get(1).and_then(|list| word_of(list.trim()));
            out.extend(plain(arguments[0]).map(|path| (path, value)));
        } else if let [left, right] = cut(part, "=")[..] {
            let literal = literals(right).into_iter().next();
            if !left.ends_with(['!', '<', '>']) {
                out.extend(plain(left).filter(|_| literal.is_some()).map(|path| (path, literal)));
            }
        } else if let Some(inside) = call("filled(").or_else(|| call("exists(")) {
            out.extend(plain(inside).map(|path| (path, Some("1".to_owned()))));
        } else {
            out.extend(plain(part).map(|path| (path, None)));
        }
    }
    out
}

/// A downward path, out of the functions that only trim it.
fn plain(text: &str) -> Option<Pattern> {
    let mut text = text.trim();
    for function in ["normalize-space(", "string(", "upper-case(", "lower-case("] {
        text = text.strip_prefix(function).and_then(|t| t.strip_suffix(')')).unwrap_or(text).trim();
    }
    let text = text.strip_suffix("/normalize-space(.)").unwrap_or(text);
    let found = pattern(text.strip_prefix("./").unwrap_or(text))?;
    let known = |step: &Step| step.name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '.');
    (!found.absolute && found.steps.iter().all(known) && !text.contains("..")).then_some(found)
}

/// An element of a name that has what the predicates of its step want, and below it the steps that follow; `value` is
/// the text of the last.
pub fn build(steps: &[Step], value: &str, word_of: &dyn Fn(&str) -> Option<String>) -> Option<Element> {
    let (first, rest) = steps.split_first()?;
    if first.is_attribute || !first.name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut element = Element { name: first.name.clone(), ..Element::default() };
    for (path, wanted) in first.predicates.iter().flat_map(|p| wants(p, word_of)) {
        put(&mut element, &path.steps, wanted.as_deref().unwrap_or("1"), word_of);
    }
    match rest {
        [] => {
            if element.text.is_empty() && element.children.is_empty() {
                element.text = value.to_owned();
            }
        }
        [last] if last.is_attribute => element.attributes.push((last.name.clone(), value.to_owned())),
        _ => element.children.extend(build(rest, value, word_of)),
    }
    Some(element)
}

/// Gives an element what a path wants.
fn put(element: &mut Element, steps: &[Step], value: &str, word_of: &dyn Fn(&str) -> Option<String>) {
    match steps {
        [] => element.text = value.to_owned(),
        [step] if step.name == "." => element.text = value.to_owned(),
        [step] if step.is_attribute => element.attributes.push((step.name.clone(), value.to_owned())),
        [step, rest @ ..] => {
            if let Some(child) = element.children.iter_mut().find(|child| child.name == step.name) {
                put(child, rest, value, word_of);
            } else {
                element.children.extend(build(steps, value, word_of));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_and_paths_are_read_as_far_as_they_are_names() {
        let found = patterns("//A[B = 'x|y']/C/@d | /R/*");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].steps[0].predicates, ["B = 'x|y'"]);
        assert!(found[0].steps[2].is_attribute && found[1].absolute);
        assert_eq!(
            paths("count(A/B[C = 'q']) <= 1 or filled($s/D/@e) and ../F"),
            ["C", "A/B[C = 'q']", "$s/D/@e", "../F"]
        );
        let word = |_: &str| Some("w".to_owned());
        let step = pattern("X[A/B = 'v' and @k = 'z' and in(C, LIST) and not(D)]").expect("a path");
        let mut element = build(&step.steps, "t", &word).expect("an element");
        element.name = "X".into();
        assert_eq!(element.attribute("k"), Some("z"));
        let children: Vec<_> = element.children.iter().map(|c| (c.name.as_str(), c.text.as_str())).collect();
        assert_eq!(children, [("A", ""), ("C", "w")]);
    }
}
