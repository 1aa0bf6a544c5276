//! `meterstick parity` on small pairs of looks.

mod command;

use command::{Ended, meterstick};
use meterstick::capture::{BodyFormat, Capture, Record, Transport};
use meterstick::exposition::Format;
use meterstick::otlp::Signal;
use std::fs;
use std::time::{Duration, SystemTime};

const EXPORT: &str = r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},
"metrics":[{"name":"orders.done","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
{"asInt":"3","startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}]}]}]}"#;

const TARGET: &str = "# TYPE target_info gauge\ntarget_info{service_name=\"shop\"} 1\n";

const SERIES: &str = r#"orders_done_total{tier="gold",otel_scope_name="shop"} 3"#;

fn scrape(series: &str) -> String {
    let name = series.split('{').next().unwrap_or_default();
    format!("{TARGET}# TYPE {name} counter\n{series}\n")
}

/// Runs the command on both sides in files of their own.
fn compared(options: &[&str], scraped: &str) -> Ended {
    let folder = tempfile::tempdir().expect("a folder");
    let (export, metrics) = (folder.path().join("export.json"), folder.path().join("metrics.prom"));
    fs::write(&export, EXPORT.replace('\n', "")).expect("a writable folder");
    fs::write(&metrics, scraped).expect("a writable folder");
    let (export, metrics) = (export.display().to_string(), metrics.display().to_string());
    let arguments: Vec<&str> =
        ["parity"].iter().chain(options).copied().chain([&*export, &*metrics]).collect();
    meterstick(&arguments, "")
}

#[test]
fn each_pair_ends_with_its_exit_code() {
    let shifted = r#"orders_done_total{tier="shop",otel_scope_name="gold"} 3"#;
    let bare = r#"orders_done{tier="gold",otel_scope_name="shop"} 3"#;
    let plain = r#"orders_done_total{tier="gold"} 3"#;
    for (options, series, code) in [
        (&[][..], SERIES, 0),
        (&["--fail-on", "info"], SERIES, 0),
        (&[], shifted, 1),
        (&["--fail-on", "never"], shifted, 0),
        (&["--fail-on", "scrape-fails"], shifted, 0),
        (&[], bare, 0),
        (&["--fail-on", "warning"], bare, 1),
        (&["--strategy", "UnderscoreEscapingWithoutSuffixes", "--fail-on", "warning"], bare, 0),
        (&[], plain, 0),
        (&["--fail-on", "info"], plain, 1),
        (&["--strategy", "other"], SERIES, 2),
        (&["--direction", "sideways"], SERIES, 2),
    ] {
        let ended = compared(options, &scrape(series));
        assert_eq!(ended.code, Some(code), "{options:?} {series}\n{}\n{}", ended.out, ended.err);
    }
    let one_side = meterstick(&["parity", "-"], scrape(SERIES));
    one_side.exits_with(2);
    one_side.complains("nothing was pushed");
    meterstick(&["parity", "no/such/file"], "").exits_with(2);
    meterstick(&["parity"], "").exits_with(2);
}

#[test]
fn both_sides_are_shown() {
    let ended = compared(&[], &scrape(r#"orders_done_total{tier="shop",otel_scope_name="gold"} 3"#));
    ended.exits_with(1);
    ended.says("error[parity/labels-shifted]: label values stand under other names");
    ended.says(r#"  --> orders.done{otel_scope_name="shop",tier="gold"}"#);
    ended.says(r#"  OTLP says     {otel_scope_name="shop",tier="gold"}"#);
    ended.says(r#"  /metrics says {otel_scope_name="gold",tier="shop"}"#);
    ended.says("parity broken: 1 instrument and 0 series on both sides");
}

#[test]
fn the_json_report_has_the_documented_form() {
    let ended = compared(&["--output", "json"], &scrape(r#"orders_done_total{tier="gold"} 3"#));
    ended.exits_with(0);
    let report: serde_json::Value = serde_json::from_str(&ended.out).expect("a JSON document");
    assert_eq!(report["version"], 1);
    assert_eq!(report["parity"]["strategy"], "UnderscoreEscapingWithSuffixes");
    assert_eq!(report["parity"]["direction"], "to-prometheus");
    assert_eq!(report["parity"]["families"], 1);
    let difference = &report["parity"]["differences"][0];
    assert_eq!(difference["rule"], "parity/scope-labels-absent");
    assert_eq!(difference["severity"], "info");
    assert_eq!(difference["family"], "orders.done");
    assert_eq!(difference["counterpart"], "orders_done_total");
    assert_eq!(difference["otlp"], "the scope `shop`");
    assert_eq!(report["summary"]["info"], 1);
}

#[test]
fn a_capture_knows_which_side_was_looked_at_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("both.capture");
    let path = file.display().to_string();
    let push = |value: &str| {
        let body = EXPORT.replace(r#""asInt":"3""#, &format!(r#""asInt":"{value}""#));
        Record::new(Transport::OtlpHttp, Signal::Metrics, BodyFormat::OtlpJson, body)
    };
    let look = |value: &str| {
        let body = scrape(&SERIES.replace("} 3", &format!("}} {value}")));
        Record::new(Transport::Scrape, Signal::Metrics, BodyFormat::Exposition(Format::PrometheusText), body)
    };
    for (value, code) in [("3", 0), ("4", 0), ("5", 0), ("2", 1), ("6", 1)] {
        let mut records = [push("3"), look(value), push("5")];
        for (number, record) in records.iter_mut().enumerate() {
            record.arrived = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_020 + 10 * number as u64);
        }
        Capture::from_records(records).save(&file).expect("a writable folder");
        let ended = meterstick(&["parity", &path], "");
        assert_eq!(ended.code, Some(code), "{value}\n{}\n{}", ended.out, ended.err);
    }
}

#[test]
fn the_other_direction_is_compared_too() {
    let ended = compared(&["--direction", "to-otlp"], &scrape(SERIES));
    ended.exits_with(1);
    ended.says("[parity/family-missing]");
    ended.says("/metrics says counter `orders_done_total`");
}
