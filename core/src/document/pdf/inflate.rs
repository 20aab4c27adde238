//! How much a stream unpacks to, counted without keeping it, and never past a bound.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::streams::Filter;

/// Filters in a row beyond which no honest stream goes.
const MAX_CHAIN: usize = 8;

/// Bytes the stream unpacks to, the result of each of its filters counted, for each is held in memory; stops above
/// `bound`. `look` sees the last result piece by piece.
pub(super) fn unpacked(data: &[u8], filters: &[Filter], bound: u64, mut look: impl FnMut(&[u8])) -> u64 {
    let packings = filters.iter().take_while(|f| **f != Filter::Picture).count();
    if packings > MAX_CHAIN {
        return bound.saturating_add(1);
    }
    let mut total = 0;
    let mut sink = [0; 16 << 10];
    for last in 1..=packings {
        let mut reader = chain(data, &filters[..last]);
        // A broken stream unpacks to what came before the break.
        while let Ok(n @ 1..) = reader.read(&mut sink) {
            total += n as u64;
            if total > bound {
                return total;
            }
            if last == filters.len() {
                look(&sink[..n]);
            }
        }
    }
    total
}

/// What a stream unpacks to through the filters of these names, predictors not undone. None past `bound`, when there
/// are too many filters, and when one is a picture codec or unknown.
pub(crate) fn unpack(data: &[u8], filters: &[&[u8]], bound: u64) -> Option<Vec<u8>> {
    let filters: Vec<Filter> = filters.iter().map(|name| super::streams::filter(name)).collect::<Option<_>>()?;
    if filters.len() > MAX_CHAIN || filters.contains(&Filter::Picture) {
        return None;
    }
    let mut out = Vec::new();
    let mut sink = [0; 16 << 10];
    let mut reader = chain(data, &filters);
    // A broken stream unpacks to what came before the break.
    while let Ok(n @ 1..) = reader.read(&mut sink) {
        out.extend_from_slice(sink.get(..n)?);
        if out.len() as u64 > bound {
            return None;
        }
    }
    Some(out)
}

fn chain<'a>(data: &'a [u8], filters: &[Filter]) -> Box<dyn Read + 'a> {
    let mut reader: Box<dyn Read + 'a> = Box::new(data);
    for filter in filters {
        reader = match filter {
            Filter::Flate => flate(reader),
            Filter::Lzw => Box::new(Lzw::new(reader)),
            Filter::RunLength => Box::new(RunLength { inner: io::BufReader::new(reader), pending: (0, 0), literal: 0 }),
            Filter::Ascii85 => Box::new(Ascii85 { inner: io::BufReader::new(reader), out: Vec::new() }),
            Filter::AsciiHex => Box::new(AsciiHex { inner: io::BufReader::new(reader) }),
            Filter::Picture => reader,
        };
    }
    reader
}

fn flate<'a>(mut inner: Box<dyn Read + 'a>) -> Box<dyn Read + 'a> {
    let mut head = [0; 2];
    if inner.read_exact(&mut head).is_err() {
        return Box::new(io::empty());
    }
    let zlib = head[0] & 0x0f == 8 && u16::from_be_bytes(head).is_multiple_of(31);
    let whole = io::Cursor::new(head).chain(inner);
    if zlib { Box::new(ZlibDecoder::new(whole)) } else { Box::new(DeflateDecoder::new(whole)) }
}

struct Lzw<'a> {
    inner: Box<dyn Read + 'a>,
    decoder: weezl::decode::Decoder,
    packed: Vec<u8>,
    used: usize,
}

impl<'a> Lzw<'a> {
    fn new(inner: Box<dyn Read + 'a>) -> Self {
        let decoder = weezl::decode::Decoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
        Self { inner, decoder, packed: Vec::new(), used: 0 }
    }
}

impl Read for Lzw<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.used == self.packed.len() {
                self.packed.resize(8 << 10, 0);
                let n = self.inner.read(&mut self.packed)?;
                self.packed.truncate(n);
                self.used = 0;
            }
            let step = self.decoder.decode_bytes(&self.packed[self.used..], buffer);
            self.used += step.consumed_in;
            match step.status {
                _ if step.consumed_out > 0 => return Ok(step.consumed_out),
                Ok(weezl::LzwStatus::Ok) if !self.packed.is_empty() => {}
                _ => return Ok(0),
            }
        }
    }
}

struct RunLength<'a> {
    inner: io::BufReader<Box<dyn Read + 'a>>,
    /// A byte and how often it is still to be repeated.
    pending: (u8, u16),
    literal: u16,
}

impl Read for RunLength<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut byte = [0];
        for (at, slot) in buffer.iter_mut().enumerate() {
            if self.pending.1 == 0 && self.literal == 0 {
                if self.inner.read(&mut byte)? == 0 || byte[0] == 128 {
                    return Ok(at);
                }
                if byte[0] < 128 {
                    self.literal = u16::from(byte[0]) + 1;
                } else {
                    let times = 257 - u16::from(byte[0]);
                    if self.inner.read(&mut byte)? == 0 {
                        return Ok(at);
                    }
                    self.pending = (byte[0], times);
                }
            }
            if self.pending.1 > 0 {
                self.pending.1 -= 1;
                *slot = self.pending.0;
            } else {
                self.literal -= 1;
                if self.inner.read(slot_of(slot))? == 0 {
                    return Ok(at);
                }
            }
        }
        Ok(buffer.len())
    }
}

fn slot_of(slot: &mut u8) -> &mut [u8] {
    std::slice::from_mut(slot)
}

struct Ascii85<'a> {
    inner: io::BufReader<Box<dyn Read + 'a>>,
    out: Vec<u8>,
}

impl Read for Ascii85<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (mut group, mut digits) = (0_u32, 0);
        let mut byte = [0];
        while self.out.is_empty() {
            if self.inner.read(&mut byte)? == 0 || byte[0] == b'~' {
                if digits > 1 {
                    (digits..5).for_each(|_| group = group.wrapping_mul(85).wrapping_add(84));
                    self.out.extend(group.to_be_bytes().iter().take(digits - 1).rev());
                }
                break;
            }
            match byte[0] {
                b'z' if digits == 0 => self.out.extend([0; 4]),
                b'!'..=b'u' => {
                    group = group.wrapping_mul(85).wrapping_add(u32::from(byte[0] - b'!'));
                    digits += 1;
                    if digits == 5 {
                        self.out.extend(group.to_be_bytes().iter().rev());
                    }
                }
                _ => {}
            }
        }
        let n = self.out.len().min(buffer.len());
        for slot in &mut buffer[..n] {
            *slot = self.out.pop().unwrap_or(0);
        }
        Ok(n)
    }
}

struct AsciiHex<'a> {
    inner: io::BufReader<Box<dyn Read + 'a>>,
}

impl Read for AsciiHex<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (mut high, mut n) = (None, 0);
        let mut byte = [0];
        while n < buffer.len() {
            if self.inner.read(&mut byte)? == 0 || byte[0] == b'>' {
                break;
            }
            let Some(digit) = (byte[0] as char).to_digit(16) else { continue };
            match high.take() {
                None => high = Some(digit),
                Some(high) => {
                    buffer[n] = (high << 4 | digit) as u8;
                    n += 1;
                }
            }
        }
        Ok(n)
    }
}
