//! Everything that was exchanged with a service, kept and put in order.
//!
//! The [`Exchange`] is the truth: what was sent, when, and how it was answered. A [`Capture`] is an immutable
//! row of them, seen in three ways: [`Capture::requests`] (what came), [`Capture::series`] (the history of each
//! series) and [`Capture::latest`] (the newest point of each series). A capture can be saved to a file, loaded,
//! merged and read as a stream.

mod decode;
mod exchange;
mod fault;
mod file;
mod history;
mod latest;
mod record;
#[cfg(feature = "_net")]
mod recording;
mod snapshot;
mod tally;
#[cfg(feature = "_net")]
pub mod until;

#[cfg(test)]
mod tests;

pub use decode::BodyFormat;
pub use exchange::Exchange;
pub use fault::{Fault, Place};
pub use file::{CaptureError, CaptureReader, CaptureWriter};
pub use history::{History, HistoryPoint};
pub use latest::{Latest, LatestFamily, LatestSeries};
pub use record::{Record, Status, Transport};
#[cfg(feature = "_net")]
pub use recording::{Recording, WaitError};
pub use snapshot::Capture;
pub use tally::Tally;
