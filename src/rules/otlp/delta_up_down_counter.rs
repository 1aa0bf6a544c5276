use crate::model::{Kind, Temporality};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Counters that go up and down are cumulative under every temporality preference.
    ///
    /// `delta` and `lowmemory` change counters and histograms alone: what is in a queue cannot be told from differences once one of
    /// them is lost. A selector in code may choose otherwise.
    "otlp/delta-up-down-counter": Must, Info, DataWrong;
    cites OTEL_EXPORTER, "Metrics exporter, temporality preference";
    help "leave the choice to `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE`";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","sum":{"aggregationTemporality":1,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","sum":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    if family.kind() == Kind::UpDownCounter && family.temporality() == Some(Temporality::Delta) {
        let message = format!("`{}` goes up and down, and is sent as delta", family.name());
        sink.tell(Place::family(family.name()), message);
    }
}
