use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// What goes up and down is no monotonic sum.
    ///
    /// Whoever reads a monotonic sum asks for its rate. Names that end in `active`, `usage` or `queue.size` promise a level; a name that ends in `total` promises a counter.
    "sum/level-monotonic": Advice, Info, DataWrong;
    cites SEMANTIC_CONVENTIONS, "Metrics, naming";
    help "use an up-down counter or gauge for a level and a counter for a total";
    bad "otlp" r#"
{"name":"jobs.active","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"orders_total","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":false,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"jobs.active","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":false,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"jobs.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

const LEVELS: &[&str] =
    &["active", "depth", "in_flight", "inflight", "queue.size", "queue_size", "usage", "utilization"];

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in request.metrics.iter().filter(|metric| metric.data == Data::Sum) {
        let ends_in = |word: &&&str| {
            let before = metric.name.strip_suffix(**word);
            before.is_some_and(|before| before.is_empty() || before.ends_with(['.', '_', '-']))
        };
        let message = if !metric.is_monotonic && ends_in(&&"total") {
            format!("`{}` is called a total, and may fall", metric.name)
        } else if metric.is_monotonic && LEVELS.iter().any(|word| ends_in(&word)) {
            format!("`{}` is called like a level, and only grows", metric.name)
        } else {
            continue;
        };
        sink.tell(request.metric_place(metric, ""), message);
    }
}
