//! Requests of OTLP whose points cannot be.

use crate::captures::{PUSHED, PUSHED_OVER_HTTP};
use crate::mutation::Change::Protobuf;
use crate::mutation::Mutation;
use crate::request::{
    SECOND, exemplar, has_temporality, histogram, is_counter, is_gauge, is_up_down_counter, metric, number,
    numbers_of, set_double, set_int, set_times, temporality, text,
};
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "the temporality is not said",
        PUSHED,
        Protobuf(|request, dice| {
            *temporality(metric(request, dice, has_temporality)?)? = 0;
            Some(())
        }),
        "metric/temporality-invalid",
    ),
    Mutation::of(
        "the temporality is one that does not exist",
        PUSHED,
        Protobuf(|request, dice| {
            *temporality(metric(request, dice, has_temporality)?)? = 3;
            Some(())
        }),
        "metric/temporality-invalid",
    ),
    Mutation::of(
        "an up-down counter sends differences",
        PUSHED,
        Protobuf(|request, dice| {
            *temporality(metric(request, dice, is_up_down_counter)?)? = 1;
            Some(())
        }),
        "otlp/delta-up-down-counter",
    ),
    Mutation::of(
        "differences do not say when they began",
        PUSHED,
        Protobuf(|request, dice| {
            let metric = metric(request, dice, is_counter)?;
            *temporality(metric)? = 1;
            set_times(metric, |start, _| *start = 0);
            Some(())
        }),
        "point/delta-start-missing",
    ),
    Mutation::of(
        "a total does not say when it began",
        PUSHED,
        Protobuf(|request, dice| {
            number(request, dice, is_counter)?.start_time_unix_nano = 0;
            Some(())
        }),
        "point/start-missing",
    ),
    Mutation::of(
        "a point has no time",
        PUSHED,
        Protobuf(|request, dice| {
            number(request, dice, |_| true)?.time_unix_nano = 0;
            Some(())
        }),
        "point/time-missing",
    ),
    Mutation::of(
        "a histogram has no time",
        PUSHED,
        Protobuf(|request, dice| {
            histogram(request, dice)?.time_unix_nano = 0;
            Some(())
        }),
        "point/time-missing",
    ),
    Mutation::of(
        "times are not in nanoseconds",
        PUSHED,
        Protobuf(|request, dice| {
            let unit = dice.pick(&[1_000, 1_000_000, SECOND])?;
            set_times(metric(request, dice, |_| true)?, |start, time| {
                (*start, *time) = (*start / unit, *time / unit);
            });
            Some(())
        }),
        "point/time-implausible",
    ),
    Mutation::of(
        "a point began after its time",
        PUSHED,
        Protobuf(|request, dice| {
            let point = number(request, dice, has_temporality)?;
            point.start_time_unix_nano = point.time_unix_nano + SECOND;
            Some(())
        }),
        "point/start-after-time",
    ),
    Mutation::of(
        "a stream says two points for one time",
        PUSHED,
        Protobuf(|request, dice| {
            let points = numbers_of(metric(request, dice, |one| is_counter(one) || is_gauge(one))?)?;
            let mut point = points[dice.below(points.len())].clone();
            set_int(&mut point, 17);
            points.push(point);
            Some(())
        }),
        "point/duplicate",
    ),
    Mutation::of(
        "a point has no value",
        PUSHED,
        Protobuf(|request, dice| {
            number(request, dice, |_| true)?.value = None;
            Some(())
        }),
        "point/value-missing",
    ),
    Mutation::of(
        "a value is no number",
        PUSHED,
        Protobuf(|request, dice| {
            let value = dice.pick(&[f64::NAN, f64::INFINITY])?;
            set_double(number(request, dice, is_gauge)?, value);
            Some(())
        }),
        "point/value-not-finite",
    ),
    Mutation::of(
        "a flag is set that does not exist",
        PUSHED,
        Protobuf(|request, dice| {
            number(request, dice, |_| true)?.flags = dice.pick(&[2, 3, 256])?;
            Some(())
        }),
        "point/flags-unknown",
    ),
    Mutation::of(
        "a monotonic sum is negative",
        PUSHED,
        Protobuf(|request, dice| {
            set_int(number(request, dice, is_counter)?, -3);
            Some(())
        }),
        "sum/negative",
    ),
    Mutation::of(
        "a histogram has a bucket too few",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            // One that counts nothing, so that the total is still right.
            let empty = point.bucket_counts.iter().position(|count| *count == 0)?;
            point.bucket_counts.remove(empty);
            Some(())
        }),
        "bucket/bounds-unmatched",
    ),
    Mutation::of(
        "a histogram has buckets and no bounds",
        PUSHED,
        Protobuf(|request, dice| {
            histogram(request, dice)?.explicit_bounds.clear();
            Some(())
        }),
        "bucket/bounds-unmatched",
    ),
    Mutation::of(
        "the buckets do not add up to the count",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            let full = point.bucket_counts.iter().position(|count| *count > 0)?;
            point.bucket_counts[full] += 1;
            Some(())
        }),
        "bucket/total-differs",
    ),
    Mutation::of(
        "the bounds do not rise",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            // In the middle, so that the extremes still lie in their buckets.
            let at = 2 + dice.below(2);
            point.explicit_bounds.swap(at, at + 1);
            Some(())
        }),
        "bucket/bounds-unordered",
    ),
    Mutation::of(
        "a bound stands twice",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            point.explicit_bounds[3] = point.explicit_bounds[2];
            Some(())
        }),
        "bucket/bounds-unordered",
    ),
    Mutation::of(
        "the last bound is infinite",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            point.explicit_bounds.push(f64::INFINITY);
            point.bucket_counts.push(0);
            Some(())
        }),
        "bucket/bound-not-finite",
    ),
    Mutation::of(
        "the least value is above the greatest",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            std::mem::swap(&mut point.min, &mut point.max);
            Some(())
        }),
        "distribution/min-above-max",
    ),
    Mutation::of(
        "the greatest value lies outside its bucket",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            point.max = Some(60.0);
            // The tier whose greatest value is above all bounds is no such case.
            if *point.bucket_counts.last()? > 0 {
                point.max = Some(4.5);
            }
            Some(())
        }),
        "distribution/extremes-outside-buckets",
    ),
    Mutation::of(
        "the sum is too great for the count",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            point.sum = Some(point.max? * (point.count + 1) as f64);
            Some(())
        }),
        "distribution/sum-impossible",
    ),
    Mutation::of(
        "an exemplar was measured before the interval began",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            let value = point.max?;
            point.exemplars.push(exemplar(point.start_time_unix_nano - 60 * SECOND, value));
            Some(())
        }),
        "sampled/outside-interval",
    ),
    Mutation::of(
        "an exemplar lies where nothing was counted",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            let empty = (1..6).find(|&bucket| point.bucket_counts[bucket] == 0)?;
            let value = (point.explicit_bounds[empty - 1] + point.explicit_bounds[empty]) / 2.0;
            point.exemplars.push(exemplar(point.time_unix_nano - 1000, value));
            Some(())
        }),
        "sampled/value-impossible",
    ),
    Mutation::of(
        "the trace id of an exemplar is no trace id",
        PUSHED,
        Protobuf(|request, dice| {
            let point = histogram(request, dice)?;
            let mut sampled = exemplar(point.time_unix_nano - 1000, point.max?);
            sampled.trace_id = dice.pick(&[&[0; 16][..], &[7; 8], &[0x34; 32]])?.to_vec();
            point.exemplars.push(sampled);
            Some(())
        }),
        "sampled/id-malformed",
    ),
    Mutation::of(
        "an exemplar has no value",
        PUSHED,
        Protobuf(|request, dice| {
            let point = number(request, dice, is_counter)?;
            let mut sampled = exemplar(point.time_unix_nano - 1000, 1.0);
            sampled.value = None;
            point.exemplars.push(sampled);
            Some(())
        }),
        "sampled/value-missing",
    ),
    Mutation::of(
        "the key of an attribute stands twice",
        PUSHED,
        Protobuf(|request, dice| {
            let point = number(request, dice, |_| true)?;
            let key = point.attributes.first()?.key.clone();
            point.attributes.push(text(&key, "other"));
            Some(())
        }),
        "attribute/key-repeated",
    ),
    Mutation::of(
        "an attribute has no key",
        PUSHED,
        Protobuf(|request, dice| {
            number(request, dice, |_| true)?.attributes.push(text("", "other"));
            Some(())
        }),
        "attribute/key-empty",
    ),
    Mutation::of(
        "a key of the resource stands twice",
        PUSHED_OVER_HTTP,
        Protobuf(|request, dice| {
            let attributes = &mut request.resource_metrics[0].resource.as_mut()?.attributes;
            let key = attributes[dice.below(attributes.len())].key.clone();
            attributes.push(text(&key, "other"));
            Some(())
        }),
        "attribute/key-repeated",
    ),
    Mutation::of(
        "a gauge is made a total that must not fall",
        PUSHED,
        Protobuf(|request, dice| {
            let metric = metric(request, dice, is_up_down_counter)?;
            if let Some(Data::Sum(sum)) = &mut metric.data {
                sum.is_monotonic = true;
                set_int(&mut sum.data_points[0], -1);
            }
            Some(())
        }),
        "sum/negative",
    ),
];
