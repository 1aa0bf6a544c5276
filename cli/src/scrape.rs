//! `meterstick scrape`: one target, as Prometheus would see it.

use meterstick::exposition;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::arguments::{Prometheus, Scrape};
use crate::interrupt;
use crate::judge::Judge;
use crate::outcome::{Outcome, Trouble};
use crate::progress::{Progress, describe};
use crate::report::Report;
use crate::style;

pub(crate) fn scrape(options: &Scrape) -> Result<Outcome, Trouble> {
    let judge = Judge::of(&options.judge, &options.policy)?;
    let prometheus = match options.prometheus {
        Prometheus::V3 => exposition::Prometheus::V3,
        Prometheus::V2 => exposition::Prometheus::V2,
    };
    let mut builder = options.tls.builder(&options.url)?.prometheus(prometheus).timeout(options.timeout);
    if let Some(path) = &options.capture.out {
        builder = builder.output(path);
    }
    let scraper = builder.start().map_err(|error| Trouble::new(error.to_string()))?;
    let (events, interrupted) = channel();
    let brake = scraper.brake();
    interrupt::watch({
        let brake = brake.clone();
        move |_| {
            // A target that never answers must not hold up the end.
            brake.pull();
            let _ = events.send(());
        }
    })?;
    // Without a number one scrape is meant, unless an interval asks for more.
    let count = options.count.or(options.interval.is_none().then_some(1));
    let interval = options.interval.unwrap_or(Duration::from_secs(1));
    let progress = Progress::of(scraper.recording(), "scraping");
    let (mut number, mut last) = (0, scraper.scrape());
    loop {
        number += 1;
        if count.is_some_and(|count| number >= count) {
            break;
        }
        match interrupted.recv_timeout(interval.saturating_sub(last.duration())) {
            Err(RecvTimeoutError::Timeout) => match scraper.scrape() {
                // What was broken off says nothing of the target.
                broken if brake.is_pulled() && !broken.up() => break,
                scrape => last = scrape,
            },
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    drop(progress);
    let recording = scraper.recording().clone();
    let saved = recording.close().map_err(|error| Trouble::of("cannot write the capture file", error));
    let capture = recording.capture();
    let mut report = Report::default();
    report.examine_capture(&judge, &options.url, "captured", &capture);
    if let Some(input) = report.inputs.last_mut().filter(|_| options.stored) {
        input.stored = Some(last.stored().to_vec());
    }
    let outcome = judge.conclude(&mut report, &options.report)?;
    for (name, value) in last.synthetic() {
        style::note(&format!("{name} {value}"));
    }
    for dropped in last.dropped().iter().take(20) {
        style::tell(style::WARNING, "dropped", &format!("{}: {}", dropped.sample, dropped.why));
    }
    if let Some(complaint) = last.complaint() {
        style::tell(style::WARNING, "warning", &complaint);
    }
    saved?;
    if let Some(path) = &options.capture.out {
        style::note(&format!("saved in {}: {}", path.display(), describe(&report.tally)));
    }
    if capture.requests().iter().all(|exchange| exchange.status().is_none()) {
        return Err(Trouble::new(last.error().unwrap_or("no answer came").to_owned()));
    }
    Ok(outcome)
}
