//! Bytes as letters.

/// Whether a text is base64 as libxml2 reads it: other characters are passed over, padding and its bits must be right.
pub(super) fn is_base64(text: &str) -> bool {
    let (mut count, mut last, mut padding) = (0_usize, 0_u8, 0_usize);
    for byte in text.bytes() {
        match (sixth(byte), byte) {
            (Some(_), _) if padding > 0 => return false,
            (Some(bits), _) => {
                count += 1;
                last = bits;
            }
            (None, b'=') => padding += 1,
            (None, _) => {}
        }
    }
    match (padding, count % 4) {
        (0, 0) => true,
        (1, 3) => last & 0b11 == 0,
        (2, 2) => last & 0b1111 == 0,
        _ => false,
    }
}

/// The six bits a letter stands for.
fn sixth(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
