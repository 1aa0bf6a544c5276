//! What an attempt came to, and which statuses pass.

use std::time::Duration;

use super::connection::Failure;
use crate::defects::{self, Defect};
use crate::say::crash;

/// What an attempt came to.
#[derive(Debug)]
pub(super) enum Answer {
    /// The backend has it; perhaps there was something to say about it.
    Taken,
    /// Sending it again is of no use.
    Final(String),
    /// It may be sent again, not sooner than the backend asks.
    Again { why: String, wait: Option<Duration> },
}

impl Answer {
    pub(super) fn again(why: String) -> Self {
        Self::Again { why, wait: None }
    }

    /// What follows from a connection that could not be made or did not last.
    pub(super) fn of(failure: &Failure) -> Self {
        let why = failure.to_string();
        match failure {
            Failure::Refused(_) if defects::has(Defect::DiesWhenRefused) => crash(&why),
            Failure::Tls(_) | Failure::Lost(_) => Self::Final(why),
            // A stream can be reset for reasons that are statuses of gRPC.
            Failure::Reset(code) => of_grpc_status(*code, why, None),
            Failure::Refused(_) | Failure::Broken(_) if defects::no_retry_connection() => Self::Final(why),
            Failure::Refused(_) | Failure::Broken(_) => Self::again(why),
        }
    }
}

/// What follows from a gRPC status other than OK.
pub(super) fn of_grpc_status(code: u16, why: String, info: Option<Duration>) -> Answer {
    let passes = match code {
        1 | 4 | 10 | 11 | 14 | 15 => true,
        8 if defects::has(Defect::ExhaustedRetried) => true,
        8 if defects::has(Defect::ExhaustedZeroFinal) => info.is_some_and(|info| !info.is_zero()),
        8 => info.is_some(),
        _ => false,
    };
    if !defects::retries(true, code).unwrap_or(passes) {
        return Answer::Final(why);
    }
    Answer::Again { why, wait: info.filter(|_| !defects::has(Defect::RetryInfoIgnored)) }
}

/// What follows from an HTTP status other than success.
pub(super) fn of_http_status(code: u16, why: String, wait: Option<Duration>) -> Answer {
    let passes = matches!(code, 429 | 502 | 503 | 504);
    if defects::retries(false, code).unwrap_or(passes) {
        Answer::Again { why, wait }
    } else {
        Answer::Final(why)
    }
}

/// The name of a gRPC status.
pub(super) fn name(code: u16) -> &'static str {
    const NAMES: [&str; 17] = [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ];
    NAMES.get(usize::from(code)).unwrap_or(&"an unknown status")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passes_is_sent_again() {
        let is_again = |answer| matches!(answer, Answer::Again { .. });
        let grpc: Vec<u16> =
            (1..17).filter(|code| is_again(of_grpc_status(*code, String::new(), None))).collect();
        assert_eq!(grpc, [1, 4, 10, 11, 14, 15]);
        assert!(is_again(of_grpc_status(8, String::new(), Some(Duration::ZERO))));
        let http: Vec<u16> =
            (300..600).filter(|code| is_again(of_http_status(*code, String::new(), None))).collect();
        assert_eq!(http, [429, 502, 503, 504]);
    }
}
