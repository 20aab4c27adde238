//! Steps over pictures that learn nothing.

use super::conv::{Geometry, Placed};
use super::run::Scratch;
use super::value::Picture;
use crate::error::Result;
use crate::ocr::simd::wide;

/// The largest, or the mean, of each window; points outside count for nothing.
pub(super) fn pool(input: &Picture, geometry: &Geometry, largest: bool, scratch: &mut Scratch) -> Result<Picture> {
    let Placed { top, left, height, width } = geometry.place(input.height, input.width)?;
    let channels = input.channels;
    let mut data = scratch.take(&[height, width, channels])?;
    data.fill(if largest { f32::NEG_INFINITY } else { 0.0 });
    for (y, row) in data.chunks_exact_mut((width * channels).max(1)).enumerate() {
        for (x, point) in row.chunks_exact_mut(channels).enumerate() {
            let mut seen = 0;
            for ky in 0..geometry.kernel[0] {
                let Some(iy) = (y * geometry.stride[0] + ky).checked_sub(top).filter(|v| *v < input.height) else {
                    continue;
                };
                for kx in 0..geometry.kernel[1] {
                    let at = (x * geometry.stride[1] + kx).checked_sub(left);
                    let Some(ix) = at.filter(|v| *v < input.width) else { continue };
                    let from = &input.data[(iy * input.width + ix) * channels..][..channels];
                    seen += 1;
                    if largest {
                        point.iter_mut().zip(from).for_each(|(to, v)| *to = if *v > *to { *v } else { *to });
                    } else {
                        point.iter_mut().zip(from).for_each(|(to, v)| *to += v);
                    }
                }
            }
            if !largest {
                point.iter_mut().for_each(|v| *v /= seen.max(1) as f32);
            }
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
