//! What a PDF would cost, counted before hayro sees it: hayro unpacks without a bound and keeps what it unpacked.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Object, Stream};
use memchr::memmem;

use super::inflate::unpacked;
use super::runs::Runs;
use super::streams::{self, Filter, Filters, RawStream};
use crate::document::limits::{Interrupt, Limits, check, too_large};
use crate::error::{Error, Result};

/// The most one byte of deflate unpacks to.
const FLATE_RATIO: u64 = 1032;
/// Share of the bytes that may be something else than the samples of a picture: hayro holds these together.
const PLAIN_SHARE: u64 = 4;
/// Bytes of dictionaries looked at, beyond four times the file: more only when they overlap, which none do.
const MAX_DESCRIBED: usize = 16 << 20;
/// Bytes of a stream one sample of a picture takes at most: four components of two bytes.
const BYTES_PER_PIXEL: u64 = 8;

/// What the file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Reading words: no picture is decoded.
    Read,
    /// Drawing pages.
    Draw,
}

/// A file within the limits, ready for hayro.
pub(super) struct Examined {
    /// The file; without the data of its pictures when they are of no use.
    pub(super) bytes: Vec<u8>,
    /// Whether its streams are encrypted, and so still to be examined.
    pub(super) encrypted: bool,
}

/// Fails when the file is over the limits. Streams are unpacked, and thrown away, only when they could matter.
pub(super) fn examine(bytes: &[u8], purpose: Purpose, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Examined> {
    let objects = memmem::find_iter(bytes, b" obj").take(limits.objects as usize + 1).count();
    if objects > limits.objects as usize {
        return Err(too_many_objects(limits));
    }
    super::nesting::examine(bytes, limits)?;
    let encrypted = streams::names(bytes, b"Encrypt");

    let mut out = bytes.to_vec();
    let mut blank = 0;
    let mut others = Vec::new();
    let mut described = 0;
    for stream in streams::all(bytes) {
        check(interrupt)?;
        described += stream.dict.len();
        if others.len() >= limits.objects as usize || described > 4 * bytes.len() + MAX_DESCRIBED {
            return Err(too_many_objects(limits));
        }
        let pixels = picture_pixels(&stream);
        if pixels.is_some_and(|p| p > limits.pixels) {
            return Err(too_large("pixels", limits.pixels, "Une image de ce PDF est trop grande."));
        }
        if purpose == Purpose::Read && pixels.is_some() && stream.is(b"Subtype", b"Image") && !stream.has(b"BBox") {
            // Zeros unpack to nothing, should the picture be passed off as something else.
            let (start, length) = (bytes.len() - stream.data.len(), stream.length());
            out[start..start + length].fill(0);
            blank += length;
        } else {
            others.push((stream, pixels));
        }
    }

    let worst = ((bytes.len() - blank) as u64).saturating_mul(FLATE_RATIO);
    let harmless = worst <= limits.decompressed_bytes / PLAIN_SHARE;
    let mut budget = Budget::new(limits);
    for (stream, pixels) in others {
        check(interrupt)?;
        if encrypted {
            // What hayro unpacks before anything can be asked of it must be harmless at its worst.
            if stream.is(b"Type", b"ObjStm") {
                budget.spend_at_worst(stream.length() as u64)?;
            }
            continue;
        }
        let form = stream.has(b"BBox");
        match stream.filters() {
            Filters::Known(filters) => {
                let tame = filters.is_empty() || harmless && filters.len() == 1 && filters[0] != Filter::Lzw;
                if !tame || form {
                    budget.spend(stream.data, &filters, pixels, form)?;
                }
            }
            Filters::Hidden => {
                for guess in [&[Filter::Flate; 3][..], &[Filter::Lzw], &[Filter::RunLength]] {
                    budget.spend(stream.data, guess, pixels, form)?;
                }
            }
        }
    }
    Ok(Examined { bytes: out, encrypted })
}

fn too_many_objects(limits: &Limits) -> Error {
    too_large("objects", limits.objects, "Ce PDF compte trop d'objets.")
}

/// The same for the streams of an encrypted file, once hayro can decrypt them.
pub(super) fn examine_decrypted(pdf: &Pdf, limits: &Limits, interrupt: Interrupt<'_>) -> Result<()> {
    let mut budget = Budget::new(limits);
    for object in pdf.objects() {
        check(interrupt)?;
        if let Object::Stream(stream) = object {
            let filters = filters_of(&stream);
            let form = stream.dict().contains_key(b"BBox");
            let side = |key: &[u8]| stream.dict().get::<u32>(key).map(u64::from);
            let pixels = side(b"Width").zip(side(b"Height")).map(|(width, height)| width.saturating_mul(height));
            budget.spend(&stream.raw_data(), &filters, pixels, form)?;
        }
    }
    Ok(())
}

fn filters_of(stream: &Stream<'_>) -> Vec<Filter> {
    use hayro_interpret::hayro_syntax::Filter as Known;
    stream
        .filters()
        .iter()
        .filter_map(|filter| match filter {
            Known::FlateDecode => Some(Filter::Flate),
            Known::LzwDecode => Some(Filter::Lzw),
            Known::RunLengthDecode => Some(Filter::RunLength),
            Known::Ascii85Decode => Some(Filter::Ascii85),
            Known::AsciiHexDecode => Some(Filter::AsciiHex),
            Known::Crypt => None,
            _ => Some(Filter::Picture),
        })
        .collect()
}

/// Pixels of a picture, from its dictionary.
fn picture_pixels(stream: &RawStream<'_>) -> Option<u64> {
    let size = |long: &[u8], short: &[u8]| stream.number(long).or_else(|| stream.number(short));
    Some(size(b"Width", b"W")?.saturating_mul(size(b"Height", b"H")?))
}

/// What is left of the bytes a document may unpack to.
struct Budget<'l> {
    limits: &'l Limits,
    all: u64,
    plain: u64,
}

impl<'l> Budget<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self { limits, all: 0, plain: 0 }
    }

    fn spend(&mut self, data: &[u8], filters: &[Filter], pixels: Option<u64>, form: bool) -> Result<()> {
        let left = self.limits.decompressed_bytes.saturating_sub(self.all);
        let mut runs = Runs::default();
        if filters.is_empty() && form {
            runs.look(&data[..memmem::find(data, b"endstream").unwrap_or(data.len())]);
        }
        let size = unpacked(data, filters, left, |piece| {
            if form {
                runs.look(piece)
            }
        });
        runs.check()?;
        self.count(size, pixels)
    }

    fn spend_at_worst(&mut self, length: u64) -> Result<()> {
        self.count(length.saturating_mul(FLATE_RATIO), None)
    }

    fn count(&mut self, size: u64, pixels: Option<u64>) -> Result<()> {
        let limit = self.limits.decompressed_bytes;
        self.all = self.all.saturating_add(size);
        let samples = pixels.map_or(0, |p| p.saturating_mul(BYTES_PER_PIXEL));
        self.plain = self.plain.saturating_add(if size > samples { size } else { 0 });
        if self.all > limit || self.plain > limit / PLAIN_SHARE {
            return Err(too_large("decompressed_bytes", limit, "Ce PDF se décompresse en un volume trop grand."));
        }
        Ok(())
    }
}
