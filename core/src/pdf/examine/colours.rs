//! Colour profiles, and what colour spaces stand on (6.2.3, 6.2.4).

use crate::pdf::filters::unpacked;
use crate::pdf::value::{File, Value};

/// The part of a profile that says what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Kind of device.
    pub(crate) class: [u8; 4],
    /// Kind of colours.
    pub(crate) space: [u8; 4],
    /// Major version of the format.
    pub(crate) version: u8,
}

impl Header {
    /// Whether it may say how the document is to look.
    pub(crate) fn is_output(&self) -> bool {
        matches!(&self.class, b"prtr" | b"mntr") && matches!(&self.space, b"RGB " | b"CMYK" | b"GRAY")
    }

    /// Whether it may say what colours of the document stand for.
    pub(crate) fn is_input(&self) -> bool {
        matches!(&self.class, b"prtr" | b"mntr" | b"scnr" | b"spac")
            && matches!(&self.space, b"RGB " | b"CMYK" | b"GRAY" | b"Lab ")
    }
}

/// The header of a profile; none when the stream is no profile.
pub(crate) fn profile_of(file: &File, value: &Value) -> Option<Header> {
    let data = unpacked(file, value.as_stream()?)?;
    let four = |at: usize| data.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    (four(36)? == *b"acsp").then_some(())?;
    Some(Header { class: four(12)?, space: four(16)?, version: *data.get(8)? })
}
