//! Requests in JSON that are not what OTLP calls JSON.

use crate::captures::JSON;
use crate::dice::Dice;
use crate::mutation::Change::{Bytes, Head, Json};
use crate::mutation::Mutation;
use meterstick::capture::BodyFormat;
use serde_json::{Value, json};

/// A metric that qualifies, with the name of its data.
fn metric<'v>(root: &'v mut Value, dice: &mut Dice, data: &[&str]) -> Option<&'v mut Value> {
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
fn point<'v>(root: &'v mut Value, dice: &mut Dice, data: &[&str]) -> Option<&'v mut Value> {
    let points = metric(root, dice, data)?["dataPoints"].as_array_mut()?;
    let at = dice.below(points.len());
    points.get_mut(at)
}

const ALL: &[&str] = &["sum", "gauge", "histogram"];
const NUMBERS: &[&str] = &["sum", "gauge"];
const AGGREGATED: &[&str] = &["sum", "histogram"];
const HISTOGRAM: &[&str] = &["histogram"];

/// An exemplar with a trace, as JSON has it.
fn exemplar(trace: &str, span: &str) -> Value {
    json!([{ "timeUnixNano": "1795564211428000000", "asDouble": 0.09, "traceId": trace, "spanId": span }])
}

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
        "an enum is its name",
        JSON,
        Json(|root, dice| {
            metric(root, dice, AGGREGATED)?["aggregationTemporality"] =
                json!("AGGREGATION_TEMPORALITY_CUMULATIVE");
            Some(())
        }),
        "json/enum-text",
    ),
    Mutation::of(
        "an enum is a number in quotes",
        JSON,
        Json(|root, dice| {
            metric(root, dice, AGGREGATED)?["aggregationTemporality"] = json!("2");
            Some(())
        }),
        "json/enum-text",
    ),
    Mutation::of(
        "ids are in base64",
        JSON,
        Json(|root, dice| {
            point(root, dice, HISTOGRAM)?["exemplars"] = exemplar("W47/+aQ1SFM+pcmnm+9H6Q==", "7hnmvaGTejU=");
            Some(())
        }),
        "json/id-not-hexadecimal",
    ),
    Mutation::of(
        "an id is too short",
        JSON,
        Json(|root, dice| {
            point(root, dice, HISTOGRAM)?["exemplars"] =
                exemplar("5b8efff798038103d269b633", "eee19b7ec3c1b174");
            Some(())
        }),
        "json/id-length",
    ),
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
        "an integer of 64 bits is a number",
        JSON,
        Json(|root, dice| {
            let point = point(root, dice, NUMBERS)?;
            point["asInt"] = json!(4);
            Some(())
        }),
        "json/integer-unquoted",
    ),
    Mutation::of(
        "an integer has a decimal point",
        JSON,
        Json(|root, dice| {
            point(root, dice, NUMBERS)?["asInt"] = json!("4.0");
            Some(())
        }),
        "json/integer-as-decimal",
    ),
    Mutation::of(
        "an integer is a word",
        JSON,
        Json(|root, dice| {
            point(root, dice, NUMBERS)?["asInt"] = json!("four");
            Some(())
        }),
        "json/integer-malformed",
    ),
    Mutation::of(
        "a time is a double that was rounded",
        JSON,
        Json(|root, dice| {
            point(root, dice, ALL)?["timeUnixNano"] = json!(1_795_564_211_429_173_500_u64);
            Some(())
        }),
        "json/integer-rounded",
    ),
    Mutation::of(
        "a number does not fit into its field",
        JSON,
        Json(|root, dice| {
            point(root, dice, NUMBERS)?["asInt"] = json!("18446744073709551616");
            Some(())
        }),
        "json/number-out-of-range",
    ),
    Mutation::of(
        "NaN is spelled otherwise",
        JSON,
        Json(|root, dice| {
            let spelled = dice.pick(&["nan", "inf", "+Inf", "-inf"])?;
            let point = point(root, dice, NUMBERS)?.as_object_mut()?;
            point.remove("asInt");
            point.insert("asDouble".to_owned(), json!(spelled));
            Some(())
        }),
        "json/non-finite-spelling",
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
        "bytes are no base64",
        JSON,
        Json(|root, dice| {
            point(root, dice, ALL)?["attributes"][0]["value"] = json!({ "bytesValue": "5b-8e:ff" });
            Some(())
        }),
        "json/base64-malformed",
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
