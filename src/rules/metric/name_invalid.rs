use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A metric's name begins with an ASCII letter and goes on with letters, digits, `_`, `.`, `-` and `/`, 255 characters in all.
    ///
    /// SDKs warn of other names when the instrument is made, and some drop it. Backends that store names in another alphabet replace what they cannot write, so that different names become one.
    ///
    /// Names that a Prometheus server would take come from bridges, which are told of by `metric/name-foreign`.
    "metric/name-invalid": Should, Error, DataLost;
    cites OTEL_API, "Instrument name syntax";
    help "rename the instrument, or the stream in its view";
    yields to "translation/name-lost" "translation/name-begins-with-digit";
    bad "otlp" r#"
{"name":"2xx.responses","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"orders taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"заказы","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"http.server/requests-2_x","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"Orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        let name = metric.name;
        if name.is_empty() || metric.is_of_prometheus || is_instrument(name) || is_prometheus(name) {
            continue;
        }
        let message = match name.chars().find(|&c| !is_allowed(c)) {
            Some(c) => format!("`{name}` has {c:?} in it"),
            None if name.len() > LONGEST => {
                format!("a name of {} characters, beginning `{}…`", name.len(), &name[..40])
            }
            None => format!("`{name}` does not begin with a letter"),
        };
        sink.tell(request.metric_place(metric, "name"), message);
    }
}

const LONGEST: usize = 255;

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/')
}

/// Whether an SDK takes it as the name of an instrument.
pub(super) fn is_instrument(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= LONGEST
        && name.chars().all(is_allowed)
}

/// Whether it was a name in Prometheus all along, of a recording rule or with an underscore in front.
fn is_prometheus(name: &str) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    !name.starts_with(|c: char| c.is_ascii_digit()) && name.len() <= LONGEST && name.chars().all(goes_on)
}
