//! Stacks of segments set as one paragraph: close under each other, starting (or centred, or ending) at one edge.

use super::PageLayout;
use crate::page::Rect;

/// Segments stacked under each other, top to bottom.
#[derive(Clone, Debug)]
pub struct Block {
    /// Indexes of its segments.
    pub segments: Vec<usize>,
    /// Where it stands.
    pub rect: Rect,
}

/// Space between two lines of a block, in heights of the upper one.
const LEADING: f32 = 0.95;
/// How far edges may be apart and still be one edge, in font heights.
const EDGE: f32 = 0.6;

pub(super) fn stack(layout: &PageLayout) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (index, segment) in layout.segments.iter().enumerate() {
        let rect = segment.rect;
        let fits = |block: &&mut Block| {
            let last = layout.segments[block.segments[block.segments.len() - 1]].rect;
            let gap = rect.y0 - last.y1;
            let (small, tall) = (rect.height().min(last.height()), rect.height().max(last.height()));
            let aligned = (rect.x0 - last.x0).abs() < EDGE * small
                || (rect.x1 - last.x1).abs() < EDGE * small
                || (rect.cx() - last.cx()).abs() < EDGE * small;
            gap < LEADING * small && gap > -0.6 * small && tall < 1.7 * small && aligned && !ruled(layout, &last, &rect)
        };
        match blocks.iter_mut().rev().take(24).find(fits) {
            Some(block) => {
                block.segments.push(index);
                block.rect = block.rect.union(&rect);
            }
            None => blocks.push(Block { segments: vec![index], rect }),
        }
    }
    blocks
}

/// Whether a horizontal rule separates two segments.
fn ruled(layout: &PageLayout, upper: &Rect, lower: &Rect) -> bool {
    let (top, bottom) = (upper.cy(), lower.cy());
    layout
        .horizontal_rules
        .iter()
        .any(|r| r.cy() > top && r.cy() < bottom && r.x0 < upper.x1.min(lower.x1) && r.x1 > upper.x0.max(lower.x0))
}
