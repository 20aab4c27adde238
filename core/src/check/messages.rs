//! What a finding says: a block of `rulesets/*.messages` by code, or a sentence made from the rule itself.

use std::collections::HashMap;

use super::report::Message;

/// What a rule says to people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub message: Message,
    pub fix: Option<Message>,
}

/// Blocks by code.
#[derive(Debug, Default)]
pub(super) struct Messages {
    blocks: HashMap<&'static str, Block>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Block {
    fr: &'static str,
    en: &'static str,
    fix_fr: &'static str,
    fix_en: &'static str,
}

impl Messages {
    /// Reads blocks: a code on a line of its own, then indented `fr:`, `en:`, `fix:` and `fix.en:`.
    pub(super) fn parse(texts: &[&'static str]) -> Self {
        let mut messages = Self::default();
        for text in texts {
            let mut code = "";
            for line in text.lines().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#')) {
                if !line.starts_with(' ') {
                    code = line.trim();
                    continue;
                }
                let Some((key, value)) = line.trim().split_once(':') else { continue };
                let block = messages.blocks.entry(code).or_default();
                match key.trim() {
                    "fr" => block.fr = value.trim(),
                    "en" => block.en = value.trim(),
                    "fix" => block.fix_fr = value.trim(),
                    "fix.en" => block.fix_en = value.trim(),
                    _ => {}
                }
            }
        }
        messages
    }

    /// The block of a code. `BR-FR-05_BT-22-1` may be told by `BR-FR-05_BT-22` or `BR-FR-05`.
    pub(super) fn of(&self, code: &str) -> Option<Words> {
        let mut known = code;
        let block = loop {
            if let Some(block) = self.blocks.get(known) {
                break block;
            }
            known =
                &known[..known.rfind(['_', '-']).filter(|at| code[..*at].contains(|c: char| c.is_ascii_digit()))?];
        };
        let message = |fr: &str, en: &str| Message { fr: fr.to_owned(), en: en.to_owned() };
        let fix = (!block.fix_fr.is_empty()).then(|| message(block.fix_fr, block.fix_en));
        Some(Words { message: message(block.fr, block.en), fix })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_found_by_its_code_or_what_the_code_starts_with() {
        let messages = Messages::parse(&[
            "# x\nBR-FR-05\n  fr: Il manque : une note\n  en: A note\n  fix: Ajoutez\n  fix.en: Add\n",
        ]);
        let words = messages.of("BR-FR-05_BT-22-1").expect("found");
        assert_eq!(words.message.fr, "Il manque : une note");
        assert_eq!(words.fix.expect("a fix").en, "Add");
        assert!(messages.of("BR-FR-06").is_none() && messages.of("BR").is_none());
    }
}
