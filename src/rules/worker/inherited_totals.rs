use hashbrown::HashMap;
use rustc_hash::{FxBuildHasher, FxHasher};
use std::hash::{Hash, Hasher};

use crate::model::{Kind, Labels, Resource, Timestamp, Value};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{CaptureView, Target, Track, total};

rule! {
    /// What was counted before a fork is exported by one process.
    ///
    /// A process that is forked with a running SDK inherits its totals. Parent and children then export them all, each under an instance id of its own, and sums over the instances are too high by as many times. Python's SDK sets up its exporter anew after a fork but keeps the values.
    ///
    /// It shows in streams of several instances that began at the very same nanosecond.
    "worker/inherited-totals": Must, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Overlap";
    help "set up the SDK after the fork, in the worker (gunicorn: post_fork), or count nothing before it";
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"python"}},{"key":"telemetry.sdk.version","value":{"stringValue":"1.45.2"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000123456789","timeUnixNano":"1700000010000000000","asInt":"100"}]}}]}]}]}
---
{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"81acbd1d-51c8-41ee-8d3c-2c7ea1b9a4f0"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"python"}},{"key":"telemetry.sdk.version","value":{"stringValue":"1.45.2"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000123456789","timeUnixNano":"1700000011000000000","asInt":"103"}]}}]}]}]}"#;
    good "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"python"}},{"key":"telemetry.sdk.version","value":{"stringValue":"1.45.2"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000123456789","timeUnixNano":"1700000010000000000","asInt":"100"}]}}]}]}]}
---
{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"81acbd1d-51c8-41ee-8d3c-2c7ea1b9a4f0"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"python"}},{"key":"telemetry.sdk.version","value":{"stringValue":"1.45.2"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000005987654321","timeUnixNano":"1700000011000000000","asInt":"3"}]}}]}]}]}"#;
    check Check::Capture(check);
}

/// A stream that several processes began at once: the first of them, and what the others say.
struct Inherited<'t> {
    elder: usize,
    heirs: Vec<usize>,
    /// The first heir's series and look.
    track: &'t Track<'t>,
}

fn check(capture: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let targets = capture.targets();
    let mut seen: HashMap<(u64, Timestamp), Inherited<'_>, FxBuildHasher> = HashMap::default();
    for (number, target) in targets.iter().enumerate().filter(|(_, target)| target.is_otlp()) {
        for track in target.tracks.iter().filter(|track| is_meant(track)) {
            let Some(first) = track.steps.first() else { continue };
            let (Some(start), Some(count)) = (first.point.start(), total(first.point)) else { continue };
            // Whoever says whole milliseconds may agree by chance.
            if count <= 0.0 || start.subsec_nanos() % 1_000_000 == 0 {
                continue;
            }
            let new = || Inherited { elder: number, heirs: Vec::new(), track };
            let said = seen.entry((stream(target, track), start)).or_insert_with(new);
            let is_other = said.elder != number && !same_resource(&targets[said.elder], target);
            if is_other && !said.heirs.contains(&number) {
                if said.heirs.is_empty() {
                    said.track = track;
                }
                said.heirs.push(number);
            }
        }
    }
    let mut all: Vec<Inherited<'_>> = seen.into_values().filter(|one| !one.heirs.is_empty()).collect();
    // Of one family of processes the stream that most of them say is told.
    all.sort_by_key(|one| (one.elder, std::cmp::Reverse(one.heirs.len()), one.track.family));
    all.dedup_by_key(|one| one.elder);
    for one in all {
        let (target, track) = (&targets[one.heirs[0]], one.track);
        let (Some(first), name) = (track.steps.first(), target.name(track)) else { continue };
        let (Some(start), Some(count)) = (first.point.start(), total(first.point)) else { continue };
        let processes = one.heirs.len() + 1;
        let message = format!(
            "{processes} processes export what one of them counted: `{name}` began at {start} in each, here with {count}"
        );
        let exchange = Some(target.number_of(first.look));
        sink.tell(Place { exchange, ..Place::family(name).series(track.labels) }, message);
    }
}

fn is_meant(track: &Track<'_>) -> bool {
    let is_counting = matches!(track.kind, Kind::Counter | Kind::Histogram | Kind::ExponentialHistogram);
    is_counting && !track.is_ambiguous
}

/// What makes a stream but for who sends it.
fn stream(target: &Target<'_>, track: &Track<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    let scope = target.families[track.family as usize].seen.first().and_then(|(_, family)| family.scope());
    (target.name(track), track.kind, scope.map(|scope| (scope.name(), scope.version()))).hash(&mut hasher);
    let service = target.resource.and_then(|resource| resource.attributes().get("service.name"));
    if let Some(Value::Text(name)) = service {
        name.hash(&mut hasher);
    }
    hash_labels(&mut hasher, track.labels);
    hasher.finish()
}

fn hash_labels(hasher: &mut FxHasher, labels: Labels<'_>) {
    for label in labels.iter() {
        (label.key, label.value.to_string()).hash(hasher);
    }
}

fn same_resource(one: &Target<'_>, other: &Target<'_>) -> bool {
    one.resource.map(Resource::attributes) == other.resource.map(Resource::attributes)
}
