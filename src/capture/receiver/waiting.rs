//! Requests that wait for an answer which may never come, and answers that are never finished.

use axum::body::Body;
use axum::http::Response;
use http_body_util::BodyExt;
use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::time::Instant;

use super::line::Line;
use super::site::Site;
use crate::capture::record::Record;

/// A request whose answer is held back. If the client gives up meanwhile, the request is written down with how long it waited.
pub(super) struct Waiting {
    site: Arc<Site>,
    record: Option<Record>,
    begun: Instant,
}

impl Waiting {
    pub(super) fn begin(site: Arc<Site>, record: Record) -> Self {
        Self { site, record: Some(record), begun: Instant::now() }
    }

    /// The client is still there.
    pub(super) fn over(mut self) -> Record {
        let mut record = self.record.take().unwrap_or_else(|| unreachable!("it is taken once, here"));
        record.duration = Some(self.begun.elapsed());
        record
    }
}

/// The connection or the stream is gone, and with it everything that waited there.
impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(mut record) = self.record.take() {
            record.duration = Some(self.begun.elapsed());
            record.problem = Some("the client went away before it was answered".to_owned());
            self.site.recording.record(record);
        }
    }
}

/// An answer whose head and first byte are sent, and then nothing any more.
pub(super) fn broken_off(answer: Response<Body>, line: Line) -> Response<Body> {
    let (mut parts, _) = answer.into_parts();
    parts.headers.insert("content-length", 64.into());
    let first = http_body_util::Full::new(bytes::Bytes::from_static(&[0]));
    let never = async move {
        // The first part is on its way when it is asked for more; the task runs after that has been written.
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            line.cut();
        });
        pending::<Option<Result<_, Infallible>>>().await
    };
    Response::from_parts(parts, Body::new(first.with_trailers(never)))
}
