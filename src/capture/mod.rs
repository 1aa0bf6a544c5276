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
#[cfg(feature = "_receive")]
mod receiver;
mod record;
#[cfg(feature = "_net")]
mod recording;
#[cfg(feature = "scrape")]
mod scraper;
mod snapshot;
mod spans;
mod tally;
#[cfg(feature = "_net")]
pub mod until;
#[cfg(feature = "_net")]
mod waiting;

#[cfg(test)]
mod tests;

pub use decode::BodyFormat;
pub use exchange::Exchange;
pub use fault::{Fault, Place};
pub use file::{CaptureError, CaptureReader, CaptureWriter};
pub use history::{History, HistoryPoint};
pub use latest::{Latest, LatestFamily, LatestSeries};
#[cfg(feature = "_receive")]
pub use receiver::{
    Environment, OtlpReceiver, OtlpReceiverBuilder, Protocol, ReceiverError, Reply, Script, UnknownProtocol,
    flush,
};
pub use record::{Record, Status, Transport};
#[cfg(feature = "_net")]
pub use recording::{Recording, WaitError};
#[cfg(feature = "scrape")]
pub use scraper::{Brake, Dropped, Repeated, Scrape, Scraper, ScraperBuilder, ScraperError, StoredSample};
#[cfg(feature = "prometheus-config")]
pub use scraper::{ConfigError, ScrapeJob};
pub use snapshot::Capture;
pub use tally::Tally;
