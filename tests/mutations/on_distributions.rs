//! Histograms and exemplars of OTLP whose parts do not fit together.

use crate::captures::PUSHED;
use crate::mutation::Change::Protobuf;
use crate::mutation::Mutation;
use crate::request::{SECOND, exemplar, histogram, is_counter, number};

pub(crate) const MUTATIONS: &[Mutation] = &[
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
];
