//! From the nodes of a model to the steps we run: constants folded, a product joined with what follows it.

use std::collections::{HashMap, HashSet};

use super::conv::{Chain, Stage};
use super::value::Value;
use super::{Binary, Net, Op, Operand, Step, layers};
use crate::error::Result;
use crate::ocr::paddle::onnx::{Constant, Network, Node, broken};
use crate::ocr::simd::wide::Function;

/// A step whose values still have names, and the node after which it runs.
pub(super) struct Named<'a> {
    pub op: Op,
    pub inputs: Vec<&'a str>,
    pub output: &'a str,
    pub at: usize,
}

/// The nodes of a model, who needs what, and which are already part of a step.
pub(super) struct Fuser<'a, 'n> {
    pub network: &'n Network<'a>,
    classes: Option<(usize, &'n [usize])>,
    pub nodes: Vec<Node<'a>>,
    pub users: HashMap<&'a str, Vec<usize>>,
    joined: Vec<bool>,
    /// Who makes a value.
    pub makers: HashMap<&'a str, usize>,
    /// Values nobody needs any more, because a convolution reads what they are made of.
    dropped: HashSet<&'a str>,
}

pub(super) fn prepare(network: &Network<'_>, classes: Option<(usize, &[usize])>) -> Result<Net> {
    let (nodes, output) = without_identities(network);
    let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, node) in nodes.iter().enumerate() {
        node.inputs.iter().for_each(|input| users.entry(input).or_default().push(i));
    }
    // What the network makes is needed once more.
    users.entry(output).or_default().push(usize::MAX);
    let joined = vec![false; nodes.len()];
    let outputs = nodes.iter().enumerate().filter_map(|(i, node)| Some((*node.outputs.first()?, i)));
    let makers = outputs.collect();
    let mut fuser = Fuser { network, classes, nodes, users, joined, makers, dropped: HashSet::new() };
    let mut steps = Vec::new();
    for at in 0..fuser.nodes.len() {
        if !fuser.joined[at] {
            steps.push(fuser.step(at)?);
        }
    }
    steps.retain(|step| !fuser.dropped.contains(step.output));
    steps.sort_by_key(|step| step.at);
    number(network, output, steps)
}

/// The nodes without those that do nothing, and the name of the output.
fn without_identities<'a>(network: &Network<'a>) -> (Vec<Node<'a>>, &'a str) {
    let mut same: HashMap<&str, &str> = HashMap::new();
    let mut nodes = Vec::new();
    for node in &network.nodes {
        let mut node = node.clone();
        for input in &mut node.inputs {
            *input = same.get(input).copied().unwrap_or(input);
        }
        match (node.kind, &node.inputs[..], &node.outputs[..]) {
            ("Identity", [input], [output]) => drop(same.insert(output, input)),
            _ => nodes.push(node),
        }
    }
    (nodes, same.get(network.output).copied().unwrap_or(network.output))
}

/// Names to places, and who needs a value last.
fn number(network: &Network<'_>, output: &str, named: Vec<Named<'_>>) -> Result<Net> {
    let mut net = Net { steps: Vec::new(), constants: Vec::new(), slots: 1, output: 0 };
    let mut places: HashMap<&str, Operand> = HashMap::from([(network.input, Operand::Slot { slot: 0, last: false })]);
    let mut last_user: HashMap<usize, (usize, usize)> = HashMap::new();
    for (index, Named { op, inputs, output, .. }) in named.into_iter().enumerate() {
        let mut operands = Vec::new();
        for (i, name) in inputs.into_iter().enumerate() {
            let operand = match (places.get(name), network.constants.get(name)) {
                (Some(operand), _) => *operand,
                (None, Some(constant)) => {
                    net.constants.push(Value::of(constant));
                    let operand = Operand::Constant(net.constants.len() - 1);
                    places.insert(name, operand);
                    operand
                }
                (None, None) => return Err(broken("a node takes what nobody made")),
            };
            if let Operand::Slot { slot, .. } = operand {
                last_user.insert(slot, (index, i));
            }
            operands.push(operand);
        }
        if places.insert(output, Operand::Slot { slot: net.slots, last: false }).is_some() {
            return Err(broken("a value is made twice"));
        }
        net.steps.push(Step { op, inputs: operands, output: net.slots, bytes: false });
        net.slots += 1;
    }
    match places.get(output) {
        Some(Operand::Slot { slot, .. }) => net.output = *slot,
        _ => return Err(broken("nobody makes the output")),
    }
    keep_bytes(&mut net);
    last_user.remove(&net.output);
    for (slot, (step, input)) in last_user {
        net.steps[step].inputs[input] = Operand::Slot { slot, last: true };
    }
    Ok(net)
}

/// Keeps in bytes what only convolutions read.
fn keep_bytes(net: &mut Net) {
    let mut numbers = HashSet::from([net.output]);
    for step in &net.steps {
        if !matches!(step.op, Op::Dense(_) | Op::Largest(_)) {
            let slots =
                step.inputs.iter().filter_map(|o| if let Operand::Slot { slot, .. } = o { Some(*slot) } else { None });
            numbers.extend(slots);
        }
    }
    for step in &mut net.steps {
        let makes_rows = matches!(step.op, Op::Direct(_) | Op::Dense(_) | Op::Largest(_));
        step.bytes = makes_rows && !numbers.contains(&step.output);
    }
}

impl<'a> Fuser<'a, '_> {
    /// The step that starts with that node.
    fn step(&mut self, at: usize) -> Result<Named<'a>> {
        let node = self.nodes[at].clone();
        let output = *node.outputs.first().ok_or_else(|| broken("a node makes nothing"))?;
        let input = *node.inputs.first().ok_or_else(|| broken("a node takes nothing"))?;
        let simple = |op| Ok(Named { op, inputs: vec![input], output, at });
        let axes = || node.ints("axes").unwrap_or_default().to_vec();
        match node.kind {
            "Conv" | "ConvTranspose" => self.convolution(at),
            "MatMul" if self.weights(at).is_some() => self.chain(at),
            "MatMul" => Ok(Named { op: Op::MatMul, inputs: node.inputs, output, at }),
            "Mul" if self.lifted(at).is_some() => {
                let Some((add, picture, gate, output)) = self.lifted(at) else { return Err(unknown("Mul")) };
                self.join(&[add]);
                Ok(Named { op: Op::Lift, inputs: vec![picture, gate], output, at: add })
            }
            "Add" if node.inputs.iter().any(|name| self.enlarged(name).is_some()) => {
                let large = node.inputs.iter().find(|name| self.enlarged(name).is_some());
                let large = *large.ok_or_else(|| unknown("Add"))?;
                let (other, _) = self.other(at, large).ok_or_else(|| unknown("Add"))?;
                let (small, [down, across]) = self.enlarged(large).ok_or_else(|| unknown("Add"))?;
                self.dropped.insert(large);
                Ok(Named { op: Op::AddEnlarged { down, across }, inputs: vec![other, small], output, at })
            }
            "Add" | "Sub" | "Mul" | "Div" if node.inputs.len() == 2 => {
                let kind = match node.kind {
                    "Add" => Binary::Add,
                    "Sub" => Binary::Subtract,
                    "Mul" => Binary::Multiply,
                    _ => Binary::Divide,
                };
                Ok(Named { op: Op::Binary(kind), inputs: node.inputs, output, at })
            }
            "Relu" | "Sigmoid" | "HardSigmoid" => simple(Op::Function(plain_function(&node))),
            "MaxPool" | "AveragePool" => {
                if node.int("ceil_mode", 0) != 0 || node.int("count_include_pad", 0) != 0 {
                    return Err(broken("an unknown way to pool"));
                }
                let geometry = layers::geometry(&node, None)?;
                simple(if node.kind == "MaxPool" { Op::Largest(geometry) } else { Op::Average(geometry) })
            }
            "GlobalAveragePool" => simple(Op::Mean),
            "ReduceMean" if axes() == [2, 3] && node.int("keepdims", 1) == 1 => simple(Op::Mean),
            "ReduceMean" => self.normalise(at).ok_or_else(|| unknown("ReduceMean")),
            "Resize" => {
                let (down, across) = layers::enlargement(&node, &self.network.constants)?;
                simple(Op::Enlarge { down, across })
            }
            "Concat" => Ok(Named { op: Op::Concat { axis: node.int("axis", 1) }, inputs: node.inputs, output, at }),
            // The axis is the last of its value in every model of this family; the default of the format is 1.
            "Softmax" => simple(Op::Softmax),
            "Transpose" => {
                let order = node.ints("perm").unwrap_or_default();
                let order = order.iter().map(|d| usize::try_from(*d)).collect::<std::result::Result<_, _>>();
                simple(Op::Transpose { order: order.map_err(|_| broken("an order is negative"))? })
            }
            "Reshape" => Ok(Named { op: Op::Reshape, inputs: node.inputs, output, at }),
            "Squeeze" => simple(Op::Squeeze { axes: axes() }),
            "Unsqueeze" => simple(Op::Unsqueeze { axes: axes() }),
            "Slice" => Ok(Named { op: Op::Slice, inputs: node.inputs, output, at }),
            "Shape" => simple(Op::Shape),
            kind => Err(unknown(kind)),
        }
    }

    /// The numbers behind a name, where they are known.
    pub fn constant(&self, name: &str) -> Option<&Constant> {
        self.network.constants.get(name)
    }

    /// The one node that needs a value.
    pub fn only_user(&self, name: &str) -> Option<usize> {
        match self.users.get(name).map(Vec::as_slice) {
            Some([user]) if *user != usize::MAX => Some(*user),
            _ => None,
        }
    }

    /// The other input and the output of a node of two.
    pub fn other(&self, at: usize, name: &str) -> Option<(&'a str, &'a str)> {
        let node = &self.nodes[at];
        match (&node.inputs[..], &node.outputs[..]) {
            ([a, b], [out]) if *a == name && *b != name => Some((b, out)),
            ([a, b], [out]) if *b == name && *a != name => Some((a, out)),
            _ => None,
        }
    }

    /// The only user of a value when it is of that kind, and its output.
    pub fn next(&self, name: &str, kind: &str) -> Option<(usize, &'a str)> {
        let at = self.only_user(name).filter(|at| self.nodes[*at].kind == kind)?;
        self.nodes[at].outputs.first().map(|out| (at, *out))
    }

    /// A number added to, or taken with, a value: its node, that number, the output.
    pub fn scalar(&self, name: &str, kind: &str) -> Option<(usize, f32, &'a str)> {
        let (at, _) = self.next(name, kind)?;
        let (other, out) = self.other(at, name)?;
        match self.constant(other)?.floats()? {
            [v] => Some((at, *v, out)),
            _ => None,
        }
    }

    pub fn join(&mut self, nodes: &[usize]) {
        nodes.iter().for_each(|at| self.joined[*at] = true);
    }

    /// What is added to each channel after a product, and what a normalisation multiplies it by.
    fn affine(&mut self, name: &mut &'a str, at: &mut usize, channels: usize) -> (Vec<f32>, Vec<f32>) {
        let (mut gain, mut bias) = (vec![1.0; channels], vec![0.0; channels]);
        while let Some(user) = self.only_user(name) {
            let node = &self.nodes[user];
            let floats = |i: usize| {
                let constant = node.inputs.get(i).and_then(|name| self.constant(name));
                constant.and_then(Constant::floats).filter(|v| v.len() == channels)
            };
            match node.kind {
                "Add" => {
                    let Some((other, _)) = self.other(user, name) else { break };
                    let constant = self.constant(other);
                    let Some(added) = constant.and_then(Constant::floats).filter(|v| v.len() == channels) else {
                        break;
                    };
                    bias.iter_mut().zip(added).for_each(|(b, v)| *b += v);
                }
                "BatchNormalization" => {
                    let (Some(g), Some(b), Some(mean), Some(var)) = (floats(1), floats(2), floats(3), floats(4)) else {
                        break;
                    };
                    let epsilon = node.float("epsilon", 1e-5);
                    for i in 0..channels {
                        let unit = g[i] / (var[i] + epsilon).sqrt();
                        gain[i] *= unit;
                        bias[i] = (bias[i] - mean[i]) * unit + b[i];
                    }
                }
                _ => break,
            }
            let Some(out) = node.outputs.first() else { break };
            (*name, *at) = (out, user.max(*at));
            self.join(&[user]);
        }
        (gain, bias)
    }

    /// The function after a product.
    fn function(&mut self, name: &mut &'a str, at: &mut usize) -> Function {
        let found = self.single_function(name).or_else(|| self.gelu(name)).or_else(|| self.swish(name));
        let Some((function, out, nodes)) = found else { return Function::Identity };
        *name = out;
        *at = nodes.iter().copied().fold(*at, usize::max);
        self.join(&nodes);
        function
    }

    /// Known weights of a product: inputs, outputs, and where each is.
    fn weights(&self, at: usize) -> Option<layers::Product<'_>> {
        layers::product(&self.nodes[at], &self.network.constants)
    }

    /// A product of each point, and those that follow it.
    fn chain(&mut self, at: usize) -> Result<Named<'a>> {
        let first = self.nodes[at].clone();
        let input = *first.inputs.first().ok_or_else(|| broken("a node takes nothing"))?;
        let (mut stages, mut node, mut end) = (Vec::new(), at, at);
        let mut name;
        loop {
            name = *self.nodes[node].outputs.first().ok_or_else(|| broken("a node makes nothing"))?;
            let channels = self.weights(node).ok_or_else(|| broken("a product has no weights"))?.outputs;
            let (gain, bias) = self.affine(&mut name, &mut end, channels);
            let function = self.function(&mut name, &mut end);
            let product = self.weights(node).ok_or_else(|| broken("a product has no weights"))?;
            let kept = self.classes.filter(|(all, _)| *all == channels).map(|(_, kept)| kept);
            stages.push(layers::stage(&product, &gain, &bias, function, kept)?);
            let same = |next: &usize| self.nodes[*next].kind == first.kind && self.weights(*next).is_some();
            match self.only_user(name).filter(same) {
                Some(next) if self.nodes[next].inputs.first() == Some(&name) => {
                    self.join(&[next]);
                    (node, end) = (next, end.max(next));
                }
                _ => break,
            }
        }
        let mut inputs = vec![input];
        if stages.last().is_some_and(|s: &Stage| s.function == Function::Identity)
            && let Some((user, out)) = self.next(name, "Add")
            && let Some((other, _)) = self.other(user, name).filter(|(other, _)| self.constant(other).is_none())
        {
            inputs.push(other);
            self.join(&[user]);
            (name, end) = (out, end.max(user));
        }
        Ok(Named { op: Op::Chain(Chain { stages }), inputs, output: name, at: end })
    }

    fn convolution(&mut self, at: usize) -> Result<Named<'a>> {
        if self.weights(at).is_some() {
            return self.chain(at);
        }
        let node = self.nodes[at].clone();
        let input = *node.inputs.first().ok_or_else(|| broken("a node takes nothing"))?;
        let mut name = *node.outputs.first().ok_or_else(|| broken("a node makes nothing"))?;
        let mut end = at;
        let mut kernel = layers::Kernel::of(&node, &self.network.constants)?;
        let (inputs, parts, unneeded) = self.parts(input);
        kernel.split(parts);
        let (gain, mut bias) = self.affine(&mut name, &mut end, kernel.outputs);
        kernel.add_own_bias(&node, &self.network.constants, &gain, &mut bias);
        let function = self.function(&mut name, &mut end);
        let op = kernel.op(&node, input == self.network.input, &gain, &bias, function)?;
        // Only a dense convolution reads its input in parts.
        let inputs = if matches!(op, Op::Dense(_)) { inputs } else { vec![input] };
        if inputs != [input] {
            self.dropped.insert(input);
            self.dropped.extend(unneeded);
        }
        Ok(Named { op, inputs, output: name, at: end })
    }
}

/// The function of a node that is one.
pub(super) fn plain_function(node: &Node<'_>) -> Function {
    match node.kind {
        "Relu" => Function::Relu,
        "Sigmoid" => Function::Sigmoid,
        _ => Function::HardSigmoid { alpha: node.float("alpha", 0.2), beta: node.float("beta", 0.5) },
    }
}

/// An operator we do not know.
fn unknown(kind: &str) -> crate::error::Error {
    broken("an operator is unknown").with("operator", kind)
}
