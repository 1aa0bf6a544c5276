//! How fast OTLP is received, decoded and waited for, beside the limits of the machine and beside other receivers.
//!
//! ```text
//! cargo run --release --manifest-path benches/receive/Cargo.toml [-- --quick] [--only decode|exports|memory|wait]
//! ```
//!
//! Each server is a process of its own, so that its memory and its processor time can be told; the client sends bytes that were
//! encoded before. Servers take turns, round by round, and figures are medians over the rounds, because a machine's
//! speed changes with time more than the servers differ.

mod client;
mod decode;
mod payload;
mod serve;
mod wait;

use std::time::{Duration, Instant};

use client::Client;
use serve::{Process, SERVERS, Server};

/// How often everything is done.
struct Effort {
    rounds: usize,
    requests: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |word: &str| {
        let at = arguments.iter().position(|argument| argument == word)?;
        arguments.get(at + 1).map(String::as_str)
    };
    if let Some(name) = after("--serve") {
        return serve::run(name);
    }
    let quick = arguments.iter().any(|word| word == "--quick");
    let effort = if quick { Effort { rounds: 3, requests: 20 } } else { Effort { rounds: 7, requests: 60 } };
    let wanted = |part: &str| after("--only").is_none_or(|only| only == part);
    if wanted("decode") {
        decode::report(if quick { 15 } else { 45 });
    }
    if wanted("exports") {
        exports(&effort);
    }
    if wanted("memory") {
        memory();
    }
    if wanted("wait") {
        wait::report(if quick { 60 } else { 200 });
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Large exports, one after the other.
fn exports(effort: &Effort) {
    const POINTS: usize = 10_000;
    let payload = payload::export(POINTS, 6, 0);
    println!("\n### Exports of {POINTS} points with 6 attributes ({} bytes), one in flight\n", payload.len());
    println!("| receiver | ms an export | million points/s | × byte sink | server CPU µs a point |");
    println!("|---|---:|---:|---:|---:|");
    let servers: Vec<&Server> = SERVERS.iter().filter(|server| serve::is_there(server)).collect();
    let mut rows: Vec<(&str, Vec<f64>, Vec<f64>)> =
        servers.iter().map(|server| (server.name, Vec::new(), Vec::new())).collect();
    for _ in 0..effort.rounds {
        for (server, (_, times, cpu)) in servers.iter().zip(&mut rows) {
            // What one process keeps must not slow down the next round.
            let mut process = Process::start(server.name);
            let mut client = Client::connect(process.address, server.transport);
            for _ in 0..3 {
                client.export(&payload);
            }
            let before = process.stats().cpu;
            let begun = Instant::now();
            for _ in 0..effort.requests {
                client.export(&payload);
            }
            let each = begun.elapsed().as_secs_f64() / effort.requests as f64;
            times.push(each);
            let used = process.stats().cpu.saturating_sub(before);
            cpu.push(used.as_secs_f64() / (effort.requests * POINTS) as f64);
        }
    }
    let sink = median(rows[0].1.clone());
    for (name, times, cpu) in rows {
        let time = median(times);
        println!(
            "| {name} | {:.2} | {:.2} | {:.1} | {:.2} |",
            time * 1e3,
            POINTS as f64 / time / 1e6,
            time / sink,
            median(cpu) * 1e6
        );
    }
}

/// A million points that are kept.
fn memory() {
    const POINTS: usize = 10_000;
    const EXPORTS: usize = 100;
    let payloads: Vec<_> = (0..10).map(|seed| payload::export(POINTS, 10, seed)).collect();
    println!(
        "\n### A million points with 10 attributes kept ({EXPORTS} exports of {} bytes)\n",
        payloads[0].len()
    );
    println!("| receiver | peak MiB | million points/s |");
    println!("|---|---:|---:|");
    let keeps = |server: &&Server| server.transport == client::Transport::Grpc && serve::is_there(server);
    for server in SERVERS.iter().filter(keeps) {
        let mut process = Process::start(server.name);
        let mut client = Client::connect(process.address, server.transport);
        let begun = Instant::now();
        for number in 0..EXPORTS {
            client.export(&payloads[number % payloads.len()]);
        }
        let time = begun.elapsed();
        let peak = process.stats().peak as f64 / f64::from(1 << 20);
        println!("| {} | {peak:.0} | {:.2} |", server.name, per_second(EXPORTS * POINTS, time));
    }
}

fn per_second(points: usize, time: Duration) -> f64 {
    points as f64 / time.as_secs_f64() / 1e6
}
