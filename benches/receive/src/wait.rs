//! How long it takes until a receiver runs, and until somebody who waits knows of an export.

use meterstick::capture::{OtlpReceiver, until};
use mock_collector::{MockServer, Protocol};
use std::thread;
use std::time::{Duration, Instant};

use crate::client::{Client, Transport};
use crate::{median, payload};

const LONG: Duration = Duration::from_secs(30);

pub(crate) fn report(rounds: usize) {
    let payload = payload::export(100, 6, 0);
    let (mut ready, mut first, mut woken) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let begun = Instant::now();
        let receiver = OtlpReceiver::start().expect("a receiver");
        ready.push(begun.elapsed().as_secs_f64());
        let mut client = Client::connect(receiver.grpc_address().expect("gRPC is served"), Transport::Grpc);
        client.export(&payload);
        first.push(begun.elapsed().as_secs_f64());
        let recording = receiver.recording().clone();
        let waiter = thread::spawn(move || {
            recording.wait_for(until::requests(2), LONG).expect("it comes");
            Instant::now()
        });
        thread::sleep(pause(round));
        client.export(&payload);
        woken.push(after(Instant::now(), waiter.join().expect("no panic")));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let mut mock = Vec::new();
    for round in 0..rounds.min(60) {
        let server = runtime.block_on(MockServer::builder().protocol(Protocol::Grpc).build().start());
        let server = server.expect("a receiver");
        let mut client = Client::connect(server.addr(), Transport::Grpc);
        let waiter = runtime.spawn(async move {
            server.wait_for_metrics(1, LONG).await.expect("it comes");
            Instant::now()
        });
        thread::sleep(pause(round));
        client.export(&payload);
        mock.push(after(Instant::now(), runtime.block_on(waiter).expect("no panic")));
    }
    println!("\n### Starting and waiting (medians of {rounds})\n\n| | ms |\n|---|---:|");
    println!("| meterstick: start, until clients can connect | {:.3} |", median(ready) * 1e3);
    println!(
        "| meterstick: start, until a first export of 100 points is answered | {:.3} |",
        median(first) * 1e3
    );
    println!(
        "| meterstick: from the answer of an export until `wait_for` returns | {:.3} |",
        median(woken) * 1e3
    );
    println!(
        "| mock-collector: from the answer of an export until `wait_for_metrics` returns | {:.3} |",
        median(mock) * 1e3
    );
}

/// Between 20 and 120 milliseconds, so that no polling interval is met by chance.
fn pause(round: usize) -> Duration {
    Duration::from_micros(20_000 + (round as u64 * 37_199) % 100_000)
}

/// Negative where the waiter knew before the exporter had its answer.
fn after(answered: Instant, woken: Instant) -> f64 {
    woken
        .checked_duration_since(answered)
        .map_or_else(|| -answered.duration_since(woken).as_secs_f64(), |late| late.as_secs_f64())
}
