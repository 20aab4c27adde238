//! A model: a network, the characters it speaks of, its word lists.

use super::Damaged;
use super::beam::Beam;
use super::charset::{Charset, Recoder};
use super::container::{Component, Container};
use super::dict::Dict;
use super::field::Field;
use super::forward::Outputs;
use super::input::{Piece, prepare};
use super::letters::{Letter, letters};
use super::network::Network;
use crate::cancel::Interrupt;
use crate::error::Result;
use crate::page::Gray;

/// What reads lines of one language.
#[derive(Debug)]
pub(crate) struct Model {
    network: Network,
    charset: Charset,
    recoder: Recoder,
    dict: Option<Dict>,
}

impl Model {
    /// Reads the bytes of a `.traineddata` file.
    pub fn parse(bytes: &[u8]) -> std::result::Result<Self, Damaged> {
        let container = Container::parse(bytes)?;
        let network = Network::parse(container.need(Component::Network)?)?;
        let charset = Charset::parse(container.need(Component::Charset)?)?;
        let recoder = Recoder::parse(container.need(Component::Recoder)?, &charset)?;
        if recoder.step(0, network.blank).0.is_none() {
            return Err(Damaged("its network cannot say that there is nothing new"));
        }
        let dict = Dict::parse(&container, &charset)?;
        Ok(Self { network, charset, recoder, dict })
    }

    /// What the network says of pieces of the page, each a line of text.
    pub fn outputs(&self, page: &Gray, pieces: &[Piece], interrupt: Interrupt<'_>) -> Result<Vec<Outputs>> {
        let height = self.network.height;
        let mut lines = Field::new(pieces.iter().map(|p| (p.scaled_width(height), height)), 1);
        for (i, piece) in pieces.iter().enumerate() {
            let from = lines.grids[i].start;
            for (n, level) in prepare(page, piece, height).into_iter().enumerate() {
                lines.at_mut(from + n)[0] = level;
            }
        }
        self.network.read(lines, interrupt)
    }

    /// A search for the characters in what the network said.
    pub fn beam(&self) -> Beam<'_> {
        Beam::new(&self.recoder, &self.charset, self.dict.as_ref(), self.network.blank)
    }

    /// The characters the network saw.
    pub fn letters(&self, beam: &mut Beam<'_>, outputs: &Outputs) -> Vec<Letter> {
        letters(&beam.decode(outputs))
    }

    /// Height in pixels of the lines it reads.
    pub fn height(&self) -> usize {
        self.network.height
    }

    /// Pixels across, of such a line, for each step.
    pub fn step(&self) -> usize {
        self.network.step
    }

    /// What is printed for these characters.
    pub fn text(&self, letters: &[Letter]) -> String {
        letters.iter().map(|l| self.charset.text(l.char)).collect()
    }
}
