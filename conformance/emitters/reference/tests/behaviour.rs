//! The program as it is and with a defect, against a backend that answers by a script.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// What came, and who is told of it.
type Kept = Arc<(Mutex<Vec<Vec<u8>>>, Condvar)>;

/// A backend over HTTP: it gives one status after the other, and 200 when there is none left.
struct Backend {
    address: String,
    kept: Kept,
}

impl Backend {
    fn start(script: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let kept = Kept::default();
        let all = Arc::clone(&kept);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&all);
                thread::spawn(move || serve(&stream, &kept, script));
            }
        });
        Self { address, kept }
    }

    fn bodies(&self) -> Vec<Vec<u8>> {
        self.kept.0.lock().expect("nobody panics with it").clone()
    }

    /// What came, once it is so many requests.
    fn wait_for(&self, requests: usize) -> Vec<Vec<u8>> {
        let bodies = self.kept.0.lock().expect("nobody panics with it");
        let is_short = |bodies: &mut Vec<Vec<u8>>| bodies.len() < requests;
        let waited = self.kept.1.wait_timeout_while(bodies, Duration::from_secs(20), is_short);
        waited.expect("nobody panics with it").0.clone()
    }
}

fn serve(stream: &TcpStream, kept: &(Mutex<Vec<Vec<u8>>>, Condvar), script: &[u16]) -> Option<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let mut bodies = kept.0.lock().expect("nobody panics with it");
        let status = script.get(bodies.len()).copied().unwrap_or(200);
        bodies.push(body);
        drop(bodies);
        kept.1.notify_all();
        let mut output = stream;
        write!(output, "HTTP/1.1 {status} Said\r\ncontent-length: 0\r\n\r\n").ok()?;
    }
}

/// The program, and what it answered.
struct Program {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Program {
    fn start(backend: &Backend, defects: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reference"));
        command.args(defects.iter().flat_map(|name| ["--defect", name]));
        command
            .env_clear()
            .env("METERSTICK_CONTROL", "1")
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", &backend.address);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut program = Self { child, answers };
        assert!(program.answer().starts_with("meterstick 1 record "));
        program
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("it answers");
        line.trim_end().to_owned()
    }

    fn tell(&mut self, command: &str) -> String {
        let input = self.child.stdin.as_mut().expect("it is piped");
        writeln!(input, "{command}").expect("it listens");
        self.answer()
    }

    /// Closes its input, and gives the exit code.
    fn end(mut self) -> Option<i32> {
        self.child.stdin.take();
        self.child.wait().expect("it ends").code()
    }
}

fn contains(body: &[u8], text: &str) -> bool {
    body.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn what_passes_is_sent_again_as_it_was() {
    let backend = Backend::start(&[503, 429]);
    let mut program = Program::start(&backend, &[]);
    assert_eq!(program.tell("flush"), "ok");
    let bodies = backend.bodies();
    assert_eq!(bodies.len(), 3);
    assert!(bodies.iter().all(|body| *body == bodies[0]));
}

#[test]
fn what_is_final_is_sent_once_unless_a_defect_says_otherwise() {
    for (defects, answer, requests) in
        [(&[][..], "failed HTTP status 500: ", 1), (&["retry:http:500"], "ok", 2)]
    {
        let backend = Backend::start(&[500]);
        let mut program = Program::start(&backend, defects);
        assert_eq!(program.tell("flush"), answer.trim_end());
        assert_eq!(backend.bodies().len(), requests);
    }
}

#[test]
fn whatever_ends_it_what_was_recorded_arrives() {
    for (command, code) in [("", 0), ("stop", 0), ("raise", 1)] {
        let backend = Backend::start(&[]);
        let mut program = Program::start(&backend, &[]);
        assert_eq!(program.tell("record counter the.last 1"), "ok");
        if !command.is_empty() {
            assert_eq!(program.tell(command), "ok");
        }
        assert_eq!(program.end(), Some(code));
        assert!(backend.bodies().iter().any(|body| contains(body, "the.last")), "{command}");
    }
}

#[test]
fn what_cannot_be_sent_does_not_keep_the_rest_from_being_sent() {
    let backend = Backend::start(&[]);
    let mut program = Program::start(&backend, &[]);
    for command in [
        "record counter too.large 9223372036854775808",
        "record counter not.a.number NaN",
        "record counter odd.attribute 1 k=%ED%A0%80",
        "callback raising raise",
        "record counter good 1",
    ] {
        assert_eq!(program.tell(command), "ok");
    }
    assert_eq!(program.tell("flush"), "ok");
    let body = &backend.bodies()[0];
    assert!(contains(body, "good") && contains(body, "odd.attribute"));
    assert!(!contains(body, "too.large") && !contains(body, "not.a.number") && !contains(body, "raising"));
}

#[test]
fn a_child_starts_clean_and_says_only_what_it_recorded_itself() {
    let backend = Backend::start(&[]);
    let mut program = Program::start(&backend, &[]);
    assert_eq!(program.tell("record counter of.the.parent 1"), "ok");
    assert_eq!(program.tell("fork"), "ok");
    assert_eq!(program.end(), Some(0));
    // The child ends after its parent.
    let bodies = backend.wait_for(2);
    let [parent, child] = &bodies[..] else { panic!("{} requests", bodies.len()) };
    assert!(contains(parent, "of.the.parent") && !contains(parent, "meterstick.child"));
    assert!(contains(child, "meterstick.child") && !contains(child, "of.the.parent"));
}
