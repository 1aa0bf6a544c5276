//! What one request to the target brought.

use bytes::Bytes;
use std::time::{Duration, SystemTime};

/// The answer of a target, or why there is none.
#[derive(Clone, Debug)]
pub(super) struct Fetched {
    /// The URL that was asked in the end, after redirects.
    pub(super) url: String,
    pub(super) request_headers: Vec<(String, String)>,
    pub(super) answer: Option<Answer>,
    /// Why the scrape failed, in the words of Prometheus.
    pub(super) error: Option<String>,
    pub(super) arrived: SystemTime,
    pub(super) duration: Duration,
}

/// What a target answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) encoding: Option<String>,
    pub(super) wire_size: u64,
    /// Decompressed; as it came if that failed.
    pub(super) body: Bytes,
    /// Whether it is compressed still, so that nobody can read it.
    pub(super) is_packed: bool,
}

impl Fetched {
    pub(super) fn content_type(&self) -> Option<&str> {
        let headers = &self.answer.as_ref()?.headers;
        headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            .map(|(_, value)| value.as_str())
    }
}
