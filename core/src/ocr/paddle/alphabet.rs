//! The characters a network tells apart, and those of them that European invoices are written with.

/// Characters beside Latin letters that are kept.
const SIGNS: &str = "–—‐‑’‘‚“”„…«»‹›€₤£¥₣•·●■□▪☐☑☒✓✔✗†‡‰′″№™®©°²³½¼¾⅓⅔⅛×÷±≤≥≠≈−→⇒µμΩøØ";

/// The characters of a network's last layer that are kept.
#[derive(Clone, Debug)]
pub struct Alphabet {
    /// Outputs of the last layer.
    pub outputs: usize,
    /// Which of them are kept; the first says that no character starts here.
    pub kept: Vec<usize>,
    /// What each of them stands for; 0 for the first.
    pub characters: Vec<char>,
    /// What the network's word for each is worth: letters that western Europe hardly writes are more often dirt under a
    /// letter it does.
    pub worth: Vec<f32>,
}

/// What the network's word for a rare letter is worth.
const RARE: f32 = 0.3;

impl Alphabet {
    /// The alphabet of a list of characters, one a line; the network has one output before them for nothing, and one
    /// after them for a blank.
    pub fn of(list: &str) -> Self {
        let entries: Vec<&str> = list.trim_end_matches('\n').split('\n').collect();
        let mut alphabet = Self { outputs: entries.len() + 2, kept: vec![0], characters: vec!['\0'], worth: vec![1.0] };
        for (i, entry) in entries.iter().enumerate() {
            let mut characters = entry.trim_end_matches('\r').chars();
            if let (Some(c), None) = (characters.next(), characters.next())
                && let Some(c) = written_as(c)
            {
                alphabet.kept.push(i + 1);
                alphabet.characters.push(c);
                let rare = matches!(c, '\u{100}'..='\u{24f}') && !"ŒœŸŠšŽž".contains(c);
                alphabet.worth.push(if rare { RARE } else { 1.0 });
            }
        }
        alphabet.kept.push(entries.len() + 1);
        alphabet.characters.push(' ');
        alphabet.worth.push(1.0);
        alphabet
    }
}

/// How a character is written on a European invoice; nothing where it is not.
fn written_as(c: char) -> Option<char> {
    match c {
        '!'..='~' | '\u{a1}'..='\u{17f}' | '\u{218}'..='\u{21b}' | 'ẞ' => Some(c),
        // Signs as wide as ideograms are the ASCII ones.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '￥' => Some('¥'),
        '￡' => Some('£'),
        c if SIGNS.contains(c) => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_and_currency_stay_and_the_rest_goes() {
        let alphabet = Alphabet::of("中\na\né\n€\nœ\n：\nЖ\n½\n");
        assert_eq!(alphabet.outputs, 10);
        assert_eq!(alphabet.kept, [0, 2, 3, 4, 5, 6, 8, 9]);
        assert_eq!(alphabet.characters, ['\0', 'a', 'é', '€', 'œ', ':', '½', ' ']);
    }

    #[test]
    fn what_french_needs_is_written_as_it_is() {
        for c in "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’–—…€£°²½ßñõãìòåø%&@#/n°".chars()
        {
            assert_eq!(written_as(c), Some(c), "{c}");
        }
    }
}
