//! Pages as recognition would read them: characters confused, blanks lost, words dropped, boxes that wobble.
//!
//! The frequencies are those of engines on office scans. Nothing is drawn, so that a thousand pages take a second.

use ocr_facture::page::{Page, Rect, Source, Word};

use crate::generator::random::Random;

/// How badly a page is read.
#[derive(Clone, Copy, Debug)]
pub struct Noise {
    /// Characters in ten thousand that are taken for others.
    pub confused: usize,
    /// Blanks in a thousand that are lost.
    pub merged: usize,
    /// Words in a thousand that are broken in two.
    pub broken: usize,
    /// Words in a thousand that are not seen.
    pub dropped: usize,
    /// Pieces of rules in a thousand words that are read as characters.
    pub strokes: usize,
    /// How far a box may be off, in hundredths of its height.
    pub wobble: i64,
    /// Slope of the lines left, in ten thousandths.
    pub slope: i64,
}

impl Noise {
    /// A good engine on a clean scan.
    pub const LIGHT: Self = Self { confused: 25, merged: 4, broken: 1, dropped: 1, strokes: 1, wobble: 4, slope: 15 };
    /// A usual engine on a usual scan.
    pub const USUAL: Self = Self { confused: 90, merged: 10, broken: 4, dropped: 6, strokes: 10, wobble: 7, slope: 40 };
    /// A usual engine on a bad scan.
    pub const HEAVY: Self =
        Self { confused: 220, merged: 20, broken: 8, dropped: 20, strokes: 20, wobble: 10, slope: 80 };
}

/// What a character is taken for, the likelier the more often it stands there.
const CONFUSIONS: [(char, &str); 42] = [
    ('0', "OOOD6o"),
    ('1', "lllI7i"),
    ('2', "ZZ7"),
    ('3', "88"),
    ('4', "A"),
    ('5', "SSS6"),
    ('6', "GG8b"),
    ('7', "11T"),
    ('8', "BBB3"),
    ('9', "gq"),
    ('O', "000Q"),
    ('I', "11l"),
    ('l', "11Ii"),
    ('S', "55"),
    ('B', "88"),
    ('Z', "2"),
    ('G', "66"),
    ('D', "0O"),
    ('T', "I7"),
    ('o', "0ce"),
    ('i', "l1j"),
    ('e', "cco"),
    ('c', "ee"),
    ('a', "oe"),
    ('u', "vn"),
    ('n', "ur"),
    ('h', "b"),
    ('f', "t"),
    ('t', "fl"),
    ('r', "tn"),
    ('s', "5"),
    ('g', "q9"),
    ('y', "v"),
    (',', "...;"),
    ('.', ",,:"),
    (':', ".;"),
    ('€', "EEC6"),
    ('é', "eeèc"),
    ('è', "eeé"),
    ('à', "aaâ"),
    ('ç', "cc"),
    ('°', "*'º"),
];

/// The page as read. The same seed makes the same mistakes.
pub fn read(page: &Page, noise: Noise, random: &mut Random) -> Page {
    let slope = random.between(-noise.slope, noise.slope) as f32 / 10_000.0;
    let mut words: Vec<Word> = Vec::with_capacity(page.words.len());
    for word in &page.words {
        if random.below(1000) < noise.dropped {
            continue;
        }
        let seen = see(word, noise, slope * (word.rect.cx() - page.width / 2.0), random);
        let follows = words.last().is_some_and(|last| follows(last, &seen));
        match words.last_mut() {
            Some(last) if follows && random.below(1000) < noise.merged => {
                last.text.push_str(&seen.text);
                last.rect = last.rect.union(&seen.rect);
                last.confidence = last.confidence.min(seen.confidence);
            }
            _ if random.below(1000) < noise.broken && seen.text.chars().count() > 3 => {
                words.extend(broken(&seen, random))
            }
            _ => words.push(seen),
        }
        if random.below(1000) < noise.strokes
            && let Some(stroke) = words.last().map(|beside| stroke(beside, random))
        {
            words.push(stroke);
        }
    }
    // No engine promises an order between the columns of a page, nor tells the weight of a face.
    Page { words, source: Source::Ocr, rules: Vec::new(), frames: Vec::new(), ..page.clone() }
}

fn see(word: &Word, noise: Noise, fall: f32, random: &mut Random) -> Word {
    let mut wrong = 0;
    let mut text = String::with_capacity(word.text.len());
    for c in word.text.chars() {
        let others = CONFUSIONS.iter().find(|(from, _)| *from == c).map(|(_, to)| to);
        match others {
            Some(to) if random.below(10_000) < noise.confused => {
                wrong += 1;
                text.extend(to.chars().nth(random.below(to.chars().count())));
            }
            _ => text.push(c),
        }
    }
    if random.below(10_000) < noise.confused && text.contains("rn") {
        (text, wrong) = (text.replacen("rn", "m", 1), wrong + 1);
    }
    let height = word.rect.height();
    let mut off = |share: i64| height * random.between(-share, share) as f32 / 100.0;
    let rect = Rect::new(
        word.rect.x0 + off(noise.wobble),
        word.rect.y0 + fall + off(noise.wobble),
        word.rect.x1 + off(noise.wobble),
        word.rect.y1 + fall + off(noise.wobble),
    );
    let size = word.size * (1.0 + random.between(-noise.wobble, noise.wobble) as f32 / 100.0);
    // Engines are less sure of what they misread, though not always.
    let sure = if wrong > 0 { random.between(40, 96) } else { random.between(84, 99) };
    Word { text, rect, size, bold: false, confidence: sure as f32 / 100.0 }
}

fn follows(last: &Word, next: &Word) -> bool {
    let gap = next.rect.x0 - last.rect.x1;
    gap > -1.0 && gap < 0.45 * last.size && (last.rect.cy() - next.rect.cy()).abs() < 0.4 * last.rect.height()
}

/// A word in two, with hardly a blank between.
fn broken(word: &Word, random: &mut Random) -> [Word; 2] {
    let characters: Vec<char> = word.text.chars().collect();
    let at = 1 + random.below(characters.len() - 1);
    let x = word.rect.x0 + word.rect.width() * at as f32 / characters.len() as f32;
    let part = |text: &[char], rect: Rect| Word { text: text.iter().collect(), rect, ..word.clone() };
    [
        part(&characters[..at], Rect { x1: x - 0.05 * word.size, ..word.rect }),
        part(&characters[at..], Rect { x0: x + 0.05 * word.size, ..word.rect }),
    ]
}

/// A piece of a rule beside a word.
fn stroke(beside: &Word, random: &mut Random) -> Word {
    let text = *random.pick(&["|", "[", "]", "‘", "—", "|", "!", "."]);
    let x = beside.rect.x1 + 0.6 * beside.size;
    let rect = Rect { x0: x, x1: x + 0.3 * beside.size, ..beside.rect };
    Word { text: text.into(), rect, confidence: 0.5, ..beside.clone() }
}
