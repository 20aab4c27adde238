//! Networks in the ONNX format: the nodes, the numbers they carry, and the notes beside them. Only what inference
//! needs is read; everything else is passed over.

mod tensor;
mod wire;

use std::collections::HashMap;

use self::tensor::tensor;
use self::wire::{Field, Value};
use crate::error::{Error, ErrorKind, Result};

pub use self::tensor::Constant;
pub use self::wire::fields;

/// A file that is not a network we can read.
pub fn broken(why: &'static str) -> Error {
    let message = "Le modèle de reconnaissance ne se lit pas ; réinstallez-le avec `ocr-facture models add`.";
    Error::new(ErrorKind::OcrUnavailable, message).with("model", why)
}

/// A setting of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting<'a> {
    /// A number.
    Float(f32),
    /// A whole number.
    Int(i64),
    /// A word.
    Text(&'a str),
    /// Whole numbers.
    Ints(Vec<i64>),
    /// Numbers in a shape.
    Tensor(Constant),
}

/// A step: what it does, from which values, to which.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// The operator.
    pub kind: &'a str,
    /// Names of the values it takes; empty for one left out.
    pub inputs: Vec<&'a str>,
    /// Names of the values it makes.
    pub outputs: Vec<&'a str>,
    settings: HashMap<&'a str, Setting<'a>>,
}

impl<'a> Node<'a> {
    /// A node of one output.
    #[cfg(test)]
    pub fn new(kind: &'a str, inputs: &[&'a str], output: &'a str, settings: &[(&'a str, Setting<'a>)]) -> Self {
        Self { kind, inputs: inputs.to_vec(), outputs: vec![output], settings: settings.iter().cloned().collect() }
    }

    /// That setting.
    pub fn setting(&self, name: &str) -> Option<&Setting<'a>> {
        self.settings.get(name)
    }

    /// That whole number, or `otherwise` where it is not set.
    pub fn int(&self, name: &str, otherwise: i64) -> i64 {
        match self.setting(name) {
            Some(Setting::Int(v)) => *v,
            _ => otherwise,
        }
    }

    /// That number, or `otherwise` where it is not set.
    pub fn float(&self, name: &str, otherwise: f32) -> f32 {
        match self.setting(name) {
            Some(Setting::Float(v)) => *v,
            _ => otherwise,
        }
    }

    /// Those whole numbers.
    pub fn ints(&self, name: &str) -> Option<&[i64]> {
        match self.setting(name) {
            Some(Setting::Ints(v)) => Some(v),
            _ => None,
        }
    }

    /// That word.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.setting(name) {
            Some(Setting::Text(v)) => Some(v),
            _ => None,
        }
    }
}

/// A network: nodes in the order they run.
#[derive(Clone, Debug, Default)]
pub struct Network<'a> {
    /// The steps.
    pub nodes: Vec<Node<'a>>,
    /// Numbers that were learned, by name.
    pub constants: HashMap<&'a str, Constant>,
    /// The name of what it takes.
    pub input: &'a str,
    /// The name of what it makes.
    pub output: &'a str,
    /// Notes, by name.
    pub notes: HashMap<&'a str, &'a str>,
}

impl<'a> Network<'a> {
    /// Reads a model.
    ///
    /// # Errors
    /// `ocr_unavailable`: not an ONNX model, or damaged.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut network = Self::default();
        let mut graph = None;
        for field in fields(bytes) {
            match field? {
                Field { number: 7, value: Value::Bytes(b) } => graph = Some(b),
                Field { number: 14, value: Value::Bytes(b) } => {
                    let (mut key, mut note) = ("", "");
                    for field in fields(b) {
                        match field? {
                            Field { number: 1, value } => key = value.text()?,
                            Field { number: 2, value } => note = value.text()?,
                            _ => {}
                        }
                    }
                    network.notes.insert(key, note);
                }
                _ => {}
            }
        }
        network.read_graph(graph.ok_or_else(|| broken("no graph"))?)?;
        Ok(network)
    }

    fn read_graph(&mut self, bytes: &'a [u8]) -> Result<()> {
        let mut inputs = Vec::new();
        for field in fields(bytes) {
            match field? {
                Field { number: 1, value: Value::Bytes(b) } => self.nodes.push(node(b)?),
                Field { number: 5, value: Value::Bytes(b) } => {
                    let (name, constant) = tensor(b)?;
                    self.constants.insert(name, constant);
                }
                Field { number: 11, value: Value::Bytes(b) } => inputs.push(first_text(b)?),
                Field { number: 12, value: Value::Bytes(b) } if self.output.is_empty() => self.output = first_text(b)?,
                _ => {}
            }
        }
        let mut learned = inputs.into_iter().filter(|name| !self.constants.contains_key(name));
        self.input = learned.next().ok_or_else(|| broken("no input"))?;
        if self.output.is_empty() {
            return Err(broken("no output"));
        }
        Ok(())
    }
}

/// The name a description starts with.
fn first_text(bytes: &[u8]) -> Result<&str> {
    for field in fields(bytes) {
        if let Field { number: 1, value } = field? {
            return value.text();
        }
    }
    Ok("")
}

fn node(bytes: &[u8]) -> Result<Node<'_>> {
    let mut node = Node { kind: "", inputs: Vec::new(), outputs: Vec::new(), settings: HashMap::new() };
    for field in fields(bytes) {
        let Field { number, value } = field?;
        match (number, value) {
            (1, value) => node.inputs.push(value.text()?),
            (2, value) => node.outputs.push(value.text()?),
            (4, value) => node.kind = value.text()?,
            (5, Value::Bytes(b)) => {
                if let Some((name, setting)) = setting(b)? {
                    node.settings.insert(name, setting);
                }
            }
            _ => {}
        }
    }
    Ok(node)
}

fn setting(bytes: &[u8]) -> Result<Option<(&str, Setting<'_>)>> {
    let (mut name, mut found, mut ints) = ("", None, Vec::new());
    for field in fields(bytes) {
        let Field { number, value } = field?;
        match (number, value) {
            (1, value) => name = value.text()?,
            (2, Value::Four(v)) => found = Some(Setting::Float(f32::from_le_bytes(v))),
            (3, Value::Whole(v)) => found = Some(Setting::Int(v as i64)),
            (4, Value::Bytes(b)) => found = std::str::from_utf8(b).ok().map(Setting::Text),
            (5, Value::Bytes(b)) => found = Some(Setting::Tensor(tensor(b)?.1)),
            (8, value) => value.wholes(&mut ints)?,
            _ => {}
        }
    }
    if found.is_none() && !ints.is_empty() {
        found = Some(Setting::Ints(ints));
    }
    Ok(found.map(|setting| (name, setting)))
}

#[cfg(test)]
mod tests;
