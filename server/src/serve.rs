//! The server as a process: it binds, tells that it is ready, answers, and ends without dropping work.

use std::convert::Infallible;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{HttpService, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use ocr_facture::{Error, ErrorKind, Result};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt;

use crate::config::Config;
use crate::router::router;
use crate::routes::metrics;
use crate::state::AppState;
use crate::telemetry::{self, metrics::READY};
use crate::worker::Program;

/// How long connections are still taken once the server is told to stop.
const LAST_CALL: Duration = Duration::from_millis(50);

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    /// Where metrics are answered to whoever reaches it.
    metrics: Option<TcpListener>,
    state: AppState,
}

/// Serves until SIGTERM or SIGINT, then lets the requests at work end.
///
/// # Errors
/// `unavailable` when the address cannot be taken; else as [`Server::bind`].
pub fn serve(config: Config) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| broken(e, "tokio"))?;
    telemetry::start(&config.telemetry)?;
    let ended = runtime.block_on(async {
        let server = Server::bind(config, Program::this().map_err(|e| broken(e, "worker"))?).await?;
        let mut term = signal(SignalKind::terminate()).map_err(|e| broken(e, "SIGTERM"))?;
        let mut int = signal(SignalKind::interrupt()).map_err(|e| broken(e, "SIGINT"))?;
        server
            .run(async move {
                tokio::select! {
                    _ = term.recv() => {},
                    _ = int.recv() => {},
                }
            })
            .await
    });
    telemetry::finish();
    ended
}

impl Server {
    /// Takes the address and opens all the server needs; `program` is what it starts as workers.
    ///
    /// # Errors
    /// `unavailable` when the address cannot be taken, or a part the configuration names cannot be opened.
    pub async fn bind(config: Config, program: Program) -> Result<Self> {
        config.listen.check()?;
        let listener = taken(config.listen.address).await?;
        let metrics = match config.telemetry.metrics_address() {
            Some(address) => Some(taken(address).await?),
            None => None,
        };
        Ok(Self { listener, metrics, state: AppState::open(config, program).await? })
    }

    /// The address it listens at.
    ///
    /// # Errors
    /// `internal` when the system does not tell.
    pub fn address(&self) -> Result<SocketAddr> {
        self.listener.local_addr().map_err(|e| broken(e, "adresse"))
    }

    /// Answers until `stop` is done, then takes no more and waits for the requests at work, as long as configured.
    ///
    /// # Errors
    /// `internal` when the ready file cannot be written.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<()> {
        let listen = self.state.config.listen.clone();
        let app = router(self.state.clone());
        let (stopping, places) = (watch::Sender::new(false), Arc::new(Semaphore::new(listen.connections)));
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(listen.header_time());
        let metrics = self.metrics.map(|listener| {
            let app = Router::new().route("/metrics", get(metrics::open));
            tokio::spawn(axum::serve(listener, app).into_future())
        });
        let address = self.listener.local_addr().map_err(|e| broken(e, "adresse"))?;
        if let Some(path) = listen.ready_file() {
            tell(&path, &format!("http://{address}")).map_err(|e| broken(e, "ready_file"))?;
        }
        READY.get().set(1);
        tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "ready");
        tokio::pin!(stop);
        let begin = |(stream, place): (TcpStream, Option<OwnedSemaphorePermit>)| {
            let Ok(peer) = stream.peer_addr() else { return };
            let _ = stream.set_nodelay(true);
            let service = service(app.clone(), peer);
            let connection = http.serve_connection(TokioIo::new(stream), service);
            tokio::spawn(served(connection, stopping.subscribe(), place));
        };
        loop {
            tokio::select! {
                () = &mut stop => break,
                accepted = accept(&self.listener, &places) => begin(accepted),
            }
        }
        READY.get().set(0);
        tracing::info!("stopping");
        // Those the system has already let in are answered too.
        let last = tokio::time::Instant::now() + LAST_CALL;
        while let Ok(accepted) = tokio::time::timeout_at(last, accept(&self.listener, &places)).await {
            begin(accepted);
        }
        drop(self.listener);
        stopping.send_replace(true);
        let _ = tokio::time::timeout(listen.drain_time(), stopping.closed()).await;
        if let Some(path) = listen.ready_file() {
            let _ = fs::remove_file(path);
        }
        if let Some(metrics) = metrics {
            metrics.abort();
        }
        tracing::info!("stopped");
        Ok(())
    }
}

async fn taken(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|e| {
        Error::new(ErrorKind::Unavailable, "Cette adresse ne peut pas être prise.")
            .with("address", address)
            .caused_by(e)
    })
}

/// Answers what one client asks, until it leaves or the server stops.
async fn served<S>(
    connection: http1::Connection<TokioIo<TcpStream>, S>,
    mut stopping: watch::Receiver<bool>,
    place: Option<OwnedSemaphorePermit>,
) where
    S: HttpService<Incoming, ResBody = Body>,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut connection = pin!(connection);
    // A client that breaks off is no error of ours.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = async { drop(stopping.wait_for(|stop| *stop).await) } => {
            // hyper shuts a connection it has read nothing from, even when the request is on its way: it has a moment.
            if tokio::time::timeout(LAST_CALL, connection.as_mut()).await.is_err() {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
    }
    drop(place);
}

/// The next connection, and its place among those that may be open.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed.
    let place = places.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            // Out of descriptors: one may come free.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// The routes, told where the client is.
fn service(
    app: Router,
    peer: SocketAddr,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = Infallible,
    Future = impl Future<Output = std::result::Result<axum::response::Response, Infallible>> + Send,
> {
    service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        app.clone().oneshot(request)
    })
}

/// Writes the file in one step: who waits for it never reads half of it.
fn tell(path: &Path, url: &str) -> std::io::Result<()> {
    let partial = path.with_extension("partial");
    fs::write(&partial, format!("{url}\n"))?;
    fs::rename(&partial, path)
}

fn broken(error: std::io::Error, what: &str) -> Error {
    Error::new(ErrorKind::Internal, "Le système refuse ce dont le serveur a besoin.")
        .with("what", what)
        .caused_by(error)
}
