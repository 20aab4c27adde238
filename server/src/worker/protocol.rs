//! What server and worker say to each other, over one socket: frames of a head in JSON and bytes behind it.

use std::io::{self, Read, Write};

use ocr_facture::Error;
use ocr_facture::verbs::Request;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Bytes of the two lengths in front of a frame.
pub(super) const PREFIX: usize = 12;
/// Longest head: an invoice handed in is one, a document never is.
const HEAD: u32 = 64 << 20;
/// Most bytes behind it.
const BODY: u64 = 1 << 32;

/// What the server says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(super) enum ToWorker {
    /// First of all: how to lock itself in.
    Settings(Settings),
    /// Work; the document is the bytes.
    Call {
        /// Counts the calls.
        number: u32,
        request: Box<Request>,
        /// Whether there is a document at all: one of no bytes is one.
        document: bool,
    },
    /// The work of this number is of no use any more.
    Cancel { number: u32 },
}

/// How a worker is to lock itself in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Settings {
    /// Address space, in bytes.
    pub(super) memory: u64,
    /// Processor seconds for one document, over all threads.
    pub(super) cpu: u64,
}

/// What the worker says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(super) enum FromWorker {
    /// It is locked in, and waits for work.
    Ready(Locks),
    /// The answer of the verb is the bytes.
    Answer { number: u32, pages: Vec<Recognised> },
    /// The verb has no answer.
    Refused { number: u32, error: Error, pages: Vec<Recognised> },
}

/// A page that character recognition read, or could not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Recognised {
    /// Since the page before it, or the call.
    pub(super) milliseconds: u32,
    pub(super) ok: bool,
}

/// What holds a worker in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Locks {
    /// No file but the models can be opened.
    pub(crate) landlock: bool,
    /// No system call but those of computing.
    pub(crate) seccomp: bool,
}

/// The frame, ready to be sent; the bytes behind it follow it.
pub(super) fn head<T: Serialize>(said: &T, body: usize) -> io::Result<Vec<u8>> {
    let head = serde_json::to_vec(said)?;
    let mut frame = Vec::with_capacity(PREFIX + head.len());
    frame.extend(u32::try_from(head.len()).map_err(io::Error::other)?.to_be_bytes());
    frame.extend((body as u64).to_be_bytes());
    frame.extend(head);
    Ok(frame)
}

/// Lengths of the head and of the bytes behind it.
pub(super) fn lengths(prefix: [u8; PREFIX]) -> io::Result<(usize, usize)> {
    let [a, b, c, d, rest @ ..] = prefix;
    let (head, body) = (u32::from_be_bytes([a, b, c, d]), u64::from_be_bytes(rest));
    if head > HEAD || body > BODY {
        return Err(io::Error::other("a frame that is none"));
    }
    Ok((head as usize, usize::try_from(body).map_err(io::Error::other)?))
}

/// Sends a frame.
pub(super) fn send<T: Serialize>(mut to: impl Write, said: &T, body: &[u8]) -> io::Result<()> {
    to.write_all(&head(said, body.len())?)?;
    to.write_all(body)?;
    to.flush()
}

/// Receives one.
pub(super) fn receive<T: DeserializeOwned>(mut from: impl Read) -> io::Result<(T, Vec<u8>)> {
    let mut prefix = [0; PREFIX];
    from.read_exact(&mut prefix)?;
    let (head, body) = lengths(prefix)?;
    let mut said = vec![0; head];
    from.read_exact(&mut said)?;
    let mut bytes = vec![0; body];
    from.read_exact(&mut bytes)?;
    Ok((serde_json::from_slice(&said)?, bytes))
}

/// Whether a worker's last words are those of Rust, C++, or a thread that cannot be started, when memory is refused.
pub(super) fn tells_of_memory(words: &str) -> bool {
    const REFUSED: &[&str] =
        &["memory allocation of", "bad_alloc", "capacity overflow", "WouldBlock", "Cannot allocate", "AllocError"];
    REFUSED.iter().any(|refused| words.contains(refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_and_a_length_out_of_bounds_is_refused() {
        let mut sent = Vec::new();
        send(&mut sent, &ToWorker::Cancel { number: 7 }, b"abc").unwrap();
        let (said, body) = receive::<ToWorker>(&sent[..]).unwrap();
        assert!(matches!(said, ToWorker::Cancel { number: 7 }) && body == b"abc");
        assert!(receive::<ToWorker>(&sent[..sent.len() - 1]).is_err());
        assert!(lengths([0xff; PREFIX]).is_err());
    }
}
