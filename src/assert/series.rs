//! What a series is expected to say.

use std::fmt::Display;

use super::increase;
use super::metric::MetricExpectation;
use super::outcome::{AssertionFailure, Outcome};
use super::seen::{Seen, Source, same_family};
use super::value::ValueMatcher;
use crate::capture::Capture;
use crate::model::{Number, Point, PointValue, Timestamp};

/// Expectations of one series. They are asked of its newest point unless said otherwise.
#[derive(Clone)]
#[must_use = "an expectation does nothing until it is verified or checked"]
pub struct SeriesExpectation<'c> {
    pub(super) metric: MetricExpectation<'c>,
    series: Option<Seen<'c>>,
    /// The points at hand, each with the number of its exchange.
    points: Vec<(usize, Point<'c>)>,
}

impl<'c> SeriesExpectation<'c> {
    /// Without a series nothing more can be said; why there is none is a failure of the metric already.
    pub(super) fn of(metric: MetricExpectation<'c>, series: Option<Seen<'c>>) -> Self {
        let points = series.iter().map(|series| (0, series.newest)).collect();
        Self { metric, series, points }
    }

    fn fail(&mut self, message: impl Display) {
        let Some(series) = &self.series else { return };
        self.metric.failures.push(format!("`{}` {}: {message}", self.metric.name, series.labels));
    }

    /// Asks something of the points at hand; `test` gives what is wrong with one. The first one that is wrong is told.
    pub(super) fn ask(mut self, test: impl Fn(Point<'c>) -> Option<String>) -> Self {
        let wrong = self.points.iter().find_map(|&(number, point)| Some((number, test(point)?)));
        if let Some((number, wrong)) = wrong {
            if self.points.len() > 1 {
                self.fail(format!("{wrong} (in request {number})"));
            } else {
                self.fail(wrong);
            }
        }
        self
    }

    /// Goes on with the first point that was seen instead of the newest.
    pub fn first(mut self) -> Self {
        self.points = self.series.iter().filter_map(|series| series.points.first().copied()).collect();
        self
    }

    /// Goes on with the newest point, which is what an expectation begins with.
    pub fn newest(mut self) -> Self {
        self.points = self.series.iter().map(|series| (0, series.newest)).collect();
        self
    }

    /// Goes on with every point that was seen: what is expected from here on is expected of each.
    pub fn every_point(mut self) -> Self {
        self.points = self.series.iter().flat_map(|series| series.points.iter().copied()).collect();
        self
    }

    /// Goes on with the points of one request, by its [number](crate::capture::Exchange::number).
    pub fn at_request(mut self, number: usize) -> Self {
        let Some(series) = &self.series else { return self };
        let points: Vec<_> = series.points.iter().copied().filter(|(of, _)| *of == number).collect();
        if points.is_empty() {
            let mut seen: Vec<String> = series.points.iter().map(|(of, _)| of.to_string()).collect();
            seen.dedup();
            self.fail(format!("has no point in request {number}; it has some in {}", seen.join(", ")));
        }
        self.points = points;
        self
    }

    /// Expects a number: the value of a counter or gauge.
    pub fn value(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask(|point| match point.number() {
            Some(number) if expected.takes(number) => None,
            Some(number) => Some(format!("the value is {number}, expected {expected}")),
            None => Some(format!("is {}, expected the value {expected}", noun(point))),
        })
    }

    /// Expects an integer and not a double that looks like one.
    pub fn integer(self) -> Self {
        self.ask(|point| match point.number() {
            Some(Number::Int(_) | Number::Uint(_)) => None,
            _ => Some(format!("is {}, expected an integer", noun(point))),
        })
    }

    /// Expects that the value was recorded: that the point is not flagged as having none.
    pub fn recorded(self) -> Self {
        self.ask(|point| {
            point.has_no_recorded_value().then(|| "is flagged as having no recorded value".to_owned())
        })
    }

    /// Expects these flag bits (OTLP).
    pub fn flags(self, flags: u32) -> Self {
        self.ask(|point| {
            (point.flags() != flags).then(|| format!("the flags are {}, expected {flags}", point.flags()))
        })
    }

    /// Expects a start time that is not after the time of the point.
    pub fn started(self) -> Self {
        self.ask(|point| match (point.start(), point.time()) {
            (None, _) => Some("has no start time".to_owned()),
            (Some(start), Some(time)) if start > time => {
                Some(format!("starts at {start}, after its time {time}"))
            }
            _ => None,
        })
    }

    /// Expects this start time: OTLP's, or the `_created` of OpenMetrics.
    pub fn start(self, expected: Timestamp) -> Self {
        self.ask(|point| moment_differs("start time", point.start(), expected))
    }

    /// Expects this time of the point.
    pub fn time(self, expected: Timestamp) -> Self {
        self.ask(|point| moment_differs("time", point.time(), expected))
    }

    /// Expects every point that was seen to have the same start time: that nothing was reset.
    pub fn never_reset(mut self) -> Self {
        let starts: Vec<_> = self
            .series
            .iter()
            .flat_map(|series| series.points.iter().map(|(_, point)| point.start()))
            .collect();
        if let Some(place) = starts.windows(2).position(|pair| pair[0] != pair[1]) {
            let told = |start: Option<Timestamp>| start.map_or("none".to_owned(), |start| start.to_string());
            let (before, after) = (told(starts[place]), told(starts[place + 1]));
            self.fail(format!("the start time moved from {before} to {after}"));
        }
        self
    }

    /// Expects so many points over the whole capture.
    pub fn points(mut self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        let Some(series) = &self.series else { return self };
        let found = series.points.len();
        if !expected.takes(Number::from(found as u64)) {
            self.fail(format!("has {found} points, expected {expected}"));
        }
        self
    }

    /// Expects how much was counted over the whole capture: of delta points their sum, of cumulative ones what came after the first.
    /// A counter that was reset goes on from zero. Of a histogram or summary the observations are counted.
    pub fn increase(self, expected: impl Into<ValueMatcher>) -> Self {
        let increase = self.series.as_ref().map(increase::over);
        self.increased(increase, &expected.into())
    }

    /// Expects how much was counted since an earlier capture of the same service. A series that was not there counts from zero.
    ///
    /// Of delta points, what is summed there is taken from what is summed here: `before` has to be an earlier look at
    /// the same recording.
    pub fn increase_since(self, before: &Capture, expected: impl Into<ValueMatcher>) -> Self {
        let increase = self.series.as_ref().map(|series| {
            let earlier = Source::Capture(before).series_of(&self.metric.name).into_iter().find(|earlier| {
                same_family(earlier.family, series.family) && earlier.labels == series.labels
            });
            increase::since(earlier.as_ref(), series)
        });
        self.increased(increase, &expected.into())
    }

    fn increased(mut self, increase: Option<Option<Number>>, expected: &ValueMatcher) -> Self {
        match increase {
            Some(Some(increase)) if !expected.takes(increase) => {
                self.fail(format!("the increase is {increase}, expected {expected}"));
            }
            Some(None) => self.fail("has nothing that can be counted"),
            _ => {}
        }
        self
    }

    /// Goes back to the metric, for another series or another property.
    pub fn and(self) -> MetricExpectation<'c> {
        self.metric
    }

    /// What failed so far, to be put together with others by [`all`](super::all).
    pub fn outcome(self) -> Outcome {
        self.metric.outcome()
    }

    /// Panics at the caller's line if anything failed.
    ///
    /// # Panics
    /// If anything failed.
    #[track_caller]
    pub fn verify(self) {
        self.outcome().verify();
    }

    /// Gives everything that failed as an error.
    ///
    /// # Errors
    /// If anything failed.
    pub fn check(self) -> Result<(), AssertionFailure> {
        self.outcome().check()
    }
}

fn moment_differs(what: &str, found: Option<Timestamp>, expected: Timestamp) -> Option<String> {
    match found {
        Some(found) if found == expected => None,
        Some(found) => Some(format!("the {what} is {found}, expected {expected}")),
        None => Some(format!("has no {what}, expected {expected}")),
    }
}

/// What a point is, in words.
pub(super) fn noun(point: Point<'_>) -> String {
    match point.value() {
        PointValue::Absent => "a point without a value".to_owned(),
        PointValue::Number(number) => format!("the number {number}"),
        PointValue::Histogram(_) => "a histogram".to_owned(),
        PointValue::Summary(_) => "a summary".to_owned(),
    }
}
