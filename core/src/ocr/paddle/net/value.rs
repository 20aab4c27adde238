//! What flows between steps.

use super::super::onnx::{Constant, broken};
use crate::error::Result;

/// Numbers a value holds at most: 256 MiB.
pub(super) const VALUES_MAX: usize = 1 << 26;

/// A picture of several channels: row by row, the channels of a point together.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Points down.
    pub height: usize,
    /// Points across.
    pub width: usize,
    /// Numbers a point.
    pub channels: usize,
    /// `height × width × channels` numbers.
    pub data: Vec<f32>,
}

/// A picture in bytes around 128, each row with what a step is worth. Only convolutions read it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bytes {
    pub height: usize,
    pub width: usize,
    pub channels: usize,
    pub data: Vec<u8>,
    pub scales: Vec<f32>,
}

/// Numbers in a shape, the last dimension together.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// The dimensions.
    pub shape: Vec<usize>,
    /// As many numbers as the shape has room for.
    pub data: Vec<f32>,
}

/// A value between two steps.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Picture(Picture),
    Bytes(Bytes),
    Array(Array),
    /// Whole numbers: shapes and places in them.
    Ints(Vec<usize>, Vec<i64>),
}

impl Value {
    /// A constant as a value.
    pub fn of(constant: &Constant) -> Self {
        match constant {
            Constant::Floats(shape, data) => Self::Array(Array { shape: shape.clone(), data: data.clone() }),
            Constant::Ints(shape, data) => Self::Ints(shape.clone(), data.clone()),
        }
    }

    /// The shape as the format counts it: a picture is one of a batch, its channels before its rows.
    pub fn shape(&self) -> Vec<usize> {
        match self {
            Self::Picture(p) => vec![1, p.channels, p.height, p.width],
            Self::Bytes(b) => vec![1, b.channels, b.height, b.width],
            Self::Array(a) => a.shape.clone(),
            Self::Ints(shape, _) => shape.clone(),
        }
    }

    /// The whole numbers.
    pub fn ints(&self) -> Result<&[i64]> {
        match self {
            Self::Ints(_, v) => Ok(v),
            _ => Err(broken("whole numbers were expected")),
        }
    }

    /// As a picture.
    pub fn into_picture(self) -> Result<Picture> {
        match self {
            Self::Picture(p) => Ok(p),
            Self::Array(Array { shape, data }) => match shape[..] {
                [1, channels, height, width] if !data.is_empty() => {
                    let data = turned(&data, channels, height * width);
                    Ok(Picture { height, width, channels, data })
                }
                _ => Err(broken("a picture was expected")),
            },
            Self::Bytes(_) | Self::Ints(..) => Err(broken("a picture was expected")),
        }
    }

    /// As an array.
    pub fn into_array(self) -> Result<Array> {
        match self {
            Self::Picture(p) => {
                let shape = vec![1, p.channels, p.height, p.width];
                // One channel, or one point, lies in either order.
                let flat = p.channels == 1 || p.height * p.width == 1;
                let data = if flat { p.data } else { turned(&p.data, p.height * p.width, p.channels) };
                Ok(Array { shape, data })
            }
            Self::Array(a) => Ok(a),
            Self::Bytes(_) | Self::Ints(..) => Err(broken("numbers were expected")),
        }
    }
}

/// Rows to columns.
fn turned(data: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let mut out = vec![0.0; data.len()];
    for (r, row) in data.chunks_exact(columns.max(1)).enumerate() {
        row.iter().enumerate().for_each(|(c, v)| out[c * rows + r] = *v);
    }
    out
}

/// The product of dimensions, where a value may be that large.
pub(super) fn count(dimensions: &[usize]) -> Result<usize> {
    let product = dimensions.iter().try_fold(1_usize, |n, d| n.checked_mul(*d));
    product.filter(|n| *n <= VALUES_MAX).ok_or_else(|| broken("a value is too large"))
}
