//! Values in JSON that are not written as OTLP writes them.

use crate::captures::JSON;
use crate::mutation::Change::Json;
use crate::mutation::Mutation;
use crate::on_json::{AGGREGATED, ALL, HISTOGRAM, NUMBERS, metric, point};
use serde_json::{Value, json};

/// An exemplar with a trace, as JSON has it.
fn exemplar(trace: &str, span: &str) -> Value {
    json!([{ "timeUnixNano": "1795564211428000000", "asDouble": 0.09, "traceId": trace, "spanId": span }])
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
        "bytes are no base64",
        JSON,
        Json(|root, dice| {
            point(root, dice, ALL)?["attributes"][0]["value"] = json!({ "bytesValue": "5b-8e:ff" });
            Some(())
        }),
        "json/base64-malformed",
    ),
];
