//! What an exemplar is expected to be.

use super::nearest;
use super::seen::Source;
use super::series::SeriesExpectation;
use super::value::ValueMatcher;
use crate::model::{AttributeValue, Exemplar, Timestamp};

/// Which exemplars are meant. Without further words: any.
#[derive(Debug, Default)]
#[must_use]
pub struct Exemplars {
    value: Option<ValueMatcher>,
    labels: Vec<(String, AttributeValue)>,
    has_only_these_labels: bool,
    time: Option<Timestamp>,
    trace_id: Option<String>,
    span_id: Option<String>,
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

    /// With no labels or filtered attributes but those that were said.
    pub fn no_other_labels(mut self) -> Self {
        self.has_only_these_labels = true;
        self
    }

    /// Observed at that time.
    pub fn time(mut self, time: Timestamp) -> Self {
        self.time = Some(time);
        self
    }

    /// Of that span, in hexadecimal digits.
    pub fn span_id(mut self, id: impl Into<String>) -> Self {
        self.span_id = Some(id.into().to_ascii_lowercase());
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

    fn takes(&self, exemplar: Exemplar<'_>, spans: &Spans) -> bool {
        let (trace, span) = (exemplar.trace_id(), exemplar.span_id());
        let labels = exemplar.labels();
        self.value.as_ref().is_none_or(|value| value.takes(exemplar.value()))
            && self.labels.iter().all(|(key, value)| labels.get(key).is_some_and(|found| found == *value))
            && (!self.has_only_these_labels || labels.len() == self.labels.len())
            && self.time.is_none_or(|wanted| exemplar.time() == Some(wanted))
            && self.trace_id.as_ref().is_none_or(|wanted| trace.is_some_and(|id| hexadecimal(&id) == *wanted))
            && self.span_id.as_ref().is_none_or(|wanted| span.is_some_and(|id| hexadecimal(&id) == *wanted))
            && (!self.is_traced || (trace.is_some() && span.is_some()))
            && (!self.is_captured || trace.zip(span).is_some_and(|ids| spans.contains(&ids)))
    }

    fn describe(&self) -> String {
        let mut words = Vec::new();
        if let Some(value) = &self.value {
            words.push(format!("of {value}"));
        }
        if !self.labels.is_empty() {
            words.push(format!("with {}", nearest::written(&self.labels)));
        }
        if self.has_only_these_labels {
            words.push("and no other labels".to_owned());
        }
        if let Some(time) = self.time {
            words.push(format!("at {time}"));
        }
        if let Some(id) = &self.span_id {
            words.push(format!("of span {id}"));
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

type Spans = rustc_hash::FxHashSet<([u8; 16], [u8; 8])>;

impl<'c> SeriesExpectation<'c> {
    /// Expects at least one such exemplar.
    #[allow(clippy::needless_pass_by_value, reason = "it is built in place")]
    pub fn exemplar(self, expected: Exemplars) -> Self {
        let spans = spans_for(self.metric.source, std::slice::from_ref(&expected));
        self.ask(|point| {
            if point.exemplars().any(|exemplar| expected.takes(exemplar, &spans)) {
                return None;
            }
            Some(format!("has not {}; {}", expected.describe(), shown(point.exemplars())))
        })
    }

    /// Expects every exemplar that is there to be such a one; it may be that there are none.
    #[allow(clippy::needless_pass_by_value, reason = "it is built in place")]
    pub fn every_exemplar(self, expected: Exemplars) -> Self {
        let spans = spans_for(self.metric.source, std::slice::from_ref(&expected));
        self.ask(|point| {
            let other = point.exemplars().find(|exemplar| !expected.takes(*exemplar, &spans))?;
            Some(format!("has an exemplar that is not {}: {other:?}", expected.describe()))
        })
    }

    /// Expects exactly these exemplars, in any order.
    pub fn only_exemplars(self, expected: impl IntoIterator<Item = Exemplars>) -> Self {
        let expected: Vec<Exemplars> = expected.into_iter().collect();
        let spans = spans_for(self.metric.source, &expected);
        self.ask(|point| {
            let found: Vec<Exemplar<'_>> = point.exemplars().collect();
            let fits = |wanted: usize, there: usize| expected[wanted].takes(found[there], &spans);
            if found.len() == expected.len() && pairs_up(expected.len(), fits) {
                return None;
            }
            let expected: Vec<String> = expected.iter().map(Exemplars::describe).collect();
            let expected = if expected.is_empty() { "no exemplars".to_owned() } else { expected.join(", ") };
            Some(format!("has not exactly {expected}; {}", shown(point.exemplars())))
        })
    }

    /// Expects so many exemplars.
    pub fn exemplar_count(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask(|point| {
            let found = point.exemplars().len();
            let is_expected = expected.takes((found as u64).into());
            (!is_expected).then(|| format!("has {found} exemplars, expected {expected}"))
        })
    }
}

/// The captured spans, which are read off the bytes only if somebody asks for them.
fn spans_for(source: Source<'_>, expected: &[Exemplars]) -> Spans {
    if expected.iter().any(|exemplars| exemplars.is_captured) { source.spans() } else { Spans::default() }
}

/// Whether each of so many things can be given a partner of its own, however the first that fits is chosen.
fn pairs_up(number: usize, fits: impl Fn(usize, usize) -> bool) -> bool {
    fn place(
        one: usize,
        fits: &impl Fn(usize, usize) -> bool,
        partners: &mut [Option<usize>],
        tried: &mut [bool],
    ) -> bool {
        for other in 0..partners.len() {
            if tried[other] || !fits(one, other) {
                continue;
            }
            tried[other] = true;
            let is_free = match partners[other] {
                None => true,
                Some(holder) => place(holder, fits, partners, tried),
            };
            if is_free {
                partners[other] = Some(one);
                return true;
            }
        }
        false
    }
    let mut partners = vec![None; number];
    (0..number).all(|one| place(one, &fits, &mut partners, &mut vec![false; number]))
}

fn shown<'r>(exemplars: impl Iterator<Item = Exemplar<'r>>) -> String {
    let seen: Vec<String> = exemplars.take(3).map(|exemplar| format!("{exemplar:?}")).collect();
    if seen.is_empty() { "it has none".to_owned() } else { format!("it has {}", seen.join(", ")) }
}

fn hexadecimal(id: &[u8]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}
