//! How `meterstick run`, `receive` and `scrape` begin and end, with small programs of the shell.
#![cfg(unix)]

mod command;

use command::{command, meterstick};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// A push of one gauge, as a program of the shell.
const PUSH: &str = r#"
import json, os, sys, urllib.request
point = {"asInt": "1", "timeUnixNano": "1"}
metric = {"name": sys.argv[1], "gauge": {"dataPoints": [point]}}
body = json.dumps({"resourceMetrics": [{"scopeMetrics": [{"metrics": [metric]}]}]}).encode()
url = os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] + "/v1/metrics"
request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10)
"#;

fn has_python() -> bool {
    let found = std::process::Command::new("python3").arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "CI needs python3");
    if !found {
        eprintln!("SKIPPED: this test needs python3");
    }
    found
}

#[test]
fn a_program_is_told_from_its_failure_and_its_silence() {
    for (program, code, complaint) in [
        (&["true"][..], 2, "nothing was captured: no export arrived"),
        (&["sh", "-c", "exit 3"], 2, "the program failed: `sh` ended with exit code 3"),
        (&["sh", "-c", "kill -9 $$"], 2, "the program failed: `sh` was ended by signal 9"),
        (&["/no/such/program"], 2, "cannot start `/no/such/program`"),
    ] {
        let ended = meterstick(&[&["run", "--"], program].concat(), "");
        ended.exits_with(code);
        ended.complains(complaint);
    }
}

#[test]
fn a_push_is_captured_and_the_output_of_the_program_is_no_part_of_the_report() {
    if has_python() {
        let ended = meterstick(
            &["run", "--protocol", "http/json", "--", "python3", "-c", &format!("print('noise'){PUSH}"), "g"],
            "",
        );
        ended.exits_with(0);
        ended.says("1 export; 1 family, 1 series, 1 point");
        assert!(!ended.out.contains("noise"));
        ended.complains("noise");
    }
}

#[test]
fn a_run_ends_when_what_was_waited_for_has_come() {
    if has_python() {
        let forever = format!("{PUSH}\nimport time\ntime.sleep(3600)");
        let ended = meterstick(&["run", "--until", "wanted", "--", "python3", "-c", &forever, "wanted"], "");
        ended.exits_with(0);
    }
}

#[test]
fn a_program_that_does_not_stop_is_killed_and_that_is_told() {
    let stubborn = "trap '' TERM; while :; do sleep 0.1; done";
    let ended = meterstick(&["run", "--for", "300ms", "--grace", "300ms", "--", "sh", "-c", stubborn], "");
    ended.exits_with(2);
    ended.complains("`sh` did not stop within 300ms and was killed");
}

#[test]
fn an_endpoint_that_never_answers_is_told() {
    let url = "http://127.0.0.1:{port}/metrics";
    let ended = meterstick(&["run", "--scrape", url, "--wait", "200ms", "--", "sleep", "3600"], "");
    ended.exits_with(2);
    ended.complains("was never up: ");
    ended.complains("connection refused");
}

#[test]
fn a_missing_contract_is_told_before_anything_is_started() {
    let ended = meterstick(&["run", "--contract", "no/such.snap", "--", "sh", "-c", "echo started >&2"], "");
    ended.exits_with(2);
    ended.complains("there is no contract no/such.snap yet");
    assert!(!ended.err.contains("started"));
}

#[test]
fn what_the_user_has_set_is_kept_and_told() {
    let mut run = command(&["run", "--", "sh", "-c", "echo endpoint=$OTEL_EXPORTER_OTLP_ENDPOINT >&2"]);
    let output = run.env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9").output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("OTEL_EXPORTER_OTLP_ENDPOINT stays `http://127.0.0.1:9`"), "{err}");
    assert!(err.contains("endpoint=http://127.0.0.1:9"), "{err}");
}

/// The first address that `receive` tells for a protocol.
fn address(err: &mut impl BufRead, protocol: &str) -> String {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(err.read_line(&mut line).expect("readable") > 0, "`receive` never told its address");
        if let Some((_, address)) = line.trim().split_once(&format!("receiving OTLP over {protocol} on ")) {
            return address.to_owned();
        }
    }
}

#[test]
fn receiving_ends_with_an_interrupt_and_keeps_what_came() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("r.capture").display().to_string();
    let mut child = command(&["receive", "-o", &file]).spawn().expect("the command was built");
    let mut err = BufReader::new(child.stderr.take().expect("it is piped"));
    let address = address(&mut err, "http");
    let body = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"asInt":"1","timeUnixNano":"1700000000000000000"}]}}]}]}]}"#;
    let mut stream = TcpStream::connect(&address).expect("it listens");
    write!(
        stream,
        "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("it listens");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.is_ok_and(|status| status.success()));
    let output = child.wait_with_output().expect("it ends");
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{out}");
    assert!(out.contains("1 export; 1 family, 1 series, 1 point"), "{out}");
    let ended = meterstick(&["check", &file], "");
    ended.exits_with(0);
    ended.says("capture, 1 export; 1 family, 1 series, 1 point");
}

#[test]
fn scraping_tells_what_prometheus_would_conclude() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/metrics", listener.local_addr().expect("it is bound"));
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let _ = stream.read(&mut [0; 4096]);
            let body = "up_to_now 1\n";
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n";
            let _ = write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len());
        }
    });
    let ended = meterstick(&["scrape", &url, "--count", "2", "--interval", "10ms"], "");
    ended.exits_with(0);
    ended.says("2 scrapes; 1 family, 1 series, 2 points");
    ended.complains("meterstick: up 1");
    ended.complains("scrape_samples_scraped 1");
    let nobody = meterstick(&["scrape", "http://127.0.0.1:1/metrics"], "");
    nobody.exits_with(2);
    nobody.complains("connection refused");
}
