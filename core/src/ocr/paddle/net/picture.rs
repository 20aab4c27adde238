//! Steps over pictures that learn nothing.

use super::conv::{Geometry, Placed};
use super::dense::Rows;
use super::run::Scratch;
use super::value::{Picture, Value};
use crate::error::Result;
use crate::ocr::paddle::onnx::broken;
use crate::ocr::simd::wide;

/// The largest of each window, which leaves no point of the output without one; points outside count for nothing.
pub(super) fn largest(input: &Value, geometry: &Geometry, bytes: bool, scratch: &mut Scratch) -> Result<Value> {
    let shape = input.shape();
    let [_, channels, from_height, from_width] = shape[..] else { return Err(broken("a picture was expected")) };
    let Placed { top, left, height, width } = geometry.place(from_height, from_width)?;
    let line = from_width * channels;
    let mut out = Rows::new([height, width, channels], bytes, scratch)?;
    let (mut high, mut restored) = (vec![0.0; line], vec![0.0; line]);
    for y in 0..height {
        high.fill(f32::NEG_INFINITY);
        for ky in 0..geometry.kernel[0] {
            let at = (y * geometry.stride[0] + ky).checked_sub(top).filter(|v| *v < from_height);
            match (at, input) {
                (Some(at), Value::Picture(p)) => wide::raise(&mut high, &p.data[at * line..(at + 1) * line]),
                (Some(at), Value::Bytes(b)) => {
                    wide::restore(&b.data[at * line..(at + 1) * line], b.scales[at], &mut restored);
                    wide::raise(&mut high, &restored);
                }
                (None, _) => {}
                _ => return Err(broken("a picture was expected")),
            }
        }
        out.row(y, |row| {
            row.fill(f32::NEG_INFINITY);
            for kx in 0..geometry.kernel[1] {
                if geometry.stride[1] == 1 {
                    // The whole line at once, moved by the column of the kernel.
                    let (to, from) = (left.saturating_sub(kx) * channels, kx.saturating_sub(left) * channels);
                    if let (Some(to), Some(from)) = (row.get_mut(to..), high.get(from..)) {
                        wide::raise(to, from);
                    }
                    continue;
                }
                for (x, point) in row.chunks_exact_mut(channels).enumerate() {
                    let at = (x * geometry.stride[1] + kx).checked_sub(left).filter(|v| *v < from_width);
                    at.into_iter().for_each(|at| wide::raise(point, &high[at * channels..(at + 1) * channels]));
                }
            }
        });
    }
    Ok(out.finish(scratch))
}

/// The mean of each window; points outside count for nothing.
pub(super) fn average(input: &Picture, geometry: &Geometry, scratch: &mut Scratch) -> Result<Picture> {
    let Placed { top, left, height, width } = geometry.place(input.height, input.width)?;
    let channels = input.channels;
    let mut data = scratch.take(&[height, width, channels])?;
    data.fill(0.0);
    for (y, row) in data.chunks_exact_mut((width * channels).max(1)).enumerate() {
        for (x, point) in row.chunks_exact_mut(channels).enumerate() {
            let mut seen = 0;
            for ky in 0..geometry.kernel[0] {
                let at = (y * geometry.stride[0] + ky).checked_sub(top);
                let Some(iy) = at.filter(|v| *v < input.height) else { continue };
                for kx in 0..geometry.kernel[1] {
                    let at = (x * geometry.stride[1] + kx).checked_sub(left);
                    let Some(ix) = at.filter(|v| *v < input.width) else { continue };
                    seen += 1;
                    wide::add(point, &input.data[(iy * input.width + ix) * channels..][..channels]);
                }
            }
            point.iter_mut().for_each(|v| *v /= seen.max(1) as f32);
        }
    }
    Ok(Picture { height, width, channels, data })
}

/// The mean of each channel, as a picture of one point.
pub(super) fn mean(input: &Picture) -> Picture {
    let mut data = vec![0.0; input.channels];
    wide::sum_rows(&mut data, &input.data);
    let points = (input.height * input.width).max(1) as f32;
    data.iter_mut().for_each(|v| *v /= points);
    Picture { height: 1, width: 1, channels: input.channels, data }
}

/// Each point repeated `down` times down and `across` times across.
pub(super) fn enlarge(input: &Picture, down: usize, across: usize, scratch: &mut Scratch) -> Result<Picture> {
    let (height, width, channels) = (input.height * down, input.width * across, input.channels);
    let mut data = scratch.take(&[height, width, channels])?;
    let row = (width * channels).max(1);
    for (y, rows) in data.chunks_exact_mut(row * down.max(1)).enumerate() {
        let (first, others) = rows.split_at_mut(row);
        let from = &input.data[y * input.width * channels..][..input.width * channels];
        for (point, to) in from.chunks_exact(channels).zip(first.chunks_exact_mut(channels * across.max(1))) {
            to.chunks_exact_mut(channels).for_each(|to| to.copy_from_slice(point));
        }
        others.chunks_exact_mut(row).for_each(|other| other.copy_from_slice(first));
    }
    Ok(Picture { height, width, channels, data })
}

/// Adds a picture, each of its points repeated `down` times down and `across` times across.
pub(super) fn add_enlarged(to: &mut Picture, from: &Picture, down: usize, across: usize) -> Result<()> {
    let fits = to.height == from.height * down && to.width == from.width * across && to.channels == from.channels;
    if !fits {
        return Err(broken("two pictures have other sizes"));
    }
    let (line, channels) = (to.width * to.channels, to.channels);
    let mut enlarged = Vec::with_capacity(line);
    for (y, row) in to.data.chunks_exact_mut(line.max(1)).enumerate() {
        if y % down == 0 {
            enlarged.clear();
            let small = &from.data[y / down * from.width * channels..][..from.width * channels];
            small.chunks_exact(channels).for_each(|p| (0..across).for_each(|_| enlarged.extend_from_slice(p)));
        }
        wide::add(row, &enlarged);
    }
    Ok(())
}
