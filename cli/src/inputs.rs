//! Paths, directories and globs to documents, one at a time and in a stable order.

use std::collections::VecDeque;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ocr_facture::Source;

/// What is picked up in a directory; a file named outright is read whatever its name.
const EXTENSIONS: &[&str] = &["pdf", "xml", "png", "jpg", "jpeg", "tif", "tiff", "webp"];

/// The documents some arguments stand for. Directories are opened only when their turn comes.
pub(crate) struct Inputs {
    /// Paths to look at, the next one first; `true` when they were found in a directory.
    queue: VecDeque<(PathBuf, bool)>,
    /// What stdin held, read before anything else so that Ctrl-C still ends the wait for it.
    stdin: Vec<u8>,
}

impl Inputs {
    /// What these arguments stand for; `limit` bounds what is read from stdin.
    pub(crate) fn new(arguments: &[PathBuf], limit: u64) -> Self {
        let mut stdin = Vec::new();
        if arguments.iter().any(|a| is_stdin(a)) {
            // One byte past the limit is enough for the engine to refuse it. What a broken pipe gave is judged as it is.
            let _ = std::io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut stdin);
        }
        Self { queue: arguments.iter().flat_map(|a| expand(a)).map(|p| (p, false)).collect(), stdin }
    }

    /// Whether the arguments name exactly one file or stdin, so that there is one document for sure.
    pub(crate) fn is_single(arguments: &[PathBuf]) -> bool {
        matches!(arguments, [one] if !one.is_dir() && !is_glob(one))
    }

    /// How many documents there are, from a walk that opens none of them.
    pub(crate) fn count(&self) -> usize {
        let mut walk = Self { queue: self.queue.clone(), stdin: Vec::new() };
        std::iter::from_fn(|| walk.next_path()).count()
    }

    fn next_path(&mut self) -> Option<PathBuf> {
        while let Some((path, found)) = self.queue.pop_front() {
            if is_stdin(&path) && !found {
                return Some(path);
            }
            // A link to a directory found on the way is not followed: it may lead back.
            let is_dir = if found { path.is_dir() && !path.is_symlink() } else { path.is_dir() };
            if is_dir {
                for child in children(&path).into_iter().rev() {
                    self.queue.push_front((child, true));
                }
            } else if !found || is_document(&path) {
                return Some(path);
            }
        }
        None
    }
}

impl Iterator for Inputs {
    type Item = Source;

    fn next(&mut self) -> Option<Source> {
        let path = self.next_path()?;
        if is_stdin(&path) {
            return Some(Source::Bytes { name: "-".into(), bytes: std::mem::take(&mut self.stdin) });
        }
        Some(Source::File(path))
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    path.is_file() && EXTENSIONS.iter().any(|e| extension.eq_ignore_ascii_case(e))
}

/// Names sorted, so that two runs give the same output. An unreadable directory is an empty one.
fn children(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let hidden = |p: &PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
    let mut paths: Vec<_> = entries.map(|e| e.path()).filter(|p| !hidden(p)).collect();
    paths.sort();
    paths
}

/// Whether the shell left a pattern for us; a file that has such a name is a file.
fn is_glob(path: &Path) -> bool {
    !path.exists() && path.to_string_lossy().contains(['*', '?', '['])
}

/// The files of a pattern; the pattern itself, which no file has, when nothing fits.
fn expand(path: &Path) -> Vec<PathBuf> {
    if !is_glob(path) {
        return vec![path.to_owned()];
    }
    let found: Vec<PathBuf> =
        glob::glob(&path.to_string_lossy()).into_iter().flatten().flatten().filter(|p| p.is_file()).collect();
    if found.is_empty() { vec![path.to_owned()] } else { found }
}
