//! Addresses: RFC 3986, where what must be escaped counts as escaped.

/// Whether a text is an address or part of one. Characters no address may hold are taken for escaped ones, as XML Schema
/// lets people write them.
pub(super) fn is_uri(text: &str) -> bool {
    let bytes: Vec<u8> = text.bytes().map(|b| if forgiven(b) { b'_' } else { b }).collect();
    absolute(&bytes) || relative(&bytes)
}

fn forgiven(byte: u8) -> bool {
    byte <= b' ' || byte >= 0x7f || b"<>\"{}|\\^`".contains(&byte)
}

fn absolute(bytes: &[u8]) -> bool {
    let [first, ..] = bytes else { return false };
    let scheme = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)).count();
    match bytes.get(scheme..) {
        Some([b':', rest @ ..]) if first.is_ascii_alphabetic() => after(rest, true),
        _ => false,
    }
}

fn relative(bytes: &[u8]) -> bool {
    after(bytes, false)
}

/// Authority, path, query and fragment, to the end. `colon`: whether the first part of a path may hold one.
fn after(bytes: &[u8], colon: bool) -> bool {
    let mut rest = bytes;
    if let [b'/', b'/', tail @ ..] = rest {
        let Some(tail) = authority(tail) else { return false };
        // After a host there is a path that starts with a slash, or none.
        if !matches!(tail, [] | [b'/' | b'?' | b'#', ..]) {
            return false;
        }
        rest = run(tail, b"/", true);
    } else if let [b'/', ..] = rest {
        rest = run(rest, b"/", true);
    } else {
        rest = run(rest, b"", colon);
        if let [b'/', ..] = rest {
            rest = run(rest, b"/", true);
        }
    }
    if let [b'?', tail @ ..] = rest {
        rest = run(tail, b"/?", true);
    }
    if let [b'#', tail @ ..] = rest {
        rest = run(tail, b"/?[]", true);
    }
    rest.is_empty()
}

/// What follows name, host and port.
fn authority(bytes: &[u8]) -> Option<&[u8]> {
    let user = run(bytes, b"", true);
    // A name may hold no other at sign than the one that ends it.
    let name_end = bytes.iter().position(|b| *b == b'@').filter(|at| bytes.len() - user.len() > *at);
    let host = name_end.and_then(|at| bytes.get(at + 1..)).unwrap_or(bytes);
    let tail = if let [b'[', inner @ ..] = host {
        let close = inner.iter().position(|b| *b == b']')?;
        inner.get(close + 1..)?
    } else {
        named(host)
    };
    let [b':', digits @ ..] = tail else { return Some(tail) };
    let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    let (port, tail) = digits.split_at_checked(count)?;
    let port: i32 = std::str::from_utf8(port).ok()?.parse().ok()?;
    (port >= 0).then_some(tail)
}

/// What follows the characters of a host.
fn named(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some(tail) = step(rest).filter(|_| !matches!(rest, [b':' | b'@', ..])) {
        rest = tail;
    }
    rest
}

/// What follows characters of a path, and those of `more`.
fn run<'a>(bytes: &'a [u8], more: &[u8], colon: bool) -> &'a [u8] {
    let mut rest = bytes;
    loop {
        match rest {
            [b':', ..] if !colon => return rest,
            [byte, tail @ ..] if more.contains(byte) => rest = tail,
            _ => match step(rest) {
                Some(tail) => rest = tail,
                None => return rest,
            },
        }
    }
}

/// What follows one character of a path, which may be escaped.
fn step(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'%', a, b, tail @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => Some(tail),
        [byte, tail @ ..] if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(byte) => Some(tail),
        _ => None,
    }
}
