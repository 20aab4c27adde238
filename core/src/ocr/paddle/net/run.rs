//! Runs the steps, and keeps the memory they share.

use super::array::{binary, concat, mat_mul, reshape, shape_of, slice, squeeze, transpose, unsqueeze};
use super::picture::{add_enlarged, average, enlarge, largest, mean};
use super::value::{Value, count};
use super::{Array, Net, Op, Operand, Picture, Step};
use crate::cancel::{Interrupt, check};
use crate::error::{Error, Result};
use crate::ocr::paddle::onnx::broken;
use crate::ocr::simd::wide;

/// Numbers kept in buffers that were given back, at most: 128 MiB.
const FREE_MAX: usize = 1 << 25;

/// Memory steps work in, kept from one run to the next. One a thread.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Buffers given back.
    free: Vec<Vec<f32>>,
    /// Bytes of pictures given back.
    free_bytes: Vec<Vec<u8>>,
    /// Lines of pictures with their borders.
    pub(super) lines: Vec<Vec<u8>>,
    /// Rows gathered for a kernel.
    pub(super) gathered: Vec<u8>,
    /// A scale a row.
    pub(super) scales: Vec<f32>,
    /// What stands between two products of a chain.
    pub(super) between: [Vec<f32>; 2],
}

impl Scratch {
    /// A buffer of that many numbers, which may hold anything.
    ///
    /// # Errors
    /// `ocr_unavailable` when it would be too large.
    pub fn take(&mut self, dimensions: &[usize]) -> Result<Vec<f32>> {
        let length = count(dimensions)?;
        let fits = |b: &&(usize, usize)| b.1 >= length && b.1 / 4 <= length.max(1 << 12);
        let sizes: Vec<_> = self.free.iter().map(Vec::capacity).enumerate().collect();
        let best = sizes.iter().filter(fits).min_by_key(|b| b.1).map(|b| b.0);
        let mut buffer = best.map(|i| self.free.swap_remove(i)).unwrap_or_default();
        buffer.resize(length, 0.0);
        Ok(buffer)
    }

    /// A buffer of that many bytes, which may hold anything.
    pub(super) fn take_bytes(&mut self, dimensions: &[usize]) -> Result<Vec<u8>> {
        let length = count(dimensions)?;
        let mut buffer = self.free_bytes.pop().unwrap_or_default();
        buffer.resize(length, 0);
        Ok(buffer)
    }

    /// Gives a buffer back.
    pub fn give(&mut self, buffer: Vec<f32>) {
        let kept: usize = self.free.iter().map(Vec::capacity).sum();
        if buffer.capacity() > 0 && self.free.len() < 24 && kept + buffer.capacity() <= FREE_MAX {
            self.free.push(buffer);
        }
    }

    pub(super) fn give_value(&mut self, value: Value) {
        match value {
            Value::Picture(p) => self.give(p.data),
            Value::Array(a) => self.give(a.data),
            Value::Bytes(b) => self.free_bytes.push(b.data),
            Value::Ints(..) => {}
        }
    }
}

/// Values made so far.
struct Values<'a> {
    net: &'a Net,
    slots: Vec<Option<Value>>,
}

impl Values<'_> {
    fn get(&self, operand: Operand) -> Result<&Value> {
        match operand {
            Operand::Constant(i) => self.net.constants.get(i),
            Operand::Slot { slot, .. } => self.slots.get(slot).and_then(Option::as_ref),
        }
        .ok_or_else(|| broken("a value is missing"))
    }

    /// The value itself where nobody needs it afterwards, else a copy.
    fn own(&mut self, operand: Operand) -> Result<Value> {
        match operand {
            Operand::Slot { slot, last: true } => {
                self.slots.get_mut(slot).and_then(Option::take).ok_or_else(|| broken("a value is missing"))
            }
            _ => self.get(operand).cloned(),
        }
    }

    fn picture(&self, operand: Operand) -> Result<&Picture> {
        match self.get(operand)? {
            Value::Picture(p) => Ok(p),
            _ => Err(broken("a picture was expected")),
        }
    }
}

pub(super) fn run(net: &Net, picture: Picture, scratch: &mut Scratch, interrupt: Interrupt<'_>) -> Result<Array> {
    let mut values = Values { net, slots: vec![None; net.slots] };
    if let Some(first) = values.slots.first_mut() {
        *first = Some(Value::Picture(picture));
    }
    for step in &net.steps {
        check(interrupt)?;
        let made = make(step, &mut values, scratch)?;
        for operand in &step.inputs {
            if let Operand::Slot { slot, last: true } = operand
                && let Some(value) = values.slots.get_mut(*slot).and_then(Option::take)
            {
                scratch.give_value(value);
            }
        }
        if let Some(slot) = values.slots.get_mut(step.output) {
            *slot = Some(made);
        }
    }
    values.own(Operand::Slot { slot: net.output, last: true })?.into_array()
}

fn make(step: &Step, values: &mut Values<'_>, scratch: &mut Scratch) -> Result<Value> {
    let input = |i: usize| step.inputs.get(i).copied().ok_or_else(|| broken("a step has no input"));
    Ok(match &step.op {
        Op::Chain(chain) => {
            let residual = step.inputs.get(1).map(|o| values.get(*o)).transpose()?;
            chain.run(values.get(input(0)?)?, residual, scratch)?
        }
        Op::Dense(dense) => {
            let parts = step.inputs.iter().map(|o| values.get(*o)).collect::<Result<Vec<_>>>()?;
            dense.run(&parts, step.bytes, scratch)?
        }
        Op::Direct(direct) => direct.run(values.picture(input(0)?)?, step.bytes, scratch)?,
        Op::Depthwise(depthwise) => Value::Picture(depthwise.run(values.picture(input(0)?)?, scratch)?),
        Op::Unfold(unfold) => Value::Picture(unfold.run(values.picture(input(0)?)?, scratch)?),
        Op::Largest(geometry) => largest(values.get(input(0)?)?, geometry, step.bytes, scratch)?,
        Op::Average(geometry) => Value::Picture(average(values.picture(input(0)?)?, geometry, scratch)?),
        Op::Mean => Value::Picture(mean(values.picture(input(0)?)?)),
        Op::Enlarge { down, across } => Value::Picture(enlarge(values.picture(input(0)?)?, *down, *across, scratch)?),
        Op::Concat { axis } => {
            let parts = step.inputs.iter().map(|o| values.get(*o)).collect::<Result<Vec<_>>>()?;
            concat(&parts, *axis, scratch)?
        }
        Op::Binary(kind) => {
            let (a, b) = (input(0)?, input(1)?);
            // What is not needed afterwards, or else the larger, is changed in place.
            let size = |o: Operand| Ok::<_, Error>(values.get(o)?.shape().iter().product::<usize>());
            let worth = |o: Operand| Ok::<_, Error>((size(o)?, matches!(o, Operand::Slot { last: true, .. })));
            let (to, by) = if kind.commutes() && worth(b)? > worth(a)? { (b, a) } else { (a, b) };
            let to = values.own(to)?;
            binary(*kind, to, values.get(by)?)?
        }
        Op::Lift => {
            let mut picture = values.own(input(0)?)?.into_picture()?;
            let mut gate = values.picture(input(1)?)?.data.clone();
            if gate.len() != picture.channels {
                return Err(broken("a gate has other channels"));
            }
            gate.iter_mut().for_each(|v| *v += 1.0);
            wide::multiply_rows(&mut picture.data, &gate);
            Value::Picture(picture)
        }
        Op::AddEnlarged { down, across } => {
            let mut picture = values.own(input(0)?)?.into_picture()?;
            add_enlarged(&mut picture, values.picture(input(1)?)?, *down, *across)?;
            Value::Picture(picture)
        }
        Op::Function(function) => {
            let mut value = values.own(input(0)?)?;
            match &mut value {
                Value::Picture(p) => wide::activate(&mut p.data, *function),
                Value::Array(a) => wide::activate(&mut a.data, *function),
                Value::Bytes(_) | Value::Ints(..) => return Err(broken("numbers were expected")),
            }
            value
        }
        Op::Normalise { gain, shift, epsilon } => {
            let mut array = values.own(input(0)?)?.into_array()?;
            if array.shape.last() != Some(&gain.len()) || gain.len() != shift.len() {
                return Err(broken("a row is not as long as its gain"));
            }
            wide::normalise_rows(&mut array.data, gain, shift, *epsilon);
            Value::Array(array)
        }
        Op::MatMul => {
            let (a, b) = (values.own(input(0)?)?.into_array()?, values.own(input(1)?)?.into_array()?);
            Value::Array(mat_mul(&a, &b, scratch)?)
        }
        Op::Softmax => {
            let mut array = values.own(input(0)?)?.into_array()?;
            wide::softmax_rows(&mut array.data, array.shape.last().copied().unwrap_or(1));
            Value::Array(array)
        }
        Op::Transpose { order } => Value::Array(transpose(values.own(input(0)?)?.into_array()?, order)?),
        Op::Reshape => {
            let shape = values.get(input(1)?)?.ints()?.to_vec();
            reshape(values.own(input(0)?)?, &shape)?
        }
        Op::Squeeze { axes } => squeeze(values.own(input(0)?)?, axes)?,
        Op::Unsqueeze { axes } => unsqueeze(values.own(input(0)?)?, axes)?,
        Op::Slice => {
            let mut places = Vec::new();
            for i in 1..step.inputs.len() {
                places.push(values.get(input(i)?)?.ints()?.to_vec());
            }
            slice(values.own(input(0)?)?, &places)?
        }
        Op::Shape => shape_of(values.get(input(0)?)?),
    })
}
