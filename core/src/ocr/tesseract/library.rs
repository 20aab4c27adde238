//! libtesseract, found on the user's machine when it is first needed: the C interface, and nothing of its headers.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_float, c_int, c_void};
use std::path::Path;
use std::ptr::NonNull;

use libloading::Library as Shared;

use crate::cancel::Interrupt;
use crate::page::Gray;

/// Names the library goes by, newest first: Linux, macOS (Homebrew on both processors, MacPorts), Windows.
const NAMES: &[&str] = &[
    "libtesseract.so.5",
    "libtesseract.so.4",
    "libtesseract.so",
    "libtesseract.5.dylib",
    "libtesseract.dylib",
    "/opt/homebrew/lib/libtesseract.dylib",
    "/usr/local/lib/libtesseract.dylib",
    "/opt/local/lib/libtesseract.dylib",
    "libtesseract-5.dll",
    "tesseract55.dll",
    "tesseract53.dll",
];

type Api = *mut c_void;
type Iterator = *mut c_void;
type Monitor = *mut c_void;
type CancelFunction = extern "C" fn(*mut c_void, c_int) -> bool;

/// Level of the result iterator: a word.
const WORD: c_int = 3;
/// Page segmentation: the picture is one line of text.
const SINGLE_LINE: c_int = 7;

/// The functions used, of a library that stays loaded: its global state must not outlive its code.
#[derive(Clone, Copy)]
pub(super) struct Library {
    create: unsafe extern "C" fn() -> Api,
    delete: unsafe extern "C" fn(Api),
    init: unsafe extern "C" fn(Api, *const c_char, *const c_char) -> c_int,
    set_variable: unsafe extern "C" fn(Api, *const c_char, *const c_char) -> c_int,
    set_mode: unsafe extern "C" fn(Api, c_int),
    set_image: unsafe extern "C" fn(Api, *const u8, c_int, c_int, c_int, c_int),
    set_resolution: unsafe extern "C" fn(Api, c_int),
    recognize: unsafe extern "C" fn(Api, Monitor) -> c_int,
    clear: unsafe extern "C" fn(Api),
    iterator: unsafe extern "C" fn(Api) -> Iterator,
    iterator_delete: unsafe extern "C" fn(Iterator),
    next: unsafe extern "C" fn(Iterator, c_int) -> c_int,
    text: unsafe extern "C" fn(Iterator, c_int) -> *mut c_char,
    text_delete: unsafe extern "C" fn(*const c_char),
    confidence: unsafe extern "C" fn(Iterator, c_int) -> c_float,
    bounds: unsafe extern "C" fn(Iterator, c_int, *mut c_int, *mut c_int, *mut c_int, *mut c_int) -> c_int,
    monitor: unsafe extern "C" fn() -> Monitor,
    monitor_delete: unsafe extern "C" fn(Monitor),
    monitor_function: unsafe extern "C" fn(Monitor, CancelFunction),
    monitor_argument: unsafe extern "C" fn(Monitor, *mut c_void),
    /// Of OpenMP, when the library was built with it: how deep parallel regions may nest.
    max_active_levels: Option<unsafe extern "C" fn(c_int)>,
}

/// A word as the library tells it.
pub(super) struct Seen {
    pub(super) text: String,
    /// 0 to 100.
    pub(super) confidence: f32,
    /// Left and right end, in pixels.
    pub(super) x0: f32,
    pub(super) x1: f32,
}

impl Library {
    /// The first of [`NAMES`] that loads and has all that is used.
    pub(super) fn find() -> Option<Self> {
        // SAFETY: loading runs the initialisers of a well-known system library.
        NAMES.iter().find_map(|name| unsafe { Shared::new(*name) }.ok().and_then(Self::of))
    }

    fn of(library: Shared) -> Option<Self> {
        // Never unloaded: its functions are kept, and OpenMP threads may still stand in it.
        let library: &'static Shared = Box::leak(Box::new(library));
        // SAFETY: the types are those of tesseract/capi.h, the same since 4.0.
        unsafe {
            Some(Self {
                create: *library.get(b"TessBaseAPICreate\0").ok()?,
                delete: *library.get(b"TessBaseAPIDelete\0").ok()?,
                init: *library.get(b"TessBaseAPIInit3\0").ok()?,
                set_variable: *library.get(b"TessBaseAPISetVariable\0").ok()?,
                set_mode: *library.get(b"TessBaseAPISetPageSegMode\0").ok()?,
                set_image: *library.get(b"TessBaseAPISetImage\0").ok()?,
                set_resolution: *library.get(b"TessBaseAPISetSourceResolution\0").ok()?,
                recognize: *library.get(b"TessBaseAPIRecognize\0").ok()?,
                clear: *library.get(b"TessBaseAPIClear\0").ok()?,
                iterator: *library.get(b"TessBaseAPIGetIterator\0").ok()?,
                iterator_delete: *library.get(b"TessResultIteratorDelete\0").ok()?,
                next: *library.get(b"TessResultIteratorNext\0").ok()?,
                text: *library.get(b"TessResultIteratorGetUTF8Text\0").ok()?,
                text_delete: *library.get(b"TessDeleteText\0").ok()?,
                confidence: *library.get(b"TessResultIteratorConfidence\0").ok()?,
                bounds: *library.get(b"TessPageIteratorBoundingBox\0").ok()?,
                monitor: *library.get(b"TessMonitorCreate\0").ok()?,
                monitor_delete: *library.get(b"TessMonitorDelete\0").ok()?,
                monitor_function: *library.get(b"TessMonitorSetCancelFunc\0").ok()?,
                monitor_argument: *library.get(b"TessMonitorSetCancelThis\0").ok()?,
                max_active_levels: library.get(b"omp_set_max_active_levels\0").ok().map(|f| *f),
            })
        }
    }

    /// A recogniser for the language, whose model lies in the folder; none when the library refuses the model.
    pub(super) fn open(self, folder: &Path, language: &str) -> Option<Handle> {
        let folder = CString::new(folder.to_str()?).ok()?;
        let language = CString::new(language).ok()?;
        // SAFETY: the handle is checked before use and owned by `Handle`, which deletes it once; strings outlive the calls.
        unsafe {
            let api = (self.create)();
            let handle = Handle { api: NonNull::new(api)?, library: self };
            // The library prints to the standard error otherwise.
            let nowhere = if cfg!(windows) { c"nul" } else { c"/dev/null" };
            (self.set_variable)(api, c"debug_file".as_ptr(), nowhere.as_ptr());
            if (self.init)(api, folder.as_ptr(), language.as_ptr()) != 0 {
                return None;
            }
            (self.set_variable)(api, c"debug_file".as_ptr(), nowhere.as_ptr());
            (self.set_mode)(api, SINGLE_LINE);
            Some(handle)
        }
    }
}

/// A recogniser; for one thread at a time.
pub(super) struct Handle {
    api: NonNull<c_void>,
    library: Library,
}

// SAFETY: a TessBaseAPI has no tie to the thread that made it; `&mut self` keeps two threads out of it.
unsafe impl Send for Handle {}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: made by `create`, deleted once.
        unsafe { (self.library.delete)(self.api.as_ptr()) }
    }
}

/// Asked by the library between two words.
extern "C" fn cancelled(interrupt: *mut c_void, _words: c_int) -> bool {
    // SAFETY: `recognize` passes the address of its own `Interrupt`, which lives until the library returns.
    let interrupt = unsafe { *interrupt.cast::<Interrupt<'_>>() };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| interrupt().is_some())).unwrap_or(true)
}

impl Handle {
    /// Recognises the picture of a line. `None` when the work was interrupted or the library failed.
    pub(super) fn recognize(&mut self, picture: &Gray, dpi: c_int, mut interrupt: Interrupt<'_>) -> Option<Vec<Seen>> {
        let (width, height) = (c_int::try_from(picture.width()).ok()?, c_int::try_from(picture.height()).ok()?);
        let (library, api) = (self.library, self.api.as_ptr());
        // SAFETY: the levels are width * height bytes and outlive the call, which copies them; the monitor is deleted
        // after the library let go of it; the iterator is deleted before the results are cleared.
        unsafe {
            // Four threads on one page are slower than one; the setting holds for this thread alone.
            if let Some(set) = library.max_active_levels {
                set(0);
            }
            (library.set_image)(api, picture.levels().as_ptr(), width, height, 1, width);
            (library.set_resolution)(api, dpi);
            let monitor = (library.monitor)();
            (library.monitor_function)(monitor, cancelled);
            (library.monitor_argument)(monitor, (&raw mut interrupt).cast());
            let failed = (library.recognize)(api, monitor) != 0;
            (library.monitor_delete)(monitor);
            let stopped = failed || interrupt().is_some();
            let seen = (!stopped).then(|| self.words());
            (library.clear)(api);
            seen
        }
    }

    fn words(&self) -> Vec<Seen> {
        let library = self.library;
        let mut out = Vec::new();
        // SAFETY: the iterator is not used once deleted, nor while null; texts are deleted by the library that made them.
        unsafe {
            let iterator = (library.iterator)(self.api.as_ptr());
            if iterator.is_null() {
                return out;
            }
            loop {
                let text = (library.text)(iterator, WORD);
                if !text.is_null() {
                    let word = CStr::from_ptr(text).to_string_lossy().into_owned();
                    (library.text_delete)(text);
                    if let Some((x0, x1)) = self.ends(iterator) {
                        out.push(Seen { text: word, confidence: (library.confidence)(iterator, WORD), x0, x1 });
                    }
                }
                if (library.next)(iterator, WORD) == 0 {
                    break;
                }
            }
            (library.iterator_delete)(iterator);
        }
        out
    }

    /// Left and right end of the iterator's word.
    fn ends(&self, iterator: Iterator) -> Option<(f32, f32)> {
        let [mut x0, mut y0, mut x1, mut y1] = [0; 4];
        // SAFETY: the iterator is alive, and the four numbers are written to before the call returns.
        let found = unsafe { (self.library.bounds)(iterator, WORD, &mut x0, &mut y0, &mut x1, &mut y1) };
        (found != 0).then_some((x0 as f32, x1 as f32))
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handle")
    }
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Library")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_model_is_refused_without_a_word() {
        let Some(library) = Library::find() else {
            println!("skipped: libtesseract is not installed");
            return;
        };
        assert!(library.open(Path::new("/nowhere"), "fra").is_none());
        assert!(library.open(Path::new("/nowhere"), "f\0a").is_none());
    }
}
