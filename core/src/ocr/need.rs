//! Which pages must be recognised: those whose text is absent, or is not the text that is seen.

use crate::page::Page;

/// Words under which the text of a page may be a stamp on a scan: a page number, the name of the scanning service.
const FEW_WORDS: usize = 15;
/// Pieces of drawing in which words may be drawn as outlines: a letter has ten or more.
const OUTLINES: usize = 100;
/// Share of the page a scan covers.
const SCAN_COVER: f32 = 0.6;
/// Long words needed before the text of a page can be judged.
const ENOUGH: usize = 8;

/// Why a page must be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It has no text.
    NoText,
    /// Its few words stand on a scan.
    Stamped,
    /// Its text is not what is seen: a font without a character map, a bad recognition by the scanner.
    Garbled,
}

/// Why this page must be recognised; none when its text is good.
pub fn need(page: &Page) -> Option<Need> {
    if page.words.is_empty() {
        // A blank back is left alone.
        return (page.image_cover > 0.0 || page.strokes >= OUTLINES).then_some(Need::NoText);
    }
    if page.words.len() < FEW_WORDS && page.image_cover > SCAN_COVER {
        return Some(Need::Stamped);
    }
    garbled(page.words.iter().map(|w| w.text.as_str())).then_some(Need::Garbled)
}

/// Whether so many of the words cannot be words of any language we read that the rest is chance. A cipher of shifted
/// letters leaves half of them with a vowel where one could be.
fn garbled<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let (mut characters, mut unknown) = (0_usize, 0_usize);
    let (mut long, mut odd) = (0_usize, 0_usize);
    for word in words {
        for c in word.chars() {
            characters += 1;
            let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}');
            unknown += usize::from(private || c.is_control());
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 4 && letters == word.chars().count() {
            long += 1;
            odd += usize::from(!pronounceable(word));
        }
    }
    unknown * 4 > characters || long >= ENOUGH && odd * 3 > long
}

/// Whether the letters could be said: vowels among them, no long run of consonants, capitals where capitals stand.
fn pronounceable(word: &str) -> bool {
    let (mut run, mut longest, mut vowels, mut turns, mut letters) = (0, 0, 0, 0, 0);
    let mut upper_before = true;
    for c in word.chars() {
        letters += 1;
        let vowel = is_vowel(c);
        vowels += usize::from(vowel);
        run = if vowel { 0 } else { run + 1 };
        longest = longest.max(run);
        let upper = c.is_uppercase();
        turns += usize::from(upper && !upper_before);
        upper_before = upper;
    }
    // Abbreviations have no vowel (SARL has one, SNCF none); German piles up six consonants (Rechtschreibung: chtschr).
    (vowels > 0 || letters <= 5 && turns == 0) && longest <= 7 && turns <= 1 && vowels * 6 >= letters
}

fn is_vowel(c: char) -> bool {
    let folded = c.to_lowercase().next().unwrap_or(c);
    "aeiouyàâäáãåæèéêëìíîïòóôöõøœùúûüýÿ".contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_garbled(text: &str) -> bool {
        garbled(text.split_whitespace())
    }

    #[test]
    fn invoices_are_not_garbled() {
        for text in [
            "Facture numéro FA-2026-0042 Désignation Quantité Prix unitaire Montant Total hors taxes Conditions règlement",
            "Rechnungsnummer Rechtschreibung Dienstleistung Umsatzsteuer Gesamtbetrag Zahlungsbedingungen Geschäftsführer Straße",
            "INVOICE NUMBER DESCRIPTION QUANTITY AMOUNT TOTAL SNCF HTML PAYMENT TERMS THIRTY DAYS strengths",
            "12,50 € 1 234,00 20 %",
        ] {
            assert!(!is_garbled(text), "{text}");
        }
    }

    #[test]
    fn text_that_is_not_what_is_seen_is_noticed() {
        // A font whose codes are shifted by three, and one with private characters only.
        let shifted = "Idfwxuh qxpéur Gévljqdwlrq Txdqwlwé Sula xqlwdluh Prqwdqw Wrwdo kruv wdahv Frqglwlrqv Uèjohphqw";
        assert!(is_garbled(&shifted.replace('é', "h")), "{shifted}");
        assert!(is_garbled("\u{e012}\u{e013}\u{e014} \u{e020}\u{e021} total"));
    }
}
