//! How fast expositions are parsed, beside the limits of the machine and beside other readers.
//!
//! ```text
//! cargo bench -p meterstick-benches --bench parse -- [--quick] [--large] [--ours] [--only NAME] [FILE…]
//! ```
//!
//! Every reader gets the same bytes in the same process, in turns. Figures are medians; the ratio is the time as a
//! multiple of `split+f64` in the same round, which is what ordinary code can do that builds nothing.

mod peers;
mod split;

use std::fs;

use meterstick::exposition::{Format, parse};
use meterstick_benches::corpora::{self, Corpus};
use meterstick_benches::rounds::{Contestant, Effort, Score, play};

fn main() {
    let mut effort = Effort::FULL;
    let (mut large, mut ours, mut only, mut files) = (false, false, None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => effort = Effort::QUICK,
            "--large" => large = true,
            "--ours" => ours = true,
            "--only" => only = arguments.next(),
            // Cargo says this to every bench.
            "--bench" => {}
            "--write" => return write(&arguments.next().unwrap_or_else(|| ".".to_owned()), large),
            _ => files.push(argument),
        }
    }
    let corpora = if files.is_empty() { corpora::all(large) } else { files.iter().map(read).collect() };
    for corpus in corpora.iter().filter(|corpus| only.as_ref().is_none_or(|name| corpus.name.contains(name)))
    {
        report(corpus, &play(&mut contestants(corpus, ours), effort));
    }
}

/// Writes the corpora as files, for readers in other languages.
fn write(folder: &str, large: bool) {
    for corpus in corpora::all(large) {
        let stem = corpus.name.split(' ').next().unwrap_or("corpus");
        let path = format!("{folder}/{stem}.{}", if corpus.openmetrics { "om.txt" } else { "prom" });
        fs::write(&path, corpus.text).unwrap_or_else(|error| panic!("{path}: {error}"));
        println!("{path}");
    }
}

fn read(path: &String) -> Corpus {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    Corpus { name: path.clone(), openmetrics: text.ends_with("# EOF\n"), text }
}

fn contestants(corpus: &Corpus, ours: bool) -> Vec<Contestant<'_>> {
    let (text, bytes) = (corpus.text.as_str(), corpus.text.as_bytes());
    let format = if corpus.openmetrics { Format::OpenMetricsText } else { Format::PrometheusText };
    let mut contestants = vec![
        Contestant::new("split+f64 (limit: builds nothing)", || Some(split::split(bytes))),
        Contestant::new("newline count (limit: memchr)", || Some(memchr::memchr_iter(b'\n', bytes).count())),
        Contestant::new("UTF-8 check (limit: std)", || std::str::from_utf8(bytes).ok().map(str::len)),
        Contestant::new("meterstick, tree", move || {
            let exposition = parse(bytes, format);
            let samples = exposition.samples().count();
            exposition.is_faultless().then_some(samples)
        }),
        // Histograms and summaries are one point each here, so there are fewer points than samples.
        Contestant::new("meterstick, tree and model", move || {
            Some(parse(bytes, format).lower().families().map(|family| family.points().count()).sum())
        }),
    ];
    if !ours {
        contestants.extend(peers::all(text, corpus.openmetrics));
    }
    contestants
}

fn report(corpus: &Corpus, scores: &[Score]) {
    let megabytes = corpus.text.len() as f64 / 1e6;
    println!("\n### {} ({megabytes:.2} MB)\n", corpus.name);
    println!("| reader | kept | MB/s | time × `split+f64` |");
    println!("|---|---:|---:|---:|");
    for score in scores {
        // A limit keeps nothing.
        let kept =
            |outcome: usize| if score.name.contains("limit") { String::new() } else { outcome.to_string() };
        match score.outcome.map(kept) {
            Some(kept) => println!(
                "| {} | {kept} | {:.0} | {:.2} |",
                score.name,
                megabytes / score.seconds,
                score.ratio
            ),
            None => println!("| {} | refuses it | | |", score.name),
        }
    }
}
