//! Word error of texts against the words of their pages.
//!
//! `word-error [--each] TRUTH READ [TRUTH READ]...` prints the rate over all pairs, and each pair's with `--each`.

use std::process::ExitCode;

use ocr_facture_tests::score::words::{WordError, word_error};

fn main() -> ExitCode {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a == "--each");
    let mut sum = WordError::default();
    for pair in files.chunks(2) {
        let [truth, read] = pair else {
            eprintln!("a truth and a reading, in pairs");
            return ExitCode::FAILURE;
        };
        match (std::fs::read_to_string(truth), std::fs::read_to_string(read)) {
            (Ok(truth), Ok(text)) => {
                let error = word_error(&[truth], &[text]);
                if !flags.is_empty() {
                    println!("{:6.2} %  {read}", error.rate() * 100.0);
                }
                sum.merge(error);
            }
            (Err(e), _) | (_, Err(e)) => {
                eprintln!("{truth}, {read}: {e}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{:.2} % of {} words", sum.rate() * 100.0, sum.truth);
    ExitCode::SUCCESS
}
