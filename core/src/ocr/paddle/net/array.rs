//! Steps over plain arrays: shapes, and small products.

use super::Binary;
use super::run::Scratch;
use super::value::{Array, Picture, Value, count};
use crate::error::Result;
use crate::ocr::paddle::onnx::broken;
use crate::ocr::simd::wide;

/// An axis counted from the front.
fn axis_of(axis: i64, rank: usize) -> Result<usize> {
    let counted = if axis < 0 { axis + rank as i64 } else { axis };
    usize::try_from(counted).ok().filter(|a| *a < rank).ok_or_else(|| broken("an axis is outside its shape"))
}

fn apply(kind: Binary, a: &mut [f32], b: impl Iterator<Item = f32>) {
    let pairs = a.iter_mut().zip(b);
    match kind {
        Binary::Add => pairs.for_each(|(a, b)| *a += b),
        Binary::Subtract => pairs.for_each(|(a, b)| *a -= b),
        Binary::Multiply => pairs.for_each(|(a, b)| *a *= b),
        Binary::Divide => pairs.for_each(|(a, b)| *a /= b),
    }
}

/// Changes a value by another of its shape, or by one that repeats along it.
pub(super) fn binary(kind: Binary, to: Value, by: &Value) -> Result<Value> {
    let single = match by {
        Value::Array(by) => by.data.len() == 1,
        _ => false,
    };
    match (to, by) {
        (Value::Picture(mut to), Value::Picture(by)) => {
            let same = (to.height, to.width) == (by.height, by.width);
            if to.channels != by.channels || !same && (by.height, by.width) != (1, 1) {
                return Err(broken("two pictures have other sizes"));
            }
            repeat(kind, &mut to.data, &by.data)?;
            Ok(Value::Picture(to))
        }
        (Value::Picture(mut to), Value::Array(by)) if single => {
            repeat(kind, &mut to.data, &by.data)?;
            Ok(Value::Picture(to))
        }
        (Value::Picture(to), by @ Value::Array(_)) => {
            binary(kind, Value::Picture(to), &Value::Picture(by.clone().into_picture()?))
        }
        (to, by @ Value::Picture(_)) => {
            let to = Value::Picture(to.into_picture()?);
            binary(kind, to, by)
        }
        (to, by) => {
            let (mut to, by) = (to.into_array()?, by.clone().into_array()?);
            if !single && !to.shape.ends_with(&by.shape) {
                return Err(broken("two arrays have other shapes"));
            }
            repeat(kind, &mut to.data, &by.data)?;
            Ok(Value::Array(to))
        }
    }
}

/// Changes numbers by others that repeat along them.
fn repeat(kind: Binary, to: &mut [f32], by: &[f32]) -> Result<()> {
    match (kind, by) {
        (_, []) if !to.is_empty() => return Err(broken("nothing cannot repeat")),
        (_, [by]) => apply(kind, to, std::iter::repeat(*by)),
        (Binary::Add, by) => wide::add_rows(to, by),
        (Binary::Multiply, by) => wide::multiply_rows(to, by),
        (_, by) => apply(kind, to, by.iter().copied().cycle()),
    }
    Ok(())
}

/// Values side by side: pictures by their channels, whole numbers one after the other.
pub(super) fn concat(parts: &[&Value], axis: i64, scratch: &mut Scratch) -> Result<Value> {
    let pictures: Vec<&Picture> =
        parts.iter().filter_map(|p| if let Value::Picture(p) = p { Some(p) } else { None }).collect();
    if let ([first, ..], true, 1) = (&pictures[..], pictures.len() == parts.len(), axis_of(axis, 4)?) {
        let (height, width) = (first.height, first.width);
        if pictures.iter().any(|p| (p.height, p.width) != (height, width)) {
            return Err(broken("pictures side by side have other sizes"));
        }
        let channels = pictures.iter().map(|p| p.channels).sum();
        let mut data = scratch.take(&[height, width, channels])?;
        let mut at = 0;
        for part in pictures {
            for (to, from) in data.chunks_exact_mut(channels).zip(part.data.chunks_exact(part.channels)) {
                to[at..at + part.channels].copy_from_slice(from);
            }
            at += part.channels;
        }
        return Ok(Value::Picture(Picture { height, width, channels, data }));
    }
    let mut out = Vec::new();
    for part in parts {
        out.extend_from_slice(part.ints()?);
    }
    Ok(Value::Ints(vec![out.len()], out))
}

/// Products of the last two dimensions, for each of the others.
pub(super) fn mat_mul(a: &Array, b: &Array, scratch: &mut Scratch) -> Result<Array> {
    let ([outer @ .., rows, depth], [outer_b @ .., depth_b, width]) = (&a.shape[..], &b.shape[..]) else {
        return Err(broken("a product of vectors"));
    };
    if depth != depth_b || outer != outer_b || *depth == 0 || *width == 0 {
        return Err(broken("two matrices do not fit"));
    }
    let shape = [outer, &[*rows, *width]].concat();
    let mut data = scratch.take(&shape)?;
    data.fill(0.0);
    let (a, b) = (a.data.chunks_exact((rows * depth).max(1)), b.data.chunks_exact(depth * width));
    for ((out, a), b) in data.chunks_exact_mut((rows * width).max(1)).zip(a).zip(b) {
        wide::accumulate(out, a, b, *width);
    }
    Ok(Array { shape, data })
}

/// Dimensions in another order.
pub(super) fn transpose(input: Array, order: &[usize]) -> Result<Array> {
    let rank = input.shape.len();
    let mut seen = vec![false; rank];
    order.iter().filter(|d| **d < rank).for_each(|d| seen[*d] = true);
    if order.len() != rank || seen.contains(&false) {
        return Err(broken("an order is not of these dimensions"));
    }
    let shape: Vec<usize> = order.iter().map(|d| input.shape[*d]).collect();
    let mut steps = vec![1; rank];
    for d in (0..rank.saturating_sub(1)).rev() {
        steps[d] = steps[d + 1] * input.shape[d + 1];
    }
    let steps: Vec<usize> = order.iter().map(|d| steps[*d]).collect();
    let (width, step) = (shape.last().copied().unwrap_or(1), steps.last().copied().unwrap_or(1));
    let mut data = Vec::with_capacity(input.data.len());
    let mut at = vec![0_usize; rank];
    let rows = input.data.len().checked_div(width).unwrap_or(0);
    for _ in 0..rows {
        let from: usize = at.iter().zip(&steps).map(|(i, s)| i * s).sum();
        data.extend((0..width).map(|x| input.data[from + x * step]));
        for d in (0..rank.saturating_sub(1)).rev() {
            at[d] += 1;
            if at[d] < shape[d] {
                break;
            }
            at[d] = 0;
        }
    }
    Ok(Array { shape, data })
}

/// The same numbers in another shape: 0 keeps a dimension, −1 is what is left.
pub(super) fn reshape(input: Value, shape: &[i64]) -> Result<Value> {
    let old = input.shape();
    let total = count(&old)?;
    let mut new = Vec::with_capacity(shape.len());
    for (i, d) in shape.iter().enumerate() {
        new.push(match d {
            0 => *old.get(i).ok_or_else(|| broken("a shape keeps what it has not"))?,
            -1 => usize::MAX,
            d => usize::try_from(*d).map_err(|_| broken("a shape is negative"))?,
        });
    }
    let known: Vec<usize> = new.iter().copied().filter(|d| *d != usize::MAX).collect();
    let known = count(&known)?;
    for d in new.iter_mut().filter(|d| **d == usize::MAX) {
        *d = total.checked_div(known).unwrap_or(0);
    }
    if count(&new)? != total {
        return Err(broken("a shape has no room for its numbers"));
    }
    Ok(match input {
        Value::Ints(_, data) => Value::Ints(new, data),
        other => Value::Array(Array { shape: new, data: other.into_array()?.data }),
    })
}

/// Without dimensions of one.
pub(super) fn squeeze(input: Value, axes: &[i64]) -> Result<Value> {
    let mut shape = input.shape();
    let mut axes = axes.iter().map(|a| axis_of(*a, shape.len())).collect::<Result<Vec<_>>>()?;
    axes.sort_unstable();
    axes.dedup();
    for axis in axes.into_iter().rev() {
        if shape.remove(axis) != 1 {
            return Err(broken("only dimensions of one may go"));
        }
    }
    with_shape(input, shape)
}

/// With dimensions of one more.
pub(super) fn unsqueeze(input: Value, axes: &[i64]) -> Result<Value> {
    let mut shape = input.shape();
    let rank = shape.len() + axes.len();
    let mut axes = axes.iter().map(|a| axis_of(*a, rank)).collect::<Result<Vec<_>>>()?;
    axes.sort_unstable();
    for axis in axes {
        if axis > shape.len() {
            return Err(broken("an axis is outside its shape"));
        }
        shape.insert(axis, 1);
    }
    with_shape(input, shape)
}

fn with_shape(input: Value, shape: Vec<usize>) -> Result<Value> {
    Ok(match input {
        Value::Ints(_, data) => Value::Ints(shape, data),
        other => Value::Array(Array { shape, data: other.into_array()?.data }),
    })
}

/// A part along each axis: `places` are starts, ends, and where given axes and steps of one.
pub(super) fn slice(input: Value, places: &[Vec<i64>]) -> Result<Value> {
    let (Some(starts), Some(ends)) = (places.first(), places.get(1)) else {
        return Err(broken("a part has no bounds"));
    };
    if places.get(3).is_some_and(|steps| steps.iter().any(|s| *s != 1)) {
        return Err(broken("parts with gaps"));
    }
    let all: Vec<i64> = (0..starts.len() as i64).collect();
    let axes = places.get(2).unwrap_or(&all);
    if axes.len() != starts.len() || ends.len() != starts.len() {
        return Err(broken("a part has no bounds"));
    }
    let mut value = input;
    for ((axis, start), end) in axes.iter().zip(starts).zip(ends) {
        let shape = value.shape();
        let axis = axis_of(*axis, shape.len())?;
        let length = shape[axis] as i64;
        let place = |v: i64| (if v < 0 { v.saturating_add(length) } else { v }).clamp(0, length) as usize;
        let (start, end) = (place(*start), place(*end).max(place(*start)));
        let (inner, step) = (shape[axis + 1..].iter().product::<usize>(), shape[axis..].iter().product::<usize>());
        let mut new = shape;
        new[axis] = end - start;
        value = match value {
            Value::Ints(_, data) => Value::Ints(new, cut(&data, step, start * inner, end * inner)),
            other => Value::Array(Array {
                shape: new,
                data: cut(&other.into_array()?.data, step, start * inner, end * inner),
            }),
        };
    }
    Ok(value)
}

fn cut<T: Copy>(data: &[T], step: usize, from: usize, to: usize) -> Vec<T> {
    data.chunks_exact(step.max(1)).flat_map(|chunk| &chunk[from..to]).copied().collect()
}

/// The shape as whole numbers.
pub(super) fn shape_of(input: &Value) -> Value {
    let shape: Vec<i64> = input.shape().into_iter().map(|d| d as i64).collect();
    Value::Ints(vec![shape.len()], shape)
}
