//! Convolutions of many channels with many, and the pictures of bytes they read and make.

use super::conv::{BLOCK, Geometry, Placed};
use super::run::Scratch;
use super::value::{Bytes, Picture, Value};
use crate::error::Result;
use crate::ocr::paddle::onnx::broken;
use crate::ocr::simd::mat::{Weights, ZERO, multiply_add};
use crate::ocr::simd::wide::{self, Function};

/// A picture made row by row, kept as numbers or as bytes.
pub(super) struct Rows {
    picture: Picture,
    bytes: Option<Bytes>,
}

impl Rows {
    /// Room for a picture of that height, width and channels.
    pub fn new([height, width, channels]: [usize; 3], bytes: bool, scratch: &mut Scratch) -> Result<Self> {
        let data = scratch.take(&[if bytes { 1 } else { height }, width, channels])?;
        let bytes = bytes.then(|| scratch.take_bytes(&[height, width, channels])).transpose()?;
        let bytes = bytes.map(|data| Bytes { height, width, channels, data, scales: vec![0.0; height] });
        Ok(Self { picture: Picture { height, width, channels, data }, bytes })
    }

    /// Makes row `y`, whose numbers may hold anything before.
    pub fn row(&mut self, y: usize, make: impl FnOnce(&mut [f32])) {
        let line = self.picture.width * self.picture.channels;
        match &mut self.bytes {
            Some(bytes) => {
                make(&mut self.picture.data);
                let (to, scale) = (&mut bytes.data[y * line..(y + 1) * line], &mut bytes.scales[y..=y]);
                wide::quantise_rows(&self.picture.data, line.max(1), to, line.max(1), scale);
            }
            None => make(&mut self.picture.data[y * line..(y + 1) * line]),
        }
    }

    /// The picture.
    pub fn finish(self, scratch: &mut Scratch) -> Value {
        match self.bytes {
            Some(bytes) => {
                scratch.give(self.picture.data);
                Value::Bytes(bytes)
            }
            None => Value::Picture(self.picture),
        }
    }
}

/// Channels of the input that come from one value, enlarged on the way.
#[derive(Debug)]
pub(super) struct Part {
    pub channels: usize,
    /// Times down and across.
    pub enlarged: [usize; 2],
}

/// A convolution of many channels with many. Each row of the kernel is a product of its own for each part of the
/// input, because each row of the input has its own scale.
#[derive(Debug)]
pub(super) struct Dense {
    pub geometry: Geometry,
    pub parts: Vec<Part>,
    /// Row of the kernel by row, part by part; inputs column by column.
    pub weights: Vec<Weights>,
    pub bias: Vec<f32>,
    pub function: Function,
}

impl Dense {
    /// Runs it over parts that lie over each other, their channels one after the other.
    pub fn run(&self, inputs: &[&Value], bytes: bool, scratch: &mut Scratch) -> Result<Value> {
        let (mut size, mut pictures) = (None, Vec::new());
        for (input, part) in inputs.iter().zip(&self.parts) {
            let shape = input.shape();
            let [_, channels, height, width] = shape[..] else { return Err(broken("a picture was expected")) };
            let own = [height * part.enlarged[0], width * part.enlarged[1]];
            if channels != part.channels || *size.get_or_insert(own) != own {
                return Err(broken("a convolution has other channels"));
            }
            pictures.push(as_bytes(input, scratch)?);
        }
        let [from_height, from_width] = size.filter(|_| inputs.len() == self.parts.len()).unwrap_or_default();
        let Placed { top, left, height, width } = self.geometry.place(from_height, from_width)?;
        let outputs = self.bias.len();
        let mut out = Rows::new([height, width, outputs], bytes, scratch)?;
        let mut lines = std::mem::take(&mut scratch.lines);
        lines.resize(self.weights.len(), Vec::new());
        let columns = (width - 1) * self.geometry.stride[1] + self.geometry.kernel[1];
        for y in 0..height {
            let (first, rows) = self.geometry.rows(y, top, from_height);
            let used = rows[0] * self.parts.len()..rows[1] * self.parts.len();
            let mut scales = vec![0.0; self.weights.len()];
            for at in used.clone() {
                let (ky, part) = (at / self.parts.len(), at % self.parts.len());
                let [down, across] = self.parts[part].enlarged;
                let (picture, from) = (pictures[part].get(), (first + ky - rows[0]) / down);
                let line = &picture.data[from * picture.width * picture.channels..][..picture.width * picture.channels];
                bordered(line, picture.channels, across, left, columns, &mut lines[at]);
                scales[at] = picture.scales[from];
            }
            out.row(y, |row| {
                for (block, out) in row.chunks_mut(BLOCK * outputs).enumerate() {
                    let count = out.len() / outputs;
                    out.chunks_exact_mut(outputs).for_each(|point| point.copy_from_slice(&self.bias));
                    for at in used.clone() {
                        let step = self.parts[at % self.parts.len()].channels * self.geometry.stride[1];
                        let rows = &lines[at][block * BLOCK * step..];
                        multiply_add(&self.weights[at], rows, step, &[scales[at]; BLOCK][..count], out);
                    }
                    wide::activate(out, self.function);
                }
            });
        }
        scratch.lines = lines;
        pictures.into_iter().for_each(|picture| picture.give_back(scratch));
        Ok(out.finish(scratch))
    }
}

/// A line enlarged and set in a border of zeros, `columns` points in all.
fn bordered(line: &[u8], channels: usize, across: usize, left: usize, columns: usize, out: &mut Vec<u8>) {
    out.clear();
    out.resize(left * channels, ZERO);
    match across {
        1 => out.extend_from_slice(line),
        _ => line.chunks_exact(channels).for_each(|point| (0..across).for_each(|_| out.extend_from_slice(point))),
    }
    // Products read whole groups of bytes.
    out.resize(columns * channels, ZERO);
    out.resize(columns * channels + 4, ZERO);
}

/// Bytes of a value, its own or made from its numbers.
enum Lent<'a> {
    Own(Bytes),
    Kept(&'a Bytes),
}

impl Lent<'_> {
    fn get(&self) -> &Bytes {
        match self {
            Self::Own(bytes) => bytes,
            Self::Kept(bytes) => bytes,
        }
    }

    fn give_back(self, scratch: &mut Scratch) {
        if let Self::Own(bytes) = self {
            scratch.give_value(Value::Bytes(bytes));
        }
    }
}

/// A picture as bytes, a scale a row.
fn as_bytes<'a>(value: &'a Value, scratch: &mut Scratch) -> Result<Lent<'a>> {
    match value {
        Value::Bytes(bytes) => Ok(Lent::Kept(bytes)),
        Value::Picture(Picture { height, width, channels, data: numbers }) => {
            let (height, width, channels) = (*height, *width, *channels);
            let mut data = scratch.take_bytes(&[height, width, channels])?;
            let (line, mut scales) = ((width * channels).max(1), vec![0.0; height]);
            wide::quantise_rows(numbers, line, &mut data, line, &mut scales);
            Ok(Lent::Own(Bytes { height, width, channels, data, scales }))
        }
        _ => Err(broken("a picture was expected")),
    }
}
