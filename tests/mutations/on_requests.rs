//! Requests of OTLP whose points cannot be.

use crate::captures::{PUSHED, PUSHED_OVER_HTTP};
use crate::mutation::Change::Protobuf;
use crate::mutation::Mutation;
use crate::request::{
    SECOND, has_temporality, histogram, is_counter, is_gauge, is_up_down_counter, metric, number, numbers_of,
    set_double, set_int, set_times, temporality, text,
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
