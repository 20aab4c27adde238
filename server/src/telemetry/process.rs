//! What the system knows of this process, under the names every Prometheus client uses.

use std::fs;
use std::time::Duration;

use super::registry::{head, sample};

/// Ticks a second in `/proc/self/stat`: fixed by Linux for what programs see.
const TICKS: f64 = 100.0;
/// Bytes of a page of memory; where it is not so, resident memory is read from `status` instead.
const KIB: u64 = 1024;

/// Appends what could be read; a system without `/proc` tells nothing.
pub(crate) fn write(out: &mut String) {
    let gauges = [
        ("process_resident_memory_bytes", "Resident memory size in bytes.", resident()),
        ("process_open_fds", "Number of open file descriptors.", fs::read_dir("/proc/self/fd").ok().map(count)),
        ("process_max_fds", "Maximum number of open file descriptors.", max_files()),
    ];
    for (name, help, value) in gauges {
        if let Some(value) = value {
            head(out, name, help, "gauge");
            sample(out, name, "", value);
        }
    }
    let Some((cpu, started)) = times() else { return };
    head(out, "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", "counter");
    sample(out, "process_cpu_seconds_total", "", cpu);
    if let Some(boot) = boot() {
        let name = "process_start_time_seconds";
        head(out, name, "Start time of the process since unix epoch in seconds.", "gauge");
        sample(out, name, "", boot + started);
    }
}

fn count(entries: fs::ReadDir) -> u64 {
    entries.count() as u64
}

/// Resident memory of this process.
pub(crate) fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? * KIB)
}

fn max_files() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Seconds of processor, and seconds from boot to start.
fn times() -> Option<(f64, f64)> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| fields.get(i)?.parse::<f64>().ok();
    Some(((ticks(11)? + ticks(12)?) / TICKS, ticks(19)? / TICKS))
}

/// When the machine started, in seconds of Unix time.
fn boot() -> Option<f64> {
    let stat = fs::read_to_string("/proc/stat").ok()?;
    let seconds = stat.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).as_secs_f64())
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_is_told() {
        let mut out = String::new();
        super::write(&mut out);
        for name in ["resident_memory_bytes", "open_fds", "max_fds", "cpu_seconds_total", "start_time_seconds"] {
            assert!(out.contains(&format!("\nprocess_{name} ")), "{name} in {out}");
        }
    }
}
