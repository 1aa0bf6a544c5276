//! `meterstick check`, `contract` and `scrape` on URLs: what is judged is the whole scrape and not its body alone.

mod command;

use command::meterstick;
use meterstick::capture::OtlpReceiver;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;

const TEXT: &str = "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n";
const BODY: &str =
    "# HELP orders_total Orders that were taken.\n# TYPE orders_total counter\norders_total 3\n";

/// The URL of a target that answers each request in the same way.
fn target(status: &str, headers: &str, length: usize, body: &[u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/metrics", listener.local_addr().expect("it is bound"));
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    let answer = [head.as_bytes(), body].concat();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = BufReader::new(stream.try_clone().expect("a socket can be shared")).lines();
            while head.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            let _ = stream.write_all(&answer);
        }
    });
    url
}

#[test]
fn each_scrape_is_judged_with_its_head() {
    let packed = format!("{TEXT}Content-Encoding: gzip\r\n");
    let refuses = "prometheus 3 refuses the whole scrape: ";
    let takes = "prometheus 3 takes the scrape";
    for (status, headers, missing, body, code, says) in [
        ("200 OK", TEXT, 0, BODY, 0, &[takes, "1 family, 1 series, 1 point"][..]),
        ("200 OK", TEXT, 9, BODY, 1, &[refuses, "[scrape/body-cut-short]"]),
        (
            "200 OK",
            "",
            0,
            BODY,
            1,
            &[refuses, "[scrape/content-type-missing]", "prometheus 2 takes", "1 family"],
        ),
        ("200 OK", "Content-Type: text/html\r\n", 0, BODY, 1, &[refuses, "[scrape/content-type-unknown]"]),
        ("200 OK", &packed, 0, BODY, 1, &[refuses, "[scrape/gzip-broken]"]),
        ("500 Internal Server Error", TEXT, 0, "oh\n", 1, &[refuses, "[scrape/status-not-ok]"]),
        ("200 OK", "Content-Type: application/json\r\n", 0, "{\"error\": 1}\n", 1, &[refuses]),
    ] {
        let url = target(status, headers, body.len() + missing, body.as_bytes());
        for command in ["check", "scrape"] {
            let ended = meterstick(&[command, &url], "");
            ended.exits_with(code);
            for text in says.iter().filter(|text| command == "check" || text.contains("prometheus 3")) {
                ended.says(text);
            }
        }
        // Of a scrape that failed nothing is promised.
        let ended = meterstick(&["contract", &url], "");
        ended.exits_with(if code == 0 { 0 } else { 2 });
        assert_eq!(ended.out.contains("orders_total"), code == 0, "{}", ended.out);
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("one.capture").display().to_string();
        meterstick(&["scrape", &url, "-o", &file], "").exits_with(code);
        meterstick(&["contract", &file], "").exits_with(if code == 0 { 0 } else { 2 });
    }
}

#[test]
fn a_url_may_be_an_export_or_be_said_to_be_something() {
    let export = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"asInt":"1"}]}}]}]}]}"#;
    let json = target("200 OK", "Content-Type: application/json\r\n", export.len(), export.as_bytes());
    meterstick(&["check", &json], "").says("otlp-json, 1 family");
    let untyped = target("200 OK", "", BODY.len(), BODY.as_bytes());
    let said = ["contract", "--format", "prometheus-text", &untyped];
    meterstick(&said, "").says("orders_total");
}

#[test]
fn an_https_target_is_trusted_if_that_is_said() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let receiver = OtlpReceiver::builder().tls(made.cert.pem(), made.signing_key.serialize_pem()).start();
    let receiver = receiver.expect("a receiver");
    let port = receiver.http_address().expect("HTTP is served").port();
    let url = format!("https://localhost:{port}/metrics");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ca.pem");
    fs::write(&file, made.cert.pem()).expect("a writable file");
    let file = file.display().to_string();
    for command in ["check", "scrape"] {
        let ended = meterstick(&[command, &url], "");
        ended.exits_with(2);
        ended.complains("--ca FILE");
        // A receiver has no metrics of its own; that it says so was heard over TLS.
        for trust in [&["--ca", &file][..], &["--insecure"]] {
            let ended = meterstick(&[&[command, &url], trust].concat(), "");
            ended.exits_with(1);
            ended.says("the scrape is answered with status 4");
        }
    }
    meterstick(&["check", "--ca", "no/such.pem", &url], "")
        .complains("cannot read the certificates of no/such.pem");
}

#[test]
fn what_prometheus_would_store_is_told_to_whoever_asks() {
    let body = "a{x=\"\\\"\"} 1e3\nb NaN\nc -Inf\na{x=\"\\\"\"} 2\n";
    let url = target("200 OK", TEXT, body.len(), body.as_bytes());
    let instance = url.trim_start_matches("http://").trim_end_matches("/metrics");
    let document = |arguments: &[&str]| {
        let ended = meterstick(
            &[&["scrape", "--output", "json", "--fail-on", "never", &url], arguments].concat(),
            "",
        );
        ended.exits_with(0);
        serde_json::from_str::<serde_json::Value>(&ended.out).expect("a JSON document")
    };
    let of_target =
        |name: &str| serde_json::json!({"__name__": name, "instance": instance, "job": "meterstick"});
    let mut first = of_target("a");
    first["x"] = "\"".into();
    assert_eq!(
        document(&["--stored"])["inputs"][0]["stored"],
        serde_json::json!([
            {"labels": first, "value": "1000"},
            {"labels": of_target("b"), "value": "NaN"},
            {"labels": of_target("c"), "value": "-Inf"},
        ])
    );
    assert_eq!(document(&[])["inputs"][0].get("stored"), None);
}
