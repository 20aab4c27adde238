//! Numbers in a shape, as models store them.

use super::broken;
use super::wire::{Field, Value, fields};
use crate::error::Result;

/// Numbers in a shape; whole numbers are kept as whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// Single precision.
    Floats(Vec<usize>, Vec<f32>),
    /// Whole.
    Ints(Vec<usize>, Vec<i64>),
}

impl Constant {
    /// The shape.
    pub fn shape(&self) -> &[usize] {
        match self {
            Self::Floats(shape, _) | Self::Ints(shape, _) => shape,
        }
    }

    /// The numbers, where they are floats.
    pub fn floats(&self) -> Option<&[f32]> {
        match self {
            Self::Floats(_, v) => Some(v),
            Self::Ints(..) => None,
        }
    }

    /// The numbers, where they are whole.
    pub fn ints(&self) -> Option<&[i64]> {
        match self {
            Self::Ints(_, v) => Some(v),
            Self::Floats(..) => None,
        }
    }
}

/// Packed floats.
pub(super) fn floats(bytes: &[u8]) -> Result<Vec<f32>> {
    let (chunks, rest) = bytes.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(broken("floats are cut short"));
    }
    Ok(chunks.iter().map(|b| f32::from_le_bytes(*b)).collect())
}

/// A tensor and its name.
pub(super) fn tensor(bytes: &[u8]) -> Result<(&str, Constant)> {
    let (mut name, mut kind, mut raw) = ("", 0, None);
    let (mut shape, mut singles, mut wholes) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields(bytes) {
        let Field { number, value } = field?;
        match (number, value) {
            (1, value) => value.wholes(&mut shape)?,
            (2, Value::Whole(v)) => kind = v,
            (4, Value::Bytes(b)) => singles.extend(floats(b)?),
            (4, Value::Four(v)) => singles.push(f32::from_le_bytes(v)),
            (7, value) => value.wholes(&mut wholes)?,
            (8, value) => name = value.text()?,
            (9, Value::Bytes(b)) => raw = Some(b),
            (13 | 14, _) => return Err(broken("numbers are kept in another file")),
            _ => {}
        }
    }
    let shape = shape.into_iter().map(usize::try_from).collect::<std::result::Result<Vec<_>, _>>();
    let shape = shape.map_err(|_| broken("a shape is negative"))?;
    let count = shape.iter().try_fold(1_usize, |n, d| n.checked_mul(*d)).ok_or_else(|| broken("a shape is absurd"))?;
    let constant = match (kind, raw) {
        (1, Some(raw)) => Constant::Floats(shape, floats(raw)?),
        (1, None) => Constant::Floats(shape, singles),
        (7, Some(raw)) => {
            let (chunks, _) = raw.as_chunks::<8>();
            Constant::Ints(shape, chunks.iter().map(|b| i64::from_le_bytes(*b)).collect())
        }
        (7, None) => Constant::Ints(shape, wholes),
        _ => return Err(broken("numbers are neither single precision nor whole").with("type", kind)),
    };
    let found = constant.floats().map_or_else(|| constant.ints().map_or(0, <[i64]>::len), <[f32]>::len);
    if found != count {
        return Err(broken("a tensor does not fill its shape"));
    }
    Ok((name, constant))
}
