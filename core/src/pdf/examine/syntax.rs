//! The file as bytes (6.1): header, end, cross-references, objects, strings, streams.

use memchr::memmem;

use super::Violation;

/// Objects looked at.
const MAX_OBJECTS: usize = 1_000_000;

/// Violations only the bytes show.
pub fn syntax(bytes: &[u8]) -> Vec<Violation> {
    let mut out = Vec::new();
    let mut broken = |rule, wrong: bool| {
        if wrong {
            out.push(Violation::of(rule));
        }
    };
    let first = bytes.split(|b| matches!(b, b'\r' | b'\n')).next().unwrap_or_default();
    let version = first.strip_prefix(b"%PDF-1.").unwrap_or_default();
    broken("6.1.2-1", !matches!(version, [b'0'..=b'7']));
    let rest = bytes.get(first.len()..).unwrap_or_default();
    let rest = rest.strip_prefix(b"\r\n").or(rest.get(1..)).unwrap_or_default();
    let binary = rest.strip_prefix(b"%").and_then(|r| r.get(..4)).is_some_and(|four| four.iter().all(|b| *b > 127));
    broken("6.1.2-2", !binary);
    broken("6.1.3-1", !identified(bytes));
    let after = memmem::rfind(bytes, b"%%EOF").map(|at| bytes.get(at + 5..).unwrap_or_default());
    broken("6.1.3-3", after.is_some_and(|rest| !matches!(rest, b"" | b"\n" | b"\r" | b"\r\n")));
    broken("6.1.4-2", memmem::find_iter(bytes, b"xref").any(|at| table(bytes, at) == Some(false)));
    let found = objects(bytes);
    broken("6.1.9-1", found.spacing);
    broken("6.1.6-1", found.odd);
    broken("6.1.6-2", found.not_hex);
    broken("6.1.7.1-2", found.keywords);
    out
}

/// Whether a trailer, or the dictionary of a cross-reference stream, has an identifier.
fn identified(bytes: &[u8]) -> bool {
    let near = |at: usize| {
        let part = bytes.get(at..(at + 4096).min(bytes.len())).unwrap_or_default();
        let end = memmem::find(part, b"stream").or(memmem::find(part, b"startxref")).unwrap_or(part.len());
        memmem::find(part.get(..end).unwrap_or_default(), b"/ID").is_some()
    };
    memmem::find_iter(bytes, b"trailer").any(near)
        || memmem::find_iter(bytes, b"/XRef").any(|at| {
            let from = at.saturating_sub(4096);
            let before = bytes.get(from..at).unwrap_or_default();
            near(memmem::rfind(before, b"obj").map_or(from, |o| from + o))
        })
}

/// Whether a cross-reference table starts as it must; none where the word is something else.
fn table(bytes: &[u8], at: usize) -> Option<bool> {
    let before = at.checked_sub(1).and_then(|b| bytes.get(b)).copied().unwrap_or(b'\n');
    if !matches!(before, b'\n' | b'\r') {
        return None;
    }
    let rest = bytes.get(at + 4..)?;
    let line = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).or(rest.strip_prefix(b"\r"));
    let Some(line) = line else { return Some(false) };
    let end = line.iter().position(|b| matches!(b, b'\r' | b'\n'))?;
    let mut words = line.get(..end)?.split(|b| *b == b' ');
    let number = |w: Option<&[u8]>| w.is_some_and(|w| !w.is_empty() && w.iter().all(u8::is_ascii_digit));
    let two = number(words.next()) && number(words.next());
    Some(two && words.all(|rest| rest.is_empty()))
}

/// Whether content has hexadecimal strings of an odd number of digits, and of something else than digits. Content with
/// pictures written into it is not looked at.
pub(super) fn hexadecimal(content: &[u8]) -> (bool, bool) {
    if memmem::find(content, b"BI").is_some() {
        return (false, false);
    }
    let mut found = Found::default();
    strings(content, &mut found);
    (found.odd, found.not_hex)
}

#[derive(Default)]
struct Found {
    spacing: bool,
    odd: bool,
    not_hex: bool,
    keywords: bool,
}

/// Walks through the objects as they lie.
fn objects(bytes: &[u8]) -> Found {
    let mut out = Found::default();
    let eol = |b: Option<&u8>| matches!(b, Some(b'\n' | b'\r') | None);
    for at in memmem::find_iter(bytes, b" obj").take(MAX_OBJECTS) {
        let head = bytes.get(..at).unwrap_or_default();
        let digits = |bytes: &[u8]| bytes.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let generation = digits(head);
        let spaced = head.get(..head.len() - generation).unwrap_or_default();
        let number = digits(spaced.strip_suffix(b" ").unwrap_or_default());
        if generation == 0 {
            continue;
        }
        let start = (number > 0).then(|| spaced.len().saturating_sub(1 + number));
        let begins = start.is_some_and(|s| s == 0 || eol(bytes.get(s - 1)));
        if !begins || !eol(bytes.get(at + 4)) {
            out.spacing = true;
        }
        let body = bytes.get(at + 4..).unwrap_or_default();
        let limit = memmem::find(body, b"endobj").unwrap_or(body.len());
        if limit < body.len() {
            let close = at + 4 + limit;
            if !eol(bytes.get(close - 1)) || !eol(bytes.get(close + 6)) {
                out.spacing = true;
            }
        }
        strings(body.get(..limit).unwrap_or_default(), &mut out);
    }
    out
}

/// Hexadecimal strings of an object, up to its stream; and how the stream is delimited.
fn strings(body: &[u8], out: &mut Found) {
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        at += 1;
        match byte {
            b'(' => {
                let mut depth = 1;
                while depth > 0 {
                    match body.get(at) {
                        Some(b'\\') => at += 1,
                        Some(b'(') => depth += 1,
                        Some(b')') => depth -= 1,
                        None => return,
                        _ => {}
                    }
                    at += 1;
                }
            }
            b'<' if body.get(at) == Some(&b'<') => at += 1,
            b'<' => {
                let Some(end) = memchr::memchr(b'>', body.get(at..).unwrap_or_default()) else { return };
                let inside = body.get(at..at + end).unwrap_or_default();
                let digits = inside.iter().filter(|b| b.is_ascii_hexdigit()).count();
                let white = inside.iter().filter(|b| b.is_ascii_whitespace() || **b == 0).count();
                out.not_hex |= digits + white != inside.len();
                out.odd |= (inside.len() - white) % 2 == 1;
                at += end + 1;
            }
            b'%' => {
                let rest = body.get(at..).unwrap_or_default();
                at += memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
            }
            b's' if body.get(at..).is_some_and(|r| r.starts_with(b"tream")) => {
                let data = body.get(at + 5..).unwrap_or_default();
                let begins = data.starts_with(b"\n") || data.starts_with(b"\r\n");
                let end = memmem::rfind(data, b"endstream");
                let ends = end.is_none_or(|e| e == 0 || matches!(data.get(e - 1), Some(b'\n' | b'\r')));
                out.keywords |= !begins || !ends;
                return;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::syntax;
    use crate::pdf::sample;

    fn rules(bytes: &[u8]) -> Vec<&'static str> {
        syntax(bytes).into_iter().map(|v| v.rule).collect()
    }

    #[test]
    fn what_we_write_is_in_order_and_each_break_is_seen() {
        let good = sample::one_page("q Q");
        assert_eq!(rules(&good), [""; 0]);
        let text = |from: &str, to: &str| {
            let at = memchr::memmem::find(&good, from.as_bytes()).unwrap();
            let mut bad = good.clone();
            bad.splice(at..at + from.len(), to.bytes());
            bad
        };
        assert_eq!(rules(&text("%PDF-1.7", "%PDF-1.9")), ["6.1.2-1"]);
        assert_eq!(rules(&text("1 0 obj\n", "1 0 obj ")), ["6.1.9-1"]);
        assert_eq!(rules(&text("xref\n0", "xref \n0")), ["6.1.4-2"]);
        assert_eq!(rules(&text("/ID[", "/JD[")), ["6.1.3-1"]);
        assert_eq!(rules(&[good.as_slice(), b"more"].concat()), ["6.1.3-3"]);
    }
}
