//! A word list as a graph of letters, as models carry them.

use super::Damaged;
use super::bytes::Bytes;
use super::charset::Char;

/// A letter of the graph: the place of its record.
pub(super) type Edge = u32;

/// The graph: records of a letter, where it leads, and three flags. Letters that follow each other in the file, up to
/// one that is marked last, are the choices at one place; the choices for a first letter start at 0.
#[derive(Debug)]
pub(super) struct Dawg {
    records: Vec<u64>,
    letter_mask: u64,
    flag_bits: u32,
    firsts: Vec<(Char, Edge)>,
}

impl Dawg {
    const MAGIC: i16 = 42;

    pub fn parse(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut bytes = Bytes(bytes);
        if bytes.i16()? != Self::MAGIC {
            return Err(Damaged("a word list has no mark"));
        }
        let letters = bytes.u32()?;
        let count = bytes.size(bytes.0.len() / 8)?;
        let records: Vec<u64> = bytes.take(count * 8)?.chunks_exact(8).map(word).collect();
        let flag_bits = u32::BITS - letters.leading_zeros();
        let mut dawg = Self { records, letter_mask: (1 << flag_bits) - 1, flag_bits, firsts: Vec::new() };
        if let Some(bad) = (0..count).find(|i| dawg.target(*i as Edge) as usize >= count) {
            // A place that was never filled has all bits of its target set, and no letter.
            if dawg.records[bad] & dawg.letter_mask != 0 {
                return Err(Damaged("a word list points outside itself"));
            }
        }
        if !dawg.records.iter().rev().any(|r| dawg.is_last(*r)) {
            return Err(Damaged("a word list has no end"));
        }
        dawg.firsts = dawg.choices(0).map(|edge| (dawg.letter(edge), edge)).collect();
        dawg.firsts.sort_by_key(|(letter, _)| *letter);
        Ok(dawg)
    }

    fn letter(&self, edge: Edge) -> Char {
        (self.records[edge as usize] & self.letter_mask) as Char
    }

    fn target(&self, edge: Edge) -> u64 {
        self.records[edge as usize] >> (self.flag_bits + 3)
    }

    fn is_last(&self, record: u64) -> bool {
        record >> self.flag_bits & 1 != 0
    }

    /// The records of one place.
    fn choices(&self, start: usize) -> impl Iterator<Item = Edge> + '_ {
        let rest = self.records.get(start..).unwrap_or_default();
        let count = rest.iter().position(|r| self.is_last(*r)).map_or(rest.len(), |last| last + 1);
        (start..start + count).map(|i| i as Edge)
    }

    /// Whether a word may end with this letter.
    pub fn ends_word(&self, edge: Edge) -> bool {
        self.records[edge as usize] >> (self.flag_bits + 2) & 1 != 0
    }

    /// The letter `char` after `edge`, or as the first of a word.
    pub fn follow(&self, edge: Option<Edge>, char: Char) -> Option<Edge> {
        let Some(edge) = edge else {
            let at = self.firsts.binary_search_by_key(&char, |(letter, _)| *letter).ok()?;
            return Some(self.firsts[at].1);
        };
        match self.target(edge) {
            0 => None,
            place => self.choices(place as usize).find(|next| self.letter(*next) == char),
        }
    }
}

fn word(bytes: &[u8]) -> u64 {
    let mut out = [0; 8];
    out.copy_from_slice(bytes);
    u64::from_le_bytes(out)
}
