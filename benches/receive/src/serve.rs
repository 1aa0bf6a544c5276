//! The receivers, each in a process of its own.

use bytes::Bytes;
use fake_opentelemetry_collector::FakeCollectorServer;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use meterstick::capture::OtlpReceiver;
use mock_collector::{MockServer, Protocol};
use std::convert::Infallible;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;
use tokio::runtime::Runtime;

use crate::client::Transport;

pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) transport: Transport,
}

/// All of them; the first is the limit.
pub(crate) const SERVERS: &[Server] = &[
    Server { name: "byte sink, message made whole", transport: Transport::Grpc },
    Server { name: "byte sink, chunks thrown away", transport: Transport::Grpc },
    Server { name: "byte sink, message kept", transport: Transport::Grpc },
    Server { name: "meterstick gRPC", transport: Transport::Grpc },
    Server { name: "meterstick HTTP", transport: Transport::Http },
    Server { name: "mock-collector gRPC", transport: Transport::Grpc },
    Server { name: "fake-opentelemetry-collector", transport: Transport::Grpc },
    Server { name: COLLECTOR, transport: Transport::Grpc },
];

/// In Go, and keeps nothing.
const COLLECTOR: &str = "OpenTelemetry Collector otlpreceiver 0.165.0";

/// Whether a server can be started here; it is told if not.
pub(crate) fn is_there(server: &Server) -> bool {
    let is_there = server.name != COLLECTOR || collector().is_some();
    if !is_there {
        eprintln!("left out, because it is in Go and cannot be built here: {}", server.name);
    }
    is_there
}

/// The Collector's receiver, built on first use.
fn collector() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    let build = || {
        let program = std::env::current_exe().ok()?.with_file_name("otlpreceiver");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/collector");
        let built =
            Command::new("go").args(["build", "-o"]).arg(&program).arg(".").current_dir(source).status();
        built.is_ok_and(|status| status.success()).then_some(program)
    };
    BUILT.get_or_init(build).as_deref()
}

/// What a server has used.
pub(crate) struct Stats {
    pub(crate) cpu: Duration,
    pub(crate) peak: u64,
}

/// A server process. It ends with its standard input.
pub(crate) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
}

impl Process {
    pub(crate) fn start(name: &str) -> Self {
        let itself = std::env::current_exe().expect("a program");
        let mut command = match collector() {
            Some(collector) if name == COLLECTOR => Command::new(collector),
            _ => Command::new(itself),
        };
        let mut child = command
            .args(["--serve", name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("an address");
        Self { child, input, output, address: line.trim().parse().expect("an address") }
    }

    pub(crate) fn stats(&mut self) -> Stats {
        writeln!(self.input.as_mut().expect("it runs"), "stats").expect("it runs");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("an answer");
        let mut numbers = line.split_whitespace().map(|number| number.parse().expect("a number"));
        let cpu = Duration::from_millis(numbers.next().expect("a number"));
        Stats { cpu, peak: numbers.next().expect("a number") }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Processor time in milliseconds and the most memory in bytes, as Linux tells them.
fn used() -> (u64, u64) {
    let read = |file| std::fs::read_to_string(file).unwrap_or_default();
    let stat = read("/proc/self/stat");
    // After the name in brackets; a tick is a hundredth of a second on every usual kernel.
    let ticks = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|number| number.parse::<u64>().ok()).sum();
    let status = read("/proc/self/status");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap_or(0);
    (ticks * 10, peak << 10)
}

/// Serves until standard input ends.
pub(crate) fn run(name: &str) {
    match name {
        "byte sink, message made whole" | "byte sink, chunks thrown away" | "byte sink, message kept" => {
            let runtime = runtime();
            let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
            let address = listener.local_addr().expect("an address");
            let task = match name {
                "byte sink, message made whole" => Task::MakeWhole,
                "byte sink, message kept" => Task::Keep,
                _ => Task::ThrowAway,
            };
            runtime.spawn(sink(listener, task));
            talk(address);
        }
        "meterstick gRPC" | "meterstick HTTP" => {
            let receiver = OtlpReceiver::start().expect("a receiver");
            talk(receiver.grpc_address().expect("gRPC is served"));
        }
        "mock-collector gRPC" => {
            let runtime = runtime();
            let server = MockServer::builder().protocol(Protocol::Grpc).build();
            let handle = runtime.block_on(server.start()).expect("a receiver");
            talk(handle.addr());
        }
        "fake-opentelemetry-collector" => {
            let runtime = runtime();
            let mut server = runtime.block_on(FakeCollectorServer::start()).expect("a receiver");
            let address = server.address();
            // It stops to answer once 64 scopes wait, so it is emptied all the time; what it gives is kept.
            runtime.spawn(async move {
                let mut kept = Vec::new();
                loop {
                    kept.extend(server.exported_metrics(1, Duration::from_millis(10)).await);
                }
            });
            talk(address);
        }
        other => panic!("no server `{other}`"),
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

fn talk(address: SocketAddr) {
    println!("{address}");
    for _ in std::io::stdin().lines() {
        let (cpu, peak) = used();
        println!("{cpu} {peak}");
    }
}

/// What a byte sink does with a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    ThrowAway,
    MakeWhole,
    Keep,
}

static KEPT: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// Reads what comes, with the same settings of the connection as the receiver has.
async fn sink(listener: tokio::net::TcpListener, task: Task) {
    while let Ok((stream, _)) = listener.accept().await {
        stream.set_nodelay(true).expect("a socket");
        tokio::spawn(async move {
            let mut protocol = auto::Builder::new(TokioExecutor::new());
            protocol
                .http2()
                .initial_stream_window_size(16 << 20)
                .initial_connection_window_size(64 << 20)
                .max_frame_size(1 << 20);
            let _ = protocol
                .serve_connection(TokioIo::new(stream), service_fn(move |request| swallow(request, task)))
                .await;
        });
    }
}

async fn swallow(
    request: Request<Incoming>,
    task: Task,
) -> Result<Response<impl hyper::body::Body<Data = Bytes, Error = Infallible>>, Infallible> {
    let mut body = request.into_body();
    match task {
        Task::ThrowAway => while let Some(Ok(_)) = body.frame().await {},
        Task::MakeWhole | Task::Keep => {
            // In one piece of just its size, which is the least that anybody does who wants to read it.
            let mut message = Vec::with_capacity(4 << 20);
            while let Some(Ok(frame)) = body.frame().await {
                message.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
            }
            message.shrink_to_fit();
            if task == Task::Keep {
                KEPT.lock().expect("nobody panicked").push(message);
            }
        }
    }
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", HeaderValue::from_static("0"));
    let body = Full::new(Bytes::from_static(&[0; 5])).with_trailers(async { Some(Ok(trailers)) });
    let mut answer = Response::new(body);
    answer.headers_mut().insert("content-type", HeaderValue::from_static("application/grpc"));
    Ok(answer)
}
