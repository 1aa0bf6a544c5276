//! Requests that wait for an answer which may never come, and answers that are never finished.

use axum::body::Body;
use axum::http::Response;
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
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
    let (parts, _) = answer.into_parts();
    Response::from_parts(parts, Body::new(Broken { line, has_begun: false }))
}

/// A body that announces more than will ever come.
struct Broken {
    line: Line,
    has_begun: bool,
}

impl hyper::body::Body for Broken {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if !self.has_begun {
            self.has_begun = true;
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[0])))));
        }
        // What it began with is written before anybody else runs.
        let line = self.line.clone();
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            line.cut();
        });
        Poll::Pending
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(64)
    }
}
