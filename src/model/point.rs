//! What a series said at one moment.

use std::fmt;

use super::histogram::{Histogram, HistogramData, Run, Summary, SummaryData};
use super::intern::LabelSetId;
use super::labels::Labels;
use super::number::Number;
use super::reading::Reading;
use super::time::Timestamp;

/// The index that stands for "none" in a chain or pool.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub(super) struct PointData {
    pub(super) value: StoredValue,
    /// The next point of the same series.
    pub(super) next: u32,
    pub(super) time: u32,
    pub(super) start: u32,
    pub(super) flags: u32,
    pub(super) exemplars: Run,
}

#[derive(Clone, Debug)]
pub(super) enum StoredValue {
    Absent,
    Number(Number),
    Histogram(u32),
    Summary(u32),
}

#[derive(Clone, Debug)]
pub(super) struct ExemplarData {
    pub(super) value: Number,
    pub(super) time: Option<Timestamp>,
    pub(super) labels: LabelSetId,
    pub(super) trace_id: Option<[u8; 16]>,
    pub(super) span_id: Option<[u8; 8]>,
}

/// One data point (OTLP) or one sample, histogram or summary (exposition) of a series.
#[derive(Clone, Copy)]
pub struct Point<'r> {
    pub(super) reading: &'r Reading,
    pub(super) data: &'r PointData,
}

/// What a point holds.
#[derive(Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum PointValue<'r> {
    /// Nothing: an OTLP point without a value, as *no recorded value* demands.
    Absent,
    /// A number.
    Number(Number),
    /// A distribution.
    Histogram(Histogram<'r>),
    /// Quantiles.
    Summary(Summary<'r>),
}

impl<'r> Point<'r> {
    /// OTLP's flag bit for a series that has ended or has nothing to say.
    pub const NO_RECORDED_VALUE: u32 = 1;

    /// What the point holds.
    #[must_use]
    pub fn value(self) -> PointValue<'r> {
        let reading = self.reading;
        match self.data.value {
            StoredValue::Absent => PointValue::Absent,
            StoredValue::Number(number) => PointValue::Number(number),
            StoredValue::Histogram(index) => {
                let data: &HistogramData = &reading.histograms[index as usize];
                PointValue::Histogram(Histogram { reading, data })
            }
            StoredValue::Summary(index) => {
                let data: &SummaryData = &reading.summaries[index as usize];
                PointValue::Summary(Summary { reading, data })
            }
        }
    }

    /// The number, if the point holds one.
    #[must_use]
    pub fn number(self) -> Option<Number> {
        match self.value() {
            PointValue::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The distribution, if the point holds one.
    #[must_use]
    pub fn histogram(self) -> Option<Histogram<'r>> {
        match self.value() {
            PointValue::Histogram(histogram) => Some(histogram),
            _ => None,
        }
    }

    /// The summary, if the point holds one.
    #[must_use]
    pub fn summary(self) -> Option<Summary<'r>> {
        match self.value() {
            PointValue::Summary(summary) => Some(summary),
            _ => None,
        }
    }

    /// When the point was observed, if it was said.
    #[must_use]
    pub fn time(self) -> Option<Timestamp> {
        self.reading.times.get(self.data.time as usize).copied()
    }

    /// When counting began: OTLP's start time, OpenMetrics' `_created`.
    #[must_use]
    pub fn start(self) -> Option<Timestamp> {
        self.reading.times.get(self.data.start as usize).copied()
    }

    /// OTLP's flag bits.
    #[must_use]
    pub fn flags(self) -> u32 {
        self.data.flags
    }

    /// Whether OTLP's flag *no recorded value* is set.
    #[must_use]
    pub fn has_no_recorded_value(self) -> bool {
        self.data.flags & Self::NO_RECORDED_VALUE != 0
    }

    /// The exemplars of the point.
    pub fn exemplars(self) -> impl ExactSizeIterator<Item = Exemplar<'r>> {
        let reading = self.reading;
        self.data.exemplars.of(&reading.exemplars).iter().map(move |data| Exemplar { reading, data })
    }
}

impl PartialEq for Point<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
            && self.time() == other.time()
            && self.start() == other.start()
            && self.flags() == other.flags()
            && self.exemplars().eq(other.exemplars())
    }
}

impl fmt::Debug for Point<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            PointValue::Absent => f.write_str("absent")?,
            PointValue::Number(number) => write!(f, "{number}")?,
            PointValue::Histogram(histogram) => write!(f, "{histogram:?}")?,
            PointValue::Summary(summary) => write!(f, "{summary:?}")?,
        }
        if let Some(time) = self.time() {
            write!(f, " @{time}")?;
        }
        if let Some(start) = self.start() {
            write!(f, " since {start}")?;
        }
        if self.flags() != 0 {
            write!(f, " flags {}", self.flags())?;
        }
        for exemplar in self.exemplars() {
            write!(f, " # {exemplar:?}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for PointValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Histogram(histogram) => histogram.fmt(f),
            Self::Summary(summary) => summary.fmt(f),
        }
    }
}

impl fmt::Debug for Exemplar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.labels(), self.value())?;
        if let Some(time) = self.time() {
            write!(f, " @{time}")?;
        }
        if let Some(id) = self.data.trace_id {
            write!(f, " trace {:032x}", u128::from_be_bytes(id))?;
        }
        if let Some(id) = self.data.span_id {
            write!(f, " span {:016x}", u64::from_be_bytes(id))?;
        }
        Ok(())
    }
}

/// One observation kept as an example, mostly with the trace in which it was made.
#[derive(Clone, Copy)]
pub struct Exemplar<'r> {
    reading: &'r Reading,
    data: &'r ExemplarData,
}

impl<'r> Exemplar<'r> {
    /// The observed value.
    #[must_use]
    pub fn value(self) -> Number {
        self.data.value
    }

    /// When it was observed.
    #[must_use]
    pub fn time(self) -> Option<Timestamp> {
        self.data.time
    }

    /// OpenMetrics' exemplar labels, OTLP's filtered attributes.
    #[must_use]
    pub fn labels(self) -> Labels<'r> {
        Labels { pools: &self.reading.pools, id: self.data.labels }
    }

    /// The trace, from OTLP's field or from the label `trace_id` that the exposition formats use by convention.
    #[must_use]
    pub fn trace_id(self) -> Option<[u8; 16]> {
        self.data.trace_id.or_else(|| parse_hex(self.labels().get("trace_id")?.as_str()?))
    }

    /// The span, from OTLP's field or from the label `span_id`.
    #[must_use]
    pub fn span_id(self) -> Option<[u8; 8]> {
        self.data.span_id.or_else(|| parse_hex(self.labels().get("span_id")?.as_str()?))
    }

    /// The ids as OTLP's own fields said them, labels not looked at.
    #[must_use]
    pub fn wire_ids(self) -> (Option<[u8; 16]>, Option<[u8; 8]>) {
        (self.data.trace_id, self.data.span_id)
    }
}

impl PartialEq for Exemplar<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
            && self.time() == other.time()
            && self.labels() == other.labels()
            && self.wire_ids() == other.wire_ids()
    }
}

fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes = text.as_bytes();
    if bytes.len() != 2 * N {
        return None;
    }
    let mut id = [0; N];
    for (place, pair) in id.iter_mut().zip(bytes.chunks(2)) {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        *place = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
    }
    Some(id)
}
