//! One worker as the server sees it: started, asked, given up, ended.

use std::ffi::OsString;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use ocr_facture::Error;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::process::{Child, ChildStderr, Command};
use tokio::task::JoinHandle;

use super::protocol::{FromWorker, Locks, PREFIX, Recognised, Settings, ToWorker, head, lengths, tells_of_memory};
use crate::call::Call;
use crate::config::worker_environment;
use crate::telemetry::metrics::OCR;

/// Time a worker has to lock itself in.
const START: Duration = Duration::from_secs(10);
/// Last bytes of its standard error that are looked at when it dies.
const LAST_WORDS: usize = 4096;

/// What is started as a worker.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// What makes it a worker.
    pub arguments: Vec<OsString>,
    /// Variables it is told, beside those every worker keeps.
    pub variables: Vec<(OsString, OsString)>,
}

impl Program {
    /// This very program, called with `worker`.
    ///
    /// # Errors
    /// When the system does not tell which program this is.
    pub fn this() -> io::Result<Self> {
        // The file may have been replaced on the disk; the program that runs is still there under this name.
        let running = PathBuf::from("/proc/self/exe");
        let path = if running.exists() { running } else { std::env::current_exe()? };
        Ok(Self { path, arguments: vec!["worker".into()], variables: vec![] })
    }
}

/// Why a worker died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Death {
    /// It asked for more memory than it may have.
    Memory,
    /// It computed longer than it may.
    Cpu,
    /// It took longer than it may.
    Time,
    /// Someone killed it: the system short of memory, or a person.
    Killed,
    /// A defect of ours.
    Crash,
}

/// A worker that lives, or did when last seen.
pub(super) struct Process {
    child: Child,
    socket: UnixStream,
    last_words: JoinHandle<Vec<u8>>,
    pub(super) locks: Locks,
    /// Calls it was given.
    pub(super) calls: u32,
    /// A call is being sent: broken off there, nothing more is understood.
    sending: bool,
}

impl Process {
    /// Starts one; it is locked in when this returns.
    pub(super) async fn start(program: &Program, settings: &Settings) -> io::Result<Self> {
        let (ours, theirs) = UnixStream::pair()?;
        let theirs = theirs.into_std()?;
        theirs.set_nonblocking(false)?;
        let mut child = Command::new(&program.path)
            .args(&program.arguments)
            .env_clear()
            .envs(worker_environment())
            .envs(program.variables.iter().cloned())
            .current_dir("/")
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let last_words = tokio::spawn(last_words(child.stderr.take()));
        let mut started = Self { child, socket: ours, last_words, locks: Locks::default(), calls: 0, sending: false };
        started.send(&ToWorker::Settings(settings.clone()), &[]).await?;
        match tokio::time::timeout(START, started.receive()).await {
            Ok(Ok((FromWorker::Ready(locks), _))) => Ok(Self { locks, ..started }),
            Ok(Ok(_)) => Err(io::Error::other("un processus de travail a répondu autre chose que prévu")),
            Ok(Err(e)) => Err(e),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "un processus de travail n'a pas démarré")),
        }
    }

    /// Does the call. An error of the outer kind is the worker's end.
    pub(super) async fn ask(&mut self, call: &Call) -> io::Result<Result<Bytes, Error>> {
        self.calls += 1;
        let (number, request) = (self.calls, Box::new(call.request.clone()));
        let said = ToWorker::Call { number, request, document: call.document.is_some() };
        self.sending = true;
        self.send(&said, call.document.as_deref().unwrap_or_default()).await?;
        self.sending = false;
        self.answer().await
    }

    /// Gives the call up: whether the worker can be given another.
    pub(super) async fn give_up(&mut self, patience: Duration) -> bool {
        if self.sending {
            return false;
        }
        let told = async {
            self.send(&ToWorker::Cancel { number: self.calls }, &[]).await?;
            self.answer().await.map(drop)
        };
        matches!(tokio::time::timeout(patience, told).await, Ok(Ok(())))
    }

    /// What comes of the last call.
    async fn answer(&mut self) -> io::Result<Result<Bytes, Error>> {
        match self.receive().await? {
            (FromWorker::Answer { number, pages }, body) if number == self.calls => {
                count(&pages);
                Ok(Ok(body.into()))
            }
            (FromWorker::Refused { number, error, pages }, _) if number == self.calls => {
                count(&pages);
                Ok(Err(error))
            }
            _ => Err(io::Error::other("an answer to another call")),
        }
    }

    /// Whether it is still there.
    pub(super) fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it, and says what it died of when that was not our doing.
    pub(super) async fn end(mut self) -> Death {
        // It may be about to end by itself: how it does is what there is to know.
        let status = match tokio::time::timeout(Duration::from_millis(200), self.child.wait()).await {
            Ok(status) => status.ok(),
            Err(_) => {
                let _ = self.child.kill().await;
                None
            }
        };
        let said = self.last_words.await.unwrap_or_default();
        status.map_or(Death::Crash, |status| cause(status, &String::from_utf8_lossy(&said)))
    }

    /// Ends it at once.
    pub(super) async fn kill(mut self) {
        let _ = self.child.kill().await;
    }

    async fn send(&mut self, said: &ToWorker, body: &[u8]) -> io::Result<()> {
        self.socket.write_all(&head(said, body.len())?).await?;
        self.socket.write_all(body).await
    }

    async fn receive(&mut self) -> io::Result<(FromWorker, Vec<u8>)> {
        let mut prefix = [0; PREFIX];
        self.socket.read_exact(&mut prefix).await?;
        let (head, body) = lengths(prefix)?;
        let mut said = vec![0; head];
        self.socket.read_exact(&mut said).await?;
        let mut bytes = vec![0; body];
        self.socket.read_exact(&mut bytes).await?;
        Ok((serde_json::from_slice(&said)?, bytes))
    }
}

fn count(pages: &[Recognised]) {
    for page in pages {
        let outcome = if page.ok { "ok" } else { "failed" };
        OCR.with([outcome]).observe(Duration::from_millis(page.milliseconds.into()));
    }
}

/// The end of what a worker says on its standard error. It is looked at and never told: it may quote the document.
async fn last_words(stderr: Option<ChildStderr>) -> Vec<u8> {
    let (mut kept, mut chunk) = (Vec::new(), [0; 1024]);
    let Some(mut stderr) = stderr else { return kept };
    while let Ok(n @ 1..) = stderr.read(&mut chunk).await {
        kept.extend_from_slice(&chunk[..n]);
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
    kept
}

/// Why it died, by how it ended and what it said last.
fn cause(status: ExitStatus, last_words: &str) -> Death {
    const SIGKILL: i32 = 9;
    const SIGXCPU: i32 = 24;
    match status.signal() {
        Some(SIGKILL) => Death::Killed,
        Some(SIGXCPU) => Death::Cpu,
        _ if tells_of_memory(last_words) => Death::Memory,
        _ => Death::Crash,
    }
}
