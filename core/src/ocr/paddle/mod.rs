//! The engine `paddle`: PP-OCR networks that find lines of text and read them, run by our own small runtime.
//!
//! Products are made in whole numbers of eight bits, and nothing else depends on how wide the machine's vectors are:
//! the same picture gives the same words, boxes and confidences everywhere.

mod alphabet;
mod decode;
mod detect;
mod geometry;
mod ink;
mod lines;
mod net;
mod onnx;
mod resample;

#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};

use self::alphabet::Alphabet;
use self::net::{Net, Scratch};
use self::onnx::{Network, broken};
use crate::error::Result;
use crate::ocr::{Ocr, Request};
use crate::page::{Gray, Word};

/// Rows of a line as the reading network sees it.
const HEIGHT: usize = 48;

/// The engine: both networks, ready to run. It works on the thread that calls it, and threads may share it.
#[derive(Debug)]
pub struct Paddle {
    detection: Net,
    recognition: Net,
    alphabet: Alphabet,
    /// Memory to work in, of threads that are done.
    scratches: Mutex<Vec<Scratch>>,
}

impl Paddle {
    /// The engine from the bytes of its two ONNX models: one that finds lines, and one that reads them and carries its
    /// characters with it.
    ///
    /// # Errors
    /// `ocr_unavailable` where the bytes are damaged, or a network does what we do not know; the error says what.
    pub fn new(detection: &[u8], recognition: &[u8]) -> Result<Self> {
        let finding = Network::read(detection)?;
        let reading = Network::read(recognition)?;
        let list = reading.notes.get("character").ok_or_else(|| broken("no list of characters"))?;
        let alphabet = Alphabet::of(list);
        let recognition = Net::prepare(&reading, Some((alphabet.outputs, &alphabet.kept)))?;
        Ok(Self { detection: Net::prepare(&finding, None)?, recognition, alphabet, scratches: Mutex::default() })
    }

    /// Works in memory kept from an earlier call, so that a batch does not ask for it page by page.
    fn with_scratch<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let kept = || self.scratches.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = kept().pop().unwrap_or_default();
        let done = work(&mut scratch);
        kept().push(scratch);
        done
    }
}

impl Ocr for Paddle {
    fn read(&self, picture: &Gray, request: &Request<'_>) -> Result<Vec<Word>> {
        self.with_scratch(|scratch| {
            let parts = detect::lines(&self.detection, picture, 1.0, scratch, request.interrupt)?;
            lines::read_all(self, picture, &parts, request, scratch)
        })
    }
}
