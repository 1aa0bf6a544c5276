use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Exemplar, ExportView};

rule! {
    /// A point began when its first exemplar was measured, or before.
    ///
    /// An SDK that takes the start time after it has taken the measurement says that its first exemplar lies before the point that it is of. The difference is small, and a back end that holds to the interval drops the exemplar all the same. What differs by a second or more is told by `sampled/outside-interval`.
    "sampled/before-start": Should, Info, DataLost;
    cites OTEL_SDK, "Exemplar reservoir";
    help "take the start time before the measurement, or the creation of the instrument for it";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000043000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999990000000000","asInt":"1","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    const SECOND: u64 = 1_000_000_000;
    for point in view.request().sampled() {
        let start = point.data.start;
        let early = point.exemplars().enumerate().find_map(|(at, exemplar)| {
            let time = Exemplar::of(exemplar).time;
            (time != 0 && time < start && start - time <= SECOND).then(|| (at, start - time))
        });
        if let Some((at, nanoseconds)) = early {
            let micros = nanoseconds.div_ceil(1000);
            let message = format!(
                "an exemplar of `{}` was measured {micros} µs before its point began",
                point.metric.name
            );
            sink.tell(point.field("exemplars", Some(at)), message);
        }
    }
}
