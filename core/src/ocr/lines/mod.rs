//! Lines of text on a page.
