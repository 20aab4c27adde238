//! A server of one's own, in this process or another, and a client that sees every byte.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ocr_facture_server::config::Config;
use ocr_facture_server::keys::{Environment, Keys, NewKey, Wanted};
use ocr_facture_server::{Program, Server};
use serde_json::Value;
use tokio::sync::oneshot;

/// Says what this binary is when it is started again.
pub(crate) const ROLE: &str = "OCR_FACTURE_TEST_ROLE";

/// What the configuration of a server in another process is told in.
const CONFIG: &str = "OCR_FACTURE_TEST_CONFIG";

/// A server that answers until it is dropped.
pub(crate) struct Running {
    client: Client,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _turn: Turn,
}

/// Servers of this process run beside each other, but for one whose test kills workers: it could not tell them apart.
static TURNS: RwLock<()> = RwLock::new(());

enum Turn {
    Shared { _turn: RwLockReadGuard<'static, ()> },
    Alone { _turn: RwLockWriteGuard<'static, ()> },
}

/// This binary in another role.
pub(crate) fn program(role: &str) -> Program {
    Program {
        path: std::env::current_exe().expect("the test binary"),
        arguments: ["--exact", "process", "--nocapture"].map(OsString::from).into(),
        variables: vec![(ROLE.into(), role.into())],
    }
}

/// A server in debug mode on a free port, with two workers; `toml` goes over the defaults.
pub(crate) fn server(toml: &str) -> Running {
    running(toml, Turn::Shared { _turn: TURNS.read().unwrap_or_else(PoisonError::into_inner) })
}

/// The same, while no other server of this process runs.
pub(crate) fn server_alone(toml: &str) -> Running {
    running(toml, Turn::Alone { _turn: TURNS.write().unwrap_or_else(PoisonError::into_inner) })
}

fn running(toml: &str, turn: Turn) -> Running {
    let variables = [
        ("OCR_FACTURE__LISTEN__ADDRESS", "127.0.0.1:0"),
        ("OCR_FACTURE__LISTEN__DEBUG", "true"),
        ("OCR_FACTURE__LISTEN__DRAIN_SECONDS", "5"),
        ("OCR_FACTURE__CACHE__MODE", "off"),
        ("OCR_FACTURE__WORKERS__COUNT", "2"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = Config::from_parts(Some(toml), variables).expect("a configuration");
    let (told, address) = std::sync::mpsc::channel();
    let (stop, stopped) = oneshot::channel();
    let thread = std::thread::spawn(move || {
        runtime().block_on(async {
            let server = Server::bind(config, program("worker")).await.expect("a server");
            told.send(server.address().expect("its address")).expect("someone waits");
            server.run(async { drop(stopped.await) }).await.expect("a server that ends well");
        });
    });
    let client = Client { address: address.recv().expect("a server") };
    Running { client, stop: Some(stop), thread: Some(thread), _turn: turn }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("tokio")
}

impl Deref for Running {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

/// A server in a process of its own, that can be killed.
pub(crate) struct Process {
    child: Child,
    client: Client,
    /// Where it tells its address.
    _folder: Folder,
}

impl Process {
    /// With this configuration, on a free port.
    pub(crate) fn start(toml: &str) -> Self {
        Self::start_with(toml, None)
    }

    /// The same, with this variable.
    pub(crate) fn start_with(toml: &str, variable: Option<(&str, &Path)>) -> Self {
        let (role, folder) = (program("server"), Folder::new());
        let ready = folder.join("ready");
        let child = Command::new(&role.path)
            .args(&role.arguments)
            .envs([(ROLE, "server"), (CONFIG, toml)])
            .env("OCR_FACTURE__LISTEN__ADDRESS", "127.0.0.1:0")
            .env("OCR_FACTURE__LISTEN__READY_FILE", &ready)
            .env("OCR_FACTURE__WORKERS__COUNT", "2")
            .envs(variable)
            .stdout(Stdio::null())
            .spawn()
            .expect("the test binary");
        let client = Client { address: ([127, 0, 0, 1], 0).into() };
        let mut server = Self { child, client, _folder: folder };
        let begun = Instant::now();
        loop {
            if let Some(address) = std::fs::read_to_string(&ready).ok().and_then(|url| address(&url)) {
                server.client.address = address;
                return server;
            }
            assert!(server.child.try_wait().expect("a child").is_none(), "the server ended");
            assert!(begun.elapsed() < Duration::from_secs(60), "the server does not answer");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, as a crash.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("a child");
        self.child.wait().expect("a child");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Deref for Process {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

/// Pids of what this process has started.
pub(crate) fn children(parent: u32) -> Vec<u32> {
    let pids = std::fs::read_dir("/proc").expect("/proc").flatten();
    let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| status(*pid).lines().any(|line| line == format!("PPid:\t{parent}"))).collect()
}

/// Whether a process is there, and not merely waited for.
pub(crate) fn alive(pid: u32) -> bool {
    status(pid).lines().any(|line| line.starts_with("State:") && !line.contains("zombie"))
}

fn status(pid: u32) -> String {
    std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default()
}

/// `http://127.0.0.1:8080`
fn address(url: &str) -> Option<SocketAddr> {
    url.trim().strip_prefix("http://")?.parse().ok()
}

/// The role of such a process.
pub(crate) fn serve() {
    let toml = std::env::var(CONFIG).expect("a configuration");
    let config = Config::from_parts(Some(&toml), std::env::vars()).expect("a configuration");
    runtime().block_on(async {
        let server = Server::bind(config, program("worker")).await.expect("a server");
        server.run(std::future::pending()).await.expect("a server");
    });
}

/// A folder of its own, gone with the value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(crate::real_parts::new_folder("server"))
    }
}

impl Deref for Folder {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The keys of the store that this configuration names.
pub(crate) fn keys(toml: &str) -> Keys {
    Keys::open(Config::from_parts(Some(toml), []).expect("a configuration")).expect("a store")
}

/// A new key of this tenant, under this plan.
pub(crate) fn key(keys: &Keys, tenant: &str, plan: &str) -> NewKey {
    let wanted =
        Wanted { tenant: tenant.into(), plan: plan.into(), name: "test".into(), environment: Environment::Test };
    keys.create(&wanted).expect("a key")
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// An answer, as it came.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The code of a problem document, whose form is checked.
    pub(crate) fn problem(&self) -> String {
        let problem = self.json();
        assert_eq!(self.headers["content-type"], "application/problem+json", "{problem}");
        assert_eq!(problem["status"], self.status, "{problem}");
        assert_eq!(problem["request_id"], self.headers["x-request-id"], "{problem}");
        ["type", "title", "detail", "instance"].iter().for_each(|key| assert!(problem[key].is_string(), "{problem}"));
        problem["code"].as_str().expect("a code").to_owned()
    }
}

/// Where a server answers.
#[derive(Clone, Copy)]
pub(crate) struct Client {
    address: SocketAddr,
}

impl Client {
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub(crate) fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("Content-Type", "application/json")], body.to_string().as_bytes())
    }

    pub(crate) fn post_form(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
        let (kind, body) = form(parts);
        self.send("POST", path, &[("Content-Type", &kind)], &body)
    }

    /// One request on a connection of its own.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = self.begin(method, path, headers, body);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        parsed(&bytes)
    }

    /// The request without waiting for its answer.
    pub(crate) fn begin(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        stream.write_all(head.as_bytes()).expect("the head is sent");
        stream.write_all(body).expect("the body is sent");
        stream
    }
}

/// Content type and bytes of a form.
pub(crate) fn form(parts: &[(&str, Option<&str>, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--limit--\r\n");
    ("multipart/form-data; boundary=limit".to_owned(), body)
}

fn parsed(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|l| l.split(' ').nth(1)?.parse().ok()).expect("a status");
    let split = |line: &str| line.split_once(": ").map(|(k, v)| (k.to_ascii_lowercase(), v.to_owned()));
    let headers: HashMap<_, _> = lines.filter_map(split).collect();
    let body = bytes[end + 4..].to_vec();
    let told = headers.get("content-length").and_then(|l| l.parse().ok());
    assert!(told.is_none_or(|length: usize| length == body.len()), "a whole answer");
    Answer { status, headers, body }
}

/// An invoice in CII, made by the engine from the example of the repository.
pub(crate) fn cii() -> Vec<u8> {
    use ocr_facture::facturx::{Profile, Syntax};
    let invoice = serde_json::from_str(include_str!("../../examples/facture.json")).expect("the example");
    ocr_facture::OCRFactureAPI::local().generate_xml(&invoice, Syntax::Cii, Profile::En16931).expect("its XML")
}

/// A PNG of one gray, this wide and high, in very few bytes.
pub(crate) fn flat_png(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        png.extend((data.len() as u32).to_be_bytes());
        png.extend_from_slice(kind);
        png.extend_from_slice(data);
        let mut crc = crc32fast::Hasher::new();
        crc.update(kind);
        crc.update(data);
        png.extend(crc.finalize().to_be_bytes());
    };
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 0, 0, 0, 0]);
    chunk(b"IHDR", &head);
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let row = vec![0_u8; width as usize + 1];
    (0..height).for_each(|_| encoder.write_all(&row).expect("memory"));
    chunk(b"IDAT", &encoder.finish().expect("memory"));
    chunk(b"IEND", b"");
    png
}
