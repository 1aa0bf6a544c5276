//! Small programs to be watched.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::process::Command;

/// Pushes a gauge of a given name: `push(name)`.
pub(crate) const PUSH: &str = r#"
import json, os, signal, sys, urllib.request
def push(name):
    metric = {"name": name, "gauge": {"dataPoints": [{"asInt": "1", "timeUnixNano": "1"}]}}
    body = json.dumps({"resourceMetrics": [{"scopeMetrics": [{"metrics": [metric]}]}]}).encode()
    url = os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] + "/v1/metrics"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10)
"#;

pub(crate) fn has_python() -> bool {
    let found = Command::new("python3").arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "CI needs python3");
    if !found {
        eprintln!("SKIPPED: this test needs python3");
    }
    found
}

/// A program of Python that can push.
pub(crate) fn pushing(rest: &str) -> String {
    format!("{PUSH}{rest}")
}

/// Sends a signal to a process.
pub(crate) fn kill(signal: &str, process: u32) {
    let kill = Command::new("kill").args([signal, &process.to_string()]).status();
    assert!(kill.is_ok_and(|status| status.success()));
}
