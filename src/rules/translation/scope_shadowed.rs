use crate::bridge::{Strategy, label_names};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};

rule! {
    /// No attribute takes the place of a label that says the scope.
    ///
    /// An attribute of the scope called `name`, `version` or `schema_url` is dropped, and one of a point called `otel.scope.name` gives way, or takes the place in exporters that do not look.
    "translation/scope-shadowed": Must, Warning, DataLost;
    cites COMPATIBILITY, "Instrumentation Scope";
    help "rename the attribute";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"otel.scope.name","value":{"stringValue":"mine"}}]}]}}
"#;
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},"scopeMetrics":[{"scope":{"name":"shop","attributes":[{"key":"version","value":{"stringValue":"mine"}}]},"metrics":[{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}]}]}]}"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Reading(Worlds::OTLP, check);
}

fn check(reading: &ReadingView<'_>, sink: &mut Sink<'_>) {
    let named = |key: &str, prefix: &str| {
        let name = label_names(Strategy::default(), key).into_iter().next()?;
        let field = name.strip_prefix(prefix)?.to_owned();
        matches!(&*field, "name" | "version" | "schema_url").then_some(field)
    };
    for family in reading.reading.families() {
        let attributes = family.scope().map(crate::model::Scope::attributes);
        if let Some(key) = attributes.and_then(|all| all.keys().find(|key| named(key, "").is_some())) {
            let message = format!("the attribute `{key}` of the scope gives way to the field of that name");
            sink.tell(Place::family(family.name()), message);
        }
        for series in family.series() {
            let shadowing = |key: &&str| key.starts_with("otel") && named(key, "otel_scope_").is_some();
            if let Some(key) = series.labels().keys().find(shadowing) {
                let place = Place::family(family.name()).series(series.labels());
                sink.tell(place, format!("the attribute `{key}` stands where the scope is said"));
                break;
            }
        }
    }
}
