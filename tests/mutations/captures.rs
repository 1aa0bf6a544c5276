//! The captures of `conformance/captures`, and their parts.

use meterstick::capture::{Capture, Record, Transport};
use std::path::{Path, PathBuf};

/// Texts of `prometheus` and `metrics-exporter-prometheus`, both in Rust.
pub(crate) const TEXTS: &[&str] = &["rust-prometheus", "rust-metrics"];
/// OpenMetrics of `prometheus-client` in Rust and in Python.
pub(crate) const OPENMETRICS: &[&str] = &["rust-prometheus-client", "python-prometheus-client"];
/// Both.
pub(crate) const SCRAPED: &[&str] =
    &["rust-prometheus", "rust-metrics", "rust-prometheus-client", "python-prometheus-client"];
/// Everything that is scraped, bridges from OpenTelemetry and forked workers too.
pub(crate) const EVERY_SCRAPE: &[&str] = &[
    "rust-prometheus",
    "rust-metrics",
    "rust-prometheus-client",
    "python-prometheus-client",
    "python-gunicorn",
    "python-bridge, scraped",
    "rust-bridge, scraped",
];
/// Both bridges from OpenTelemetry, scraped.
pub(crate) const BRIDGES: &[&str] = &["python-bridge, scraped", "rust-bridge, scraped"];
/// Requests in protobuf of the SDKs in Python and in Rust.
pub(crate) const PUSHED: &[&str] = &["python-otlp-grpc", "python-otlp-http-protobuf", "rust-bridge, pushed"];
/// The same, over HTTP alone.
pub(crate) const PUSHED_OVER_HTTP: &[&str] = &["python-otlp-http-protobuf", "rust-bridge, pushed"];
/// A request in JSON of the SDK in Rust.
pub(crate) const JSON: &[&str] = &["rust-otlp-json"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/captures")
}

/// The names of all captures.
pub(crate) fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the captures are there");
    let names = entries.filter_map(|entry| {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        name.strip_suffix(".capture").map(str::to_owned)
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// What was exchanged in a capture; after a comma `scraped` or `pushed`, if only that is meant.
pub(crate) fn load(name: &str) -> Vec<Record> {
    let (file, part) = name.split_once(", ").unwrap_or((name, ""));
    let capture = Capture::load(folder().join(format!("{file}.capture"))).expect("a readable capture");
    let is_meant = |record: &Record| match part {
        "scraped" => record.transport == Transport::Scrape,
        "pushed" => record.transport != Transport::Scrape,
        _ => true,
    };
    let records = capture.requests().iter().map(|exchange| exchange.record().clone());
    records.filter(is_meant).collect()
}
