//! `ocr-facture validate` and `check`: documents in, reports out as they come.

use std::ops::ControlFlow;

use ocr_facture::check::{Report, Status};
use ocr_facture::export::Export;
use ocr_facture::export::json::{Json, JsonOptions, Layout};
use ocr_facture::export::label::Lang;
use ocr_facture::facturx::{self, Profile};
use ocr_facture::{BatchEvent, CheckOptions, OCRFactureAPI, Result};

use crate::inputs::Inputs;
use crate::invoice_json;
use crate::judge_args::JudgeArgs;
use crate::output::{Exit, Target, is_closed_pipe};
use crate::report::Told;
use crate::say;

/// A verb that answers with a report.
pub(crate) type Verb = fn(&OCRFactureAPI, &[u8], &CheckOptions) -> Result<Report>;

/// `check`: any document, and an invoice in JSON as `facturx` takes it, judged with all that `facturx` would derive.
pub(crate) fn check(api: &OCRFactureAPI, bytes: &[u8], options: &CheckOptions) -> Result<Report> {
    match invoice_json::read(bytes)? {
        // What cannot be written as it is may still be judged as it is.
        Some(invoice) => {
            let whole = facturx::complete(&invoice, Profile::default());
            api.check_invoice(whole.as_ref().unwrap_or(&invoice), options)
        }
        None => api.check_compliance(bytes, options),
    }
}

/// Runs the command.
pub(crate) fn run(args: &JudgeArgs, verb: Verb) -> Exit {
    let single = Inputs::is_single(&args.paths);
    let options = args.options();
    let inputs = Inputs::new(&args.paths, options.limits.bytes);
    let mut target = match Target::open(args.output.as_deref()) {
        Ok(target) => target,
        Err(e) => return unwritten(&e, args.lang.into()),
    };
    let (mut valid, mut invalid, mut unread) = (0_u64, 0_u64, 0_u64);
    let done = {
        let mut answers = Answers::new(args, single, &mut target);
        let api = OCRFactureAPI::local();
        let mut output = Ok(());
        let work = |bytes: &[u8]| verb(&api, bytes, &options);
        let ended = api.batch(inputs, options.limits.bytes, args.jobs, work, |event| {
            let BatchEvent::Result { source, result } = event else { return ControlFlow::Continue(()) };
            let path = source.name();
            match result.as_ref() {
                Ok(report) if report.verdict == Status::Passed => valid += 1,
                // What no rule looked at is not known to be valid.
                Ok(_) => invalid += 1,
                Err(e) => {
                    unread += 1;
                    say::failed(&path, e, args.lang.into());
                }
            }
            output = answers.add(&path, (*result).as_ref());
            if output.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        ended.and(output).and_then(|()| answers.finish())
    };
    let exit = match (valid, invalid, unread) {
        (0, 0, _) => Exit::NoneRead,
        (_, 0, 0) => Exit::AllRead,
        _ => Exit::SomeFailed,
    };
    match done {
        Err(e) if is_closed_pipe(&e) => return exit,
        Err(e) => {
            say::failed(say::pick(args.lang.into(), "sortie", "output"), &e, args.lang.into());
            return Exit::Unwritten;
        }
        Ok(()) => {}
    }
    // A file meant for one report would be empty.
    if args.json && single && valid + invalid == 0 {
        return exit;
    }
    match target.keep() {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => unwritten(&e, args.lang.into()),
        _ => exit,
    }
}

/// Reports as JSON or as text.
enum Answers<'t> {
    Json(Json<'t>),
    Text(Told<'t>),
}

impl<'t> Answers<'t> {
    fn new(args: &JudgeArgs, single: bool, target: &'t mut Target) -> Self {
        let (pretty, colour) = (target.is_terminal(), target.is_coloured());
        let layout = if single { Layout::Object } else { Layout::Array };
        if args.json {
            Self::Json(Json::new(&JsonOptions { layout, pretty }, target))
        } else {
            Self::Text(Told::new(target, colour, args.lang.into()))
        }
    }

    fn add(&mut self, path: &str, result: std::result::Result<&Report, &ocr_facture::Error>) -> Result<()> {
        match (self, result) {
            (Self::Json(json), result) => json.add_answer(path, result),
            (Self::Text(told), Ok(report)) => told.add(path, report),
            (Self::Text(told), Err(_)) => {
                told.add_unread();
                Ok(())
            }
        }
    }

    fn finish(&mut self) -> Result<()> {
        match self {
            Self::Json(json) => json.finish(),
            Self::Text(told) => told.finish(),
        }
    }
}

fn unwritten(e: &std::io::Error, lang: Lang) -> Exit {
    say::unwritten(e, lang);
    Exit::Unwritten
}
