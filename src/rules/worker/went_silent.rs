use std::time::Duration;

use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{CaptureView, Target, Track};

rule! {
    /// A process that pushes keeps its rhythm for as long as it lives.
    ///
    /// Where nothing comes for longer than two intervals and the time that one export may take, the data of that time are late or lost. The exporter's thread may have died in a fork, hung at a dead backend or been starved. A process that sends differences and has none is right to be silent.
    "worker/went-silent": Advice, Warning, DataLost;
    cites OTEL_SDK, "Periodic exporting MetricReader";
    help "look for errors in the log of the exporter; start it after the fork";
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"3"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"4"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000030000000000","asInt":"5"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000090000000000","asInt":"9"}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"3"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"4"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000030000000000","asInt":"5"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000045000000000","asInt":"9"}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"3"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000010000000000","timeUnixNano":"1700000020000000000","asInt":"4"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000020000000000","timeUnixNano":"1700000030000000000","asInt":"5"}]}}"#;
    check Check::Capture(check);
}

/// How long one export may take by default.
const TIMEOUT: Duration = Duration::from_secs(10);

fn check(capture: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let pushing = capture.targets().iter().filter(|target| target.is_otlp());
    let is_only_one = pushing.clone().count() == 1;
    let scraped = capture.targets().iter().filter(|target| !target.is_otlp());
    let answered = scraped.filter_map(|target| target.looks.last()).map(|look| look.exchange.arrived()).max();
    let has_rhythm =
        |target: &&Target<'_>| target.looks.len() >= 3 && !target.tracks.iter().all(Track::is_delta);
    for target in pushing.filter(has_rhythm) {
        let Some(longest) = longest_pause(target) else { continue };
        let pause = target.steps().find(|&(older, newer)| {
            target.between(older, newer) > longest && !has_tried(capture, target, older, newer)
        });
        if let Some((older, newer)) = pause {
            let seconds = target.between(older, newer).as_secs();
            let message = format!("nothing came for {seconds} s, and {} s is the usual time", usual(longest));
            sink.tell(target.place_of_look(newer), message);
            continue;
        }
        // Where the service is scraped too, it is known to live on.
        let last = target.looks.len() as u32 - 1;
        let ended = target.looks[last as usize].exchange.arrived();
        let lived_on =
            answered.and_then(|answered| answered.duration_since(ended).ok()).filter(|_| is_only_one);
        if let Some(alone) = lived_on.filter(|alone| *alone > longest) {
            let message = format!("the last export came {} s before the last scrape", alone.as_secs());
            sink.tell(target.place_of_look(last), message);
        }
    }
}

fn longest_pause(target: &Target<'_>) -> Option<Duration> {
    let mut pauses: Vec<Duration> =
        target.steps().map(|(older, newer)| target.between(older, newer)).collect();
    pauses.sort();
    pauses.get(pauses.len() / 2).map(|usual| *usual * 2 + TIMEOUT)
}

fn usual(longest: Duration) -> u64 {
    ((longest - TIMEOUT) / 2).as_secs()
}

/// Whether something came in between that was refused, or was the same again: the exporter did what it could.
fn has_tried(capture: &CaptureView<'_>, target: &Target<'_>, older: u32, newer: u32) -> bool {
    let between = target.number_of(older) + 1..target.number_of(newer);
    let sent = target.looks[older as usize].exchange.body();
    let exchanges = capture.capture.requests().get(between).unwrap_or_default();
    exchanges.iter().any(|exchange| exchange.is_refused() || exchange.body() == sent)
}
