//! From the bytes of an export to something that can be asked, without any network.

use meterstick::otlp::{Export, Signal, walk};
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use prost::Message as _;
use std::hint::black_box;
use std::time::Instant;

use crate::{median, payload};

pub(crate) fn report(rounds: usize) {
    const POINTS: usize = 10_000;
    let bytes = payload::export(POINTS, 6, 0);
    let json = Export::from_protobuf(&bytes).to_json();
    let contestants: [(&str, &dyn Fn()); 5] = [
        ("prost decode, from `Bytes` (kept and dropped)", &|| {
            black_box(ExportMetricsServiceRequest::decode(bytes.clone()).expect("a request"));
        }),
        ("copy of the bytes", &|| {
            black_box(bytes.to_vec());
        }),
        ("walk: framing and UTF-8 proven", &|| {
            black_box(walk(&bytes, Signal::Metrics).expect("a request"));
        }),
        ("walk, decoded and lowered to a reading", &|| {
            black_box(Export::from_protobuf(&bytes).lower());
        }),
        ("the same out of JSON", &|| {
            black_box(Export::from_json(json.as_bytes()).lower());
        }),
    ];
    let mut times = vec![Vec::new(); contestants.len()];
    for _ in 0..rounds {
        for ((_, work), times) in contestants.iter().zip(&mut times) {
            let begun = Instant::now();
            work();
            times.push(begun.elapsed().as_secs_f64());
        }
    }
    let times: Vec<f64> = times.into_iter().map(median).collect();
    println!("\n### One export of {POINTS} points with 6 attributes ({} bytes), decoded\n", bytes.len());
    println!("| | ms | × prost |\n|---|---:|---:|");
    for ((name, _), time) in contestants.iter().zip(&times) {
        println!("| {name} | {:.2} | {:.2} |", time * 1e3, time / times[0]);
    }
}
