use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// Scopes are labels of series, and no longer a family `otel_scope_info`.
    ///
    /// The specification dropped it in 1.46. Exporters from before that write it rightly for their time.
    "bridge/scope-info": Advice, Info, Costs;
    cites COMPATIBILITY, "Instrumentation Scope";
    help "renew the exporter; scopes are labels now";
    bad "prometheus-text" r#"
# TYPE otel_scope_info gauge
otel_scope_info{otel_scope_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{otel_scope_name="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if matches!(&*family.name, "otel_scope_info" | "otel_scope")
        && let Some(line) = family.first_line()
    {
        sink.tell(Place::line(line).of(&*family.name), format!("`{}` is no longer produced", family.name));
    }
}
