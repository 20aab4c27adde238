//! From the best way through a line to its characters.

use super::beam::Node;
use super::charset::{Char, SPACE};

/// A character read, and the steps it was read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    pub char: Char,
    /// First step, and the one after the last.
    pub from: usize,
    pub to: usize,
    /// The least certain of its steps and of the blanks beside it.
    pub certainty: f32,
    /// Part of a word or number of the lists.
    pub listed: bool,
}

/// The characters along a way.
pub(super) fn letters(way: &[Node]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut t = 0;
    while t < way.len() {
        let mut certainty = 0f32;
        while t < way.len() && !way[t].completes() {
            certainty = certainty.min(way[t].certainty);
            t += 1;
        }
        if t == way.len() {
            if let Some(last) = letters.last_mut() {
                last.certainty = last.certainty.min(certainty);
            }
            break;
        }
        let first = way[t];
        if first.char == SPACE && !first.is_fresh_space() {
            // The doubt before a blank is that of the character before it.
            if let Some(last) = letters.last_mut() {
                last.certainty = last.certainty.min(certainty);
                certainty = 0.0;
            }
        }
        let from = t;
        while t < way.len() && (t == from || way[t].again) {
            certainty = if first.is_fresh_space() { way[t].certainty } else { certainty.min(way[t].certainty) };
            t += 1;
        }
        letters.push(Letter { char: first.char, from, to: t, certainty, listed: way[t - 1].is_listed() });
    }
    letters
}
