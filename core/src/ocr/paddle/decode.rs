//! From what the reading network says at each step along a line to words.

use super::alphabet::Alphabet;
use super::ink::Ink;
use super::net::Array;

/// Columns of a crop a step stands for.
pub const STEP: usize = 8;
/// A blank is set where the network gives it that much between two characters, though it prefers no character.
const BLANK: f32 = 0.25;
/// Columns without ink between two characters that set a blank, whatever the network says.
const WIDE: usize = 26;
/// And those that do where the network also gives the blank some chance.
const LIKELY: usize = 9;
/// That chance.
const CHANCE: f32 = 0.02;

/// A character, where the network saw it, and how sure it was.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    character: char,
    /// First and last step that say so.
    from: usize,
    to: usize,
    sure: f32,
}

/// A word of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelled {
    /// Its characters.
    pub text: String,
    /// Columns of the crop it stands on: from, to.
    pub columns: [f32; 2],
    /// How sure the network is of all of them, 0 to 1.
    pub confidence: f32,
}

/// The words of a line, from the shares of the kept characters at each step.
pub fn words(shares: &Array, alphabet: &Alphabet, ink: &Ink) -> Vec<Spelled> {
    let classes = alphabet.characters.len();
    let blank = classes.saturating_sub(1);
    let steps: Vec<&[f32]> = shares.data.chunks_exact(classes.max(1)).collect();
    let (mut seen, mut before) = (Vec::<Seen>::new(), 0);
    for (at, step) in steps.iter().enumerate() {
        let worths = step.iter().zip(&alphabet.worth).map(|(share, worth)| share * worth).enumerate();
        let (best, _) = worths.fold((0, 0.0), |b, s| if s.1 > b.1 { s } else { b });
        let sure = step[best];
        match seen.last_mut() {
            Some(last) if best == before && best != 0 => (last.to, last.sure) = (at, last.sure.max(sure)),
            _ if best != 0 => seen.push(Seen { character: alphabet.characters[best], from: at, to: at, sure }),
            _ => {}
        }
        before = best;
    }
    let mut words: Vec<Vec<Seen>> = vec![Vec::new()];
    let mut apart = false;
    for character in seen {
        if character.character == ' ' {
            apart = true;
            continue;
        }
        let word = words.last().map(Vec::as_slice).unwrap_or_default();
        if let Some(last) = word.last() {
            let between = steps.get(last.to..=character.from).unwrap_or_default();
            let chance = between.iter().map(|step| step[blank]).fold(0.0, f32::max);
            let gap = ink.gap(centre(last), centre(&character)).len();
            if apart || chance > BLANK || gap >= WIDE || gap >= LIKELY && chance > CHANCE {
                words.push(Vec::new());
            }
        }
        apart = false;
        if let Some(word) = words.last_mut() {
            word.push(character);
        }
    }
    words.retain(|w| !w.is_empty());
    spelled(&words, ink)
}

/// The column in the middle of a character's steps.
fn centre(seen: &Seen) -> usize {
    (seen.from + seen.to + 1) * STEP / 2
}

/// Words with the columns their ink stands on.
fn spelled(words: &[Vec<Seen>], ink: &Ink) -> Vec<Spelled> {
    let width = ink.columns.len();
    let start = ink.columns.iter().position(|c| *c).unwrap_or(0);
    let end = ink.columns.iter().rposition(|c| *c).map_or(width, |x| x + 1);
    let mut from = start;
    let mut out = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { continue };
        let (mut to, mut next) = (end.max(centre(last)), end);
        if let Some(following) = words.get(i + 1).and_then(|w| w.first()) {
            let (here, there) = (centre(last), centre(following));
            let gap = ink.gap(here, there);
            // Where letters touch across the blank, it is in the middle.
            let middle = (here + there) / 2;
            (to, next) = if gap.is_empty() { (middle, middle) } else { (gap.start, gap.end) };
        }
        let from_column = from.min(centre(first).saturating_sub(1));
        let text = word.iter().map(|c| c.character).collect();
        let confidence = word.iter().map(|c| c.sure).product();
        out.push(Spelled { text, columns: [from_column as f32, to.max(from_column + 1) as f32], confidence });
        from = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps of sure characters: `_` is none, `~` a blank that is only likely.
    fn read(line: &str, inked: &[std::ops::Range<usize>]) -> Vec<Spelled> {
        let alphabet = Alphabet::of("a\nb\n1\n,");
        let mut data = Vec::new();
        for c in line.chars() {
            let mut step = vec![0.0; 6];
            match c {
                '_' => step[0] = 0.99,
                '~' => (step[0], step[5]) = (0.6, 0.3),
                '?' => (step[0], step[5]) = (0.9, 0.05),
                c => step[alphabet.characters.iter().position(|k| *k == c).expect("in the alphabet")] = 0.9,
            }
            data.extend(step);
        }
        let columns = (0..line.chars().count() * STEP).map(|x| inked.iter().any(|r| r.contains(&x))).collect();
        let shares = Array { shape: vec![1, line.chars().count(), 6], data };
        words(&shares, &alphabet, &Ink { columns, rows: 0..48, counts: Vec::new() })
    }

    fn texts(words: &[Spelled]) -> Vec<&str> {
        words.iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn repeated_steps_are_one_character_and_blanks_part_words() {
        let found = read("_aa_ab b_", &[8..44, 50..70]);
        assert_eq!(texts(&found), ["aab", "b"]);
        assert_eq!(found[0].columns, [8.0, 44.0]);
        assert_eq!(found[1].columns, [50.0, 70.0]);
        assert!((found[0].confidence - 0.729).abs() < 1e-3);
    }

    #[test]
    fn a_rare_letter_must_be_surer_than_a_common_one() {
        let alphabet = Alphabet::of("s\nș");
        let ink = Ink { columns: vec![true; 8], rows: 0..48, counts: Vec::new() };
        let read = |s, rare| words(&Array { shape: vec![1, 1, 4], data: vec![0.0, s, rare, 0.0] }, &alphabet, &ink);
        assert_eq!(texts(&read(0.3, 0.7)), ["s"]);
        assert_eq!(texts(&read(0.1, 0.9)), ["ș"]);
    }

    #[test]
    fn a_likely_blank_or_a_wide_gap_parts_words_too() {
        assert_eq!(texts(&read("a_1~1_", &[0..20, 20..40])), ["a1", "1"]);
        assert_eq!(texts(&read("1____1", &[0..8, 40..48])), ["1", "1"]);
        assert_eq!(texts(&read("1_?_1", &[0..10, 30..40])), ["1", "1"]);
        assert_eq!(texts(&read("1_?_1", &[0..18, 24..40])), ["11"]);
        assert_eq!(texts(&read("____", &[])), [""; 0]);
    }
}
