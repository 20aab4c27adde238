//! Labels and values that compete for each other: the likeliest pair is taken first, and neither is used again.

use crate::fields::context::{Context, Mark, Place};
use crate::fields::values::span::Span;

/// A label with a value that may be its own.
#[derive(Clone, Debug)]
pub struct Pair<'m, T> {
    /// The label.
    pub mark: &'m Mark,
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
    /// How likely they belong together, 0 to 1.
    pub score: f32,
}

/// Pairs every mark of `kinds` with what `read` finds in its places; `read` scores the value itself.
pub fn propose<'m, T>(
    context: &'m Context<'_>,
    wanted: impl Fn(&Mark) -> bool,
    mut read: impl FnMut(&Mark, &Place) -> Vec<(T, Span, f32)>,
) -> Vec<Pair<'m, T>> {
    let mut out = Vec::new();
    for mark in context.marks.iter().filter(|m| wanted(m)) {
        for place in context.places(mark) {
            for (value, span, quality) in read(mark, &place) {
                out.push(Pair { mark, value, span, score: place.fit * quality });
            }
        }
    }
    out
}

/// Takes pairs by falling score; a label gets one value and a value one label.
pub fn settle<T>(mut pairs: Vec<Pair<'_, T>>) -> Vec<Pair<'_, T>> {
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut taken: Vec<Pair<'_, T>> = Vec::new();
    for pair in pairs {
        let clash = taken.iter().any(|t| {
            let same_mark = t.mark.page == pair.mark.page && t.mark.words == pair.mark.words;
            let same_value = t.span.page == pair.span.page
                && t.span.words.start < pair.span.words.end
                && pair.span.words.start < t.span.words.end;
            same_mark || same_value
        });
        if !clash {
            taken.push(pair);
        }
    }
    taken
}
