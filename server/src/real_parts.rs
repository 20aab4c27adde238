//! Redis and PostgreSQL for tests: started on a free port in a folder of their own, killed as a crash would, started
//! again. Where one is not installed, its tests say so and are not run.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A certificate of 127.0.0.1 and `localhost` that vouches for itself.
pub(crate) struct Tls {
    pub(crate) certificate: PathBuf,
    key: PathBuf,
}

impl Tls {
    /// Made in this folder by openssl.
    pub(crate) fn new(folder: &Path) -> Option<Self> {
        let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
        let command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
            -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE";
        let mut openssl = Command::new("openssl");
        openssl.args(command.split_whitespace()).arg("-out").arg(&certificate).arg("-keyout").arg(&key);
        let Ok(made) = openssl.output() else {
            eprintln!("not run: openssl is not installed (tests/server/install.sh)");
            return None;
        };
        assert!(made.status.success(), "openssl: {}", String::from_utf8_lossy(&made.stderr));
        Some(Self { certificate, key })
    }
}

/// A server process, ended with the test.
pub(crate) struct Part {
    child: Child,
    pub(crate) port: u16,
    folder: PathBuf,
    command: Vec<String>,
}

impl Part {
    /// `redis-server`, without persistence; over TLS alone where there is a certificate.
    pub(crate) fn redis(tls: Option<&Tls>) -> Option<Self> {
        if !found("redis-server") {
            eprintln!("not run: redis-server is not installed (tests/server/install.sh)");
            return None;
        }
        let (port, folder) = (free_port(), new_folder("redis"));
        let (plain, over_tls) = if tls.is_some() { (0, port) } else { (port, 0) };
        let command =
            format!("redis-server --port {plain} --tls-port {over_tls} --appendonly no --bind 127.0.0.1 --save");
        let mut command: Vec<String> = command.split(' ').map(str::to_owned).collect();
        command.extend(["".into(), "--dir".into(), folder.display().to_string()]);
        if let Some(Tls { certificate, key }) = tls {
            for (flag, file) in [("cert", certificate), ("key", key), ("ca-cert", certificate)] {
                command.extend([format!("--tls-{flag}-file"), file.display().to_string()]);
            }
            command.extend(["--tls-auth-clients", "no"].map(str::to_owned));
        }
        Some(Self::start(command, port, folder))
    }

    /// PostgreSQL of Debian, which speaks TLS too where there is a certificate; as the user `postgres` where we are
    /// root, which it refuses.
    pub(crate) fn postgres(tls: Option<&Tls>) -> Option<Self> {
        let mut homes: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path().join("bin"))
            .filter(|bin| bin.join("postgres").exists())
            .collect();
        homes.sort();
        let Some(bin) = homes.pop() else {
            eprintln!("not run: PostgreSQL is not installed (tests/server/install.sh)");
            return None;
        };
        let (port, folder) = (free_port(), new_folder("postgres"));
        let as_user: Vec<String> = match root() {
            true => {
                let key = tls.map(|tls| tls.key.as_path());
                Command::new("chown").arg("postgres").arg(&folder).args(key).status().unwrap();
                ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"].map(str::to_owned).to_vec()
            }
            false => Vec::new(),
        };
        let data = folder.join("data").display().to_string();
        let mut initdb = as_user.clone();
        initdb.push(bin.join("initdb").display().to_string());
        initdb.extend(["-D", &data, "-U", "ocrf", "--auth=trust", "-E", "UTF8", "--no-sync"].map(str::to_owned));
        let made = Command::new(&initdb[0]).args(&initdb[1..]).current_dir(&folder).output().unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let mut command = as_user;
        command.push(bin.join("postgres").display().to_string());
        let socket = folder.display().to_string();
        let options = ["-D", &data, "-p", &port.to_string(), "-k", &socket, "-h", "127.0.0.1", "-c", "fsync=off"];
        command.extend(options.map(str::to_owned));
        if let Some(Tls { certificate, key }) = tls {
            let (certificate, key) = (certificate.display(), key.display());
            let options = ["ssl=on".into(), format!("ssl_cert_file={certificate}"), format!("ssl_key_file={key}")];
            options.into_iter().for_each(|option: String| command.extend(["-c".into(), option]));
        }
        Some(Self::start(command, port, folder))
    }

    fn start(command: Vec<String>, port: u16, folder: PathBuf) -> Self {
        let child = spawn(&command, port, &folder);
        Self { child, port, folder, command }
    }

    pub(crate) fn redis_url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    pub(crate) fn postgres_url(&self) -> String {
        format!("postgres://ocrf@127.0.0.1:{}/postgres", self.port)
    }

    /// SIGKILL, as a crash.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // The children of PostgreSQL see that it is gone and end; its shared memory must be free for the next.
        std::thread::sleep(Duration::from_millis(300));
    }

    /// The same again, on the same port and folder.
    pub(crate) fn restart(&mut self) {
        let _ = fs::remove_file(self.folder.join("data/postmaster.pid"));
        self.child = spawn(&self.command, self.port, &self.folder);
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Started, and answering.
fn spawn(command: &[String], port: u16, folder: &Path) -> Child {
    let log = fs::File::create(folder.join("log")).unwrap();
    let mut child = Command::new(&command[0])
        .args(&command[1..])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap();
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let ended = child.try_wait().unwrap();
        let late = started.elapsed() > Duration::from_secs(60);
        assert!(ended.is_none() && !late, "{command:?}: {}", fs::read_to_string(folder.join("log")).unwrap());
        std::thread::sleep(Duration::from_millis(20));
    }
    child
}

fn found(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok()
}

fn root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A folder nobody else has, that other users can enter.
pub(crate) fn new_folder(name: &str) -> PathBuf {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("ocrf-{name}-{}-{number}", std::process::id()));
    // Of a run that was killed and had this number.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
