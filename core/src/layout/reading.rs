//! Reading order of the page text: line by line, but for prose set in two columns, which is read column by column.

use std::ops::Range;

use super::{PageLayout, join};

/// Lines that must agree on a gutter before they count as columns.
const RUN: usize = 4;
/// Words a column's lines hold on average: fewer is a table or a form, which is read across.
const PROSE: usize = 5;

/// The page text: one line of text a line, segments set apart by two spaces.
pub(super) fn text(page: &PageLayout) -> String {
    let mut out = String::new();
    let mut line = 0;
    while line < page.lines.len() {
        let Some((run, gutter)) = columns(page, line) else {
            write(page, page.lines[line].segments.clone(), &mut out);
            line += 1;
            continue;
        };
        for left in [true, false] {
            for segment in page.lines[run.clone()].iter().flat_map(|l| l.segments.clone()) {
                if (page.segments[segment].rect.cx() < gutter) == left {
                    write(page, segment..segment + 1, &mut out);
                }
            }
        }
        line = run.end;
    }
    out
}

fn write(page: &PageLayout, segments: Range<usize>, out: &mut String) {
    for (i, segment) in page.segments[segments].iter().enumerate() {
        if i > 0 {
            out.push_str("  ");
        }
        out.push_str(&join(page.words_of(segment)));
    }
    out.push('\n');
}

/// The lines from `first` that are prose in two columns, and the gutter between them.
fn columns(page: &PageLayout, first: usize) -> Option<(Range<usize>, f32)> {
    let pair = &page.segments[page.lines[first].segments.clone()];
    let [left, right] = pair else { return None };
    let gutter = (left.rect.x1 + right.rect.x0) / 2.0;
    let clear = |line: &&super::Line| {
        let segments = &page.segments[line.segments.clone()];
        segments.len() <= 2 && segments.iter().all(|s| s.rect.x1 < gutter || s.rect.x0 > gutter)
    };
    let count = page.lines[first..].iter().take_while(clear).count();
    let run = first..first + count;
    let segments: Vec<_> = page.lines[run.clone()].iter().flat_map(|l| &page.segments[l.segments.clone()]).collect();
    let words: usize = segments.iter().map(|s| s.words.len()).sum();
    let right = segments.iter().filter(|s| s.rect.x0 > gutter).count();
    let both = right * 3 >= segments.len() && (segments.len() - right) * 3 >= segments.len();
    (count >= RUN && both && words >= PROSE * segments.len()).then_some((run, gutter))
}

#[cfg(test)]
mod tests {
    use crate::layout::PageLayout;
    use crate::page::{Page, Rect, Source, Word};

    fn page(rows: &[(&str, &str)]) -> PageLayout {
        let mut words = Vec::new();
        for (row, (left, right)) in rows.iter().enumerate() {
            for (start, text) in [(40.0, left), (320.0, right)] {
                let mut x = start;
                for word in text.split(' ') {
                    let y = 100.0 + 14.0 * row as f32;
                    let rect = Rect::new(x, y, x + 5.0 * word.chars().count() as f32, y + 10.0);
                    x = rect.x1 + 2.8;
                    words.push(Word { text: word.into(), rect, size: 10.0, bold: false, confidence: 1.0 });
                }
            }
        }
        PageLayout::new(&Page {
            number: 1,
            width: 595.0,
            height: 842.0,
            source: Source::Text,
            rotation: 0,
            skew: 0.0,
            words,
            rules: vec![],
            frames: vec![],
            image_cover: 0.0,
            strokes: 0,
        })
    }

    #[test]
    fn prose_in_two_columns_is_read_column_by_column() {
        let text =
            page(&[("le vendeur livre sous dix jours", "tout litige relève du tribunal compétent"); 5]).plain_text();
        assert!(text.find("tribunal") > text.rfind("vendeur"), "{text}");
    }

    #[test]
    fn tables_are_read_across() {
        let text =
            page(&[("Vis inox", "12,00"), ("Clous", "3,00"), ("Colle", "7,50"), ("Joint", "2,10"), ("Ruban", "1,00")])
                .plain_text();
        assert!(text.starts_with("Vis inox  12,00\nClous  3,00\n"), "{text}");
    }
}
