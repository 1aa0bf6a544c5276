//! An immutable row of exchanges.

use std::path::Path;
use std::sync::Arc;

use super::decode::BodyFormat;
use super::exchange::Exchange;
use super::file::{CaptureError, CaptureReader, CaptureWriter};
use super::history::{History, histories, histories_of};
use super::latest::Latest;
use super::record::{Record, Transport};
use crate::model::Reading;
use crate::otlp::Signal;

/// Everything that was exchanged with a service up to one moment.
///
/// A capture never changes, is cheap to clone and can be sent to other threads.
///
/// ```
/// use meterstick::capture::Capture;
/// use meterstick::model::{Kind, Reading};
///
/// let look = |orders: i64| {
///     let mut builder = Reading::builder();
///     builder.number("orders_total", Kind::Counter, &[], orders);
///     builder.finish()
/// };
/// let capture = Capture::of([look(1), look(3)]);
///
/// assert_eq!(capture.requests().len(), 2);
/// let latest = capture.latest();
/// let orders = latest.family("orders_total").expect("it was said");
/// assert_eq!(orders.series()[0].point().number(), Some(3_i64.into()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Capture {
    exchanges: Arc<Vec<Exchange>>,
}

impl Capture {
    /// A capture of these records, in this order.
    #[must_use]
    pub fn from_records(records: impl IntoIterator<Item = Record>) -> Self {
        records.into_iter().enumerate().map(|(number, record)| Exchange::new(number, record)).collect()
    }

    /// A capture made by hand of readings, as if each had been pushed.
    #[must_use]
    pub fn of(readings: impl IntoIterator<Item = Reading>) -> Self {
        let exchange = |(number, reading)| {
            let record = Record::new(Transport::OtlpHttp, Signal::Metrics, BodyFormat::Raw, Vec::new());
            Exchange::of_reading(number, record, reading)
        };
        readings.into_iter().enumerate().map(exchange).collect()
    }

    /// A capture of one metrics body: an exposition as if it had been scraped, anything else as if it had been pushed.
    #[must_use]
    pub fn of_body(format: BodyFormat, body: impl Into<Vec<u8>>) -> Self {
        let transport = match format {
            BodyFormat::Exposition(_) => Transport::Scrape,
            _ => Transport::OtlpHttp,
        };
        Self::from_records([Record::new(transport, Signal::Metrics, format, body.into())])
    }

    /// Every exchange in the order of arrival, whatever its signal and however it ended.
    #[must_use]
    pub fn requests(&self) -> &[Exchange] {
        &self.exchanges
    }

    /// Every exchange that says metrics, with what it says. What [was not taken over](Exchange::is_taken), a push that was refused
    /// or a scrape that failed, is left out here and in everything that is made of it: series, newest points, contracts, assertions.
    pub fn readings(&self) -> impl DoubleEndedIterator<Item = (&Exchange, &Reading)> {
        self.exchanges.iter().filter_map(|exchange| Some((exchange, exchange.taken()?)))
    }

    /// The history of every series, in the order in which they were first seen.
    #[must_use]
    pub fn series(&self) -> Vec<History<'_>> {
        histories(self)
    }

    /// The history of every series of the metrics of one name.
    #[must_use]
    pub fn series_of(&self, name: &str) -> Vec<History<'_>> {
        histories_of(self, |family| family.name() == name)
    }

    /// The newest point of every series.
    #[must_use]
    pub fn latest(&self) -> Latest<'_> {
        Latest::of(self)
    }

    /// Whether nothing was exchanged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }

    /// Both captures as one, in the order of arrival.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let mut all: Vec<&Exchange> = self.exchanges.iter().chain(other.exchanges.iter()).collect();
        all.sort_by_key(|exchange| exchange.arrived());
        all.into_iter().enumerate().map(|(number, exchange)| exchange.renumbered(number)).collect()
    }

    /// Writes a capture file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), CaptureError> {
        let mut writer = CaptureWriter::create(path)?;
        for exchange in self.requests() {
            writer.write(exchange.record())?;
        }
        writer.finish()
    }

    /// Reads a whole capture file into memory; [`CaptureReader`] reads it piece by piece.
    ///
    /// # Errors
    /// When the file cannot be read, is no capture file, or ends in the middle of an exchange.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, CaptureError> {
        CaptureReader::open(path)?
            .collect::<Result<_, _>>()
            .map(|exchanges: Vec<Exchange>| exchanges.into_iter().collect())
    }
}

impl FromIterator<Exchange> for Capture {
    fn from_iter<I: IntoIterator<Item = Exchange>>(exchanges: I) -> Self {
        Self { exchanges: Arc::new(exchanges.into_iter().collect()) }
    }
}
