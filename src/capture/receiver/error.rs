//! Why a receiver could not start.

use std::fmt;
use std::io;

use crate::capture::file::CaptureError;

/// A receiver could not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReceiverError {
    /// An address could not be understood or listened on; most often the port is taken.
    Listen {
        /// The address as it was given.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The certificate or its key is no good.
    Tls(String),
    /// The capture file could not be begun.
    Output(CaptureError),
    /// The system gave no thread.
    Thread(io::Error),
}

impl fmt::Display for ReceiverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen { address, source } => write!(f, "cannot listen on `{address}`: {source}"),
            Self::Tls(message) => write!(f, "cannot use TLS: {message}"),
            Self::Output(error) => write!(f, "cannot write the capture: {error}"),
            Self::Thread(error) => write!(f, "cannot start the receiver's thread: {error}"),
        }
    }
}

impl std::error::Error for ReceiverError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen { source, .. } | Self::Thread(source) => Some(source),
            Self::Output(error) => Some(error),
            Self::Tls(_) => None,
        }
    }
}
