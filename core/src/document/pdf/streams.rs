//! The streams of a PDF as they lie in the file, found without trusting its cross-references.

use memchr::memmem;

/// A stream in the file: its dictionary, and everything from its first byte to the end of the file, for what it
/// claims as its length is not to be trusted and every filter knows its own end.
pub(super) struct RawStream<'a> {
    pub(super) dict: &'a [u8],
    pub(super) data: &'a [u8],
}

/// Every stream of the file.
pub(super) fn all(bytes: &[u8]) -> impl Iterator<Item = RawStream<'_>> {
    let mut objects = memmem::find_iter(bytes, b"obj").peekable();
    let mut object = 0;
    memmem::find_iter(bytes, b"stream").filter_map(move |at| {
        while let Some(start) = objects.next_if(|o| *o < at) {
            object = start + b"obj".len();
        }
        if bytes[..at].ends_with(b"end") {
            return None;
        }
        let dict = &bytes[object.min(at)..at];
        let data = match &bytes[at + b"stream".len()..] {
            [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] => rest,
            _ => return None,
        };
        Some(RawStream { dict, data })
    })
}

/// Whether the file holds this name, escaped or not.
pub(super) fn names(bytes: &[u8], name: &[u8]) -> bool {
    let escaped = |hash: usize| {
        let from = hash.saturating_sub(3 * name.len());
        memchr::memrchr(b'/', &bytes[from..hash]).is_some_and(|slash| {
            let word = &bytes[from + slash + 1..];
            unescape(&word[..word.iter().position(|b| is_delimiter(*b)).unwrap_or(word.len())]) == name
        })
    };
    memmem::find_iter(bytes, name).any(|at| bytes[..at].ends_with(b"/"))
        || memchr::memchr_iter(b'#', bytes).any(escaped)
}

/// What unpacks a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Flate,
    Lzw,
    RunLength,
    Ascii85,
    AsciiHex,
    /// A picture codec: JPEG, JPEG 2000, JBIG2, CCITT.
    Picture,
}

/// The filters of a stream.
pub(super) enum Filters {
    Known(Vec<Filter>),
    Hidden,
}

impl RawStream<'_> {
    /// Distance to the next `endstream`.
    pub(super) fn length(&self) -> usize {
        memmem::find(self.data, b"endstream").unwrap_or(self.data.len())
    }

    /// The filters in the order they are taken off; what they may be when the file hides them behind a reference.
    pub(super) fn filters(&self) -> Filters {
        let Some(at) = find_key(self.dict, b"Filter") else { return Filters::Known(Vec::new()) };
        let value = self.dict[at..].trim_ascii_start();
        let list = match value.first() {
            Some(b'[') => &value[1..memchr::memchr(b']', value).unwrap_or(value.len())],
            Some(b'/') => &value[..value[1..].iter().position(|b| is_delimiter(*b)).map_or(value.len(), |e| e + 1)],
            _ => return Filters::Hidden,
        };
        if memmem::find(list, b" R").is_some() {
            return Filters::Hidden;
        }
        Filters::Known(list.split(|b| *b == b'/').skip(1).filter_map(|n| filter(&unescape(n))).collect())
    }

    /// Whether the dictionary has a key.
    pub(super) fn has(&self, key: &[u8]) -> bool {
        find_key(self.dict, key).is_some()
    }

    /// The whole number a key of the dictionary stands for, when it is given in place.
    pub(super) fn number(&self, key: &[u8]) -> Option<u64> {
        let value = self.dict[find_key(self.dict, key)?..].trim_ascii_start();
        let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
        let rest = value[digits..].trim_ascii_start();
        let reference = rest.first().is_some_and(u8::is_ascii_digit);
        let number = std::str::from_utf8(&value[..digits]).ok()?;
        if reference || number.is_empty() { None } else { Some(number.parse().unwrap_or(u64::MAX)) }
    }

    /// Whether a key of the dictionary has that name as its value.
    pub(super) fn is(&self, key: &[u8], name: &[u8]) -> bool {
        find_key(self.dict, key).is_some_and(|at| {
            let value = self.dict[at..].trim_ascii_start();
            value.strip_prefix(b"/").is_some_and(|v| {
                let end = v.iter().position(|b| is_delimiter(*b)).unwrap_or(v.len());
                unescape(&v[..end]) == name
            })
        })
    }
}

/// Where the value of a key starts. Names may be written with escapes: `/F#69lter` is `/Filter`.
fn find_key(dict: &[u8], key: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'/', dict).find_map(|slash| {
        let name = &dict[slash + 1..];
        let end = name.iter().position(|b| is_delimiter(*b)).unwrap_or(name.len());
        (end >= key.len() && unescape(&name[..end]) == key).then_some(slash + 1 + end)
    })
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0 | b'/' | b'[' | b']' | b'<' | b'>' | b'(' | b')' | b'%')
}

fn unescape(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [byte, tail @ ..] = rest {
        let hex = |b: u8| (b as char).to_digit(16).map(|d| d as u8);
        rest = tail;
        if *byte == b'#'
            && let [a, b, tail @ ..] = tail
            && let (Some(high), Some(low)) = (hex(*a), hex(*b))
        {
            out.push(high << 4 | low);
            rest = tail;
        } else {
            out.push(*byte);
        }
    }
    out.truncate(out.trim_ascii_end().len());
    out
}

/// The filter of that name, or of its abbreviation.
pub(super) fn filter(name: &[u8]) -> Option<Filter> {
    Some(match name {
        b"FlateDecode" | b"Fl" => Filter::Flate,
        b"LZWDecode" | b"LZW" => Filter::Lzw,
        b"RunLengthDecode" | b"RL" => Filter::RunLength,
        b"ASCII85Decode" | b"A85" => Filter::Ascii85,
        b"ASCIIHexDecode" | b"AHx" => Filter::AsciiHex,
        b"DCTDecode" | b"DCT" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" | b"CCF" => Filter::Picture,
        _ => return None,
    })
}
