//! Where results go, and how the command ends.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ocr_facture::{Error, ErrorKind};

use crate::say;

/// How the command ends; documented in `--help`, the manual and the README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every document was read.
    AllRead,
    /// Some were, some were not.
    SomeFailed,
    /// The command line is wrong.
    Usage,
    /// Not one document was read.
    NoneRead,
    /// What was read could not be written.
    Unwritten,
    /// Ctrl-C: 128 and the number of the signal.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::AllRead => 0,
            Exit::SomeFailed => 1,
            Exit::Usage => 2,
            Exit::NoneRead => 3,
            Exit::Unwritten => 4,
            Exit::Interrupted => 130,
        })
    }
}

/// Whether an error only says that the reader of our output has gone, as `head` does: no reason to complain.
pub(crate) fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(e) = cause {
        let io = e.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = e.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        if io.or(json) == Some(io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = e.source();
    }
    // Writers may wrap the error without naming it as their source.
    error.source().is_some_and(|e| e.to_string().contains("Broken pipe"))
}

/// What could not be written, as an error of the library.
pub(crate) fn unwritten(e: io::Error) -> Error {
    Error::new(ErrorKind::Internal, "La sortie ne peut pas être écrite.").caused_by(e)
}

/// Prints text that is ready.
pub(crate) fn print(text: &[u8]) -> Exit {
    let mut out = anstream::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Ok(()) => Exit::AllRead,
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Exit::AllRead,
        Err(e) => {
            say::error(format_args!("la sortie ne peut pas être écrite : {e}"));
            Exit::Unwritten
        }
    }
}

/// A file that appears whole or not at all: written beside its place, then moved there.
pub(crate) struct NewFile {
    file: BufWriter<File>,
    partial: PathBuf,
    place: PathBuf,
    kept: bool,
}

impl NewFile {
    /// Starts the file, which is not at its place before [`Self::keep`].
    pub(crate) fn create(place: &Path) -> io::Result<Self> {
        let mut name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        name.push(format!(".{}.partiel", std::process::id()));
        let partial = place.with_file_name(name);
        let file = BufWriter::new(File::create(&partial)?);
        Ok(Self { file, partial, place: place.to_owned(), kept: false })
    }

    /// Puts the file at its place.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        self.file.flush()?;
        fs::rename(&self.partial, &self.place)?;
        self.kept = true;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Stdout, or the file of `--output`.
pub(crate) enum Target {
    /// Written as documents come.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// Appears at the end.
    File(NewFile),
}

impl Target {
    /// Opens `path`, or stdout.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Self> {
        Ok(match path {
            Some(path) => Self::File(NewFile::create(path)?),
            None => Self::Stdout(BufWriter::new(io::stdout().lock())),
        })
    }

    /// Whether a person is looking.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Whether to colour: on a terminal, unless NO_COLOR or a dumb terminal says no.
    pub(crate) fn is_coloured(&self) -> bool {
        matches!(self, Self::Stdout(_)) && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// Ends the output; a file appears at its place.
    pub(crate) fn keep(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::File(file) => file.keep(),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}
