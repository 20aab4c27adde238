//! Small networks, written as nodes, against numbers worked out by hand.

use std::collections::HashMap;

use super::*;
use crate::error::ErrorKind;
use crate::ocr::paddle::onnx::{Constant, Node, Setting};

/// Nodes of a test: kind, inputs, output, settings.
type Nodes<'a> = &'a [(&'a str, &'a [&'a str], &'a str, &'a [(&'a str, Setting<'a>)])];

fn floats(shape: &[usize], data: &[f32]) -> Constant {
    Constant::Floats(shape.to_vec(), data.to_vec())
}

fn ints(data: &[i64]) -> Constant {
    Constant::Ints(vec![data.len()], data.to_vec())
}

/// A network of those nodes, from `x` to the last one's output.
fn network<'a>(nodes: Nodes<'a>, constants: &[(&'a str, Constant)]) -> Network<'a> {
    let node = |(kind, inputs, output, settings): &(&'a str, &[&'a str], &'a str, &[(&'a str, Setting<'a>)])| {
        Node::new(kind, inputs, output, settings)
    };
    let output = nodes.last().expect("a node").2;
    let constants: HashMap<_, _> = constants.iter().cloned().collect();
    Network { nodes: nodes.iter().map(node).collect(), constants, input: "x", output, notes: HashMap::new() }
}

/// A gray picture.
fn gray(width: usize, data: &[f32]) -> Picture {
    Picture { height: data.len() / width, width, channels: 1, data: data.to_vec() }
}

fn run(nodes: Nodes<'_>, constants: &[(&str, Constant)], picture: Picture) -> Array {
    let net = Net::prepare(&network(nodes, constants), None).expect("known nodes");
    net.run(picture, &mut Scratch::default(), &|| None).expect("nodes that fit")
}

/// Equal up to what eight bits leave out.
fn assert_near(found: &[f32], wanted: &[f32], by: f32) {
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    let near = found.iter().zip(wanted).all(|(a, b)| (a - b).abs() <= by);
    assert!(near, "{found:?} is not {wanted:?}");
}

/// A first layer that makes `channels` of a gray picture: the picture times 1, 2, 3 and so on.
fn spread(channels: usize) -> Constant {
    let weights: Vec<f32> = (0..channels).flat_map(|n| [n as f32 + 1.0, 0.0, 0.0]).collect();
    floats(&[channels, 3, 1, 1], &weights)
}

/// The same as a kernel of three rows and columns, so that it is no plain product.
fn spread_kernel(channels: usize) -> Constant {
    let kernel = |n: usize| (0..27).map(move |i| if i == 4 { n as f32 + 1.0 } else { 0.0 });
    floats(&[channels, 3, 3, 3], &(0..channels).flat_map(kernel).collect::<Vec<_>>())
}

const SAME: (&str, Setting<'static>) = ("auto_pad", Setting::Text("SAME_UPPER"));

#[test]
fn the_channels_of_a_gray_picture_are_one() {
    // Three channels of the kernel add up; the border counts as zero.
    let kernel: Vec<f32> = (0..27).map(|i| if i % 9 == 3 { 1.0 } else { 0.0 }).collect();
    let w = ("w", floats(&[1, 3, 3, 3], &kernel));
    let found = run(&[("Conv", &["x", "w"], "y", &[SAME])], &[w], gray(3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
    assert_eq!(found.shape, [1, 1, 2, 3]);
    assert_eq!(found.data, [0.0, 3.0, 6.0, 0.0, 12.0, 15.0]);
}

#[test]
fn a_bias_a_normalisation_and_a_function_join_the_product() {
    let constants = [
        ("s", spread_kernel(8)),
        ("w", floats(&[2, 8, 1, 1], &[1.0, 0., 0., 0., 0., 0., 0., 0., 0., -1.0, 0., 0., 0., 0., 0., 0.])),
        ("b", floats(&[1, 2, 1, 1], &[0.5, 1.0])),
        ("g", floats(&[2], &[2.0, 1.0])),
        ("h", floats(&[2], &[0.0, 3.0])),
        ("m", floats(&[2], &[1.0, 0.0])),
        ("v", floats(&[2], &[1.0, 1.0])),
    ];
    let nodes: Nodes = &[
        ("Conv", &["x", "s"], "a", &[SAME]),
        ("Conv", &["a", "w"], "c", &[]),
        ("Add", &["c", "b"], "d", &[]),
        ("BatchNormalization", &["d", "g", "h", "m", "v"], "e", &[("epsilon", Setting::Float(0.0))]),
        ("Relu", &["e"], "y", &[]),
    ];
    let net = Net::prepare(&network(nodes, &constants), None).expect("known nodes");
    assert_eq!(net.steps.len(), 2, "all but the first are one step");
    let found = run(nodes, &constants, gray(2, &[1.0, 2.0]));
    // 2 · (x + ½ − 1) and −2x + 1 + 3, below zero cut.
    assert_near(&found.data, &[1.0, 3.0, 2.0, 0.0], 0.15);
}

#[test]
fn dense_convolutions_read_parts_side_by_side_and_enlarged() {
    let corner: Vec<f32> = (0..16 * 4).map(|i| if i % 4 == 0 { 0.1 } else { 0.0 }).collect();
    let constants = [
        ("s", spread_kernel(8)),
        ("w", floats(&[1, 16, 2, 2], &corner)),
        ("none", ints(&[])),
        ("twice", floats(&[4], &[1.0, 1.0, 2.0, 2.0])),
    ];
    let resize: &[_] = &[
        ("mode", Setting::Text("nearest")),
        ("coordinate_transformation_mode", Setting::Text("asymmetric")),
        ("nearest_mode", Setting::Text("floor")),
    ];
    let pads = ("pads", Setting::Ints(vec![1, 1, 1, 1]));
    let steps = ("strides", Setting::Ints(vec![2, 2]));
    let nodes: Nodes = &[
        ("Conv", &["x", "s"], "large", std::slice::from_ref(&pads)),
        ("Conv", &["x", "s"], "small", &[pads.clone(), steps]),
        ("Resize", &["small", "none", "twice"], "grown", resize),
        ("Concat", &["large", "grown"], "both", &[("axis", Setting::Int(1))]),
        ("Conv", &["both", "w"], "y", &[SAME]),
    ];
    let net = Net::prepare(&network(nodes, &constants), None).expect("known nodes");
    assert_eq!(net.steps.len(), 3, "nothing is enlarged or joined by itself");
    assert!(net.steps[0].bytes && net.steps[1].bytes && !net.steps[2].bytes);
    let found = run(nodes, &constants, gray(4, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]));
    // The channels weigh 1 + 2 + … + 8 = 36 together: a tenth of 36 · (x + the x at the even place before it).
    let wanted = [2.0, 3.0, 6.0, 7.0, 6.0, 7.0, 10.0, 11.0].map(|v| 3.6 * v);
    assert_near(&found.data, &wanted, 0.8);
}

#[test]
fn each_channel_has_its_own_kernel() {
    let constants = [
        ("s", spread(2)),
        ("w", floats(&[2, 1, 1, 3], &[1.0, 0.0, 0.0, 0.0, 0.0, 1.0])),
        ("one", floats(&[2, 3, 1, 1], &[1.0, 0.0, 0.0, 2.0, 0.0, 0.0])),
    ];
    let kernel =
        ("s3", floats(&[2, 3, 1, 3], &[0., 1., 0., 0., 0., 0., 0., 0., 0., 0., 2., 0., 0., 0., 0., 0., 0., 0.]));
    let settings: &[_] = &[("group", Setting::Int(2)), ("pads", Setting::Ints(vec![0, 1, 0, 1]))];
    let nodes: Nodes = &[
        ("Conv", &["x", "s3"], "a", &[("pads", Setting::Ints(vec![0, 1, 0, 1]))]),
        ("Conv", &["a", "w"], "y", settings),
    ];
    let all: Vec<_> = constants.into_iter().chain([kernel]).collect();
    let found = run(nodes, &all, gray(3, &[1.0, 2.0, 3.0]));
    assert_eq!(found.data, [0.0, 1.0, 2.0, 4.0, 6.0, 0.0]);
}

#[test]
fn pools_means_and_gates() {
    let constants = [("s", spread_kernel(1)), ("g", floats(&[1, 1, 1, 1], &[1.0])), ("b", floats(&[1], &[0.0]))];
    let two = |name: &'static str| (name, Setting::Ints(vec![1, 2]));
    let nodes: Nodes = &[
        ("Conv", &["x", "s"], "a", &[SAME]),
        ("MaxPool", &["a"], "m", &[("kernel_shape", Setting::Ints(vec![2, 2])), SAME]),
        ("AveragePool", &["m"], "p", &[two("kernel_shape"), two("strides")]),
        ("GlobalAveragePool", &["p"], "q", &[]),
        ("HardSigmoid", &["q"], "h", &[("alpha", Setting::Float(0.1)), ("beta", Setting::Float(0.0))]),
        ("Mul", &["p", "h"], "t", &[]),
        ("Add", &["p", "t"], "y", &[]),
    ];
    let found = run(nodes, &constants, gray(4, &[1.0, 2.0, 3.0, 4.0, 0.0, 0.0, 0.0, 5.0]));
    // Largest: 2 3 5 5 and 0 0 5 5; means in pairs: 2.5 5 and 0 5; of all 3.125, a gate of 0.3125.
    assert_near(&found.data, &[2.5 * 1.3125, 5.0 * 1.3125, 0.0, 5.0 * 1.3125], 0.02);
}

#[test]
fn a_transposed_convolution_makes_fields() {
    let constants = [("s", spread_kernel(1)), ("w", floats(&[1, 1, 2, 2], &[1.0, 2.0, 3.0, 4.0]))];
    let two = |name: &'static str| (name, Setting::Ints(vec![2, 2]));
    let nodes: Nodes = &[
        ("Conv", &["x", "s"], "a", &[SAME]),
        ("ConvTranspose", &["a", "w"], "y", &[two("strides"), two("kernel_shape")]),
    ];
    let found = run(nodes, &constants, gray(2, &[1.0, 10.0]));
    assert_eq!(found.shape, [1, 1, 2, 4]);
    assert_near(&found.data, &[1.0, 2.0, 10.0, 20.0, 3.0, 4.0, 30.0, 40.0], 0.2);
}

#[test]
fn attention_is_made_of_plain_arrays() {
    let constants = [
        ("s", spread_kernel(4)),
        ("flat", ints(&[1, 4, -1])),
        ("heads", ints(&[0, -1, 2, 2])),
        ("from", ints(&[0])),
        ("to", ints(&[1])),
        ("second", ints(&[2])),
        ("axis", ints(&[2])),
    ];
    let nodes: Nodes = &[
        ("Conv", &["x", "s"], "a", &[SAME]),
        ("Reshape", &["a", "flat"], "f", &[]),
        ("Transpose", &["f"], "t", &[("perm", Setting::Ints(vec![0, 2, 1]))]),
        ("Reshape", &["t", "heads"], "h", &[]),
        ("Slice", &["h", "from", "to", "axis"], "u", &[]),
        ("Slice", &["h", "to", "second", "axis"], "v", &[]),
        ("Squeeze", &["u"], "q", &[("axes", Setting::Ints(vec![2]))]),
        ("Squeeze", &["v"], "k", &[("axes", Setting::Ints(vec![2]))]),
        ("Transpose", &["k"], "kt", &[("perm", Setting::Ints(vec![0, 2, 1]))]),
        ("MatMul", &["q", "kt"], "y", &[]),
    ];
    // Points 1 and 2 have the channels 1 2 3 4 and 2 4 6 8: products of (1 2) and (2 4) with (3 4) and (6 8).
    let found = run(nodes, &constants, gray(2, &[1.0, 2.0]));
    assert_eq!((found.shape, found.data), (vec![1, 2, 2], vec![11.0, 22.0, 22.0, 44.0]));
}

#[test]
fn rows_are_normalised_and_shared_out() {
    let constants = [
        ("s", spread_kernel(2)),
        ("two", floats(&[], &[2.0])),
        ("small", floats(&[], &[0.0])),
        ("gain", floats(&[2], &[1.0, 2.0])),
        ("shift", floats(&[2], &[0.0, 1.0])),
    ];
    let last: &[_] = &[("axes", Setting::Ints(vec![-1]))];
    let nodes: Nodes = &[
        ("Conv", &["x", "s"], "a", &[SAME]),
        ("Squeeze", &["a"], "b", &[("axes", Setting::Ints(vec![2]))]),
        ("Transpose", &["b"], "r", &[("perm", Setting::Ints(vec![0, 2, 1]))]),
        ("ReduceMean", &["r"], "mean", last),
        ("Sub", &["r", "mean"], "c", &[]),
        ("Pow", &["c", "two"], "sq", &[]),
        ("ReduceMean", &["sq"], "var", last),
        ("Add", &["var", "small"], "e", &[]),
        ("Sqrt", &["e"], "dev", &[]),
        ("Div", &["c", "dev"], "n", &[]),
        ("Mul", &["n", "gain"], "g", &[]),
        ("Add", &["g", "shift"], "l", &[]),
        ("Softmax", &["l"], "y", &[]),
    ];
    // Both rows become −1 and 3: shares of 1 and e⁴.
    let found = run(nodes, &constants, gray(2, &[1.0, 5.0]));
    let part = 1.0 / (1.0 + 4.0_f32.exp());
    assert_near(&found.data, &[part, 1.0 - part, part, 1.0 - part], 1e-5);
}

#[test]
fn what_is_unknown_is_named() {
    let refuse = |nodes: Nodes<'_>, constants: &[(&str, Constant)]| {
        let error = Net::prepare(&network(nodes, constants), None).expect_err("unknown");
        assert_eq!(error.kind(), ErrorKind::OcrUnavailable);
        format!("{error:?}")
    };
    assert!(refuse(&[("LSTM", &["x"], "y", &[])], &[]).contains("LSTM"));
    assert!(refuse(&[("Relu", &["z"], "y", &[])], &[]).contains("nobody made"));
    assert!(refuse(&[("Erf", &["x"], "y", &[])], &[]).contains("Erf"));
    let holes: &[_] = &[("dilations", Setting::Ints(vec![2, 2])), SAME];
    assert!(refuse(&[("Conv", &["x", "s"], "y", holes)], &[("s", spread_kernel(2))]).contains("holes"));
    assert!(
        refuse(&[("Conv", &["x", "s"], "y", &[])], &[("s", floats(&[1, 3, 2, 2], &[f32::NAN; 12]))])
            .contains("numbers")
    );
}

#[test]
fn steps_that_do_not_fit_are_errors_and_interrupts_are_heard() {
    let nodes: Nodes = &[("Conv", &["x", "s"], "a", &[SAME]), ("Conv", &["a", "w"], "y", &[])];
    let constants = [("s", spread_kernel(2)), ("w", floats(&[1, 5, 1, 1], &[1.0; 5]))];
    let net = Net::prepare(&network(nodes, &constants), None).expect("known nodes");
    let mut scratch = Scratch::default();
    let error = net.run(gray(2, &[1.0, 2.0]), &mut scratch, &|| None).expect_err("other channels");
    assert_eq!(error.kind(), ErrorKind::OcrUnavailable);
    let error = net.run(gray(2, &[1.0, 2.0]), &mut scratch, &|| Some(ErrorKind::Cancelled)).expect_err("cancelled");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
}
