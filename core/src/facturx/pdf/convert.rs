//! The user's PDF as PDF/A-3b: mended where that changes nothing seen, else as the caller declared.

use super::attach::describe;
use super::options::{AttachOptions, Attached, Fallback, Rung};
use super::{picture, words};
use crate::document::{Interrupt, check};
use crate::error::{Error, ErrorKind, Result};
use crate::pdf::{self, File, Log, Violation};

/// Obstacles told in one error.
const MAX_OBSTACLES: usize = 50;

/// Turns a file that carries its invoice into PDF/A-3b.
pub(super) fn convert(
    mut file: File,
    bytes: &[u8],
    options: &AttachOptions,
    interrupt: Interrupt<'_>,
) -> Result<Attached> {
    some_page(&file)?;
    let untouched = file.clone();
    let mut log = Log::default();
    pdf::mend(&mut file, &mut log);
    some_page(&file)?;
    check(interrupt)?;
    describe(&mut file, options, true);
    let left = pdf::examine(&file);
    check(interrupt)?;
    let changes: Vec<_> = log.entries().map(|(code, times)| words::change(code, times)).collect();
    if left.is_empty() {
        let repaired = changes.iter().any(|c| c.code == "pages_repaired");
        let rung = if changes.is_empty() { Rung::AsIs } else { Rung::Mended };
        let written = pdf::write(&file, bytes);
        if repaired {
            readable(&written, options, interrupt)?;
        }
        return Ok(Attached { pdf: written, rung, changes, warnings: Vec::new() });
    }
    let warnings = left.iter().map(words::obstacle).collect();
    match options.fallback {
        Fallback::Refuse => Err(refused(&left)),
        Fallback::Unclaimed => {
            let mut file = untouched;
            describe(&mut file, options, false);
            let written = pdf::write(&file, bytes);
            readable(&written, options, interrupt)?;
            Ok(Attached { pdf: written, rung: Rung::Unclaimed, changes: Vec::new(), warnings })
        }
        Fallback::Image => {
            let pdf = picture::pictures(&untouched, bytes, options, interrupt)?;
            let changes = vec![words::change("pages_as_pictures", 1)];
            Ok(Attached { pdf, rung: Rung::Image, changes, warnings })
        }
    }
}

/// Fails when no page is left.
fn some_page(file: &File) -> Result<()> {
    if pdf::pages(file).is_empty() {
        return Err(Error::new(ErrorKind::Unreadable, "Les pages de ce PDF sont trop abîmées pour être gardées."));
    }
    Ok(())
}

/// Fails when what was written from a damaged file cannot be read.
fn readable(written: &[u8], options: &AttachOptions, interrupt: Interrupt<'_>) -> Result<()> {
    pdf::read(written, &options.limits, interrupt).map(drop)
}

/// The error that lists what stands in the way: `rule page=… what`.
fn refused(left: &[Violation]) -> Error {
    let error = Error::new(
        ErrorKind::InvalidInput,
        "Ce PDF ne peut pas devenir un PDF/A-3b sans changer ce qu'on voit ; demandez le repli `image`, ou corrigez les \
         obstacles listés.",
    );
    let error = left.iter().take(MAX_OBSTACLES).fold(error, |error, violation| error.with("obstacle", violation));
    if left.len() > MAX_OBSTACLES { error.with("obstacles", left.len()) } else { error }
}
