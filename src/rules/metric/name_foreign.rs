use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Names of metrics that come from elsewhere also fit the syntax of instruments.
    ///
    /// Bridges pass on what they find: colons of recording rules, leading underscores, anything that UTF-8 has. No SDK would let such a name be made, and not every backend takes it.
    "metric/name-foreign": Should, Warning, Style;
    cites OTEL_API, "Instrument name syntax";
    help "rename it where the bridge or collector takes it over";
    bad "otlp" r#"
{"name":"job:orders:rate5m","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

use super::name_invalid::is_instrument;

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        let name = metric.name;
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
        let is_plain = !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(goes_on);
        if !name.is_empty()
            && !is_instrument(name)
            && (metric.is_of_prometheus || is_plain)
            && name.len() <= 255
        {
            sink.tell(request.metric_place(metric, "name"), format!("`{name}` is no name for an instrument"));
        }
    }
}
