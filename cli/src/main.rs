//! The `ocr-facture` command: a thin face over the library.
#![forbid(unsafe_code)]

mod args;
mod extract;
mod facturx;
mod facturx_args;
mod inputs;
mod invoice_json;
mod judge;
mod judge_args;
#[cfg(all(unix, feature = "serve"))]
mod keys;
mod models;
mod ocr_args;
mod output;
mod report;
mod say;
#[cfg(all(unix, feature = "serve"))]
mod serve;
mod summary;
mod text;
mod usage;
mod view;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Verb};
use ocr_facture::OCRFactureAPI;
use output::Exit;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => return usage::tell(e).into(),
    };
    let exit = match cli.verb {
        Verb::Extract(args) => extract::run(*args),
        Verb::Facturx(args) => facturx::run(&args),
        Verb::Check(args) => judge::run(&args, judge::check),
        Verb::Validate(args) => judge::run(&args, OCRFactureAPI::validate),
        Verb::Models(args) => models::run(&args),
        #[cfg(all(unix, feature = "serve"))]
        Verb::Serve(args) => serve::run(&args),
        #[cfg(all(unix, feature = "serve"))]
        Verb::Keys(args) => keys::run(&args),
        #[cfg(all(unix, feature = "serve"))]
        Verb::Worker => serve::work(),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "ocr-facture", &mut script);
            output::print(&script)
        }
        Verb::Man { directory } => man(directory.as_deref()),
    };
    exit.into()
}

/// The manual: the command's own page on stdout, or every page into a directory.
fn man(directory: Option<&std::path::Path>) -> Exit {
    let command = Cli::command();
    let written = match directory {
        Some(directory) => {
            std::fs::create_dir_all(directory).and_then(|()| clap_mangen::generate_to(command, directory))
        }
        None => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(command).render(&mut page) {
                Ok(()) => return output::print(&page),
                Err(e) => Err(e),
            }
        }
    };
    match written {
        Ok(()) => Exit::AllRead,
        Err(e) => {
            say::error(format_args!("{e}"));
            Exit::Unwritten
        }
    }
}
