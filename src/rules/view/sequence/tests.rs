//! Which looks belong together.

use std::time::{Duration, UNIX_EPOCH};

use super::targets;
use crate::capture::{BodyFormat, Capture, Record, Status, Transport};
use crate::exposition::Format;
use crate::otlp::Signal;

fn scrape(path: &str, format: Format, body: &str) -> Record {
    let mut record =
        Record::new(Transport::Scrape, Signal::Metrics, BodyFormat::Exposition(format), body.to_owned());
    path.clone_into(&mut record.path);
    record
}

/// A push of one instance: each metric with its temporality, a time in seconds and a value.
fn push(instance: &str, metrics: &[(&str, u8, u32, u32)]) -> Record {
    let metrics: Vec<String> = metrics
        .iter()
        .map(|(name, temporality, time, value)| {
            format!(
                r#"{{"name":"{name}","sum":{{"aggregationTemporality":{temporality},"isMonotonic":true,"dataPoints":[{{"timeUnixNano":"{time}000000000","asInt":"{value}"}}]}}}}"#
            )
        })
        .collect();
    let body = format!(
        r#"{{"resourceMetrics":[{{"resource":{{"attributes":[{{"key":"service.instance.id","value":{{"stringValue":"{instance}"}}}}]}},"scopeMetrics":[{{"metrics":[{}]}}]}}]}}"#,
        metrics.join(",")
    );
    Record::new(Transport::OtlpHttp, Signal::Metrics, BodyFormat::OtlpJson, body)
}

/// How many looks each target has.
fn looks(records: Vec<Record>) -> Vec<usize> {
    let apart = records.into_iter().enumerate().map(|(number, mut record)| {
        record.arrived = UNIX_EPOCH + Duration::from_secs(number as u64 * 10);
        record
    });
    let capture = Capture::from_records(apart);
    targets(&capture).iter().map(|target| target.looks.len()).collect()
}

#[test]
fn one_reading_is_no_sequence() {
    assert_eq!(looks(vec![scrape("a", Format::PrometheusText, "up 1\n")]), [0; 0]);
    assert_eq!(looks(vec![]), [0; 0]);
}

#[test]
fn urls_and_formats_are_targets_of_their_own() {
    let text = |path| scrape(path, Format::PrometheusText, "a 1\n");
    let openmetrics = scrape("a", Format::OpenMetricsText, "a 1\n# EOF\n");
    assert_eq!(looks(vec![text("a"), openmetrics.clone(), text("b"), text("a"), openmetrics]), [2, 2, 1]);
}

#[test]
fn instances_are_targets_of_their_own() {
    let records =
        vec![push("x", &[("a", 2, 1, 1)]), push("y", &[("a", 2, 1, 1)]), push("x", &[("a", 2, 11, 1)])];
    assert_eq!(looks(records), [2, 1]);
}

#[test]
fn what_was_refused_or_sent_again_is_no_look() {
    let (one, two) = (push("x", &[("a", 2, 1, 1)]), push("x", &[("a", 2, 11, 1)]));
    let mut refused = push("x", &[("a", 2, 21, 1)]);
    refused.status = Some(Status::Http(503));
    assert_eq!(looks(vec![one.clone(), one, two.clone(), refused, two]), [2]);
}

#[test]
fn a_collection_that_was_sent_in_parts_is_one_look() {
    let parts = [push("x", &[("a", 2, 1, 1)]), push("x", &[("b", 2, 1, 1)])];
    let later = [push("x", &[("a", 2, 11, 1)]), push("x", &[("b", 2, 11, 1)])];
    assert_eq!(looks(parts.into_iter().chain(later).collect()), [2]);
}

#[test]
fn two_readers_with_different_temporality_are_two_targets() {
    let both = |time| [push("x", &[("a", 2, time, 5)]), push("x", &[("a", 1, time, 5)])];
    assert_eq!(looks([both(1), both(11), both(21)].into_iter().flatten().collect()), [3, 3]);
    // One reader may well send both.
    let mixed = |time| push("x", &[("a", 2, time, 5), ("b", 1, time, 5)]);
    assert_eq!(looks(vec![mixed(1), mixed(11)]), [2]);
}
