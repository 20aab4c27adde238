//! Where a value was read: words on a page.

use std::ops::Range;

/// A range of words on one page of the layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Index of the page in the slice being read (not its number).
    pub page: usize,
    /// Its words.
    pub words: Range<usize>,
}

/// A value and where it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T> {
    /// The value, normalised.
    pub value: T,
    /// The words it was read from.
    pub span: Span,
}
