//! Whether what a series says on one side can be what it says on the other.

use super::super::buckets::{cumulative_buckets, native_buckets};
use super::looks::{Looks, When};
use super::stream::Stream;
use super::values::{Fit, is_near, side, window};
use super::{Aspect, Difference, Direction, Terms};
use crate::model::{Histogram, Kind, Point, Temporality};

/// What was found about one series: what differs, and both sides.
pub(super) type Found = (Aspect, String, String);

/// Findings that hold only where another series says the opposite.
#[derive(Default)]
pub(super) struct Doubts {
    pub(super) below: Vec<Difference>,
    pub(super) above: Vec<Difference>,
}

pub(super) struct Comparison<'l, 'c> {
    pub(super) looks: &'l Looks<'c>,
    pub(super) terms: &'l Terms,
    pub(super) history: &'l Stream<'c>,
    pub(super) kind: Kind,
    pub(super) scraped: Point<'l>,
    pub(super) found: Vec<Found>,
    pub(super) doubts: Vec<(Fit, Found)>,
}

impl Comparison<'_, '_> {
    #[allow(clippy::needless_pass_by_value, reason = "words and numbers made for this call")]
    fn tell(&mut self, aspect: Aspect, pushed: impl ToString, scraped: impl ToString) {
        self.found.push((aspect, pushed.to_string(), scraped.to_string()));
    }

    pub(super) fn compare(&mut self) {
        if self.is_recorded_as_nothing() {
            return;
        }
        match self.kind {
            Kind::Counter => self.grows("", |point| point.number().map(crate::model::Number::as_f64)),
            Kind::Histogram => self.histogram(),
            Kind::ExponentialHistogram => self.exponential(),
            Kind::Summary => self.summary(),
            _ => self.gauge(),
        }
        match self.terms.direction {
            Direction::ToPrometheus => self.exemplars(),
            Direction::ToOtlp => self.origins(),
        }
    }

    /// What must not be made up on the way to OTLP, and what must become a field there.
    fn origins(&mut self) {
        let mut points = self.history.points().iter().map(|point| point.point);
        let started = points.clone().find_map(Point::start);
        if let Some(start) = started.filter(|_| self.looks.has_exemplars() && self.scraped.start().is_none())
        {
            self.tell(Aspect::StartInvented, format!("counting since {start}"), "no start time");
        }
        let left = points.find_map(|point| {
            point.exemplars().find(|one| one.wire_ids().0.is_none() && one.trace_id().is_some())
        });
        if let Some(exemplar) = left {
            self.tell(
                Aspect::ExemplarIds,
                format!("the trace as an attribute, {}", exemplar.labels()),
                "a trace",
            );
        }
    }

    /// Whether the point that counts says that nothing was recorded.
    fn is_recorded_as_nothing(&mut self) -> bool {
        let points = self.history.points().iter();
        let before = points.clone().rfind(|point| self.looks.when(point.exchange) == When::Before);
        let Some(newest) = before.or_else(|| points.last()) else { return false };
        if !newest.point.has_no_recorded_value() {
            return false;
        }
        if let Some(number) = self.scraped.number().filter(|number| !number.is_nan()) {
            self.tell(Aspect::ValueInvented, "that no value was recorded", number);
        }
        true
    }

    /// Compares a component that never falls.
    fn grows(&mut self, what: &str, read: impl Fn(Point<'_>) -> Option<f64> + Copy) {
        let Some(value) = read(self.scraped) else { return };
        let Some(window) = window(self.looks, self.history, read) else { return };
        let of = |value: String| if what.is_empty() { value } else { format!("{what} {value}") };
        let is_delta = self.history.family().temporality() == Some(Temporality::Delta);
        match window.fit(value) {
            Fit::Inside if window.from.is_none() && window.to.is_none() && !is_delta => {
                let fit = side(self.history, value, read);
                if fit != Fit::Inside {
                    let found = (Aspect::Value, of(window.to_string()), of(value.to_string()));
                    self.doubts.push((fit, found));
                }
            }
            Fit::Inside => {}
            _ if is_delta => {
                let is_a_delta = self
                    .history
                    .points()
                    .iter()
                    .any(|point| read(point.point).is_some_and(|delta| is_near(delta, value)));
                let aspect = if is_a_delta { Aspect::DeltaExposed } else { Aspect::Value };
                let total = window.from.unwrap_or_default();
                self.tell(aspect, of(format!("deltas that add up to {total}")), of(value.to_string()));
            }
            _ => self.tell(Aspect::Value, of(window.to_string()), of(value.to_string())),
        }
    }

    fn gauge(&mut self) {
        let Some(value) = self.scraped.number().map(crate::model::Number::as_f64) else { return };
        let values: Vec<f64> =
            self.history.points().iter().filter_map(|point| Some(point.point.number()?.as_f64())).collect();
        if self.terms.gauges && !values.is_empty() && !values.iter().any(|known| is_near(*known, value)) {
            let last = values.last().copied().unwrap_or_default();
            self.tell(Aspect::Value, last, value);
        }
    }

    /// A point that was pushed and says as many observations as the scraped one.
    fn twin(&self) -> Option<Histogram<'_>> {
        let count = self.scraped.histogram()?.count()?;
        let twins = self.history.points().iter().filter_map(|point| point.point.histogram());
        twins.into_iter().find(|twin| twin.count().is_some_and(|twin| twin.same_value(count)))
    }

    fn histogram(&mut self) {
        let Some(scraped) = self.scraped.histogram() else { return };
        let newest = self.history.newest().point;
        let Some(pushed) = newest.histogram() else { return };
        let bounds = |histogram: Histogram<'_>| {
            let mut bounds = histogram.bounds().to_vec();
            bounds.sort_by(f64::total_cmp);
            bounds
        };
        let (own, there) = (bounds(pushed), bounds(scraped));
        // Custom buckets of a native histogram are told apart by their schema, and not compared.
        if scraped.exponential().is_none() && own != there && !own.is_empty() {
            self.tell(Aspect::Buckets, format!("the bounds {own:?}"), format!("{there:?}"));
            return;
        }
        let is_delta = self.history.family().temporality() == Some(Temporality::Delta);
        for (at, bound) in own.iter().enumerate().filter(|_| scraped.exponential().is_none()) {
            let read = |point: Point<'_>| {
                let histogram = point.histogram()?;
                cumulative_buckets(histogram).get(at).map(|(_, count)| *count)
            };
            let Some(window) = window(self.looks, self.history, read) else { continue };
            let Some(value) = scraped.counts().get(at).map(|count| count.as_f64()) else { continue };
            if window.fit(value) != Fit::Inside {
                let aspect = if is_delta { Aspect::DeltaExposed } else { Aspect::Buckets };
                self.tell(aspect, format!("{window} observations up to {bound}"), value);
                return;
            }
        }
        if let (Some(twin), false) = (self.twin(), is_delta) {
            let (all, there) = (cumulative_buckets(twin), scraped.counts());
            let differing = all.iter().zip(there).find(|((_, own), there)| *own != there.as_f64());
            if let Some(((bound, own), there)) = differing.filter(|_| scraped.exponential().is_none()) {
                let (pushed, scraped) = (format!("{own} observations up to {bound}"), there.to_string());
                self.tell(Aspect::Buckets, pushed, scraped);
                return;
            }
        }
        self.count_and_sum();
    }

    fn count_and_sum(&mut self) {
        self.grows("the count", |point| match (point.histogram(), point.summary()) {
            (Some(histogram), _) => histogram.count().map(crate::model::Number::as_f64),
            (_, Some(summary)) => summary.count().map(crate::model::Number::as_f64),
            _ => None,
        });
        let (Some(scraped), Some(pushed)) =
            (self.scraped.histogram(), self.history.newest().point.histogram())
        else {
            return;
        };
        match (pushed.sum(), scraped.sum()) {
            (None, Some(sum)) => self.tell(Aspect::SumInvented, "no sum", sum),
            (Some(sum), None) => self.tell(Aspect::Value, format!("the sum {sum}"), "no sum"),
            _ => {}
        }
        let sums = self.twin().and_then(Histogram::sum).zip(scraped.sum());
        let is_delta = self.history.family().temporality() == Some(Temporality::Delta);
        if let Some((own, there)) = sums.filter(|(own, there)| !is_near(own.as_f64(), there.as_f64()))
            && !is_delta
        {
            self.tell(Aspect::Value, format!("the sum {own} of as many observations"), there);
        }
    }

    fn exponential(&mut self) {
        let Some(scraped) = self.scraped.histogram() else { return };
        if let Some(there) = scraped.exponential()
            && self.history.family().temporality() != Some(Temporality::Delta)
        {
            let Some(seen) = native_buckets(there, None).filter(|_| there.scale() <= 8) else {
                self.tell(
                    Aspect::Exponential,
                    "buckets that fit a schema",
                    format!("the schema {}", there.scale()),
                );
                return;
            };
            let own = self.twin().and_then(Histogram::exponential);
            let own = own.and_then(|own| native_buckets(own, Some(there.scale())));
            if let Some(own) = own
                && (own.positive, own.negative) != (seen.positive.clone(), seen.negative.clone())
                && own.schema == seen.schema
            {
                let pushed = self.twin().and_then(Histogram::exponential);
                let pushed = pushed.and_then(|own| native_buckets(own, Some(there.scale())));
                let pushed = pushed.map(|own| own.positive).unwrap_or_default();
                self.tell(
                    Aspect::Exponential,
                    format!("{pushed:?} by upper bound"),
                    format!("{:?}", seen.positive),
                );
                return;
            }
        }
        self.count_and_sum();
    }

    fn summary(&mut self) {
        let (Some(scraped), Some(pushed)) = (self.scraped.summary(), self.history.newest().point.summary())
        else {
            return;
        };
        let quantiles = |summary: crate::model::Summary<'_>| -> Vec<f64> {
            summary.quantiles().iter().map(|quantile| quantile.quantile).collect()
        };
        let (own, there) = (quantiles(pushed), quantiles(scraped));
        if own.len() != there.len() || own.iter().zip(&there).any(|(own, there)| own != there) {
            self.tell(Aspect::Quantiles, format!("{own:?}"), format!("{there:?}"));
            return;
        }
        self.count_and_sum();
    }

    fn exemplars(&mut self) {
        let is_of_events = matches!(self.kind, Kind::Counter | Kind::Histogram | Kind::ExponentialHistogram);
        let mut points = self.history.points().iter();
        let count: usize = points.clone().map(|point| point.point.exemplars().len()).sum();
        if is_of_events && count > 0 && self.scraped.exemplars().len() == 0 && self.looks.has_exemplars() {
            self.tell(Aspect::Exemplars, format!("{count}"), "none");
        }
        let misnamed = |key: &str| {
            let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
            let is_id = plain.eq_ignore_ascii_case("traceid") || plain.eq_ignore_ascii_case("spanid");
            is_id && !matches!(key, "trace_id" | "span_id")
        };
        let wrong = self.scraped.exemplars().find_map(|one| one.labels().keys().find(|key| misnamed(key)));
        if let Some(key) = wrong {
            self.tell(Aspect::ExemplarIds, "a trace", format!("it as `{key}`"));
        }
        let has_start = points.any(|point| point.point.start().is_some());
        let counts = is_of_events || self.kind == Kind::Summary;
        if counts && has_start && self.looks.has_exemplars() && self.scraped.start().is_none() {
            self.tell(Aspect::Start, "since when", "nothing");
        }
    }
}
