//! A server of HTTP that does what it is told, one connection after the other, and keeps what it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What it does with a connection.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Answers these bytes, and closes.
    Answer(Vec<u8>),
    /// Reads, then closes without a word.
    Close,
    /// Answers these bytes, then nothing more, and does not close.
    Stall(Vec<u8>),
    /// Answers this much of nothing in particular, as long as it is read.
    Flood(u64),
}

/// An answer with this status, headers and body.
pub(super) fn answer(status: u16, headers: &str, body: &str) -> Step {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} Told\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
    Step::Answer(head.into_bytes())
}

/// A problem document of ours.
pub(super) fn problem(status: u16, code: &str, headers: &str) -> Step {
    let body = format!(
        r#"{{"type":"about:blank","title":"t","status":{status},"detail":"Dit par le serveur.","code":"{code}","request_id":"req-1","context":{{"limit":"bytes"}}}}"#
    );
    answer(status, &format!("Content-Type: application/problem+json\r\n{headers}"), &body)
}

/// What it was asked: the head, and the body.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Asked {
    /// A header's value.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// The server; the last step is done for every connection after it.
pub(super) struct Script {
    pub(super) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Script {
    pub(super) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let steps: Vec<Step> = steps.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = asked.clone();
        thread::spawn(move || {
            for (index, stream) in listener.incoming().flatten().enumerate() {
                let step = steps[index.min(steps.len() - 1)].clone();
                let kept = kept.clone();
                thread::spawn(move || serve(stream, step, &kept));
            }
        });
        Self { url, asked }
    }

    /// All it was asked until now.
    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("what was asked").clone()
    }
}

fn serve(mut stream: TcpStream, step: Step, kept: &Mutex<Vec<Asked>>) {
    let Some(asked) = read(&mut stream) else { return };
    kept.lock().expect("what was asked").push(asked);
    match step {
        Step::Answer(bytes) => drop(stream.write_all(&bytes)),
        Step::Close => {}
        Step::Stall(bytes) => {
            let _ = stream.write_all(&bytes);
            thread::sleep(Duration::from_secs(20));
        }
        Step::Flood(bytes) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            let piece = vec![b' '; 1 << 16];
            for _ in 0..bytes >> 16 {
                if stream.write_all(&piece).is_err() {
                    break;
                }
            }
        }
    }
}

fn read(stream: &mut TcpStream) -> Option<Asked> {
    let (mut all, mut piece) = (Vec::new(), vec![0; 1 << 16]);
    loop {
        let count = stream.read(&mut piece).ok().filter(|count| *count > 0)?;
        all.extend_from_slice(&piece[..count]);
        let Some(end) = all.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let asked = Asked { head, body: all[end + 4..].to_vec() };
        let length: usize = asked.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        if asked.body.len() >= length {
            return Some(asked);
        }
    }
}
