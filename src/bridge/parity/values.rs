//! Between which values a scraped one has to lie.

use super::looks::{Looks, When};
use super::stream::Stream;
use crate::model::{Point, Temporality};

/// What a component of a point may be at the time of the scrape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    /// The newest value before the scrape.
    pub(super) from: Option<f64>,
    /// The first one after it.
    pub(super) to: Option<f64>,
    /// What was pushed last, whenever that was.
    pub(super) last: f64,
}

/// Whether a value lies in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Inside,
    Below,
    Above,
}

impl Window {
    pub(super) fn fit(&self, value: f64) -> Fit {
        if self.from.is_some_and(|from| value < from && !is_near(value, from)) {
            Fit::Below
        } else if self.to.is_some_and(|to| value > to && !is_near(value, to)) {
            Fit::Above
        } else {
            Fit::Inside
        }
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) => write!(f, "{from} before and {to} after"),
            (Some(from), None) => write!(f, "{from} before"),
            (None, Some(to)) => write!(f, "{to} after"),
            (None, None) => write!(f, "{}", self.last),
        }
    }
}

/// Sums of doubles depend on the order in which they were added.
pub(super) fn is_near(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// The window of a component that only grows, read from each point by `read`. `None` where nothing was said of it.
pub(super) fn window(
    looks: &Looks<'_>,
    history: &Stream<'_>,
    read: impl Fn(Point<'_>) -> Option<f64>,
) -> Option<Window> {
    let points = history.points().iter().filter(|point| !point.point.has_no_recorded_value());
    let values: Vec<(When, f64)> =
        points.filter_map(|point| Some((looks.when(point.exchange), read(point.point)?))).collect();
    let last = values.last()?.1;
    if history.family().temporality() == Some(Temporality::Delta) {
        // What was counted before the capture began is not known, so there is no upper end.
        let before = |(when, _): &&(When, f64)| *when == When::Before;
        let known = values.iter().any(|(when, _)| *when == When::Before);
        let total: f64 = values.iter().filter(before).map(|(_, value)| value).sum();
        return Some(Window { from: known.then_some(total), to: None, last });
    }
    let starts = history.points().iter().map(|point| point.point.start());
    let has_reset = starts.clone().any(|start| start != history.points()[0].point.start());
    if has_reset {
        return Some(Window { from: None, to: None, last });
    }
    let from = values.iter().rev().find(|(when, _)| *when == When::Before).map(|(_, value)| *value);
    let to = values.iter().find(|(when, _)| *when == When::After).map(|(_, value)| *value);
    Some(Window { from, to, last })
}

/// How a value lies to all that were pushed, where nobody knows what came first.
pub(super) fn side(history: &Stream<'_>, value: f64, read: impl Fn(Point<'_>) -> Option<f64>) -> Fit {
    let values: Vec<f64> = history.points().iter().filter_map(|point| read(point.point)).collect();
    let (least, most) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
        (least.min(*value), most.max(*value))
    });
    if value < least && !is_near(value, least) {
        Fit::Below
    } else if value > most && !is_near(value, most) {
        Fit::Above
    } else {
        Fit::Inside
    }
}
