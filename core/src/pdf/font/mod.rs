//! Fonts of a PDF: the glyph each character comes to, and how wide it is in the font program.

mod encoding;
mod program;
mod text;

pub(crate) use encoding::encoding;
pub(crate) use program::{Program, program};
pub(crate) use text::{Shown, composite, simple};
