//! Buckets as the exposition formats have them: cumulative, each bound once, the last one without limit.

use super::{Omissions, Omitted};
use crate::model::{Exemplar, Exponential, Histogram, Number};

/// A bucket with its cumulative count and its exemplar.
pub(in crate::exposition) struct Explicit<'r> {
    pub(in crate::exposition) bound: f64,
    pub(in crate::exposition) count: Number,
    pub(in crate::exposition) exemplar: Option<Exemplar<'r>>,
}

/// The explicit buckets of a histogram. With `closed` there is a last one without limit, if there is a count to give it.
pub(in crate::exposition) fn explicit<'r>(
    histogram: Histogram<'r>,
    closed: bool,
    omissions: &mut Omissions,
) -> Vec<Explicit<'r>> {
    let mut buckets: Vec<Explicit<'r>> = Vec::with_capacity(histogram.bounds().len() + 1);
    let mut running = None;
    let pairs = histogram.bounds().iter().zip(histogram.counts());
    for (&bound, &count) in pairs {
        let count = match running {
            Some(before) if !histogram.is_cumulative() => sum(before, count),
            _ => count,
        };
        running = Some(count);
        if buckets.iter().any(|known| same_bound(known.bound, bound)) {
            omissions.note(Omitted::Bucket);
            continue;
        }
        buckets.push(Explicit { bound, count, exemplar: None });
    }
    for _ in histogram.bounds().len().min(histogram.counts().len())
        ..histogram.bounds().len().max(histogram.counts().len())
    {
        omissions.note(Omitted::Bucket);
    }
    if closed
        && let Some(count) = histogram.count()
        && !buckets.iter().any(|bucket| bucket.bound == f64::INFINITY)
    {
        buckets.push(Explicit { bound: f64::INFINITY, count, exemplar: None });
    }
    buckets
}

/// Two bounds that are spelled alike are one.
fn same_bound(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

fn sum(a: Number, b: Number) -> Number {
    let exact = |number: Number| match number {
        Number::Float(_) => None,
        whole => whole.as_integer(),
    };
    match (exact(a), exact(b)) {
        (Some(a), Some(b)) => {
            let total = a.saturating_add(b);
            i64::try_from(total)
                .map(Number::Int)
                .or_else(|_| u64::try_from(total).map(Number::Uint))
                .unwrap_or(Number::Float(total as f64))
        }
        _ => Number::Float(a.as_f64() + b.as_f64()),
    }
}

/// Hangs exemplars on the buckets into which they fall, one each. Gives back those for which there is no room.
pub(in crate::exposition) fn hang<'r>(
    buckets: &mut [Explicit<'r>],
    exemplars: impl Iterator<Item = Exemplar<'r>>,
) -> Vec<Exemplar<'r>> {
    let mut left = Vec::new();
    for exemplar in exemplars {
        let value = exemplar.value().as_f64();
        // One that is not a number is beyond every bound.
        let place = buckets.iter().position(|bucket| value <= bucket.bound || bucket.bound == f64::INFINITY);
        match place.map(|place| &mut buckets[place].exemplar) {
            Some(free @ None) => *free = Some(exemplar),
            _ => left.push(exemplar),
        }
    }
    left
}

/// The exponential buckets of a histogram, if the formats have room for them: native histograms end at schema 8, custom
/// bounds have no form, and spans without their counts are nothing that a reader takes.
pub(in crate::exposition) fn native<'r>(
    histogram: Histogram<'r>,
    omissions: &mut Omissions,
) -> Option<Exponential<'r>> {
    let exponential = histogram.exponential()?;
    let sides = [exponential.positive(), exponential.negative()];
    let is_whole = sides.iter().all(|side| {
        let length: u64 = side.spans.iter().map(|span| u64::from(span.length)).sum();
        length == side.counts.len() as u64
    });
    let fits = (-4..=8).contains(&exponential.scale())
        && is_whole
        && exponential.custom_bounds().is_empty()
        && exponential.zero_threshold().is_finite();
    omissions.note_if(Omitted::Exponential, !fits);
    fits.then_some(exponential)
}
