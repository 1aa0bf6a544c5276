//! From the model to messages.

use crate::exposition::render::{Fitting, Omissions, Omitted, Plan, Written, explicit, hang, native};
use crate::model::{
    Exemplar, Exponential, ExponentialBuckets, Histogram, Kind, Number, Point, Summary, Timestamp,
};
use crate::protobuf::{Writer, zigzag};

/// Adds a family as one message with its length before it.
pub(in crate::exposition) fn write(out: &mut Writer, plan: &Plan<'_>, omissions: &mut Omissions) {
    out.delimited(|out| {
        out.bytes_field(1, plan.name.as_bytes());
        if let Some(help) = plan.help.filter(|help| !help.is_empty()) {
            out.bytes_field(2, help.as_bytes());
        }
        out.varint_field(3, kind_number(plan.kind));
        for series in &plan.series {
            for &point in &series.points {
                if let Some(value) = plan.value(point, omissions) {
                    out.message(4, |out| metric(out, plan, &series.labels, point, value, omissions));
                }
            }
        }
        if let Some(unit) = plan.unit {
            out.bytes_field(5, unit.as_bytes());
        }
    });
}

fn kind_number(kind: Kind) -> u64 {
    match kind {
        Kind::Counter => 0,
        Kind::Summary => 2,
        Kind::Unknown => 3,
        Kind::Histogram => 4,
        Kind::GaugeHistogram => 5,
        _ => 1,
    }
}

fn metric<'r>(
    out: &mut Writer,
    plan: &Plan<'r>,
    labels: &Written<'_>,
    point: Point<'r>,
    fitting: Fitting<'r>,
    omissions: &mut Omissions,
) {
    write_labels(out, labels);
    match fitting {
        Fitting::Number(number) => {
            let value = double(number, omissions);
            let mut left = point.exemplars();
            match plan.kind {
                Kind::Counter => out.message(3, |out| {
                    out.double_field(1, value);
                    if let Some(one) = left.next() {
                        exemplar(out, 2, plan, one, omissions);
                    }
                    timestamp(out, 3, point.start());
                }),
                kind => {
                    out.message(if kind == Kind::Unknown { 5 } else { 2 }, |out| out.double_field(1, value));
                    omissions.note_if(Omitted::Start, point.start().is_some());
                }
            }
            left.for_each(|_| omissions.note(Omitted::Exemplar));
        }
        Fitting::Summary(value) => {
            point.exemplars().for_each(|_| omissions.note(Omitted::Exemplar));
            out.message(4, |out| {
                summary(out, value, omissions);
                timestamp(out, 4, point.start());
            });
        }
        Fitting::Histogram(value) => out.message(7, |out| {
            histogram(out, plan, point, value, omissions);
            timestamp(out, 15, point.start());
        }),
    }
    if let Some(millis) = Plan::millis(point.time(), omissions) {
        out.varint_field(6, millis as u64);
    }
}

fn write_labels(out: &mut Writer, labels: &Written<'_>) {
    for (name, value) in labels {
        out.message(1, |out| {
            out.bytes_field(1, name.as_bytes());
            out.bytes_field(2, value.as_bytes());
        });
    }
}

fn timestamp(out: &mut Writer, number: u32, time: Option<Timestamp>) {
    let Some(time) = time else { return };
    out.message(number, |out| {
        out.varint_field(1, time.seconds() as u64);
        out.varint_field(2, u64::from(time.subsec_nanos()));
    });
}

fn exemplar<'r>(
    out: &mut Writer,
    number: u32,
    plan: &Plan<'r>,
    exemplar: Exemplar<'r>,
    omissions: &mut Omissions,
) {
    let labels = plan.exemplar_labels(exemplar, omissions);
    let value = double(exemplar.value(), omissions);
    out.message(number, |out| {
        write_labels(out, &labels);
        out.double_field(2, value);
        timestamp(out, 3, exemplar.time());
    });
}

/// A number as a double, which is all that the format has for values.
fn double(number: Number, omissions: &mut Omissions) -> f64 {
    let value = number.as_f64();
    omissions.note_if(Omitted::Digits, !Number::Float(value).same_value(number));
    value
}

/// A count as an unsigned integer, if it is one.
fn unsigned(number: Number) -> Option<u64> {
    match number {
        Number::Int(value) => u64::try_from(value).ok(),
        Number::Uint(value) => Some(value),
        Number::Float(_) => None,
    }
}

/// A count in the field for integers, or else in that for doubles.
fn count(
    out: &mut Writer,
    integer: u32,
    float: u32,
    number: Number,
    as_float: bool,
    omissions: &mut Omissions,
) {
    match unsigned(number).filter(|_| !as_float) {
        Some(value) => out.varint_field(integer, value),
        None => out.double_field(float, double(number, omissions)),
    }
}

fn summary(out: &mut Writer, summary: Summary<'_>, omissions: &mut Omissions) {
    if let Some(count) = summary.count() {
        let whole = count.as_integer().and_then(|count| u64::try_from(count).ok());
        match whole {
            Some(count) => out.varint_field(1, count),
            None => omissions.note(Omitted::Digits),
        }
    }
    if let Some(sum) = summary.sum() {
        out.double_field(2, double(sum, omissions));
    }
    for quantile in summary.quantiles() {
        let value = double(quantile.value, omissions);
        out.message(3, |out| {
            out.double_field(1, quantile.quantile);
            out.double_field(2, value);
        });
    }
}

fn histogram<'r>(
    out: &mut Writer,
    plan: &Plan<'r>,
    point: Point<'r>,
    histogram: Histogram<'r>,
    omissions: &mut Omissions,
) {
    let native = native(histogram, omissions);
    let mut buckets = explicit(histogram, false, omissions);
    let left = hang(&mut buckets, point.exemplars());
    // One double among the counts makes all of them doubles.
    let as_float = native.is_some_and(|native| is_float(histogram, native));
    if let Some(number) = histogram.count() {
        count(out, 1, 4, number, as_float, omissions);
    }
    if let Some(sum) = histogram.sum() {
        out.double_field(2, double(sum, omissions));
    }
    for bucket in &buckets {
        out.message(3, |out| {
            count(out, 1, 4, bucket.count, as_float, omissions);
            out.double_field(2, bucket.bound);
            if let Some(one) = bucket.exemplar {
                exemplar(out, 3, plan, one, omissions);
            }
        });
    }
    if let Some(native) = native {
        exponential(out, native, as_float, omissions);
    }
    for one in left {
        // Those of native histograms must have a time.
        if native.is_some() && one.time().is_some() {
            exemplar(out, 16, plan, one, omissions);
        } else {
            omissions.note(Omitted::Exemplar);
        }
    }
}

fn is_float(histogram: Histogram<'_>, native: Exponential<'_>) -> bool {
    let whole = |number: Number| unsigned(number).is_some_and(|value| i64::try_from(value).is_ok());
    let sides = [native.positive(), native.negative()];
    !(histogram.count().is_none_or(whole)
        && whole(native.zero_count())
        && histogram.counts().iter().copied().all(whole)
        && sides.iter().all(|side| side.counts.iter().copied().all(whole)))
}

fn exponential(out: &mut Writer, native: Exponential<'_>, as_float: bool, omissions: &mut Omissions) {
    out.varint_field(5, zigzag(i64::from(native.scale())));
    out.double_field(6, native.zero_threshold());
    count(out, 7, 8, native.zero_count(), as_float, omissions);
    side(out, [9, 10, 11], native.negative(), as_float, omissions);
    let is_silent = native.zero_threshold() <= 0.0
        && native.zero_count().as_f64() == 0.0
        && native.negative().spans.is_empty()
        && native.positive().spans.is_empty();
    if is_silent {
        // Without a span nobody would take it for a native histogram.
        span(out, 12, 0, 0);
    }
    side(out, [12, 13, 14], native.positive(), as_float, omissions);
}

fn span(out: &mut Writer, number: u32, offset: i32, length: u32) {
    out.message(number, |out| {
        out.varint_field(1, zigzag(i64::from(offset)));
        out.varint_field(2, u64::from(length));
    });
}

/// The buckets of one sign: spans, and deltas of integers or doubles. Prometheus' bucket `i` is the model's `i - 1`.
fn side(
    out: &mut Writer,
    [spans, deltas, counts]: [u32; 3],
    buckets: ExponentialBuckets<'_>,
    as_float: bool,
    omissions: &mut Omissions,
) {
    for (place, one) in buckets.spans.iter().enumerate() {
        let offset = if place == 0 { one.offset.wrapping_add(1) } else { one.offset };
        span(out, spans, offset, one.length);
    }
    if buckets.counts.is_empty() {
        return;
    }
    if as_float {
        let values: Vec<f64> = buckets.counts.iter().map(|&count| double(count, omissions)).collect();
        return out.message(counts, |out| values.iter().for_each(|value| out.fixed64(value.to_bits())));
    }
    let mut before = 0;
    out.message(deltas, |out| {
        for count in buckets.counts {
            let here = unsigned(*count).unwrap_or_default() as i64;
            out.varint(zigzag(here.wrapping_sub(before)));
            before = here;
        }
    });
}
