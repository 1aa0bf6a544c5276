//! How `meterstick run` comes to its end: what never came, what lives on, who asks twice, and endpoints that hang.
#![cfg(unix)]

mod command;
#[path = "command/program.rs"]
mod program;

use command::{command, meterstick};
use program::{has_python, kill, pushing};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Child, ChildStderr, Command};
use std::thread;

/// Pushes one gauge, and another one when it is asked to stop.
const IN_GOOD_ORDER: &str = r#"
def stop(*_):
    push("last")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
push("first")
if len(sys.argv) > 1:
    open(sys.argv[1], "w").close()
while True:
    signal.pause()
"#;

#[test]
fn what_never_comes_ends_the_run_and_is_told() {
    if !has_python() {
        return;
    }
    let lingers = pushing("push('orders.handled')\nsignal.pause()");
    let ends = pushing("push('orders.handled')");
    for (program, limit, told) in [
        (&lingers, &["--patience", "100ms"][..], "`orders.processed` never came (it had 100ms"),
        (&lingers, &["--for", "1s"], "`orders.processed` never came; what came: `orders.handled`"),
        (&ends, &[], "`orders.processed` never came; what came: `orders.handled`"),
    ] {
        let until = ["run", "--until", "orders.processed"];
        let ended = meterstick(&[&until, limit, &["--", "python3", "-c", program]].concat(), "");
        ended.exits_with(2);
        ended.complains(told);
    }
}

#[test]
fn a_program_that_never_speaks_is_not_waited_for_for_ever() {
    let ended = meterstick(&["run", "--until", "g", "--wait", "100ms", "--", "sleep", "3600"], "");
    ended.exits_with(2);
    ended.complains("nothing was captured: no export arrived within 100ms; --wait gives it longer");
}

#[test]
fn what_a_shell_has_started_is_stopped_in_good_order() {
    if has_python() {
        let shell = "python3 -c \"$0\"; true";
        let program = pushing(IN_GOOD_ORDER);
        let ended = meterstick(&["run", "--until", "first", "--", "sh", "-c", shell, &program], "");
        ended.exits_with(0);
        ended.says("2 exports; 2 families");
    }
}

#[test]
fn what_a_program_leaves_behind_is_stopped_in_good_order() {
    if has_python() {
        let folder = tempfile::tempdir().expect("a folder");
        let door = folder.path().join("door").display().to_string();
        // The shell ends as soon as the first push has been taken.
        let shell = "mkfifo \"$1\"; python3 -c \"$0\" \"$1\" & read line < \"$1\"; exit 0";
        let ended = meterstick(&["run", "--", "sh", "-c", shell, &pushing(IN_GOOD_ORDER), &door], "");
        ended.exits_with(0);
        ended.says("2 exports; 2 families");
    }
}

#[test]
fn what_is_left_behind_and_does_not_stop_is_killed_and_told() {
    let shell = "trap '' TERM; while :; do sleep 0.1; done & exit 0";
    let ended = meterstick(&["run", "--grace", "300ms", "--", "sh", "-c", shell], "");
    ended.exits_with(2);
    ended.complains("what `sh` left behind did not stop within 300ms and was killed");
}

#[test]
fn nothing_is_started_for_a_url_that_cannot_be_scraped() {
    let ended = meterstick(&["run", "--scrape", "foo", "--", "sh", "-c", "echo started >&2"], "");
    ended.exits_with(2);
    ended.complains("cannot scrape `foo`");
    assert!(!ended.err.contains("started"));
}

/// Reads what a child tells until one line is there.
fn await_line(err: &mut BufReader<ChildStderr>, wanted: &str) {
    let mut line = String::new();
    while line.trim_end() != wanted {
        line.clear();
        assert!(err.read_line(&mut line).expect("readable") > 0, "it never said `{wanted}`");
    }
}

/// A program of the shell under `run`, once it has said that it is ready.
fn started(shell: &str) -> (Child, BufReader<ChildStderr>) {
    let mut child = command(&["run", "--", "sh", "-c", shell]).spawn().expect("the command was built");
    let mut err = BufReader::new(child.stderr.take().expect("it is piped"));
    await_line(&mut err, "ready");
    (child, err)
}

#[test]
fn a_request_that_comes_twice_at_once_is_one() {
    // As `timeout` does, which signals first its child and then the whole group.
    let shell = "trap 'echo asked; read line; exit 0' TERM; echo ready; while :; do sleep 0.1; done";
    let (mut child, mut err) = started(shell);
    let echoes = format!("i=0; while [ $i -lt 1000 ]; do kill -TERM {}; i=$((i+1)); done", child.id());
    assert!(Command::new("sh").args(["-c", &echoes]).status().is_ok_and(|status| status.success()));
    await_line(&mut err, "asked");
    child.stdin.take().expect("it is piped").write_all(b"\n").expect("the program reads");
    let mut rest = String::new();
    err.read_to_string(&mut rest).expect("readable");
    child.wait().expect("it ends");
    assert!(!rest.contains("killed"), "{rest}");
}

#[test]
fn whoever_asks_again_does_not_want_to_wait() {
    let (mut child, mut err) = started("trap '' TERM; echo ready; while :; do sleep 0.1; done");
    let process = child.id();
    let told = thread::spawn(move || {
        let mut rest = String::new();
        err.read_to_string(&mut rest).expect("readable");
        rest
    });
    // One who loses patience asks again and again.
    while child.try_wait().expect("it is ours").is_none() {
        kill("-TERM", process);
    }
    let told = told.join().expect("no panic");
    assert!(told.contains("`sh` was killed on a second request, before it had stopped"), "{told}");
}

/// An endpoint that answers so many times and then takes connections in silence.
fn silent_after(answers: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/metrics", listener.local_addr().expect("it is bound"));
    thread::spawn(move || {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept() {
            if kept.len() < answers {
                let _ = stream.read(&mut [0; 4096]);
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n";
                let _ = write!(stream, "{head}Content-Length: 4\r\n\r\na 1\n");
                let _ = stream.shutdown(std::net::Shutdown::Write);
            }
            kept.push(stream);
        }
    });
    url
}

#[test]
fn an_endpoint_that_hangs_does_not_hold_up_the_end() {
    let until = ["--until", "a", "--grace", "300ms"];
    let ended = meterstick(
        &[&["run", "--scrape", &silent_after(1)], &until[..], &["--", "sleep", "3600"]].concat(),
        "",
    );
    ended.exits_with(0);
    ended.says("1 scrape;");
    ended.complains("the last scrape was broken off");
}

#[test]
fn an_interrupt_breaks_a_scrape_off() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/metrics", listener.local_addr().expect("it is bound"));
    let child = command(&["scrape", &url, "--timeout", "1h"]).spawn().expect("the command was built");
    let (stream, _) = listener.accept().expect("it scrapes");
    kill("-INT", child.id());
    let output = child.wait_with_output().expect("it ends");
    drop(stream);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("the scrape was broken off"), "{err}");
}
