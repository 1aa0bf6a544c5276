//! Bodies as they come off the network, within a limit.

use axum::body::Body;
use http_body_util::BodyExt;
use std::time::Duration;

/// A body, and how it ended.
pub(super) struct Collected {
    /// What came, up to the limit; nothing if there was more than that.
    pub(super) bytes: Vec<u8>,
    /// How many bytes came in all.
    pub(super) size: u64,
    pub(super) end: End,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All of it came.
    Whole,
    /// It is longer than the limit.
    TooLarge,
    /// The client went away in the middle of it.
    Gone(String),
}

/// How much of a body that is too large is still read, and thrown away. A client that is answered while it writes
/// often reports a broken connection instead of the answer.
const PATIENCE: u64 = 1 << 30;

/// What is set aside for a body whose length is announced, before any of it came.
const TRUSTED: usize = 8 << 20;

/// Reads a body into one piece of memory of just its size. `announced` tells the whole length from the bytes at hand, once they
/// say it, so that a large body is not moved again and again while it grows. With a pace, in bytes a second, it is read no faster.
pub(super) async fn collect(
    mut body: Body,
    limit: usize,
    pace: Option<u32>,
    announced: impl Fn(&[u8]) -> Option<usize>,
) -> Collected {
    let mut bytes = Vec::new();
    let mut size = 0;
    let mut reserved = false;
    loop {
        if !reserved && let Some(length) = announced(&bytes) {
            reserved = true;
            bytes.reserve_exact(length.min(limit).min(TRUSTED).saturating_sub(bytes.len()));
        }
        let chunk = match body.frame().await {
            None => break,
            Some(Err(error)) => return Collected { bytes, size, end: End::Gone(error.to_string()) },
            Some(Ok(frame)) => match frame.into_data() {
                Ok(chunk) => chunk,
                // Trailers of a request mean nothing here.
                Err(_) => continue,
            },
        };
        size += chunk.len() as u64;
        if let Some(pace) = pace {
            // The client's window fills up while nobody reads on.
            let seconds = chunk.len() as f64 / f64::from(pace);
            tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
        }
        if size <= limit as u64 {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
            if size > PATIENCE.saturating_add(limit as u64) {
                break;
            }
        }
    }
    bytes.shrink_to_fit();
    let end = if size > limit as u64 { End::TooLarge } else { End::Whole };
    Collected { bytes, size, end }
}
