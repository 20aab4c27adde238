//! `ocr-facture extract`: documents in, results out as they come, one bad document never stopping the others.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use ocr_facture::export::csv::{Csv, CsvOptions, Rows};
use ocr_facture::export::json::{Json, JsonOptions, Layout};
use ocr_facture::export::label::Lang;
use ocr_facture::export::xlsx::Xlsx;
use ocr_facture::export::{Document, Export};
use ocr_facture::{BatchEvent, Cancel, Error, OCRFactureAPI};

use crate::args::ExtractArgs;
use crate::inputs::Inputs;
use crate::output::{Exit, NewFile, Target, is_closed_pipe};
use crate::say;
use crate::summary::Summary;
use crate::view::Views;

/// What became of the documents.
#[derive(Default)]
struct Tally {
    read: u64,
    failed: u64,
}

/// Runs the command.
pub(crate) fn run(args: ExtractArgs) -> Exit {
    let single = Inputs::is_single(&args.paths);
    let views = match args.view.as_deref().map(|path| Views::new(path, single, args.lang.into())).transpose() {
        Ok(views) => views,
        Err(message) => {
            say::error(message);
            return Exit::Usage;
        }
    };
    let options = args.options();
    let inputs = Inputs::new(&args.paths, options.limits.bytes);
    let opened = Target::open(args.output.as_deref())
        .and_then(|target| Ok((target, args.xlsx.as_deref().map(NewFile::create).transpose()?)));
    let (mut target, mut workbook) = match opened {
        Ok(opened) => opened,
        Err(e) => return unwritten(&e),
    };

    let mut tally = Tally::default();
    let interrupted = Arc::new(AtomicBool::new(false));
    let done = {
        let mut exporters = vec![main_exporter(&args, single, &mut target)];
        exporters.extend(workbook.as_mut().map(|file| Box::new(Xlsx::new(file)) as Box<dyn Export + '_>));
        read_all(&args, inputs, &mut exporters, views, &mut tally, &interrupted)
    };
    if interrupted.load(Ordering::Relaxed) {
        return Exit::Interrupted;
    }
    match done {
        Err(e) if is_closed_pipe(&e) => return tally.exit(),
        Err(e) => {
            say::failed("sortie", &e, args.lang.into());
            return Exit::Unwritten;
        }
        Ok(()) => {}
    }
    // A file meant for one object would be empty.
    if args.format.json && single && tally.read == 0 {
        return tally.exit();
    }
    match target.keep().and_then(|()| workbook.map_or(Ok(()), NewFile::keep)) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => unwritten(&e),
        _ => tally.exit(),
    }
}

/// What stdout or `--output` gets.
fn main_exporter<'a>(args: &ExtractArgs, single: bool, target: &'a mut Target) -> Box<dyn Export + 'a> {
    let (format, pretty, colour) = (args.format, target.is_terminal(), target.is_coloured());
    let csv = |rows| CsvOptions { rows, separator: args.csv_separator, bom: args.csv_bom };
    if format.json {
        let layout = if single { Layout::Object } else { Layout::Array };
        Box::new(Json::new(&JsonOptions { layout, pretty }, target))
    } else if format.ndjson {
        Box::new(Json::new(&JsonOptions { layout: Layout::Lines, pretty: false }, target))
    } else if format.csv {
        Box::new(Csv::new(&csv(Rows::Invoices), target))
    } else if format.csv_lines {
        Box::new(Csv::new(&csv(Rows::Lines), target))
    } else {
        Box::new(Summary::new(target, single, colour, args.lang.into()))
    }
}

/// Reads every document and hands it on. An error is one of the output.
fn read_all(
    args: &ExtractArgs,
    inputs: Inputs,
    exporters: &mut [Box<dyn Export + '_>],
    mut views: Option<Views>,
    tally: &mut Tally,
    interrupted: &Arc<AtomicBool>,
) -> Result<(), Error> {
    let options = args.options();
    let lang: Lang = args.lang.into();
    let single = Inputs::is_single(&args.paths);
    let cancel = Cancel::new();
    on_interrupt(&cancel, interrupted);
    let bar = progress(&inputs, single || args.quiet);
    let started = Instant::now();
    let mut output = Ok(());
    let mut api = OCRFactureAPI::local().cancelled_by(cancel.clone());
    if let Some(folder) = &args.ocr.cache {
        api = api.cached_in(folder);
    }
    let pages = page_progress(single && !args.quiet);
    api = api.telling({
        let pages = pages.clone();
        move |event| {
            pages.set_length(event.of as u64);
            pages.set_position(event.done as u64);
        }
    });
    api.batch_extract(inputs, &options, args.jobs, |event| {
        let (source, result) = match event {
            _ if cancel.is_cancelled() => return ControlFlow::Break(()),
            BatchEvent::Progress { .. } => {
                bar.inc(1);
                return ControlFlow::Continue(());
            }
            BatchEvent::Result { source, result } => (source, *result),
        };
        let path = source.name();
        match &result {
            Ok(_) => tally.read += 1,
            Err(e) => {
                tally.failed += 1;
                bar.suspend(|| say::failed(&path, e, lang));
            }
        }
        let document = Document { path: &path, outcome: result.as_ref() };
        output =
            pages.suspend(|| bar.suspend(|| exporters.iter_mut().try_for_each(|exporter| exporter.add(&document))));
        if let (Ok(()), Some(views), Ok(extraction)) = (&output, &mut views, &result) {
            output = views.add(&source, extraction, &options, &cancel);
        }
        if output.is_err() {
            cancel.cancel();
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    pages.finish_and_clear();
    output?;
    if !cancel.is_cancelled() {
        exporters.iter_mut().try_for_each(|exporter| exporter.finish())?;
        if !single && !args.quiet {
            tally.tell(started.elapsed(), lang);
        }
    }
    Ok(())
}

/// Ctrl-C ends the work cleanly; a second one ends the process on the spot.
fn on_interrupt(cancel: &Cancel, interrupted: &Arc<AtomicBool>) {
    let (cancel, interrupted) = (cancel.clone(), Arc::clone(interrupted));
    let handler = move || {
        if interrupted.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        cancel.cancel();
    };
    // Without a handler Ctrl-C still ends the process, only less tidily.
    let _ = ctrlc::set_handler(handler);
}

/// A bar on stderr, where a person is looking and there is something to wait for.
fn progress(inputs: &Inputs, hidden: bool) -> ProgressBar {
    if hidden || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(inputs.count() as u64);
    let template = "{bar:30} {human_pos}/{human_len} · {per_sec:.1} · reste {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

/// A bar of the pages recognised, for one document: it shows with the first of several.
fn page_progress(shown: bool) -> ProgressBar {
    if !shown || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} page {human_pos}/{human_len} · reste {eta}") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

fn unwritten(e: &io::Error) -> Exit {
    say::error(format_args!("la sortie ne peut pas être écrite : {e}"));
    Exit::Unwritten
}

impl Tally {
    fn exit(&self) -> Exit {
        match (self.read, self.failed) {
            (0, _) => Exit::NoneRead,
            (_, 0) => Exit::AllRead,
            _ => Exit::SomeFailed,
        }
    }

    fn tell(&self, elapsed: Duration, lang: Lang) {
        let Self { read, failed } = self;
        let seconds = elapsed.as_secs_f32();
        match lang {
            _ if read + failed == 0 => say::note(say::pick(lang, "aucun document trouvé", "no document found")),
            Lang::Fr => say::note(format_args!("{read} lu(s), {failed} en échec, en {seconds:.1} s")),
            Lang::En => say::note(format_args!("{read} read, {failed} failed, in {seconds:.1} s")),
        }
    }
}
