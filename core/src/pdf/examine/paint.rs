//! What the next mark on a page is made with.

/// A colour space, as far as devices go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ink {
    /// DeviceGray, where every page starts.
    #[default]
    Gray,
    Rgb,
    Cmyk,
    /// One that says what its colours mean.
    Other,
}

impl Ink {
    /// The device of that name.
    pub(crate) fn device(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"DeviceGray" | b"G" => Self::Gray,
            b"DeviceRGB" | b"RGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            _ => return None,
        })
    }
}

/// The part of the graphics state that matters here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct State {
    pub(crate) fill: Ink,
    pub(crate) stroke: Ink,
    /// Place of the font among those used.
    pub(crate) font: Option<usize>,
    /// Text rendering mode; 3 shows nothing.
    pub(crate) mode: i64,
}
