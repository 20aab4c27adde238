//! Weights of a model's nodes, put in the order our steps read them.

use std::collections::HashMap;

use super::Op;
use super::conv::{Depthwise, Direct, Geometry, Stage, Unfold};
use super::dense::{Dense, Part};
use crate::error::Result;
use crate::ocr::paddle::onnx::{Constant, Node, broken};
use crate::ocr::simd::mat::Weights;
use crate::ocr::simd::wide::Function;

/// Below that many channels a convolution is computed in floats.
const FEW: usize = 8;
/// Rows, columns and steps of a kernel at most.
const KERNEL_MAX: i64 = 64;

/// The known weights of a product.
pub(super) struct Product<'n> {
    pub inputs: usize,
    pub outputs: usize,
    weights: &'n [f32],
    /// Whether the weights of an output lie together.
    by_output: bool,
    bias: Option<&'n [f32]>,
}

fn floats<'c, 'k>(
    constants: &'c HashMap<&'k str, Constant>,
    name: Option<&&'k str>,
) -> Option<(&'c [usize], &'c [f32])> {
    let constant = constants.get(name?)?;
    Some((constant.shape(), constant.floats()?))
}

/// The product a node is, where its weights are known: a matrix, or a kernel of one point that moves by ones.
pub(super) fn product<'n, 'k>(node: &Node<'k>, constants: &'n HashMap<&'k str, Constant>) -> Option<Product<'n>> {
    let (shape, weights) = floats(constants, node.inputs.get(1))?;
    match (node.kind, shape) {
        ("MatMul", [inputs, outputs]) => {
            Some(Product { inputs: *inputs, outputs: *outputs, weights, by_output: false, bias: None })
        }
        ("Conv", [outputs, inputs, 1, 1]) => {
            let ones = |name| node.ints(name).is_none_or(|v| v.iter().all(|v| *v == 1));
            let flat = node.ints("pads").is_none_or(|v| v.iter().all(|v| *v == 0));
            (ones("strides") && flat && node.int("group", 1) == 1).then_some(())?;
            let bias = floats(constants, node.inputs.get(2)).map(|(_, bias)| bias);
            Some(Product { inputs: *inputs, outputs: *outputs, weights, by_output: true, bias })
        }
        _ => None,
    }
}

/// Packs a product with what follows it, all outputs or those `kept`.
pub(super) fn stage(
    product: &Product<'_>,
    gain: &[f32],
    bias: &[f32],
    function: Function,
    kept: Option<&[usize]>,
) -> Result<Stage> {
    let all: Vec<usize> = (0..product.outputs).collect();
    let kept = kept.unwrap_or(&all);
    if kept.iter().any(|n| *n >= product.outputs) {
        return Err(broken("a class is not in the last layer"));
    }
    let own = |n: usize| product.bias.and_then(|b| b.get(n)).map_or(0.0, |b| b * gain[n]);
    let bias: Vec<f32> = kept.iter().map(|n| bias[*n] + own(*n)).collect();
    let weight = |n: usize, k: usize| {
        let n = kept[n];
        gain[n] * product.weights[if product.by_output { n * product.inputs + k } else { k * product.outputs + n }]
    };
    pack(kept.len(), product.inputs, &bias, function, weight)
}

fn pack(
    outputs: usize,
    inputs: usize,
    bias: &[f32],
    function: Function,
    weight: impl Fn(usize, usize) -> f32,
) -> Result<Stage> {
    let weights = Weights::pack(outputs, inputs, bias, weight).ok_or_else(|| broken("weights are not numbers"))?;
    Ok(Stage { weights, inputs, function })
}

/// Two positive numbers of a setting, ones where it is not set.
fn pair(node: &Node<'_>, name: &str) -> Result<[usize; 2]> {
    match node.ints(name) {
        None => Ok([1, 1]),
        Some([a, b]) if (1..=KERNEL_MAX).contains(a) && (1..=KERNEL_MAX).contains(b) => Ok([*a as usize, *b as usize]),
        Some(_) => Err(broken("a kernel is not one of a picture")),
    }
}

/// How the kernel of a node moves; its size is that of its weights where it has some.
pub(super) fn geometry(node: &Node<'_>, kernel: Option<[usize; 2]>) -> Result<Geometry> {
    if pair(node, "dilations")? != [1, 1] {
        return Err(broken("a kernel with holes"));
    }
    let pads = match (node.text("auto_pad").unwrap_or("NOTSET"), node.ints("pads")) {
        ("SAME_UPPER", _) => None,
        ("NOTSET" | "VALID", None) => Some([0; 4]),
        ("NOTSET", Some([a, b, c, d])) if [a, b, c, d].into_iter().all(|v| (0..=KERNEL_MAX).contains(v)) => {
            Some([*a as usize, *b as usize, *c as usize, *d as usize])
        }
        _ => return Err(broken("an unknown way to fill the border")),
    };
    let own = kernel.map_or_else(|| pair(node, "kernel_shape"), Ok)?;
    Ok(Geometry { kernel: own, stride: pair(node, "strides")?, pads })
}

/// How many times a picture is enlarged, down and across.
pub(super) fn enlargement<'k>(node: &Node<'k>, constants: &HashMap<&'k str, Constant>) -> Result<(usize, usize)> {
    let nearest = node.text("mode") == Some("nearest")
        && node.text("coordinate_transformation_mode") == Some("asymmetric")
        && node.text("nearest_mode") == Some("floor");
    let whole = |v: f32| (v.fract() == 0.0 && (1.0..=64.0).contains(&v)).then_some(v as usize);
    match floats(constants, node.inputs.get(2)).map(|(_, scales)| scales) {
        Some([1.0, 1.0, down, across]) if nearest => whole(*down).zip(whole(*across)),
        _ => None,
    }
    .ok_or_else(|| broken("an unknown way to resize"))
}

/// The weights of a convolution.
pub(super) struct Kernel<'n> {
    pub outputs: usize,
    /// Input channels an output sees.
    inputs: usize,
    size: [usize; 2],
    groups: usize,
    transposed: bool,
    weights: &'n [f32],
    parts: Vec<Part>,
}

impl<'n> Kernel<'n> {
    pub fn of<'k>(node: &Node<'k>, constants: &'n HashMap<&'k str, Constant>) -> Result<Self> {
        let known = floats(constants, node.inputs.get(1));
        let Some((&[first, second, down, across], weights)) = known else {
            return Err(broken("a convolution has no weights"));
        };
        let groups = usize::try_from(node.int("group", 1)).unwrap_or(0);
        let transposed = node.kind == "ConvTranspose";
        let (outputs, inputs) = if transposed { (second, first) } else { (first, second) };
        let sensible = [down, across].iter().all(|v| (1..=KERNEL_MAX as usize).contains(v)) && outputs * inputs > 0;
        if !sensible || transposed && groups != 1 {
            return Err(broken("an unknown convolution"));
        }
        Ok(Self { outputs, inputs, size: [down, across], groups, transposed, weights, parts: Vec::new() })
    }

    /// Reads the input in those parts, where they are all of it.
    pub fn split(&mut self, parts: Vec<Part>) {
        self.parts = parts;
    }

    /// Adds the bias the node itself has.
    pub fn add_own_bias<'k>(
        &self,
        node: &Node<'k>,
        constants: &HashMap<&'k str, Constant>,
        gain: &[f32],
        bias: &mut [f32],
    ) {
        if let Some((_, own)) = floats(constants, node.inputs.get(2)).filter(|(_, own)| own.len() == bias.len()) {
            bias.iter_mut().zip(own).zip(gain).for_each(|((b, own), gain)| *b += own * gain);
        }
    }

    /// The step; `gray` says that its input is the picture, whose channels are all the same.
    pub fn op(mut self, node: &Node<'_>, gray: bool, gain: &[f32], bias: &[f32], function: Function) -> Result<Op> {
        let [down, across] = self.size;
        let points = down * across;
        let (outputs, inputs, weights) = (self.outputs, self.inputs, self.weights);
        if weights.iter().chain(gain).chain(bias).any(|v| !v.is_finite()) {
            return Err(broken("weights are not numbers"));
        }
        let geometry = geometry(node, Some(self.size))?;
        if self.transposed {
            if geometry.stride != self.size || geometry.pads != Some([0; 4]) {
                return Err(broken("an unknown transposed convolution"));
            }
            let spread: Vec<f32> = (0..points).flat_map(|_| bias.iter().copied()).collect();
            let stage = pack(points * outputs, inputs, &spread, function, |n, k| {
                let (point, n) = (n / outputs, n % outputs);
                gain[n] * weights[(k * outputs + n) * points + point]
            })?;
            return Ok(Op::Unfold(Unfold { field: self.size, stage }));
        }
        if self.groups == outputs && inputs == 1 && !gray {
            let ordered = (0..points).flat_map(|p| (0..outputs).map(move |n| (p, n)));
            let weights = ordered.map(|(p, n)| gain[n] * weights[n * points + p]).collect();
            return Ok(Op::Depthwise(Depthwise { geometry, weights, bias: bias.to_vec(), function }));
        }
        if self.groups != 1 {
            return Err(broken("a convolution in groups"));
        }
        let at = |n: usize, c: usize, p: usize| gain[n] * weights[(n * inputs + c) * points + p];
        if gray || inputs < FEW {
            let channels = if gray { 1 } else { inputs };
            let mut ordered = vec![0.0; points * channels * outputs];
            for p in 0..points {
                for c in 0..inputs {
                    let to = &mut ordered[(p * channels + c.min(channels - 1)) * outputs..][..outputs];
                    to.iter_mut().enumerate().for_each(|(n, to)| *to += at(n, c, p));
                }
            }
            return Ok(Op::Direct(Direct { geometry, channels, weights: ordered, bias: bias.to_vec(), function }));
        }
        let whole = || vec![Part { channels: inputs, enlarged: [1, 1] }];
        let parts = if self.parts.is_empty() { whole() } else { std::mem::take(&mut self.parts) };
        if parts.iter().map(|p| p.channels).sum::<usize>() != inputs {
            return Err(broken("a convolution has other channels"));
        }
        let mut packed = Vec::new();
        for ky in 0..down {
            let mut from = 0;
            for Part { channels, .. } in &parts {
                let weight = |n: usize, k: usize| at(n, from + k % channels, ky * across + k / channels);
                let weights = Weights::pack(outputs, across * channels, bias, weight);
                packed.push(weights.ok_or_else(|| broken("weights are not numbers"))?);
                from += channels;
            }
        }
        Ok(Op::Dense(Dense { geometry, parts, weights: packed, bias: bias.to_vec(), function }))
    }
}
