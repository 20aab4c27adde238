//! Strings for people: UTF-16, UTF-8 or PDFDocEncoding, into text.

/// What 0x18 to 0x1f and 0x80 to 0xa0 stand for in PDFDocEncoding.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// The text of a PDF string.
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| doc_encoding(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(order(pair.try_into().ok()?)));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

fn doc_encoding(byte: u8) -> char {
    match byte {
        0x18..=0x1f => LOW.get(usize::from(byte - 0x18)).copied().unwrap_or(' '),
        0x80..=0xa0 => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(' '),
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_encoding_is_read() {
        assert_eq!(decode(b"\xfe\xff\x00\xe9\x20\xac"), "é€");
        assert_eq!(decode(b"\xff\xfe\xe9\x00"), "é");
        assert_eq!(decode(b"\xef\xbb\xbf\xc3\xa9"), "é");
        assert_eq!(decode(b"\xe9 \xa0 \x92"), "é € ™");
    }
}
