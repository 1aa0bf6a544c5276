//! Tests what a service's metrics really say on the wire.

pub mod assert;
pub mod capture;
pub mod contract;
pub mod exposition;
pub mod model;
pub mod otlp;

mod pattern;
mod protobuf;

#[cfg(feature = "snapshot")]
#[doc(hidden)]
pub use insta as __insta;
