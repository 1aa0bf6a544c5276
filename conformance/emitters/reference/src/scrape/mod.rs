//! The endpoint that is scraped.

mod accept;
mod answer;
mod exposition;
mod oddities;
mod wrong_body;

use hyper::StatusCode;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use tokio::runtime::Handle;

pub(crate) use wrong_body::flushed;

use crate::defects::{self, Defect};
use crate::reader::Shared;

/// Serves `/metrics` on a port of 127.0.0.1.
pub(crate) fn serve(registry: &Shared, port: u16, runtime: &Handle) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    listener.set_nonblocking(true)?;
    let registry = Arc::clone(registry);
    runtime.spawn(async move {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
        loop {
            // Who is gone before he is let in is nobody's loss.
            let Ok((stream, _)) = listener.accept().await else { continue };
            let registry = Arc::clone(&registry);
            let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                let registry = Arc::clone(&registry);
                async move {
                    let (head, _) = request.into_parts();
                    let work = move || answer::answer(&registry, &head.method, &head.uri, &head.headers);
                    let answer = tokio::task::spawn_blocking(work).await;
                    let broken = |_| answer::plain(StatusCode::INTERNAL_SERVER_ERROR);
                    Ok::<_, Infallible>(answer.unwrap_or_else(broken))
                }
            });
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::spawn(async move {
                if connection.await.is_err() && defects::has(Defect::DiesWhenHungUp) {
                    std::process::exit(1);
                }
            });
        }
    });
    Ok(())
}
