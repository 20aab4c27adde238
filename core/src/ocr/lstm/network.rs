//! The network of a model, as layers. What its file says of training is passed over.

use super::Damaged;
use super::bytes::Bytes;
use crate::ocr::simd::int8::{Matrix, Weights};

/// The function after a fully connected layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activation {
    Tanh,
    Logistic,
    Relu,
    Linear,
    /// Nought to one.
    Clip,
    /// Minus one to one.
    ClipBoth,
    Softmax,
}

/// A layer, with what it needs to run. Values between layers are signed bytes: 127 stands for 1.
#[derive(Debug)]
pub(crate) enum Layer {
    Series(Vec<Layer>),
    /// Each on the same input; their outputs side by side.
    Parallel(Vec<Layer>),
    /// Right to left.
    MirrorX(Box<Layer>),
    /// Bottom to top.
    MirrorY(Box<Layer>),
    /// Rows as columns.
    Transpose(Box<Layer>),
    /// The neighbourhood of each place, column by column: `half` places to each side and above and below.
    Convolve {
        half_x: usize,
        half_y: usize,
    },
    /// The greatest of each `x` times `y` places.
    MaxPool {
        x: usize,
        y: usize,
    },
    /// All of each `x` times `y` places, side by side.
    Stack {
        x: usize,
        y: usize,
    },
    /// A sum of the input for each output, and a function of it.
    Dense {
        weights: Weights,
        activation: Activation,
    },
    /// A memory carried along each row. The last value of the row only, where it sums the row up.
    Lstm {
        gates: Weights,
        inputs: usize,
        states: usize,
        last_only: bool,
    },
}

/// A network that reads text lines.
#[derive(Debug)]
pub(crate) struct Network {
    pub root: Layer,
    /// Height in pixels of the lines it reads.
    pub height: usize,
    /// Pixels across for each of its steps.
    pub step: usize,
    /// Values it gives at each step.
    pub outputs: usize,
    /// The output that stands for "nothing new here".
    pub blank: usize,
}

/// What holds for any layer: most values at one place, most layers, deepest nesting.
const WIDEST: usize = 1 << 15;
const LAYERS: usize = 1000;
const DEEPEST: usize = 16;

impl Network {
    pub fn parse(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = LayerReader { bytes: Bytes(bytes), height: None, left: LAYERS };
        let (root, outputs) = reader.layer(1, 0)?;
        let mut bytes = reader.bytes;
        let _spec = bytes.text()?;
        let flags = bytes.i32()?;
        let (_iteration, _sample) = (bytes.i32()?, bytes.i32()?);
        let blank = bytes.size(WIDEST)?;
        const RECODED: i32 = 64;
        if flags & RECODED == 0 || blank >= outputs {
            return Err(Damaged("its codes and its network do not agree"));
        }
        let height =
            reader.height.filter(|h| (8..=128).contains(h)).ok_or(Damaged("it reads lines of no usable height"))?;
        let step = root.step();
        if !root.ends_in_softmax() || !(1..=32).contains(&step) || root.rows(height) != 1 {
            return Err(Damaged("its network is not one that reads lines"));
        }
        Ok(Self { root, height, step, outputs, blank })
    }
}

impl Layer {
    /// Pixels across for each place of the output.
    fn step(&self) -> usize {
        match self {
            Self::Series(layers) => layers.iter().map(Self::step).fold(1, usize::saturating_mul),
            Self::Parallel(layers) => layers.first().map_or(1, Self::step),
            Self::MirrorX(inner) | Self::MirrorY(inner) => inner.step(),
            Self::MaxPool { x, .. } | Self::Stack { x, .. } => *x,
            _ => 1,
        }
    }

    /// Rows of the output for so many of the input.
    fn rows(&self, height: usize) -> usize {
        match self {
            Self::Series(layers) => layers.iter().fold(height, |h, layer| layer.rows(h)),
            Self::Parallel(layers) => layers.first().map_or(height, |l| l.rows(height)),
            Self::MirrorX(inner) | Self::MirrorY(inner) => inner.rows(height),
            Self::Transpose(inner) if inner.sums_up() => 1,
            Self::MaxPool { y, .. } | Self::Stack { y, .. } => height / y,
            _ => height,
        }
    }

    fn sums_up(&self) -> bool {
        match self {
            Self::Lstm { last_only, .. } => *last_only,
            Self::Series(layers) | Self::Parallel(layers) => layers.iter().any(Self::sums_up),
            Self::MirrorX(inner) | Self::MirrorY(inner) => inner.sums_up(),
            _ => false,
        }
    }

    fn ends_in_softmax(&self) -> bool {
        match self {
            Self::Series(layers) => layers.last().is_some_and(Self::ends_in_softmax),
            Self::Dense { activation, .. } => *activation == Activation::Softmax,
            _ => false,
        }
    }
}

struct LayerReader<'a> {
    bytes: Bytes<'a>,
    height: Option<usize>,
    left: usize,
}

impl LayerReader<'_> {
    /// A layer that takes `inputs` values at each place, and how many it gives.
    fn layer(&mut self, inputs: usize, depth: usize) -> Result<(Layer, usize), Damaged> {
        self.left = self.left.checked_sub(1).ok_or(Damaged("it has too many layers"))?;
        if depth > DEEPEST || inputs > WIDEST {
            return Err(Damaged("its layers are too deep or too wide"));
        }
        if self.bytes.u8()? != 0 {
            return Err(Damaged("a layer is of an old form"));
        }
        let kind = self.bytes.text()?.to_owned();
        let (training, _backprop) = (self.bytes.u8()? == 1, self.bytes.u8()?);
        let flags = self.bytes.i32()?;
        let (told_inputs, told_outputs) = (self.bytes.size(1 << 24)?, self.bytes.size(1 << 24)?);
        let _weights = self.bytes.i32()?;
        let _name = self.bytes.text()?;
        match kind.as_str() {
            "Input" => {
                let (_batch, height) = (self.bytes.i32()?, self.bytes.size(1 << 16)?);
                let (_width, depth, _loss) = (self.bytes.i32()?, self.bytes.i32()?, self.bytes.i32()?);
                if depth != 1 || inputs != 1 {
                    return Err(Damaged("it reads colours"));
                }
                self.height = Some(height);
                Ok((Layer::Series(Vec::new()), 1))
            }
            "Series" | "Parallel" | "Replicated" | "ParBidiLSTM" | "DepParUDLSTM" | "RTLReversed" | "TTBReversed"
            | "XYTranspose" => self.nested(&kind, flags, inputs, depth),
            "Convolve" => {
                let (half_x, half_y) = (self.bytes.size(16)?, self.bytes.size(16)?);
                Ok((Layer::Convolve { half_x, half_y }, inputs * (2 * half_x + 1) * (2 * half_y + 1)))
            }
            "Maxpool" | "Reconfig" => {
                let (x, y) = (self.bytes.size(32)?, self.bytes.size(64)?);
                match (kind.as_str(), x * y) {
                    (_, 0) => Err(Damaged("a layer shrinks to nothing")),
                    ("Maxpool", _) => Ok((Layer::MaxPool { x, y }, inputs)),
                    (_, area) => Ok((Layer::Stack { x, y }, inputs * area)),
                }
            }
            "LSTM" | "SummLSTM" if told_inputs == inputs => self.lstm(kind == "SummLSTM", training, inputs),
            _ => self.dense(&kind, training, told_outputs, inputs),
        }
    }

    fn nested(&mut self, kind: &str, flags: i32, inputs: usize, depth: usize) -> Result<(Layer, usize), Damaged> {
        let count = self.bytes.size(LAYERS)?;
        let (mut layers, mut outputs) = (Vec::new(), 0);
        for i in 0..count {
            let given = if kind == "Series" && i > 0 { outputs } else { inputs };
            let (layer, gives) = self.layer(given, depth + 1)?;
            outputs = if kind == "Series" { gives } else { outputs + gives };
            match layer {
                // A series in a series is one series; the input layer is an empty one.
                Layer::Series(inner) if kind == "Series" => layers.extend(inner),
                layer => layers.push(layer),
            }
        }
        const LEARNING_RATES: i32 = 64;
        if flags & LEARNING_RATES != 0 {
            let rates = self.bytes.size(LAYERS)?;
            self.bytes.take(rates * 4)?;
        }
        if layers.is_empty() {
            return Err(Damaged("a layer is empty"));
        }
        let reversed = kind.contains("Reversed") || kind == "XYTranspose";
        if !reversed {
            return Ok((if kind == "Series" { Layer::Series(layers) } else { Layer::Parallel(layers) }, outputs));
        }
        let (Some(inner), true) = (layers.pop().map(Box::new), layers.is_empty()) else {
            return Err(Damaged("a turned layer holds more than one"));
        };
        let layer = match kind {
            "RTLReversed" => Layer::MirrorX(inner),
            "TTBReversed" => Layer::MirrorY(inner),
            _ => Layer::Transpose(inner),
        };
        Ok((layer, outputs))
    }

    fn lstm(&mut self, last_only: bool, training: bool, inputs: usize) -> Result<(Layer, usize), Damaged> {
        let all = self.bytes.size(WIDEST)?;
        let states = all.checked_sub(inputs).filter(|s| *s > 0).ok_or(Damaged("a layer has no state"))?;
        // Cell, input gate, forget gate, output gate. Two-dimensional layers have a fifth and do not come here.
        let gates = (0..4).map(|_| self.matrix(training, states, inputs + states)).collect::<Result<Vec<_>, _>>()?;
        Ok((Layer::Lstm { gates: Weights::pack(&gates, &[inputs, states]), inputs, states, last_only }, states))
    }

    fn dense(&mut self, kind: &str, training: bool, outputs: usize, inputs: usize) -> Result<(Layer, usize), Damaged> {
        let activation = match kind {
            "Tanh" => Activation::Tanh,
            "Logistic" => Activation::Logistic,
            "Relu" => Activation::Relu,
            "Linear" => Activation::Linear,
            "LinLogistic" => Activation::Clip,
            "LinTanh" => Activation::ClipBoth,
            "Softmax" | "SoftmaxNoCTC" => Activation::Softmax,
            _ => return Err(Damaged("it has a layer that is not known here")),
        };
        let matrix = self.matrix(training, outputs, inputs)?;
        Ok((Layer::Dense { weights: Weights::pack(&[matrix], &[inputs]), activation }, outputs))
    }

    /// The weights of `outputs` sums of `inputs` values and a constant. Models of floating-point weights are rounded to
    /// bytes the way their makers round them for the fast models.
    fn matrix(&mut self, training: bool, outputs: usize, inputs: usize) -> Result<Matrix, Damaged> {
        const INT: u8 = 1;
        const ADAM: u8 = 4;
        const DOUBLE: u8 = 128;
        let mode = self.bytes.u8()?;
        if mode & DOUBLE == 0 {
            return Err(Damaged("its weights are of an old form"));
        }
        let (rows, columns) = (self.bytes.size(WIDEST)?, self.bytes.size(2 * WIDEST)?);
        if (rows, columns) != (outputs, inputs + 1) || rows == 0 {
            return Err(Damaged("two layers do not fit"));
        }
        if mode & INT != 0 {
            let _empty = self.bytes.u8()?;
            let weights = self.bytes.take(rows * columns)?.iter().map(|b| (*b as i8).max(-127)).collect();
            let count = self.bytes.size(2 * WIDEST)?;
            let scales: Vec<f32> =
                (0..count).map(|_| Ok((self.bytes.f64()? / 127.0) as f32)).collect::<Result<_, _>>()?;
            return match scales.get(..rows) {
                Some(scales) if scales.iter().all(|s| s.is_finite()) => {
                    Ok(Matrix { columns, weights, scales: scales.to_vec() })
                }
                _ => Err(Damaged("its weights have no scale")),
            };
        }
        let _empty = self.bytes.f64()?;
        let bytes = self.bytes.take(rows.checked_mul(columns * 8).ok_or(Damaged("a size is beyond reason"))?)?;
        let mut matrix = Matrix { columns, weights: Vec::new(), scales: Vec::new() };
        for row in bytes.chunks_exact(columns * 8) {
            push_rounded(&mut matrix, row)?;
        }
        // What training keeps beside the weights.
        for _ in 0..if !training {
            0
        } else if mode & ADAM != 0 {
            2
        } else {
            1
        } {
            let (rows, columns) = (self.bytes.size(WIDEST)?, self.bytes.size(2 * WIDEST)?);
            self.bytes.take(rows * columns * 8 + 8)?;
        }
        Ok(matrix)
    }
}

/// A row of floating-point weights, added to `matrix` as bytes.
fn push_rounded(matrix: &mut Matrix, row: &[u8]) -> Result<(), Damaged> {
    let mut bytes = Bytes(row);
    let values: Vec<f64> = (0..matrix.columns).map(|_| bytes.f64()).collect::<Result<_, _>>()?;
    let greatest = values.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    if !greatest.is_finite() || values.iter().any(|v| v.is_nan()) {
        return Err(Damaged("a weight is not a number"));
    }
    let scale = if greatest > 0.0 { greatest / 127.0 } else { 1.0 };
    matrix.weights.extend(values.iter().map(|v| (v / scale).round() as i8));
    matrix.scales.push((greatest / 127.0 / 127.0) as f32);
    Ok(())
}
