//! What a script can have the receiver do with a request: one vocabulary for both transports.

use bytes::Bytes;
use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use crate::capture::record::Status;
use crate::protobuf::Writer;

/// What happens to one request for metrics.
///
/// A reply is a word (taken, a status, a partial success, silence …) with what goes beside it: a message, a pause before the answer,
/// a hint when to try again. Said once, it is put in the terms of whichever transport the request came by: a status of the
/// other one becomes the nearest that is as retryable.
///
/// Only a request that is fine is answered from the script; one that is not OTLP is still told so. Every request is recorded,
/// whatever becomes of it.
///
/// ```
/// use meterstick::capture::{OtlpReceiver, Reply};
/// use std::time::Duration;
///
/// let receiver = OtlpReceiver::builder()
///     .script([
///         Reply::unavailable(),
///         Reply::throttle(Duration::from_secs(1)).message("come back later"),
///         Reply::partial(3, "three points have no name"),
///         Reply::ok().after(Duration::from_millis(200)),
///     ])
///     .start()?;
/// # drop(receiver);
/// # Ok::<(), meterstick::capture::ReceiverError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Reply {
    pub(super) word: Word,
    message: Option<String>,
    pub(super) retry: Option<Retry>,
    /// How long the answer is held back.
    pub(super) pause: Duration,
    /// How many bytes of the request are read in a second, at most.
    pub(super) pace: Option<u32>,
    pub(super) content_type: Option<String>,
    pub(super) ending: Ending,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Ok,
    Status(Status),
    Partial {
        rejected: i64,
    },
    Redirect {
        status: u16,
        location: String,
    },
    /// These bytes and no others, with that status or success.
    Body {
        status: Option<u16>,
        body: Bytes,
    },
    /// No answer ever.
    Hang,
    /// The connection is closed before the request is read.
    CloseBefore,
    /// The connection is closed in place of an answer.
    CloseInstead,
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It stays.
    Kept,
    /// It breaks off in the middle of the answer.
    BrokenOff,
    /// It is given up in good order after the answer: GOAWAY in HTTP/2, `Connection: close` in HTTP/1.
    GivenUp,
}

/// When to try again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Retry {
    After(Duration),
    /// The same as a date, over HTTP.
    At(Duration),
}

impl Retry {
    fn delay(&self) -> Duration {
        match self {
            Self::After(delay) | Self::At(delay) => *delay,
        }
    }

    /// `Retry-After` has whole seconds: the next ones, so that nobody is asked back too early.
    pub(super) fn header(&self) -> String {
        let seconds = self.delay().as_secs() + u64::from(self.delay().subsec_nanos() > 0);
        match self {
            Self::After(_) => seconds.to_string(),
            // A date has whole seconds as well, and the clock is somewhere within one.
            Self::At(_) => httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds + 1)),
        }
    }

    /// The `google.rpc.Status` with its `google.rpc.RetryInfo`.
    pub(super) fn details(&self, code: i32, message: &str) -> Vec<u8> {
        let mut status = Writer::new();
        status.varint_field(1, i64::from(code) as u64);
        status.bytes_field(2, message.as_bytes());
        status.message(3, |any| {
            any.bytes_field(1, b"type.googleapis.com/google.rpc.RetryInfo");
            any.message(2, |info| {
                info.message(1, |delay| {
                    delay.varint_field(1, self.delay().as_secs());
                    delay.varint_field(2, u64::from(self.delay().subsec_nanos()));
                });
            });
        });
        status.into_bytes()
    }
}

/// What a proxy that has nothing behind it likes to say.
const HTML: &str =
    "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>It works</h1></body></html>\n";

/// Neither protobuf nor JSON.
const GARBAGE: &[u8] = b"\xff\xff\xff\xff{ this is no message \xc3\x28";

impl Reply {
    fn of(word: Word) -> Self {
        Self {
            word,
            message: None,
            retry: None,
            pause: Duration::ZERO,
            pace: None,
            content_type: None,
            ending: Ending::Kept,
        }
    }

    /// Taken, as if there were no script.
    pub fn ok() -> Self {
        Self::of(Word::Ok)
    }

    /// Refused with that status.
    pub fn status(status: Status) -> Self {
        Self::of(Word::Status(status))
    }

    /// Refused for now: gRPC `UNAVAILABLE`, HTTP 503.
    pub fn unavailable() -> Self {
        Self::status(Status::Grpc(14))
    }

    /// Refused for now, and told when to come back: gRPC `UNAVAILABLE` with a `RetryInfo`, HTTP 503 with `Retry-After`, which has whole
    /// seconds.
    pub fn throttle(delay: Duration) -> Self {
        Self::unavailable().retry_after(delay)
    }

    /// Taken but for so many data points, and told why. With none rejected the message is a warning.
    pub fn partial(rejected: i64, message: impl Into<String>) -> Self {
        Self::of(Word::Partial { rejected }).message(message)
    }

    /// Sent elsewhere, over HTTP as over gRPC.
    pub fn redirect(status: u16, location: impl Into<String>) -> Self {
        Self::of(Word::Redirect { status, location: location.into() })
    }

    /// No answer, for as long as the client waits. The request is recorded when it gives up, with how long it waited.
    pub fn hang() -> Self {
        Self::of(Word::Hang)
    }

    /// The connection is closed before the request has been read.
    pub fn close_before() -> Self {
        Self::of(Word::CloseBefore)
    }

    /// The connection is closed when the request has been read, in place of an answer.
    pub fn close_instead() -> Self {
        Self::of(Word::CloseInstead)
    }

    /// The request is taken, and the connection breaks off in the middle of the answer.
    pub fn close_during() -> Self {
        Self { ending: Ending::BrokenOff, ..Self::ok() }
    }

    /// Success, with a body that is no message.
    pub fn garbage() -> Self {
        Self::of(Word::Body { status: None, body: Bytes::from_static(GARBAGE) })
    }

    /// A page for people, as proxies send it, with that HTTP status.
    pub fn html(status: u16) -> Self {
        let word = Word::Body { status: Some(status), body: Bytes::from_static(HTML.as_bytes()) };
        Self::of(word).content_type("text/html; charset=utf-8")
    }

    /// Success, in a message of so many bytes, all of them in a field that nobody knows.
    pub fn oversized(bytes: usize) -> Self {
        let mut message = Writer::new();
        message.bytes_field(15, &vec![b' '; bytes]);
        Self::of(Word::Body { status: None, body: message.into_bytes().into() })
    }

    /// What is told beside the word.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Tells when to try again: `RetryInfo` over gRPC, `Retry-After` in seconds over HTTP.
    pub fn retry_after(mut self, delay: Duration) -> Self {
        self.retry = Some(Retry::After(delay));
        self
    }

    /// Tells when to try again: `RetryInfo` over gRPC, `Retry-After` as a date over HTTP.
    pub fn retry_at(mut self, delay: Duration) -> Self {
        self.retry = Some(Retry::At(delay));
        self
    }

    /// Holds the answer back.
    pub fn after(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Reads no more than so many bytes of the request in a second.
    pub fn read_slowly(mut self, bytes_a_second: u32) -> Self {
        self.pace = Some(bytes_a_second.max(1));
        self
    }

    /// Answers with another content type than the right one.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Gives the connection up in good order after the answer: GOAWAY in HTTP/2, `Connection: close` in HTTP/1.
    pub fn then_go_away(mut self) -> Self {
        self.ending = Ending::GivenUp;
        self
    }

    pub(super) fn told(&self) -> String {
        let message = self.message.as_deref().map(Cow::Borrowed);
        message.unwrap_or(Cow::Borrowed("as the script says")).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_seconds_are_never_too_early() {
        let header = |milliseconds| Retry::After(Duration::from_millis(milliseconds)).header();
        assert_eq!([header(0), header(1), header(1000), header(1001)], ["0", "1", "1", "2"]);
    }

    #[test]
    fn retry_info_is_what_google_says() {
        let details = Retry::After(Duration::new(4, 5)).details(14, "m");
        let mut expected = vec![0x08, 14, 0x12, 1, b'm', 0x1a, 0x32, 0x0a, 0x28];
        expected.extend(b"type.googleapis.com/google.rpc.RetryInfo");
        expected.extend([0x12, 6, 0x0a, 4, 0x08, 4, 0x10, 5]);
        assert_eq!(details, expected);
    }
}
