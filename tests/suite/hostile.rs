//! Every hostile document is read in a process of its own, with little memory: what comes of it is an answer.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ocr_facture_tests::hostile::{Case, Expect, cases};
use serde_json::Value;

/// Memory one document may take.
const PEAK_KIB: u64 = 200 << 10;
/// Address space of the process, in KiB: a runaway ends here.
const ADDRESS_SPACE_KIB: u64 = 1 << 20;
/// When the process is given up. The engine gives itself two seconds; this only keeps a hang from holding up the suite.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the reader on a case, and gives the lines it wrote.
fn read(case: &Case) -> Result<Vec<Value>, String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let (file, answer) = (folder.join(case.name), folder.join(format!("{}.out", case.name)));
    std::fs::write(&file, (case.make)()).map_err(|e| e.to_string())?;
    let out = std::fs::File::create(&answer).map_err(|e| e.to_string())?;
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {ADDRESS_SPACE_KIB}; exec \"$0\" \"$1\""))
        .arg(env!("CARGO_BIN_EXE_read-document"))
        .arg(&file)
        .env("MALLOC_ARENA_MAX", "1")
        .stdout(Stdio::from(out))
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let started = Instant::now();
    let status = loop {
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(status) => break status,
            None if started.elapsed() > PATIENCE => {
                child.kill().map_err(|e| e.to_string())?;
                child.wait().map_err(|e| e.to_string())?;
                return Err("hangs".into());
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let mut complaint = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        std::io::Read::read_to_string(&mut stderr, &mut complaint).map_err(|e| e.to_string())?;
    }
    let lines = std::fs::read_to_string(&answer).map_err(|e| e.to_string())?;
    std::fs::remove_file(&file).map_err(|e| e.to_string())?;
    if !status.success() || lines.lines().count() != 3 {
        return Err(format!("ends with {status}: {lines}{complaint}"));
    }
    lines.lines().map(|l| serde_json::from_str(l).map_err(|e| e.to_string())).collect()
}

/// Why the answer is not the expected one.
fn judge(case: &Case, answer: &Value) -> Result<(), String> {
    let code = answer["error"].as_str();
    let pages = answer["pages"].as_u64().unwrap_or(0);
    let fine = match case.expect {
        Expect::Error(codes) => code.is_some_and(|c| codes.contains(&c)),
        Expect::Word(word) => answer["words"].as_array().is_some_and(|w| w.iter().any(|w| w == word)),
        Expect::Pages => pages > 0,
        Expect::Xml => code.is_none() && answer["xml"] == true,
        Expect::PagesOr(codes) => pages > 0 || code.is_some_and(|c| codes.contains(&c)),
    };
    if fine { Ok(()) } else { Err(format!("expected {:?}, got {answer:.300}", case.expect)) }
}

#[test]
fn every_case_ends_well() {
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    let next = std::sync::atomic::AtomicUsize::new(0);
    let failures = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    let outcome = read(case).and_then(|lines| {
                        judge(case, &lines[0])?;
                        let peak = lines[1]["peak_kib"].as_u64().unwrap_or(0);
                        if peak > PEAK_KIB { Err(format!("takes {} MiB", peak >> 10)) } else { Ok(()) }
                    });
                    if let Err(why) = outcome {
                        failures.lock().expect("no thread panics").push(format!("{}: {why}", case.name));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no thread panics");
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn names_are_unique() {
    let mut names: Vec<&str> = cases().iter().map(|c| c.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
