//! What judging an exposition costs, as a multiple of parsing it.
//!
//! ```text
//! cargo bench -p meterstick-benches --bench judge -- [--quick] [--large] [--only NAME] [FILE…]
//! ```
//!
//! All rules of a profile are asked of the same bytes, in turns with the parser alone. `--large` has the text of 100 MB.

use std::fs;

use meterstick::capture::{BodyFormat, Capture, Record, Transport};
use meterstick::exposition::{Format, Prometheus, parse};
use meterstick::otlp::Signal;
use meterstick::rules::Profile;
use meterstick_benches::corpora::{self, Corpus};
use meterstick_benches::rounds::{Contestant, Effort, play};

fn main() {
    let mut effort = Effort::FULL;
    let (mut large, mut only, mut files) = (false, None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => effort = Effort::QUICK,
            "--large" => large = true,
            "--only" => only = arguments.next(),
            // Cargo says this to every bench.
            "--bench" => {}
            _ => files.push(argument),
        }
    }
    let corpora = if files.is_empty() { corpora::all(large) } else { files.iter().map(read).collect() };
    for corpus in corpora.iter().filter(|corpus| only.as_ref().is_none_or(|name| corpus.name.contains(name)))
    {
        report(corpus, effort);
    }
}

fn read(path: &String) -> Corpus {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    Corpus { name: path.clone(), openmetrics: text.ends_with("# EOF\n"), text }
}

fn report(corpus: &Corpus, effort: Effort) {
    let bytes = corpus.text.as_bytes();
    let format = if corpus.openmetrics { Format::OpenMetricsText } else { Format::PrometheusText };
    // The bytes are shared, so that a capture of them costs nothing.
    let body = bytes::Bytes::copy_from_slice(bytes);
    let judge = |name: &str| {
        let profile: Profile = name.parse().expect("a profile");
        let body = body.clone();
        move || {
            let format = BodyFormat::Exposition(format);
            let record = Record::new(Transport::Scrape, Signal::Metrics, format, body.clone());
            Some(Capture::from_records([record]).judge(&profile).findings().len())
        }
    };
    let mut contestants = vec![
        Contestant::new("parse alone", move || Some(parse(bytes, format).samples().count())),
        Contestant::new("parse, and lower to the model", move || {
            Some(parse(bytes, format).lower().families().map(|family| family.points().count()).sum())
        }),
        Contestant::new("rules of `default`", judge("default")),
        Contestant::new("rules of `practice` (all)", judge("practice")),
        Contestant::new("the servers' own reading, once", move || {
            Some(usize::from(parse(bytes, format).verdict(Prometheus::V3).is_accepted()))
        }),
    ];
    println!("\n### {} ({:.2} MB)\n", corpus.name, bytes.len() as f64 / 1e6);
    println!("| what | samples, points or findings | ms | time × parse |");
    println!("|---|---:|---:|---:|");
    let scores = play(&mut contestants, effort);
    for score in &scores {
        let outcome = score.outcome.unwrap_or_default();
        println!("| {} | {outcome} | {:.1} | {:.2} |", score.name, score.seconds * 1e3, score.ratio);
    }
}
