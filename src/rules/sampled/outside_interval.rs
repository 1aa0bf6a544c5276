use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Exemplar, ExportView};

rule! {
    /// An exemplar was measured within the interval of its point.
    ///
    /// One that is older than a delta is of something that was told before; one that is younger has not happened. A second of difference is nobody's mistake.
    "sampled/outside-interval": Should, Warning, DataWrong;
    cites OTEL_SDK, "Exemplar reservoir";
    help "empty the reservoir with each collection of deltas";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999900000000000","asInt":"1","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1700000100000000000","asInt":"1","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    const SECOND: u64 = 1_000_000_000;
    for point in view.request().sampled() {
        let (start, end) = (point.data.start, point.data.time);
        for (at, exemplar) in point.exemplars().enumerate() {
            let time = Exemplar::of(exemplar).time;
            if time == 0 {
                continue;
            }
            let is_late = end != 0 && time > end.saturating_add(SECOND);
            if time.saturating_add(SECOND) < start || is_late {
                let whither = if is_late { "younger" } else { "older" };
                let message = format!(
                    "an exemplar of `{}` is {whither} than the interval of its point",
                    point.metric.name
                );
                sink.tell(point.field("exemplars", Some(at)), message);
            }
        }
    }
}
