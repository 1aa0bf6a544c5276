//! How `meterstick run`, `receive` and `scrape` begin and end, with small programs of the shell.
#![cfg(unix)]

mod command;
#[path = "command/program.rs"]
mod program;

use command::{command, meterstick};
use program::{has_python, kill, pushing};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

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
            &["run", "--protocol", "http/json", "--", "python3", "-c", &pushing("print('noise')\npush('g')")],
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
        let forever = pushing("push('wanted')\nsignal.pause()");
        let ended = meterstick(&["run", "--until", "wanted", "--", "python3", "-c", &forever], "");
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
fn a_contract_that_cannot_be_kept_is_told_before_anything_is_started() {
    let folder = tempfile::tempdir().expect("a folder");
    let damaged = folder.path().join("damaged.snap");
    fs::write(&damaged, "meterstick contract 1\n\n[scrape]\ng\n  type: gauge\n  series: 5-2\n")
        .expect("writable");
    let lost = folder.path().join("no/such.snap");
    for (file, what, advice) in [
        (damaged, "line 6: ", "mend the file, or remove it and write the contract anew"),
        (lost, "cannot write ", "there is no folder"),
    ] {
        let file = file.display().to_string();
        let update = ["run", "--update-contract", "--contract", &file];
        let ended = meterstick(&[&update[..], &["--", "sh", "-c", "echo started >&2"]].concat(), "");
        ended.exits_with(2);
        ended.complains(what);
        ended.complains(advice);
        assert!(!ended.err.contains("started"));
    }
}

#[test]
fn an_empty_file_holds_no_contract_to_keep() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty.snap");
    File::create(&empty).expect("writable");
    let name = empty.display().to_string();
    let ended = meterstick(&["run", "--contract", &name, "--", "true"], "");
    ended.exits_with(2);
    ended.complains("empty.snap is empty; write it with --update-contract");
    meterstick(&["contract", "-", "-o", "/dev/null"], "a 1\n").exits_with(0);
    meterstick(&["contract", "-", "-o", &name], "a 1\n").exits_with(0);
    let written = fs::read_to_string(&empty).expect("it was written");
    assert!(written.contains("meterstick contract 1"), "{written}");
}

#[test]
fn a_time_that_nobody_lives_to_see_is_no_limit() {
    let long = "500000000000y";
    let limits = ["--for", long, "--grace", long, "--wait", long, "--patience", long, "--until", "g"];
    let ended = meterstick(&[&["run"], &limits[..], &["--", "true"]].concat(), "");
    ended.exits_with(2);
    ended.complains("nothing was captured: no export arrived");
}

#[test]
fn a_word_of_the_command_may_be_any_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let mut run = command(&["run", "--", "sh", "-c", "printf '%s\n' \"$1\"", "sh"]);
    let output = run.arg(OsStr::from_bytes(b"\xff{port}\xfe{port}")).output().expect("it ends");
    let port = output.stderr.split(|&byte| byte == b'\n').find_map(|line| {
        let ports = line.strip_prefix(b"\xff")?;
        let port = ports.split(|&byte| byte == 0xfe).collect::<Vec<_>>();
        (port.len() == 2 && port[0] == port[1]).then(|| port[0].to_vec())
    });
    let port = port.and_then(|port| String::from_utf8(port).ok()?.parse::<u16>().ok());
    assert!(port.is_some(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn completions_end_in_good_order_where_nobody_reads_them() {
    let mut child = command(&["completions", "bash"]).spawn().expect("the command was built");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    if let Ok(full) = File::options().write(true).open("/dev/full") {
        let ended = command(&["completions", "bash"]).stdout(full).output().expect("it ends");
        assert_eq!(ended.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&ended.stderr).contains("cannot write the completions"));
    }
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

/// Pushes a gauge, and gives the first line of the answer.
fn push(address: &str) -> String {
    let body = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"asInt":"1","timeUnixNano":"1"}]}}]}]}]}"#;
    let head =
        "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n";
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).expect("it listens");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn what_can_no_longer_be_saved_is_not_acknowledged_and_the_report_comes_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe").display().to_string();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    let mut child = command(&["receive", "-o", &pipe]).spawn().expect("the command was built");
    let reader = File::open(&pipe).expect("it is written to");
    let mut err = BufReader::new(child.stderr.take().expect("it is piped"));
    let address = address(&mut err, "http");
    assert_eq!(push(&address), "HTTP/1.1 200 OK");
    drop(reader);
    assert_eq!(push(&address), "HTTP/1.1 503 Service Unavailable");
    kill("-INT", child.id());
    let output = child.wait_with_output().expect("it ends");
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{out}");
    assert!(out.contains("1 export, 1 refused export; 1 family, 1 series, 1 point"), "{out}");
    let mut told = String::new();
    err.read_to_string(&mut told).expect("readable");
    assert!(told.contains("cannot write the capture file: Broken pipe"), "{told}");
    assert!(!told.contains("saved in"), "{told}");
}

#[test]
fn receiving_ends_with_an_interrupt_and_keeps_what_came() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("r.capture").display().to_string();
    let mut child = command(&["receive", "-o", &file]).spawn().expect("the command was built");
    let mut err = BufReader::new(child.stderr.take().expect("it is piped"));
    let address = address(&mut err, "http");
    assert_eq!(push(&address), "HTTP/1.1 200 OK");
    kill("-INT", child.id());
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
