//! A `/metrics` endpoint for libraries that have none of their own, as the example of prometheus-client builds it.

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::error::Error;
use std::net::TcpListener;
use std::{io, thread};

/// A Content-Type and a body, or why there is none.
pub type Answer = Result<(&'static str, String), Box<dyn Error>>;

/// Serves what `render` gives, on threads of its own. When this returns the port is open.
///
/// # Errors
/// When the port is taken.
pub fn serve(port: u16, render: impl Fn() -> Answer + Clone + Send + Sync + 'static) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let routes = Router::new().route("/metrics", get(async move || response(render())));
    thread::spawn(move || {
        runtime.block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener)?, routes).await })
    });
    Ok(())
}

fn response(answer: Answer) -> Response {
    match answer {
        Ok((content_type, body)) => ([(CONTENT_TYPE, content_type)], body).into_response(),
        Err(why) => (StatusCode::INTERNAL_SERVER_ERROR, why.to_string()).into_response(),
    }
}
