//! How deep arrays and dictionaries are nested, found before anything descends into them.

use memchr::memmem;

use crate::document::limits::{Limits, too_large};
use crate::error::Result;

/// Fails when objects of the file are nested deeper than the limit.
pub(super) fn examine(bytes: &[u8], limits: &Limits) -> Result<()> {
    let mut depth = 0_u32;
    let mut at = 0;
    let mut streams = true;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'<' if bytes.get(at) == Some(&b'<') => {
                depth += 1;
                at += 1;
            }
            b'>' if bytes.get(at) == Some(&b'>') => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'(' => at = after_string(bytes, at),
            b'%' => at += memchr::memchr2(b'\r', b'\n', &bytes[at..]).unwrap_or(bytes.len() - at),
            b's' if streams && depth == 0 && bytes[at..].starts_with(b"tream") => {
                match memmem::find(&bytes[at..], b"endstream") {
                    Some(end) => at += end + b"endstream".len(),
                    None => streams = false,
                }
            }
            b'o' if bytes[at..].starts_with(b"bj") => depth = 0,
            _ => {}
        }
        if depth > limits.depth {
            return Err(too_large("depth", limits.depth, "Les objets de ce PDF sont imbriqués trop profondément."));
        }
    }
    Ok(())
}

/// Where the string that starts here ends; one without an end, in a damaged file, is given up after a while.
fn after_string(bytes: &[u8], start: usize) -> usize {
    const LONGEST: usize = 64 << 10;
    let (mut at, mut open) = (start, 1);
    while let Some(byte) = bytes.get(at).filter(|_| at - start < LONGEST) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => open += 1,
            b')' => {
                open -= 1;
                if open == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    at
}
