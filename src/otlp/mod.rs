//! The push model's door: OTLP requests, read and never judged.

mod signal;

pub use signal::Signal;
