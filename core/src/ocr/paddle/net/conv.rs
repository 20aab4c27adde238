//! Steps that learned: products of each point, and convolutions.

use super::dense::Rows;
use super::run::Scratch;
use super::value::{Array, Picture, Value};
use crate::error::Result;
use crate::ocr::paddle::onnx::broken;
use crate::ocr::simd::mat::{Weights, ZERO, multiply};
use crate::ocr::simd::wide::{self, DenseRow, DepthwiseRow, Function, Window};

/// Rows multiplied at once: they and their products stay in the near memory.
pub(super) const BLOCK: usize = 64;

/// How a kernel moves over a picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Geometry {
    /// Rows and columns.
    pub kernel: [usize; 2],
    /// Steps down and across.
    pub stride: [usize; 2],
    /// Rows and columns added before and after (top, left, bottom, right); none to add what keeps the size, the odd
    /// one after.
    pub pads: Option<[usize; 4]>,
}

/// Where a kernel starts, and the size of what it makes.
pub(super) struct Placed {
    pub top: usize,
    pub left: usize,
    pub height: usize,
    pub width: usize,
}

impl Geometry {
    /// The kernel on a picture of that size.
    pub fn place(&self, height: usize, width: usize) -> Result<Placed> {
        let along = |d: usize, size: usize| {
            let (kernel, stride) = (self.kernel[d], self.stride[d]);
            let (before, after) = match self.pads {
                Some(pads) => (pads[d], pads[d + 2]),
                None => {
                    let all = (size.div_ceil(stride).saturating_sub(1) * stride + kernel).saturating_sub(size);
                    (all / 2, all - all / 2)
                }
            };
            let room = (size + before + after).checked_sub(kernel)?;
            Some((before, room / stride + 1))
        };
        let fits = along(0, height).zip(along(1, width));
        let ((top, height), (left, width)) = fits.ok_or_else(|| broken("a kernel is larger than its picture"))?;
        Ok(Placed { top, left, height, width })
    }

    /// The first input row a row of the output sees, and the rows of the kernel that fall on the input.
    pub fn rows(&self, y: usize, top: usize, height: usize) -> (usize, [usize; 2]) {
        let at = y * self.stride[0];
        let from = top.saturating_sub(at).min(self.kernel[0]);
        let to = self.kernel[0].min((height + top).saturating_sub(at)).max(from);
        ((at + from).saturating_sub(top), [from, to])
    }
}

/// A product, and what is done to its numbers.
#[derive(Debug)]
pub(super) struct Stage {
    pub weights: Weights,
    pub inputs: usize,
    pub function: Function,
}

/// Products of each point or row, one after the other, and the value added at the end.
#[derive(Debug)]
pub(super) struct Chain {
    pub stages: Vec<Stage>,
}

impl Chain {
    /// Runs the chain over a picture's points or an array's rows.
    pub fn run(&self, input: &Value, residual: Option<&Value>, scratch: &mut Scratch) -> Result<Value> {
        let (data, depth) = match input {
            Value::Picture(p) => (&p.data, p.channels),
            Value::Array(a) => (&a.data, a.shape.last().copied().unwrap_or(0)),
            Value::Bytes(_) | Value::Ints(..) => return Err(broken("numbers were expected")),
        };
        let (Some(first), Some(last)) = (self.stages.first(), self.stages.last()) else {
            return Err(broken("a chain is empty"));
        };
        if depth != first.inputs {
            return Err(broken("a product has other inputs"));
        }
        let outputs = last.weights.outputs();
        let rows = data.len() / depth.max(1);
        let mut out = scratch.take(&[rows, outputs])?;
        let added = match residual {
            None => None,
            Some(Value::Picture(p)) if p.data.len() == out.len() => Some(&p.data),
            Some(Value::Array(a)) if a.data.len() == out.len() && matches!(input, Value::Array(_)) => Some(&a.data),
            Some(_) => return Err(broken("what is added has another size")),
        };
        for (block, out) in out.chunks_mut(BLOCK * outputs).enumerate() {
            let (from, count) = (block * BLOCK, out.len() / outputs);
            self.block(&data[from * depth..(from + count) * depth], count, out, scratch);
            if let Some(added) = added {
                wide::add(out, &added[from * outputs..(from + count) * outputs]);
            }
        }
        Ok(match input {
            Value::Picture(p) => {
                Value::Picture(Picture { height: p.height, width: p.width, channels: outputs, data: out })
            }
            _ => {
                let mut shape = input.shape();
                if let Some(last) = shape.last_mut() {
                    *last = outputs;
                }
                Value::Array(Array { shape, data: out })
            }
        })
    }

    /// A block of rows through all stages.
    fn block(&self, data: &[f32], count: usize, out: &mut [f32], scratch: &mut Scratch) {
        let Scratch { gathered, scales, between: [from, to], .. } = scratch;
        scales.resize(count, 0.0);
        for (i, stage) in self.stages.iter().enumerate() {
            let bytes = stage.weights.depth();
            gathered.resize(count * bytes, ZERO);
            let rows = if i == 0 { data } else { &from[..] };
            wide::quantise_rows(rows, stage.inputs, gathered, bytes, scales);
            let outputs = stage.weights.outputs();
            if i + 1 == self.stages.len() {
                multiply(&stage.weights, gathered, scales, out);
                wide::activate(out, stage.function);
            } else {
                to.resize(count * outputs, 0.0);
                multiply(&stage.weights, gathered, scales, to);
                wide::activate(to, stage.function);
                std::mem::swap(from, to);
            }
        }
    }
}

/// A convolution of few channels with many.
#[derive(Debug)]
pub(super) struct Direct {
    pub geometry: Geometry,
    pub channels: usize,
    /// Kernel row by row, input channel by channel, outputs together.
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
    pub function: Function,
}

impl Direct {
    pub fn run(&self, input: &Picture, bytes: bool, scratch: &mut Scratch) -> Result<Value> {
        let placed = self.geometry.place(input.height, input.width)?;
        if input.channels != self.channels {
            return Err(broken("a convolution has other channels"));
        }
        let mut out = Rows::new([placed.height, placed.width, self.bias.len()], bytes, scratch)?;
        for y in 0..placed.height {
            let (window, input) = window(&self.geometry, &placed, input, y);
            out.row(y, |row| {
                wide::dense_row(&DenseRow { window, input, weights: &self.weights, bias: &self.bias }, row);
                wide::activate(row, self.function);
            });
        }
        Ok(out.finish(scratch))
    }
}

/// Where row `y` stands, and the input it sees.
fn window<'a>(geometry: &Geometry, placed: &Placed, input: &'a Picture, y: usize) -> (Window, &'a [f32]) {
    let (first, rows) = geometry.rows(y, placed.top, input.height);
    let window = Window {
        kernel: geometry.kernel,
        stride: geometry.stride[1],
        left: placed.left,
        width: input.width,
        channels: input.channels,
        rows,
    };
    (window, input.data.get(first * input.width * input.channels..).unwrap_or_default())
}

/// A convolution of each channel with its own kernel.
#[derive(Debug)]
pub(super) struct Depthwise {
    pub geometry: Geometry,
    /// Kernel row by row, channels together.
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
    pub function: Function,
}

impl Depthwise {
    pub fn run(&self, input: &Picture, scratch: &mut Scratch) -> Result<Picture> {
        let placed = self.geometry.place(input.height, input.width)?;
        let channels = input.channels;
        if channels != self.bias.len() {
            return Err(broken("a convolution has other channels"));
        }
        let mut data = scratch.take(&[placed.height, placed.width, channels])?;
        for (y, out) in data.chunks_exact_mut((placed.width * channels).max(1)).enumerate() {
            let (window, input) = window(&self.geometry, &placed, input, y);
            wide::depthwise_row(&DepthwiseRow { window, input, weights: &self.weights, bias: &self.bias }, out);
            wide::activate(out, self.function);
        }
        Ok(Picture { height: placed.height, width: placed.width, channels, data })
    }
}

/// A convolution that makes of each point a field of points: its kernel is as large as its steps.
#[derive(Debug)]
pub(super) struct Unfold {
    /// Points down and across of a field.
    pub field: [usize; 2],
    /// Outputs point by point of the field.
    pub stage: Stage,
}

impl Unfold {
    pub fn run(&self, input: &Picture, scratch: &mut Scratch) -> Result<Picture> {
        let [down, across] = self.field;
        let channels = self.stage.weights.outputs() / (down * across).max(1);
        if input.channels != self.stage.inputs {
            return Err(broken("a convolution has other channels"));
        }
        let (height, width) = (input.height * down, input.width * across);
        let mut data = scratch.take(&[height, width, channels])?;
        let Scratch { gathered, scales, between: [fields, _], .. } = scratch;
        let bytes = self.stage.weights.depth();
        let run = across * channels;
        gathered.resize(input.width * bytes, ZERO);
        scales.resize(input.width, 0.0);
        fields.resize(input.width * down * run, 0.0);
        let lines = input.data.chunks_exact((input.width * input.channels).max(1));
        for (line, out) in lines.zip(data.chunks_exact_mut((down * width * channels).max(1))) {
            wide::quantise_rows(line, input.channels, gathered, bytes, scales);
            multiply(&self.stage.weights, gathered, scales, fields);
            wide::activate(fields, self.stage.function);
            for (ky, out) in out.chunks_exact_mut((width * channels).max(1)).enumerate() {
                for (to, field) in out.chunks_exact_mut(run).zip(fields.chunks_exact(down * run)) {
                    to.copy_from_slice(&field[ky * run..(ky + 1) * run]);
                }
            }
        }
        Ok(Picture { height, width, channels, data })
    }
}
