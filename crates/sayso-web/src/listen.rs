//! Connections: how many there may be, and how long a client may take.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections that are open at once; more wait.
const CONNECTIONS: usize = 512;

/// How long the head of a request may take: a client that dribbles it is cut off.
const HEAD: Duration = Duration::from_secs(10);

/// How long answers that are on their way may take when the program is told to stop.
const LAST: Duration = Duration::from_secs(2);

/// Headers that a request may have, in bytes.
const HEADERS: usize = 64 << 10;

/// Takes connections until told to stop.
pub async fn listen(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(permit) = Arc::clone(&open).acquire_owned().await else { break };
        let stream = tokio::select! {
            came = listener.accept() => match came {
                Ok((stream, _)) => stream,
                // Too many open files, or a client that is gone already: others may come.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let service = TowerToHyperService::new(app.clone());
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEADERS).keep_alive(true);
        let talk = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that breaks off is nobody's error.
            let _ = talk.await;
            drop(permit);
        });
    }
    let _ = tokio::time::timeout(LAST, graceful.shutdown()).await;
    Ok(())
}
