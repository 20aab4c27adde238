//! Texts cut into lines that fit.

use super::canvas::Style;

/// The text in lines no wider than `width`, broken at spaces, else after a joint of a long word, else anywhere.
///
/// A line feed always breaks. No line is empty, so a blank line vanishes; no-break spaces hold.
pub fn wrap(text: &str, style: Style, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let mut line = String::new();
        let mut used = 0.0;
        for word in paragraph.split([' ', '\t']).filter(|w| !w.is_empty()) {
            let wide = style.width(word);
            let space = if line.is_empty() { 0.0 } else { style.advance(' ') };
            if used + space + wide <= width {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                used += space + wide;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = pieces(word, style, width, &mut lines);
            used = style.width(&line);
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// Cuts a word wider than a line; what remains for the last line is returned.
fn pieces(word: &str, style: Style, width: f32, lines: &mut Vec<String>) -> String {
    let mut rest = String::new();
    let mut used = 0.0;
    for c in word.chars() {
        let wide = style.advance(c);
        if used + wide > width && !rest.is_empty() {
            // After a joint, when one stands in the second half.
            let joint =
                rest.rfind(['/', '-', '.', '@', '_', ',', ';', ':', '\u{200b}']).filter(|at| at * 2 > rest.len());
            let tail = joint.map(|at| rest.split_off(at + rest[at..].chars().next().map_or(1, char::len_utf8)));
            lines.push(std::mem::replace(&mut rest, tail.unwrap_or_default()));
            used = style.width(&rest);
        }
        rest.push(c);
        used += wide;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facturx::draw::canvas::Color;

    const STYLE: Style = Style::regular(10.0, Color::INK);

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "Fourniture et pose d'un garde-corps sur mesure, finition thermolaquée RAL 7016, y compris dépose";
        let lines = wrap(text, STYLE, 120.0);
        assert!(lines.len() > 3 && lines.iter().all(|l| STYLE.width(l) <= 120.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_long_word_is_cut_at_a_joint_or_anywhere() {
        let lines = wrap("comptabilite.fournisseurs@etablissements-durand-et-fils.example", STYLE, 130.0);
        assert!(lines.len() > 1 && lines.iter().all(|l| STYLE.width(l) <= 130.0), "{lines:?}");
        assert!(lines[0].ends_with(['.', '@', '-']), "{lines:?}");
        let solid = "x".repeat(100);
        assert_eq!(wrap(&solid, STYLE, 50.0).concat(), solid);
    }

    #[test]
    fn a_no_break_space_holds_and_a_line_feed_breaks() {
        assert_eq!(wrap("a b\u{a0}c\n\nd", STYLE, 25.0), ["a b\u{a0}c", "d"]);
        assert_eq!(wrap("aaaa 1\u{202f}234,56\u{a0}€", STYLE, 60.0), ["aaaa", "1\u{202f}234,56\u{a0}€"]);
        assert!(wrap(" \n ", STYLE, 25.0).is_empty());
    }

    #[test]
    fn a_width_too_small_for_a_letter_still_ends() {
        assert_eq!(wrap("abc", STYLE, 0.0), ["a", "b", "c"]);
    }
}
