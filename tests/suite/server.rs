//! A running `ocr-facture serve`, for the tests that speak to one.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long it may take to answer: models are loaded, on a machine that does other things.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server, stopped with this value.
pub(crate) struct Server {
    child: Child,
    /// Where it answers.
    pub(crate) url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command, where it was built: `cargo test --workspace` builds it beside the programs of this crate.
fn command() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_generate"));
    let built = folder.parent()?.join("ocr-facture");
    built.is_file().then_some(built)
}

/// Starts one for a test of that name; none, with a word, where the command is not built.
pub(crate) fn start(test: &str) -> Option<Server> {
    let Some(command) = command() else {
        println!("not run: {test} needs target/debug/ocr-facture (cargo build -p ocr-facture-cli)");
        return None;
    };
    let ready = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}.url", std::process::id()));
    let _ = std::fs::remove_file(&ready);
    let child = Command::new(command)
        .args(["serve", "--listen", "127.0.0.1:0", "--debug", "--ready-file"])
        .arg(&ready)
        .env("OCR_FACTURE__STORE__URL", "sqlite::memory:")
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the server starts");
    let mut server = Server { child, url: String::new() };
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        let told = std::fs::read_to_string(&ready).unwrap_or_default();
        if told.trim().starts_with("http") {
            server.url = told.trim().trim_end_matches('/').to_owned();
            let _ = std::fs::remove_file(&ready);
            return Some(server);
        }
        let ended = server.child.try_wait().expect("a child");
        assert!(ended.is_none(), "the server ended with {ended:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the server does not answer within {PATIENCE:?}")
}

/// Whether these programs are on the machine; says which is not.
pub(crate) fn has(test: &str, programs: &[&str]) -> bool {
    let missing: Vec<_> = programs.iter().filter(|p| Command::new(p).arg("--version").output().is_err()).collect();
    if !missing.is_empty() {
        println!("not run: {test} needs {missing:?} (sh tests/tools/install.sh)");
    }
    missing.is_empty()
}
