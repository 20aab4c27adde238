//! A network made ready to run: nodes joined into few steps, weights packed, one picture at a time.

mod array;
mod conv;
mod dense;
mod fuse;
mod layers;
mod patterns;
mod picture;
mod run;
mod value;

#[cfg(test)]
mod tests;

use self::conv::{Chain, Depthwise, Direct, Geometry, Unfold};
use self::dense::Dense;
pub use self::run::Scratch;
use self::value::Value;
pub use self::value::{Array, Picture};
use super::onnx::Network;
use crate::cancel::Interrupt;
use crate::error::Result;
use crate::ocr::simd::wide::Function;

/// A network ready to run, shared between threads.
#[derive(Debug)]
pub struct Net {
    steps: Vec<Step>,
    constants: Vec<Value>,
    slots: usize,
    output: usize,
}

/// One step, and where its values are.
#[derive(Debug)]
struct Step {
    op: Op,
    inputs: Vec<Operand>,
    output: usize,
    /// Whether what it makes is kept in bytes, because only convolutions need it.
    bytes: bool,
}

/// Where a value is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Operand {
    /// Made by a step, and whether nobody needs it afterwards.
    Slot { slot: usize, last: bool },
    /// Known beforehand.
    Constant(usize),
}

/// What a step does.
#[derive(Debug)]
enum Op {
    Chain(Chain),
    Dense(Dense),
    Direct(Direct),
    Depthwise(Depthwise),
    Unfold(Unfold),
    Largest(Geometry),
    Average(Geometry),
    Mean,
    Enlarge {
        down: usize,
        across: usize,
    },
    Concat {
        axis: i64,
    },
    Binary(Binary),
    /// x + x · s, s one number a channel.
    Lift,
    /// The first picture plus the second enlarged.
    AddEnlarged {
        down: usize,
        across: usize,
    },
    Function(Function),
    Normalise {
        gain: Vec<f32>,
        shift: Vec<f32>,
        epsilon: f32,
    },
    MatMul,
    Softmax,
    Transpose {
        order: Vec<usize>,
    },
    Reshape,
    Squeeze {
        axes: Vec<i64>,
    },
    Unsqueeze {
        axes: Vec<i64>,
    },
    Slice,
    Shape,
}

/// Two values into one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Binary {
    /// Whether the two may change places.
    fn commutes(self) -> bool {
        matches!(self, Self::Add | Self::Multiply)
    }
}

impl Net {
    /// Makes a network ready. Its input is one picture, whose channels are all the same gray; of the last layer, where
    /// it has `classes.0` outputs, only those of `classes.1` are kept.
    ///
    /// # Errors
    /// `ocr_unavailable`, with the operator we do not know.
    pub fn prepare(network: &Network<'_>, classes: Option<(usize, &[usize])>) -> Result<Self> {
        fuse::prepare(network, classes)
    }

    /// Runs the network on one picture.
    ///
    /// # Errors
    /// `timeout`, `cancelled`; `ocr_unavailable` where steps do not fit each other.
    pub fn run(&self, picture: Picture, scratch: &mut Scratch, interrupt: Interrupt<'_>) -> Result<Array> {
        run::run(self, picture, scratch, interrupt)
    }
}
