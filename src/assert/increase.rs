//! How much was counted.

use super::seen::Seen;
use crate::model::{Kind, Number, Point, PointValue, Temporality, Timestamp};

/// What can be counted of a point, with the time from which on it counts.
#[derive(Clone, Copy)]
struct Count {
    number: Number,
    start: Option<Timestamp>,
}

/// What was counted from the first point of a series to its last; `None` where nothing can be counted.
pub(super) fn over(series: &Seen<'_>) -> Option<Number> {
    let counts = counts(series);
    if series.family.temporality() == Some(Temporality::Delta) {
        return total(&counts);
    }
    let (first, rest) = counts.split_first()?;
    Some(rises(series, *first, rest))
}

/// What was counted since the last point of an earlier look; without one, everything.
pub(super) fn since(earlier: Option<&Seen<'_>>, series: &Seen<'_>) -> Option<Number> {
    let here = counts(series);
    if series.family.temporality() == Some(Temporality::Delta) {
        let before = earlier.and_then(|earlier| total(&counts(earlier))).unwrap_or(Number::Int(0));
        return Some(minus(total(&here)?, before));
    }
    let last = *here.last()?;
    Some(match earlier.and_then(|earlier| counts(earlier).last().copied()) {
        Some(before) => rises(series, before, &[last]),
        None => last.number,
    })
}

/// The counts in the order of their times, or of arrival where times are not said.
fn counts(series: &Seen<'_>) -> Vec<Count> {
    let mut points: Vec<Point<'_>> = series.points.iter().map(|(_, point)| *point).collect();
    if points.iter().all(|point| point.time().is_some()) {
        points.sort_by_key(|point| point.time());
    }
    points.into_iter().filter_map(counted).collect()
}

/// Neither a point without a value nor a staleness marker says anything of what was counted.
fn counted(point: Point<'_>) -> Option<Count> {
    let number = match point.value() {
        PointValue::Number(number) => Some(number),
        PointValue::Histogram(histogram) => histogram.count(),
        PointValue::Summary(summary) => summary.count(),
        PointValue::Absent => None,
    };
    let number = number.filter(|number| !number.is_nan() && !point.has_no_recorded_value())?;
    Some(Count { number, start: point.start() })
}

fn rises(series: &Seen<'_>, mut before: Count, counts: &[Count]) -> Number {
    // What may fall is not reset when it does.
    let only_grows = !matches!(
        series.family.kind(),
        Kind::Gauge
            | Kind::UpDownCounter
            | Kind::GaugeHistogram
            | Kind::Unknown
            | Kind::Info
            | Kind::StateSet
    );
    let mut sum = Number::Int(0);
    for &count in counts {
        let rise = minus(count.number, before.number);
        let is_reset =
            only_grows && (rise.as_f64() < 0.0 || count.start > before.start && before.start.is_some());
        sum = plus(sum, if is_reset { count.number } else { rise });
        before = count;
    }
    sum
}

fn total(counts: &[Count]) -> Option<Number> {
    counts.iter().map(|count| count.number).reduce(plus)
}

fn plus(a: Number, b: Number) -> Number {
    combined(a, b, i128::checked_add, |a, b| a + b)
}

fn minus(a: Number, b: Number) -> Number {
    combined(a, b, i128::checked_sub, |a, b| a - b)
}

/// Exact as long as both are whole and the result is one that the wire could say.
fn combined(
    a: Number,
    b: Number,
    whole: fn(i128, i128) -> Option<i128>,
    double: fn(f64, f64) -> f64,
) -> Number {
    let exact = a.as_integer().zip(b.as_integer()).and_then(|(a, b)| whole(a, b));
    let exact = exact.and_then(|sum| {
        i64::try_from(sum).map(Number::from).or_else(|_| u64::try_from(sum).map(Number::from)).ok()
    });
    exact.unwrap_or_else(|| Number::from(double(a.as_f64(), b.as_f64())))
}
