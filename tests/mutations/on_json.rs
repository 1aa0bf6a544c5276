//! Requests in JSON that are not what OTLP calls JSON.

use crate::captures::JSON;
use crate::dice::Dice;
use crate::mutation::Change::{Bytes, Head, Json};
use crate::mutation::Mutation;
use meterstick::capture::BodyFormat;
use serde_json::{Value, json};

/// A metric that qualifies, with the name of its data.
pub(crate) fn metric<'v>(root: &'v mut Value, dice: &mut Dice, data: &[&str]) -> Option<&'v mut Value> {
    let metrics = root.pointer_mut("/resourceMetrics/0/scopeMetrics/0/metrics")?.as_array_mut()?;
    let mut meant: Vec<&mut Value> = metrics
        .iter_mut()
        .filter_map(|metric| {
            data.iter().find(|name| metric.get(name).is_some()).map(|name| &mut metric[*name])
        })
        .collect();
    if meant.is_empty() { None } else { Some(meant.swap_remove(dice.below(meant.len()))) }
}

/// A point of such a metric.
pub(crate) fn point<'v>(root: &'v mut Value, dice: &mut Dice, data: &[&str]) -> Option<&'v mut Value> {
    let points = metric(root, dice, data)?["dataPoints"].as_array_mut()?;
    let at = dice.below(points.len());
    points.get_mut(at)
}

pub(crate) const ALL: &[&str] = &["sum", "gauge", "histogram"];
pub(crate) const NUMBERS: &[&str] = &["sum", "gauge"];
pub(crate) const AGGREGATED: &[&str] = &["sum", "histogram"];
pub(crate) const HISTOGRAM: &[&str] = &["histogram"];

/// Renames a key that stands in the text, one of those that are there.
fn rename(body: &mut Vec<u8>, dice: &mut Dice, keys: &[(&str, &str)]) -> Option<()> {
    let (from, to) = dice.pick(keys)?;
    let text = String::from_utf8_lossy(body).into_owned();
    let (from, to) = (format!("\"{from}\""), format!("\"{to}\""));
    if !text.contains(&from) {
        return None;
    }
    *body = text.replace(&from, &to).into_bytes();
    Some(())
}

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "keys are in snake_case",
        JSON,
        Bytes(|body, dice| {
            let keys = [
                ("timeUnixNano", "time_unix_nano"),
                ("aggregationTemporality", "aggregation_temporality"),
                ("dataPoints", "data_points"),
                ("scopeMetrics", "scope_metrics"),
                ("resourceMetrics", "resource_metrics"),
                ("asInt", "as_int"),
                ("bucketCounts", "bucket_counts"),
                ("stringValue", "string_value"),
                ("isMonotonic", "is_monotonic"),
            ];
            rename(body, dice, &keys)
        }),
        "json/key-spelling",
    ),
    Mutation::of(
        "keys are capitalised",
        JSON,
        Bytes(|body, dice| {
            let keys = [("timeUnixNano", "TimeUnixNano"), ("dataPoints", "DataPoints"), ("asInt", "asint")];
            rename(body, dice, &keys)
        }),
        "json/key-spelling",
    ),
    Mutation::of(
        "a key is in nobody's schema",
        JSON,
        Json(|root, dice| {
            point(root, dice, ALL)?["comment"] = json!("as of today");
            Some(())
        }),
        "json/unknown-key",
    ),
    Mutation::of(
        "a point has both kinds of numbers",
        JSON,
        Json(|root, dice| {
            point(root, dice, NUMBERS)?["asDouble"] = json!(4.5);
            Some(())
        }),
        "point/value-ambiguous",
    ),
    Mutation::of(
        "an attribute has two values",
        JSON,
        Json(|root, dice| {
            point(root, dice, ALL)?["attributes"][0]["value"]["intValue"] = json!("4");
            Some(())
        }),
        "json/one-of-repeated",
    ),
    Mutation::of(
        "a list has a hole",
        JSON,
        Json(|root, dice| {
            metric(root, dice, ALL)?["dataPoints"].as_array_mut()?.push(Value::Null);
            Some(())
        }),
        "json/null-element",
    ),
    Mutation::of(
        "a list is an object",
        JSON,
        Json(|root, dice| {
            let points = &mut metric(root, dice, ALL)?["dataPoints"];
            *points = points[0].take();
            Some(())
        }),
        "json/value-type",
    ),
    Mutation::of(
        "a key stands twice in its object",
        JSON,
        Bytes(|body, dice| {
            let text = String::from_utf8_lossy(body).into_owned();
            let places: Vec<usize> = text.match_indices("\"timeUnixNano\"").map(|(at, _)| at).collect();
            let at = dice.pick(&places)?;
            body.splice(at..at, b"\"timeUnixNano\": \"1795564211000000000\", ".iter().copied());
            Some(())
        }),
        "json/key-repeated",
    ),
    Mutation::of(
        "a request in JSON is cut off",
        JSON,
        Bytes(|body, dice| {
            let end = body.len() / 2 + dice.below(body.len() / 3);
            body.truncate(end);
            Some(())
        }),
        "json/syntax",
    ),
    Mutation::of(
        "a comma follows the last element",
        JSON,
        Bytes(|body, dice| {
            let ends: Vec<usize> =
                (1..body.len()).filter(|&at| body[at] == b']' && body[at - 1] != b'[').collect();
            let at = dice.pick(&ends)?;
            body.insert(at, b',');
            Some(())
        }),
        "json/syntax",
    ),
    Mutation::of(
        "two requests stand in one body",
        JSON,
        Bytes(|body, _| {
            let again = body.clone();
            body.extend(again);
            Some(())
        }),
        "json/more-text",
    ),
    Mutation::of(
        "a request in JSON is declared as protobuf",
        JSON,
        Head(|record, _| {
            let named = record.request_headers.iter_mut().find(|(name, _)| name == "content-type")?;
            "application/x-protobuf".clone_into(&mut named.1);
            record.format = BodyFormat::OtlpProtobuf;
            Some(())
        }),
        "otlp/content-type",
    ),
    Mutation::of(
        "the temporality is not said in JSON",
        JSON,
        Json(|root, dice| {
            metric(root, dice, AGGREGATED)?.as_object_mut()?.remove("aggregationTemporality").map(|_| ())
        }),
        "metric/temporality-invalid",
    ),
    Mutation::of(
        "a point has no time in JSON",
        JSON,
        Json(|root, dice| point(root, dice, ALL)?.as_object_mut()?.remove("timeUnixNano").map(|_| ())),
        "point/time-missing",
    ),
    Mutation::of(
        "the key of an attribute stands twice in JSON",
        JSON,
        Json(|root, dice| {
            let attributes = point(root, dice, ALL)?["attributes"].as_array_mut()?;
            let mut again = attributes.first()?.clone();
            again["value"] = json!({ "stringValue": "other" });
            attributes.push(again);
            Some(())
        }),
        "attribute/key-repeated",
    ),
    Mutation::of(
        "the buckets do not fit their bounds in JSON",
        JSON,
        Json(|root, dice| point(root, dice, HISTOGRAM)?["explicitBounds"].as_array_mut()?.pop().map(|_| ())),
        "bucket/bounds-unmatched",
    ),
    Mutation::of(
        "a metric has no name in JSON",
        JSON,
        Json(|root, dice| {
            let metrics = root.pointer_mut("/resourceMetrics/0/scopeMetrics/0/metrics")?.as_array_mut()?;
            let at = dice.below(metrics.len());
            metrics[at]["name"] = json!("");
            Some(())
        }),
        "metric/name-missing",
    ),
];
