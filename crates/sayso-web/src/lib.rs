//! The desk: the ledger in a browser, served by the program itself, with everything embedded, and the HTTP API that it stands on.
//!
//! What comes over HTTP is hostile: see [`guard`] for who may ask, [`listen`] for what a client may cost.

pub mod problem;
pub mod guard;
pub mod listen;
mod asset;
pub mod board;
pub mod state;
pub mod queue;
mod cache;
pub mod job;
pub mod search;
pub mod desk;
pub mod api;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::net::TcpListener;

pub use desk::Desk;
pub use guard::Guard;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Config {
    /// The ledger's file.
    pub ledger: PathBuf,
    /// Where to listen.
    pub addr: SocketAddr,
    /// The token that every request must carry; one is needed beyond loopback.
    pub token: Option<String>,
    /// Names under which the desk may be asked for, beside those of the machine itself.
    pub hosts: Vec<String>,
    /// Whether copies of pages, mails and documents are kept beside the ledger.
    pub originals: bool,
    /// The time that entries are written with, as an ISO timestamp of UTC.
    pub now: fn() -> String,
}

/// Serves the ledger until the program is told to stop. `ready` is called with the address once it listens.
pub fn serve(config: Config, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    if config.token.is_none() && !config.addr.ip().is_loopback() {
        return Err(io::Error::other(format!("{} can be reached from other machines, and there is no token; give one", config.addr)));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(config.addr).await?;
        let addr = listener.local_addr()?;
        let guard = Guard::new(addr, &config.hosts, config.token.as_deref());
        let desk = Arc::new(Desk::open(config).map_err(io::Error::other)?);
        desk::keep(&desk);
        job::keep(&desk);
        ready(addr);
        listen::listen(listener, app(desk, Arc::new(guard)), stopped()).await
    })
}

/// A token that nobody guesses.
pub fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Threads that talk to clients; what takes long runs on threads of its own.
const WORKERS: usize = 2;

/// Everything that is answered.
pub fn app(desk: Arc<Desk>, guard: Arc<Guard>) -> Router {
    let api = api::router().layer(from_fn_with_state(Arc::clone(&desk), cache::cached)).with_state(desk);
    Router::new().nest("/api/v1", api).fallback(asset::page).layer(from_fn(guard::headers)).layer(from_fn_with_state(guard, guard::check))
}

/// Ends when the program is told to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupted => (), _ = ended.recv() => () }
            return;
        }
    }
    // Without a handler there is nothing to wait for but the end of the program.
    if interrupted.await.is_err() {
        std::future::pending::<()>().await;
    }
}
