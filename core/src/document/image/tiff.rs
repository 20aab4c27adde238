//! The frames of a TIFF: its chain of directories, followed without decoding anything. TIFF 6.0 and BigTIFF.

use std::collections::HashSet;

use image::metadata::Orientation;

use super::super::limits::{Limits, too_large};
use super::{Frame, unreadable};
use crate::error::Result;

/// Entries of one directory looked at; the standard ones come first.
const MAX_ENTRIES: u64 = 512;

/// The frames in their order. Thumbnails and masks count as frames of their own and are left out.
pub(super) fn frames(bytes: &[u8], limits: &Limits) -> Result<Vec<Frame>> {
    let file = File::new(bytes).ok_or_else(unreadable)?;
    let mut seen = HashSet::new();
    let mut frames = Vec::new();
    let mut at = file.offset(file.first_at());
    while let Some(start) = at.filter(|s| *s != 0) {
        if !seen.insert(start) {
            break;
        }
        if seen.len() > limits.pages as usize {
            return Err(too_large("pages", limits.pages, "Ce TIFF compte trop de pages."));
        }
        let Some((frame, reduced, next)) = file.directory(start) else { break };
        if !reduced {
            frames.push(frame);
        }
        at = next;
    }
    if frames.is_empty() { Err(unreadable()) } else { Ok(frames) }
}

/// The same file with another first frame.
pub(super) fn starting_at(bytes: &[u8], offset: u64) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if let Some(file) = File::new(bytes) {
        let at = file.first_at();
        let (big, little) = (file.big, file.little);
        let number = match (big, little) {
            (true, true) => offset.to_le_bytes().to_vec(),
            (true, false) => offset.to_be_bytes().to_vec(),
            (false, true) => (offset as u32).to_le_bytes().to_vec(),
            (false, false) => (offset as u32).to_be_bytes().to_vec(),
        };
        if let Some(slot) = out.get_mut(at..at + number.len()) {
            slot.copy_from_slice(&number);
        }
    }
    out
}

struct File<'a> {
    bytes: &'a [u8],
    little: bool,
    big: bool,
}

impl<'a> File<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let little = bytes.starts_with(b"II");
        let mut file = Self { bytes, little, big: false };
        file.big = file.uint(2, 2)? == 43;
        Some(file)
    }

    fn first_at(&self) -> usize {
        if self.big { 8 } else { 4 }
    }

    fn uint(&self, at: usize, size: usize) -> Option<u64> {
        let raw = self.bytes.get(at..at.checked_add(size)?)?;
        let fold = |n: u64, b: &u8| n << 8 | u64::from(*b);
        Some(if self.little { raw.iter().rev().fold(0, fold) } else { raw.iter().fold(0, fold) })
    }

    fn offset(&self, at: usize) -> Option<u64> {
        self.uint(at, if self.big { 8 } else { 4 })
    }

    /// The frame described at an offset, whether it is a thumbnail or a mask, and the offset of the next.
    fn directory(&self, offset: u64) -> Option<(Frame, bool, Option<u64>)> {
        let (count_size, entry_size, value_at) = if self.big { (8, 20, 12) } else { (2, 12, 8) };
        let start = usize::try_from(offset).ok()?;
        let count = self.uint(start, count_size)?;
        let first = start.checked_add(count_size)?;
        let mut frame = Frame { width: 0, height: 0, dpi: None, orientation: Orientation::NoTransforms, offset };
        let (mut reduced, mut across, mut down, mut unit) = (false, None, None, 2);
        for index in 0..count.min(MAX_ENTRIES) as usize {
            let entry = first + index * entry_size;
            let (tag, kind) = (self.uint(entry, 2)?, self.uint(entry + 2, 2)?);
            let value = || match kind {
                1 => self.uint(entry + value_at, 1),
                3 => self.uint(entry + value_at, 2),
                4 | 13 => self.uint(entry + value_at, 4),
                16 | 18 => self.uint(entry + value_at, 8),
                _ => None,
            };
            let ratio = || {
                let at =
                    if self.big { entry + value_at } else { usize::try_from(self.uint(entry + value_at, 4)?).ok()? };
                Some(self.uint(at, 4)? as f32 / self.uint(at.checked_add(4)?, 4)?.max(1) as f32)
            };
            match tag {
                // A thumbnail or a transparency mask of another frame.
                254 => reduced = value().is_some_and(|v| v & 0b101 != 0),
                256 => frame.width = u32::try_from(value()?).unwrap_or(u32::MAX),
                257 => frame.height = u32::try_from(value()?).unwrap_or(u32::MAX),
                274 => {
                    let exif = value().and_then(|v| u8::try_from(v).ok());
                    frame.orientation = exif.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms);
                }
                282 => across = ratio(),
                283 => down = ratio(),
                296 => unit = value().unwrap_or(2),
                _ => {}
            }
        }
        let scale = match unit {
            2 => Some(1.0),
            3 => Some(2.54),
            _ => None,
        };
        frame.dpi = scale.and_then(|s| Some((across? * s, down? * s)));
        let next = usize::try_from(count).ok()?.checked_mul(entry_size)?.checked_add(first)?;
        Some((frame, reduced, self.offset(next)))
    }
}
