//! A metrics request, whatever its encoding.

use std::borrow::Cow;

use super::fault::Fault;
use super::json;
use super::lower::lower;
use super::note::Note;
use super::signal::Signal;
use super::walk::walk;
use crate::model::Reading;

/// An `ExportMetricsServiceRequest` with everything that is wrong with its bytes.
///
/// ```
/// use meterstick::otlp::Export;
///
/// let export = Export::from_json(br#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[
///     {"name":"orders","sum":{"aggregationTemporality":2,"isMonotonic":true,
///      "dataPoints":[{"asInt":"7","timeUnixNano":"1"}]}}]}]}]}"#);
/// assert!(export.faults().is_empty());
/// let reading = export.lower();
/// let orders = reading.family("orders").expect("it was sent");
/// assert_eq!(orders.points().next().and_then(|point| point.number()), Some(7_i64.into()));
/// ```
#[derive(Clone, Debug)]
pub struct Export<'a> {
    protobuf: Cow<'a, [u8]>,
    faults: Vec<Fault>,
    unknown_fields: Vec<String>,
    unknown_field_count: usize,
    notes: Vec<Note>,
}

impl<'a> Export<'a> {
    /// Reads a request in protobuf.
    #[must_use]
    pub fn from_protobuf(bytes: &'a [u8]) -> Self {
        let (unknown_field_count, faults) = match walk(bytes, Signal::Metrics) {
            Ok(walk) => (walk.unknown_fields, Vec::new()),
            Err(fault) => (0, vec![fault]),
        };
        let protobuf = Cow::Borrowed(bytes);
        Self { protobuf, faults, unknown_fields: Vec::new(), unknown_field_count, notes: Vec::new() }
    }

    /// Reads a request in JSON.
    #[must_use]
    pub fn from_json(bytes: &[u8]) -> Self {
        let json::Transcoded { protobuf, faults, unknown_fields, notes } =
            json::transcode(bytes, Signal::Metrics);
        let unknown_field_count = unknown_fields.len();
        Self { protobuf: Cow::Owned(protobuf), faults, unknown_fields, unknown_field_count, notes }
    }

    /// What is wrong with the bytes. What can be read in spite of it is read.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The JSON pointers of keys that the protocol does not define; it asks receivers to ignore them.
    #[must_use]
    pub fn unknown_fields(&self) -> &[String] {
        &self.unknown_fields
    }

    /// How many fields there are that the protocol does not define, in either encoding.
    #[must_use]
    pub fn unknown_field_count(&self) -> usize {
        self.unknown_field_count
    }

    /// What was read of a JSON request although it is not written as the protocol asks.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The request in protobuf.
    #[must_use]
    pub fn protobuf(&self) -> &[u8] {
        &self.protobuf
    }

    /// The request in OTLP/JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(&self.protobuf, Signal::Metrics)
    }

    /// What the request says.
    #[must_use]
    pub fn lower(&self) -> Reading {
        lower(&self.protobuf)
    }
}
