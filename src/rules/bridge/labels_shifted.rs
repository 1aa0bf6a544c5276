use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, TextView, Worlds};
use std::collections::BTreeSet;

rule! {
    /// The labels that say a scope hold a scope: a schema URL is a URL, and no other label holds the name of the library.
    ///
    /// Two libraries that measure under one name with different attributes are enough: OpenTelemetry Python between 1.40 and 1.45 writes the values of the second under the label names of the first. The scrape is green, and the schema says an address. A scrape alone shows it only where a value lands that cannot be one; `meterstick parity` sees all of it.
    "bridge/labels-shifted": Must, Error, DataWrong;
    cites COMPATIBILITY, "Instrumentation Scope";
    help "give each series its own label names; do not line up values of one scope with names of another";
    yields to "parity/labels-shifted";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{method="127.0.0.1",otel_scope_name="200",otel_scope_schema_url="127.0.0.1",otel_scope_version="45601"} 1
"#;
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{otel_scope_name="opentelemetry.instrumentation.flask",otel_scope_version="1"} 1
calls_total{net_host_port="opentelemetry.instrumentation.flask",otel_scope_name="127.0.0.1",otel_scope_version="GET"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{method="GET",otel_scope_name="opentelemetry.instrumentation.flask",otel_scope_schema_url="https://opentelemetry.io/schemas/1.21.0",otel_scope_version="0.66b1"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{library="shop",otel_scope_name="shop",otel_scope_schema_url="",otel_scope_version=""} 1
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let mut scopes: BTreeSet<String> = BTreeSet::new();
    for family in &text.families {
        collect(family, &mut scopes);
    }
    if scopes.is_empty() {
        return;
    }
    for family in &text.families {
        if let Some((member, message)) = shifted(family, &scopes) {
            sink.tell(family.place(member), message);
        }
    }
}

fn has_scope(family: &TextFamily<'_>) -> bool {
    family.label_names.iter().any(|(label, _)| label.starts_with("otel_scope_"))
}

/// The names of libraries: those with dots, which no other label has by chance.
fn collect(family: &TextFamily<'_>, scopes: &mut BTreeSet<String>) {
    if !family.label_names.iter().any(|(label, _)| label == "otel_scope_name") {
        return;
    }
    let mut last = String::new();
    // The buckets of a histogram say nothing that its count does not.
    for member in family.members.iter().filter(|member| member.role != Role::Bucket) {
        if let Some(name) = member.label("otel_scope_name").filter(|name| **name != *last) {
            last = name.into_owned();
            scopes.insert(last.clone());
        }
    }
}

/// The first sample with a value where it cannot belong.
fn shifted<'f, 'v>(
    family: &'f TextFamily<'v>,
    scopes: &BTreeSet<String>,
) -> Option<(&'f crate::rules::view::Member<'v>, String)> {
    if !has_scope(family) {
        return None;
    }
    let is_library = |value: &str| value.matches('.').count() >= 2 && scopes.contains(value);
    let is_name = |value: &str| value.starts_with(|c: char| c.is_ascii_alphabetic());
    // Numbers, addresses, paths and methods are what lands there.
    let is_no_scope = |own: &str| {
        let is_method = own.len() < 8 && own.bytes().all(|byte| byte.is_ascii_uppercase());
        !own.is_empty() && (is_method || own.starts_with(|c: char| c.is_ascii_digit() || c == '/'))
    };
    family.members.iter().filter(|member| member.role != Role::Bucket).find_map(|member| {
        for label in member.sample.labels() {
            let (name, value) = (label.name(), label.value());
            if name == "otel_scope_schema_url" && !value.is_empty() && !value.contains("://") {
                return Some((member, format!("`{name}` is {value:?}, which is no URL")));
            }
            if !name.starts_with("otel_scope_") && is_name(&value) && is_library(&value) {
                let own = member.label("otel_scope_name").unwrap_or_default();
                // A label may say a library on purpose; only beside what cannot be a scope it was shifted.
                if is_no_scope(&own) {
                    let message =
                        format!("`{name}` is {value:?}, the name of a scope, while the scope is {own:?}");
                    return Some((member, message));
                }
            }
        }
        None
    })
}
