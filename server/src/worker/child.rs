//! The worker itself: it locks itself in, then does one call after the other until the server closes the socket.

use std::fs::File;
use std::io::{self, BufReader};
use std::os::fd::AsFd;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage, setrlimit};
use nix::sys::time::TimeValLike;
use ocr_facture::verbs::{self, Request};
use ocr_facture::{Cancel, OCRFactureAPI};

use super::protocol::{FromWorker, Locks, Recognised, Settings, ToWorker, receive, send, tells_of_memory};

/// Stack of the thread that works: documents nest.
const STACK: usize = 16 << 20;
/// Files open at once.
const FILES: u64 = 64;

/// One call, as the thread that reads hands it to the one that works.
struct Work {
    number: u32,
    request: Box<Request>,
    document: Option<Vec<u8>>,
    cancel: Cancel,
}

/// Works for the server that started this process, over the socket it gave as standard input, until it is closed.
///
/// # Errors
/// When the socket is none, or the process cannot be locked in.
pub fn run() -> io::Result<()> {
    let socket = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let (ToWorker::Settings(settings), _) = receive(&socket)? else {
        return Err(io::Error::other("a worker is told its settings first"));
    };
    let locks = lock(&settings)?;
    end_when_memory_is_refused();
    let out = socket.try_clone()?;
    send(&out, &FromWorker::Ready(locks), &[])?;
    let (sender, receiver) = channel();
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || work(&out, &receiver, settings.cpu))?;
    let read = listen(&socket, &sender);
    drop(sender);
    // The server has gone: nobody waits for what is still being done.
    if read.is_ok() && worker.is_finished() {
        return worker.join().unwrap_or_else(|_| Err(io::Error::other("the worker's thread failed")));
    }
    read
}

/// A panic is caught and costs one call. One that says that memory is refused, as where a thread cannot be started, ends
/// the process: what is left of its pools is of no use, and the server tells what it died of.
fn end_when_memory_is_refused() {
    std::panic::set_hook(Box::new(|panic| {
        let words = panic.to_string();
        if tells_of_memory(&words) {
            eprintln!("{words}");
            std::process::exit(1);
        }
    }));
}

/// Hands calls over, and gives up the one the server gives up.
fn listen(socket: &File, sender: &Sender<Work>) -> io::Result<()> {
    let mut from = BufReader::with_capacity(1 << 16, socket);
    let mut latest = (0, Cancel::new());
    loop {
        match receive(&mut from) {
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(e) => return Err(e),
            Ok((ToWorker::Call { number, request, document }, bytes)) => {
                latest = (number, Cancel::new());
                let document = document.then_some(bytes);
                let work = Work { number, request, document, cancel: latest.1.clone() };
                if sender.send(work).is_err() {
                    return Ok(());
                }
            }
            Ok((ToWorker::Cancel { number }, _)) if number == latest.0 => latest.1.cancel(),
            Ok(_) => {}
        }
    }
}

/// Does the calls, with engines that stay warm between them.
fn work(out: &File, calls: &Receiver<Work>, cpu: u64) -> io::Result<()> {
    let api = OCRFactureAPI::local();
    for call in calls {
        allow_processor_time(cpu)?;
        let recognised = Arc::new(Mutex::new((Instant::now(), Vec::new())));
        let seen = recognised.clone();
        let api = api.clone().cancelled_by(call.cancel).telling(move |page| {
            let (last, pages) = &mut *seen.lock().unwrap_or_else(PoisonError::into_inner);
            let milliseconds = u32::try_from(last.elapsed().as_millis()).unwrap_or(u32::MAX);
            pages.push(Recognised { milliseconds, ok: page.ok });
            *last = Instant::now();
        });
        let number = call.number;
        let pages = || std::mem::take(&mut recognised.lock().unwrap_or_else(PoisonError::into_inner).1);
        match verbs::answer(&api, &call.request, call.document.as_deref()) {
            Ok(json) => send(out, &FromWorker::Answer { number, pages: pages() }, json.as_bytes())?,
            Err(error) => send(out, &FromWorker::Refused { number, error, pages: pages() }, &[])?,
        }
    }
    Ok(())
}

/// Lets the process compute this long from now; then the kernel ends it.
fn allow_processor_time(seconds: u64) -> io::Result<()> {
    let used = getrusage(UsageWho::RUSAGE_SELF)?;
    let used = used.user_time().num_seconds().saturating_add(used.system_time().num_seconds());
    let (_, hard) = getrlimit(Resource::RLIMIT_CPU)?;
    Ok(setrlimit(Resource::RLIMIT_CPU, (used.unsigned_abs() + seconds + 1).min(hard), hard)?)
}

/// Locks the calling thread, and all it starts, in as a worker is, without bounds on memory: what tests look at.
///
/// # Errors
/// When the kernel refuses.
pub fn lock_in() -> io::Result<()> {
    lock(&Settings { memory: nix::sys::resource::RLIM_INFINITY, cpu: u64::MAX }).map(drop)
}

/// Gives up all that reading a document does not need.
fn lock(settings: &Settings) -> io::Result<Locks> {
    setrlimit(Resource::RLIMIT_AS, settings.memory, settings.memory)?;
    setrlimit(Resource::RLIMIT_FSIZE, 0, 0)?;
    setrlimit(Resource::RLIMIT_NOFILE, FILES, FILES)?;
    // What a document says must not be left on the disk by a crash.
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    #[cfg(target_os = "linux")]
    return super::sandbox::lock();
    #[cfg(not(target_os = "linux"))]
    Ok(Locks::default())
}
