//! The emitters in Rust, run as processes through the fakes, as a test in Rust would do it, and held to their contracts.

use meterstick::capture::{Capture, OtlpReceiver, Protocol, Recording, Scraper, until};
use meterstick::contract::{Contract, Drift, Policy};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;
use std::{env, fs};

const PATIENCE: Duration = Duration::from_secs(30);

/// The name of the shop, which nothing but the environment tells.
const RESOURCE: [(&str, &str); 2] =
    [("OTEL_SERVICE_NAME", "order-service"), ("OTEL_RESOURCE_ATTRIBUTES", "service.version=1.0")];

/// A process that ends with its test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Compares with the contract of that name, or writes it if `UPDATE_CONTRACTS` is set.
#[track_caller]
fn assert_kept(name: &str, capture: &Capture) {
    let policy = Policy::new().ignore("target_info").values_of("orders*processed*", "tier");
    let now = capture.contract_under(policy.clone()).build();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../../snapshots/{name}.snap"));
    if env::var_os("UPDATE_CONTRACTS").is_some() {
        fs::write(file, now.to_snapshot_file()).expect("a writable folder");
        return;
    }
    let promised =
        Contract::from_snapshot_file(&fs::read_to_string(file).expect("it was written")).expect("a contract");
    let drift = Drift::under(&policy, &promised, &now);
    assert!(drift.is_empty(), "{name}:\n{drift}");
}

/// Starts an emitter with an endpoint and gives what it says there and over OTLP.
fn scraped(program: &str, more: Option<until::Condition>) -> Capture {
    let recording = Recording::new();
    let receiver = OtlpReceiver::builder().recording(recording.clone()).start().expect("a free port");
    let free =
        TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let mut command = Command::new(program);
    command.args(["--port", &free.port().to_string()]).envs(&receiver.env()).envs(RESOURCE);
    let _service = Service(command.spawn().expect("the emitter was built"));
    let scraper =
        Scraper::builder(&format!("http://{free}/metrics")).recording(recording).start().expect("a good URL");
    let scrape = scraper.wait_until_up(PATIENCE).unwrap_or_else(|scrape| panic!("{scrape}"));
    assert!(scrape.dropped().is_empty(), "{:?}", scrape.dropped());
    match more {
        Some(condition) => receiver.wait_for(condition, PATIENCE).expect("it arrives"),
        None => receiver.capture(),
    }
}

#[test]
fn opentelemetry_keeps_one_contract_over_every_protocol() {
    for protocol in Protocol::ALL {
        let receiver = OtlpReceiver::start().expect("a free port");
        let environment = receiver.env_for(protocol).expect("every protocol is served");
        let status = Command::new(env!("CARGO_BIN_EXE_otlp"))
            .envs(&environment)
            .envs(RESOURCE)
            .status()
            .expect("the emitter was built");
        assert!(status.success());
        let capture = receiver.shutdown().expect("no file to fail");
        capture
            .expect("orders.processed")
            .counter()
            .cumulative()
            .series([("tier", "gold")])
            .value(4)
            .verify();
        assert_kept("rust_otlp", &capture);
    }
}

#[test]
fn the_bridge_keeps_its_contract_on_both_sides() {
    let capture = scraped(env!("CARGO_BIN_EXE_bridge"), Some(until::family("orders.processed")));
    assert_kept("rust_bridge", &capture);
}

#[test]
fn prometheus_client_keeps_its_contract() {
    let capture = scraped(env!("CARGO_BIN_EXE_prometheus_client"), None);
    capture.expect("order_duration_seconds").unit("seconds").series([("tier", "gold")]).count(4).verify();
    assert_kept("rust_prometheus_client", &capture);
}

#[test]
fn prometheus_keeps_its_contract() {
    let capture = scraped(env!("CARGO_BIN_EXE_prometheus"), None);
    capture
        .expect("order_duration_seconds")
        .series([("tier", "gold")])
        .counts([1, 1, 1, 0, 0, 0, 1])
        .verify();
    assert_kept("rust_prometheus", &capture);
}

#[test]
fn metrics_keeps_its_contract() {
    let capture = scraped(env!("CARGO_BIN_EXE_metrics"), None);
    capture
        .expect("orders_processed_total")
        .counter()
        .label_values("tier", ["gold", "silver", "bronze"])
        .verify();
    assert_kept("rust_metrics", &capture);
}
