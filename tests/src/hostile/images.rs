//! Pictures whose headers promise too much, or nothing.

use super::Expect::{Error, Pages};
use super::{Case, case};
use crate::pdf::{deflate, deflated_repeat};

const TOO_LARGE: &[&str] = &["too_large"];
const UNREADABLE: &[&str] = &["unreadable"];

pub(super) const CASES: &[Case] = &[
    case("png-60000-square", || png(60_000, 60_000, &[]), Error(TOO_LARGE)),
    case("png-of-the-largest-size", || png(u32::MAX, u32::MAX, &[]), Error(&["too_large", "unreadable"])),
    case("png-of-no-size", || png(0, 0, &[]), Error(UNREADABLE)),
    case("png-header-only", || png(10, 10, &[])[..33].to_vec(), Error(UNREADABLE)),
    case("png-signature-only", || png(10, 10, &[])[..8].to_vec(), Error(UNREADABLE)),
    case("png-bomb", || png(10, 10, &deflated_repeat(0, 300 << 20)), Pages),
    case("png-text-bomb", || png_with(b"zTXt", &[b"k\0\0".to_vec(), deflated_repeat(b'a', 300 << 20)].concat()), Pages),
    case(
        "png-profile-bomb",
        || png_with(b"iCCP", &[b"k\0\0".to_vec(), deflated_repeat(b'a', 300 << 20)].concat()),
        Pages,
    ),
    case("png-of-garbage", || png(10, 10, b"garbage"), Pages),
    case("jpeg-65500-square", || jpeg_header(65_500, 65_500), Error(TOO_LARGE)),
    case("jpeg-of-no-size", || jpeg_header(0, 0), Error(UNREADABLE)),
    case("jpeg-start-only", || vec![0xff, 0xd8, 0xff], Error(UNREADABLE)),
    case("jpeg-without-frame", || [vec![0xff, 0xd8], [0xff, 0xe0, 0, 2].repeat(1000)].concat(), Error(UNREADABLE)),
    case(
        "jpeg-segment-past-end",
        || vec![0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, b'E', b'x', b'i', b'f'],
        Error(UNREADABLE),
    ),
    case("webp-16383-square", || webp(16_383, 16_383), Error(TOO_LARGE)),
    case("webp-header-only", || b"RIFF\x04\x00\x00\x00WEBP".to_vec(), Error(UNREADABLE)),
    case("tiff-60000-square", || tiff(&[entry(256, 60_000), entry(257, 60_000)], 0), Error(TOO_LARGE)),
    case("tiff-directory-is-its-own-next", || tiff(&[entry(256, 10), entry(257, 10)], 8), Pages),
    case("tiff-header-only", || b"II*\0".to_vec(), Error(UNREADABLE)),
    case("tiff-directory-past-end", || b"II*\0\xff\xff\xff\xff".to_vec(), Error(UNREADABLE)),
    case("tiff-without-size", || tiff(&[entry(259, 1)], 0), Error(UNREADABLE)),
    case("tiff-of-100000-frames", many_frames, Error(TOO_LARGE)),
    case("tiff-of-65535-entries", || tiff(&vec![entry(256, 10); 65_535], 0), Error(UNREADABLE)),
];

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = !0_u32;
    for byte in kind.iter().chain(data) {
        crc ^= u32::from(*byte);
        (0..8).for_each(|_| crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 });
    }
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &(!crc).to_be_bytes()].concat()
}

fn png(width: u32, height: u32, packed: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", packed), chunk(b"IEND", &[])].concat()
}

fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let whole = png(10, 10, &deflate(&[0; 31 * 10]));
    [&whole[..33], &chunk(kind, data), &whole[33..]].concat()
}

/// The start of a JPEG of that size: enough for its header to be read.
pub(super) fn jpeg_header(width: u16, height: u16) -> Vec<u8> {
    let [w0, w1] = width.to_be_bytes();
    let [h0, h1] = height.to_be_bytes();
    let frame = [0xff, 0xc0, 0, 17, 8, h0, h1, w0, w1, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
    [&[0xff, 0xd8][..], &frame, &[0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0], &[0; 64]].concat()
}

fn webp(width: u16, height: u16) -> Vec<u8> {
    let [w0, w1] = width.to_le_bytes();
    let [h0, h1] = height.to_le_bytes();
    let frame = [&[0x50, 0x00, 0x00, 0x9d, 0x01, 0x2a, w0, w1, h0, h1][..], &[0; 50]].concat();
    let body = [&b"WEBPVP8 "[..], &(frame.len() as u32).to_le_bytes(), &frame].concat();
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

/// An entry of a directory: a long number.
fn entry(tag: u16, value: u32) -> [u8; 12] {
    let mut out = [0; 12];
    out[..2].copy_from_slice(&tag.to_le_bytes());
    out[2..4].copy_from_slice(&4_u16.to_le_bytes());
    out[4..8].copy_from_slice(&1_u32.to_le_bytes());
    out[8..].copy_from_slice(&value.to_le_bytes());
    out
}

fn directory(entries: &[[u8; 12]], next: u32) -> Vec<u8> {
    [&(entries.len() as u16).to_le_bytes()[..], &entries.concat(), &next.to_le_bytes()].concat()
}

fn tiff(entries: &[[u8; 12]], next: u32) -> Vec<u8> {
    [b"II*\0\x08\0\0\0".to_vec(), directory(entries, next)].concat()
}

fn many_frames() -> Vec<u8> {
    let entries = [entry(256, 10), entry(257, 10)];
    let size = directory(&entries, 0).len() as u32;
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    (1..=100_000).for_each(|n| out.extend(directory(&entries, 8 + n * size)));
    out
}
