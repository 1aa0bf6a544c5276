//! What an exemplar is expected to be.

use super::nearest;
use super::value::ValueMatcher;
use crate::capture::Capture;
use crate::model::{AttributeValue, Exemplar};

/// Which exemplars are meant. Without further words: any.
#[derive(Debug, Default)]
#[must_use]
pub struct Exemplars {
    value: Option<ValueMatcher>,
    labels: Vec<(String, AttributeValue)>,
    trace_id: Option<String>,
    is_traced: bool,
    is_captured: bool,
}

impl Exemplars {
    /// Any exemplar.
    pub fn new() -> Self {
        Self::default()
    }

    /// With that value.
    pub fn value(mut self, value: impl Into<ValueMatcher>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// With that label or filtered attribute.
    pub fn label(mut self, key: impl Into<String>, value: impl Into<AttributeValue>) -> Self {
        self.labels.push((key.into(), value.into()));
        self
    }

    /// Of that trace, in hexadecimal digits.
    pub fn trace_id(mut self, id: impl Into<String>) -> Self {
        self.trace_id = Some(id.into().to_ascii_lowercase());
        self
    }

    /// With the ids of a trace and a span, whatever they are.
    pub fn traced(mut self) -> Self {
        self.is_traced = true;
        self
    }

    /// Of a span that was captured as well.
    pub fn of_captured_span(mut self) -> Self {
        self.is_captured = true;
        self
    }

    pub(super) fn takes(&self, exemplar: Exemplar<'_>, capture: &Capture) -> bool {
        let (trace, span) = (exemplar.trace_id(), exemplar.span_id());
        let labels = exemplar.labels();
        self.value.as_ref().is_none_or(|value| value.takes(exemplar.value()))
            && self.labels.iter().all(|(key, value)| labels.get(key).is_some_and(|found| found == *value))
            && self.trace_id.as_ref().is_none_or(|wanted| trace.is_some_and(|id| hexadecimal(&id) == *wanted))
            && (!self.is_traced || (trace.is_some() && span.is_some()))
            && (!self.is_captured
                || matches!((trace, span), (Some(trace), Some(span)) if capture.contains_span(trace, span)))
    }

    pub(super) fn describe(&self) -> String {
        let mut words = Vec::new();
        if let Some(value) = &self.value {
            words.push(format!("of {value}"));
        }
        if !self.labels.is_empty() {
            words.push(format!("with {}", nearest::written(&self.labels)));
        }
        if let Some(id) = &self.trace_id {
            words.push(format!("of trace {id}"));
        }
        if self.is_traced {
            words.push("with a trace and a span".to_owned());
        }
        if self.is_captured {
            words.push("of a captured span".to_owned());
        }
        format!("an exemplar {}", words.join(" ")).trim_end().to_owned()
    }
}

fn hexadecimal(id: &[u8]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}
