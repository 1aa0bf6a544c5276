//! `meterstick check --sequence`: several files as successive looks at one target.

mod command;

use command::{Ended, meterstick, root};
use std::fs;
use tempfile::TempDir;

/// Bodies in files of their own, in the order in which they are given.
fn files(bodies: &[&str], end: &str) -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |number| folder.path().join(format!("look-{number}{end}"));
    let paths = bodies.iter().enumerate().map(|(number, body)| {
        fs::write(path(number), body).expect("a writable folder");
        path(number).display().to_string()
    });
    let paths = paths.collect();
    (folder, paths)
}

fn check(options: &[&str], paths: &[String]) -> Ended {
    let paths = paths.iter().map(String::as_str);
    let arguments: Vec<&str> = ["check"].into_iter().chain(options.iter().copied()).chain(paths).collect();
    meterstick(&arguments, "")
}

fn orders(count: u32) -> String {
    format!("# HELP orders_total Orders taken.\n# TYPE orders_total counter\norders_total {count}\n")
}

#[test]
fn what_falls_from_file_to_file_is_told_in_the_file_where_it_fell() {
    let bodies = [orders(5), orders(7), orders(6)];
    let (_folder, paths) = files(&bodies.each_ref().map(String::as_str), ".prom");
    // Each file alone is as it should be.
    check(&[], &paths).exits_with(0);
    let ended = check(&["--sequence"], &paths);
    ended.exits_with(1);
    ended.says("error[reset/unannounced]: the value fell from 7 to 6");
    ended.says(&format!("--> {}", paths[2]));
    ended.says(&format!("{} … {}: sequence, 3 scrapes; 1 family, 1 series, 3 points", paths[0], paths[2]));
    // The order on the command line is the order of the looks.
    let back = [paths[0].clone(), paths[2].clone(), paths[1].clone()];
    check(&["--sequence"], &back).exits_with(0);
}

#[test]
fn workers_that_answer_in_turn_are_told_once() {
    let bodies = [orders(12), orders(8), orders(13), orders(9)];
    let (_folder, paths) = files(&bodies.each_ref().map(String::as_str), ".prom");
    let ended = check(&["--sequence", "--output", "json"], &paths);
    ended.exits_with(1);
    let report: serde_json::Value = serde_json::from_str(&ended.out).expect("a JSON document");
    let rules: Vec<&str> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| finding["rule"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(rules, ["worker/alternating-answers"], "{}", ended.out);
}

#[test]
fn a_finding_in_one_body_stays_with_its_file_and_line() {
    let broken = orders(6) + "orders_total{tier=\"gold} 1\n";
    let bodies = [orders(5), broken, orders(7)];
    let (_folder, paths) = files(&bodies.each_ref().map(String::as_str), ".prom");
    let ended = check(&["--sequence"], &paths);
    ended.exits_with(1);
    ended.says("error[syntax/quote-unclosed]");
    ended.says(&format!("--> {}", paths[1]));
    ended.says("orders_total{tier=\"gold} 1");
}

#[test]
fn exports_in_lines_and_in_files_are_looks_of_one_service() {
    let export = |start: u64, time: u64, count: u64| {
        format!(
            r#"{{"resourceMetrics":[{{"resource":{{"attributes":[{{"key":"service.name","value":{{"stringValue":"shop"}}}}]}},"scopeMetrics":[{{"scope":{{"name":"shop"}},"metrics":[{{"name":"orders","description":"Orders taken","unit":"{{order}}","sum":{{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{"startTimeUnixNano":"{start}000000000","timeUnixNano":"{time}000000000","asInt":"{count}"}}]}}}}]}}]}}]}}"#
        )
    };
    let both = [export(1_700_000_000, 1_700_000_010, 5), export(1_700_000_000, 1_700_000_020, 8)].join("\n");
    let good = export(1_700_000_000, 1_700_000_030, 9);
    let fallen = export(1_700_000_000, 1_700_000_030, 3);
    let (_folder, paths) = files(&[&both, &good, &fallen], ".json");
    check(&["--sequence", "--format", "otlp-json"], &paths[..2]).exits_with(0);
    let ended = check(&["--sequence", "--format", "otlp-json"], &[paths[0].clone(), paths[2].clone()]);
    ended.exits_with(1);
    ended.says("error[reset/falls-under-start]");
    ended.says(&format!("--> {}", paths[2]));
}

#[test]
fn captures_bring_their_own_times_and_go_on_in_the_next_file() {
    let capture = |name: &str| root().join("conformance/captures").join(name).display().to_string();
    let alone = [capture("rust-prometheus.capture")];
    check(&["--sequence"], &alone).exits_with(0);
    // Two services are two targets, whose numbers have nothing to do with each other.
    let both = [capture("rust-prometheus.capture"), capture("rust-metrics.capture")];
    let ended = check(&["--sequence"], &both);
    ended.exits_with(0);
    ended.says("sequence, 6 scrapes");
    let workers = [capture("python-gunicorn.capture")];
    let ended = check(&["--sequence"], &workers);
    ended.exits_with(1);
    ended.says("error[worker/alternating-answers]");
}

#[test]
fn an_input_that_cannot_be_read_ends_the_sequence() {
    let (_folder, mut paths) = files(&[&orders(5)], ".prom");
    paths.push("no/such/file".to_owned());
    let ended = check(&["--sequence"], &paths);
    ended.exits_with(2);
    ended.complains("no/such/file");
}
