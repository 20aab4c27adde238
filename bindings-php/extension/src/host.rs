//! What must be asked of PHP itself and of the system, and cannot be asked safely: this file alone holds unsafe code.
#![allow(unsafe_code)]

use std::ffi::{c_char, c_int};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use ext_php_rs::ffi::{ext_php_rs_executor_globals, zend_execute_data};
use ext_php_rs::zend::{CatchError, bailout, try_catch};

unsafe extern "C" {
    /// What the virtual machine calls between two instructions once `vm_interrupt` is set: pcntl's signal handlers.
    static zend_interrupt_function: Option<unsafe extern "C" fn(*mut zend_execute_data)>;
    fn php_check_open_basedir_ex(path: *const c_char, warn: c_int) -> c_int;
}

/// What PHP wants of work in progress.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Nothing.
    GoOn,
    /// An exception was thrown, or the script's time is up: PHP deals with it once it has the thread back.
    Stop,
    /// The script was ended by a fatal error: [`end`] goes on with that.
    End,
}

/// Lets signal handlers written in PHP run, as between two of its instructions. On the thread of PHP alone.
pub(crate) fn listen() -> Wish {
    // SAFETY: the globals of this thread live as long as it runs PHP; the two flags are bytes that signal handlers set
    // atomically, which is what they are read as.
    let (globals, interrupted, timed_out) = unsafe {
        let globals = ext_php_rs_executor_globals();
        let flag = |at: *mut bool| AtomicBool::from_ptr(at);
        (
            globals,
            flag((&raw mut (*globals).vm_interrupt).cast::<bool>()),
            flag((&raw mut (*globals).timed_out).cast::<bool>()),
        )
    };
    if !interrupted.load(Ordering::Acquire) {
        return Wish::GoOn;
    }
    if timed_out.load(Ordering::Acquire) {
        return Wish::Stop;
    }
    interrupted.store(false, Ordering::Release);
    let handled = try_catch(|| {
        // SAFETY: as the virtual machine does it, with the frame that is running; a fatal error is caught by `try_catch`.
        unsafe {
            if let Some(handle) = zend_interrupt_function {
                handle((*globals).current_execute_data);
            }
        }
    });
    match handled {
        Err(CatchError::Bailout) => Wish::End,
        // SAFETY: read on the thread of PHP.
        _ if unsafe { !(*globals).exception.is_null() } => Wish::Stop,
        _ => Wish::GoOn,
    }
}

/// Goes on with a fatal error. Nothing of the caller may be waiting to be dropped.
pub(crate) fn end() -> ! {
    // SAFETY: called under `run_handler`, which every method is, with no thread at work any more.
    unsafe { bailout() }
}

/// Whether PHP's `open_basedir` lets this path be opened.
pub(crate) fn may_open(path: &Path) -> bool {
    let Ok(path) = std::ffi::CString::new(path.as_os_str().as_encoded_bytes()) else { return false };
    // SAFETY: a text that ends with zero and outlives the call.
    unsafe { php_check_open_basedir_ex(path.as_ptr(), 0) == 0 }
}

/// The path of these bytes, which need not be characters.
pub(crate) fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    return PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes));
    #[cfg(not(unix))]
    return PathBuf::from(&*String::from_utf8_lossy(bytes));
}

/// Starts threads that no signal is delivered to: they are for the thread of PHP, whose handlers expect it.
pub(crate) fn without_signals<T>(start: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    {
        // SAFETY: plain sets of signals, filled before they are read; the mask of this thread is put back as it was.
        unsafe {
            let mut all = std::mem::zeroed();
            let mut before = std::mem::zeroed();
            libc::sigfillset(&raw mut all);
            let changed = libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before) == 0;
            let started = start();
            if changed {
                libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, std::ptr::null_mut());
            }
            started
        }
    }
    #[cfg(not(unix))]
    start()
}
