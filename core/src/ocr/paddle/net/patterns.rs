//! Several nodes that say one thing together.

use super::dense::Part;
use super::fuse::{Fuser, Named, plain_function};
use super::{Op, layers};
use crate::ocr::paddle::onnx::{Constant, Node};
use crate::ocr::simd::wide::Function;

impl<'a> Fuser<'a, '_> {
    /// A function that is one node.
    pub fn single_function(&self, name: &str) -> Option<(Function, &'a str, Vec<usize>)> {
        let user = self.only_user(name)?;
        let node = &self.nodes[user];
        let known = matches!(node.kind, "Relu" | "Sigmoid" | "HardSigmoid");
        known.then_some(())?;
        Some((plain_function(node), *node.outputs.first()?, vec![user]))
    }

    /// x · (erf(x / √2) + 1) · ½.
    pub fn gelu(&self, name: &'a str) -> Option<(Function, &'a str, Vec<usize>)> {
        let [a, b] = self.users.get(name)?[..] else { return None };
        let kind = |at: usize| self.nodes.get(at).map_or("", |n| n.kind);
        let (div, mul) = match (kind(a), kind(b)) {
            ("Div", "Mul") => (a, b),
            ("Mul", "Div") => (b, a),
            _ => return None,
        };
        let (root, scaled) = self.other(div, name)?;
        let root = self.constant(root)?.floats().filter(|v| v.len() == 1)?[0];
        let (erf, erf_out) = self.next(scaled, "Erf")?;
        let (add, one, sum) = self.scalar(erf_out, "Add")?;
        let (other, product) = self.other(mul, name)?;
        let (half, by, out) = self.scalar(product, "Mul")?;
        let right = (root - std::f32::consts::SQRT_2).abs() < 1e-3 && one == 1.0 && by == 0.5 && other == sum;
        let only = self.only_user(sum) == Some(mul) && self.nodes[div].inputs.first() == Some(&name);
        (right && only).then(|| (Function::Gelu, out, vec![div, erf, add, mul, half]))
    }

    /// x · sigmoid(x).
    pub fn swish(&self, name: &'a str) -> Option<(Function, &'a str, Vec<usize>)> {
        let [a, b] = self.users.get(name)?[..] else { return None };
        let kind = |at: usize| self.nodes.get(at).map_or("", |n| n.kind);
        let (sigmoid, mul) = match (kind(a), kind(b)) {
            ("Sigmoid", "Mul") => (a, b),
            ("Mul", "Sigmoid") => (b, a),
            _ => return None,
        };
        let gate = *self.nodes[sigmoid].outputs.first()?;
        let (other, out) = self.other(mul, name)?;
        (other == gate && self.only_user(gate) == Some(mul)).then(|| (Function::Swish, out, vec![sigmoid, mul]))
    }

    /// Each row less its mean, over its deviation, scaled and moved.
    pub fn normalise(&mut self, at: usize) -> Option<Named<'a>> {
        let node = &self.nodes[at];
        let last = |node: &Node<'_>| node.ints("axes") == Some(&[-1]) && node.int("keepdims", 1) == 1;
        let (input, mean) = (*node.inputs.first()?, *node.outputs.first()?);
        last(node).then_some(())?;
        let (sub, _) = self.next(mean, "Sub")?;
        let (_, centred) = self.other(sub, mean).filter(|(other, _)| *other == input)?;
        let pow = *self.users.get(centred)?.iter().find(|u| self.nodes.get(**u).is_some_and(|n| n.kind == "Pow"))?;
        let div = *self.users.get(centred)?.iter().find(|u| self.nodes.get(**u).is_some_and(|n| n.kind == "Div"))?;
        let (two, squared) = self.other(pow, centred)?;
        let (variance, spread) = self.next(squared, "ReduceMean").filter(|(v, _)| last(&self.nodes[*v]))?;
        let (add, epsilon, moved) = self.scalar(spread, "Add")?;
        let (sqrt, deviation) = self.next(moved, "Sqrt")?;
        let (by, even) = self.other(div, centred)?;
        let (mul, _) = self.next(even, "Mul")?;
        let (gain, scaled) = self.other(mul, even)?;
        let (shift_add, _) = self.next(scaled, "Add")?;
        let (shift, output) = self.other(shift_add, scaled)?;
        let exponent = self.constant(two)?.floats()?;
        let (gain, shift) = (self.constant(gain)?.floats()?.to_vec(), self.constant(shift)?.floats()?.to_vec());
        let right = exponent == [2.0] && by == deviation && self.only_user(deviation) == Some(div);
        (right && self.users.get(centred)?.len() == 2).then_some(())?;
        self.join(&[sub, pow, variance, add, sqrt, div, mul, shift_add]);
        Some(Named { op: Op::Normalise { gain, shift, epsilon }, inputs: vec![input], output, at: shift_add })
    }

    /// Of x · s that is then added to x: that addition, x, s, and the sum.
    pub fn lifted(&self, at: usize) -> Option<(usize, &'a str, &'a str, &'a str)> {
        let product = *self.nodes[at].outputs.first()?;
        let (add, sum) = self.next(product, "Add")?;
        let (picture, _) = self.other(add, product)?;
        let (gate, _) = self.other(at, picture)?;
        // A gate is made of means, through a function held between 0 and 1.
        let gated = self.makers.get(gate).is_some_and(|maker| self.nodes[*maker].kind == "HardSigmoid");
        gated.then_some((add, picture, gate, sum))
    }

    /// The picture a value is made of by enlarging it, where only one node needs the value.
    pub fn enlarged(&self, name: &str) -> Option<(&'a str, [usize; 2])> {
        let node = &self.nodes[*self.makers.get(name)?];
        (node.kind == "Resize" && self.only_user(name).is_some()).then_some(())?;
        let (down, across) = layers::enlargement(node, &self.network.constants).ok()?;
        Some((node.inputs.first()?, [down, across]))
    }

    /// What a convolution may read in place of a value: pictures side by side, enlarged or not; and the values that
    /// nobody needs then.
    pub fn parts(&self, name: &'a str) -> (Vec<&'a str>, Vec<Part>, Vec<&'a str>) {
        let whole = (vec![name], Vec::new(), Vec::new());
        let Some(maker) = self.makers.get(name).filter(|_| self.only_user(name).is_some()) else { return whole };
        let node = &self.nodes[*maker];
        if node.kind != "Concat" || node.int("axis", 0) != 1 {
            return whole;
        }
        let (mut names, mut parts, mut enlarged_names) = (Vec::new(), Vec::new(), Vec::new());
        for name in &node.inputs {
            let Some(channels) = self.channels(name, 0) else { return whole };
            match self.enlarged(name) {
                Some((small, enlarged)) => {
                    enlarged_names.push(*name);
                    names.push(small);
                    parts.push(Part { channels, enlarged });
                }
                None => {
                    names.push(*name);
                    parts.push(Part { channels, enlarged: [1, 1] });
                }
            }
        }
        (names, parts, enlarged_names)
    }

    /// Channels of a picture, where they can be told without running; `depth` steps were looked at before.
    fn channels(&self, name: &str, depth: usize) -> Option<usize> {
        let node = self.makers.get(name).map(|at| &self.nodes[*at]).filter(|_| depth < 16)?;
        let weights = || self.constant(node.inputs.get(1)?).map(Constant::shape);
        match (node.kind, weights()) {
            ("Conv", Some([outputs, ..])) | ("ConvTranspose", Some([_, outputs, ..])) => Some(*outputs),
            ("Conv" | "ConvTranspose" | "MatMul" | "Concat", _) => None,
            _ => node.inputs.iter().find_map(|input| self.channels(input, depth + 1)),
        }
    }
}
