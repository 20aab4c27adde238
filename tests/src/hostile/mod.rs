//! Documents that are broken or mean harm, each with what must come of it.

mod bombs;
mod broken;
mod crypt;
mod drawing;
mod images;
mod nesting;
mod texts;

/// What must come of reading a document.
#[derive(Clone, Copy, Debug)]
pub enum Expect {
    /// An error with one of these codes.
    Error(&'static [&'static str]),
    /// Pages, and this word on one of them.
    Word(&'static str),
    /// Pages, with or without words.
    Pages,
    /// An XML.
    Xml,
    /// Pages or an error with one of these codes: what is done is a choice, that it ends well is not.
    PagesOr(&'static [&'static str]),
}

/// A hostile document.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Its name, also of its file.
    pub name: &'static str,
    /// Makes it.
    pub make: fn() -> Vec<u8>,
    /// What must come of it.
    pub expect: Expect,
}

/// Every case.
pub fn cases() -> Vec<Case> {
    [broken::CASES, bombs::CASES, crypt::CASES, drawing::CASES, images::CASES, nesting::CASES, texts::CASES].concat()
}

const fn case(name: &'static str, make: fn() -> Vec<u8>, expect: Expect) -> Case {
    Case { name, make, expect }
}
