use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// What all client libraries call the same, with its type.
const STANDARD: &[(&str, Kind)] = &[
    ("process_cpu_seconds_total", Kind::Counter),
    ("process_open_fds", Kind::Gauge),
    ("process_max_fds", Kind::Gauge),
    ("process_virtual_memory_bytes", Kind::Gauge),
    ("process_virtual_memory_max_bytes", Kind::Gauge),
    ("process_resident_memory_bytes", Kind::Gauge),
    ("process_heap_bytes", Kind::Gauge),
    ("process_start_time_seconds", Kind::Gauge),
    ("process_threads", Kind::Gauge),
    // Newer ones of the Go client, as widely seen by now.
    ("process_network_receive_bytes_total", Kind::Counter),
    ("process_network_transmit_bytes_total", Kind::Counter),
];

rule! {
    /// Names that begin with `process_` are those of the standard list, with their types and with real values.
    ///
    /// Dashboards for any process whatever are made of them. One that cannot be measured on a platform is left out: a NaN or a zero looks measured.
    "practice/process-metric-differs": Advice, Info, DataWrong;
    cites PROMETHEUS_CLIENTS, "Process metrics";
    help "follow the list, leave out what cannot be measured, and call other metrics otherwise";
    yields to "metadata/orphaned-samples" "metadata/name-spelled-otherwise";
    bad "prometheus-text" r#"
# HELP process_cpu_seconds_total Time.
# TYPE process_cpu_seconds_total gauge
process_cpu_seconds_total 3
"#;
    bad "prometheus-text" r#"
# HELP process_open_fds Files.
# TYPE process_open_fds gauge
process_open_fds NaN
"#;
    bad "prometheus-text" r#"
# HELP process_goblins Goblins.
# TYPE process_goblins gauge
process_goblins 3
"#;
    good "prometheus-text" r#"
# HELP process_cpu_seconds_total Time.
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let (name, kind) = (&*metric.name, metric.kind);
    if !name.starts_with("process_") || metric.is_bridged() || metric.is_federated() {
        return;
    }
    let place = metric.place();
    match STANDARD.iter().find(|(known, _)| *known == name) {
        None => sink.tell(place, format!("`{name}` is none of the standard metrics of a process")),
        Some(&(_, expected)) if kind != expected && kind != Kind::Unknown => {
            sink.tell(place, format!("`{name}` is a {kind}, and a {expected} elsewhere"));
        }
        Some(_) => {
            if let Some((_, place)) = metric.find_value(f64::is_nan) {
                sink.tell(place, format!("`{name}` is NaN; what cannot be measured is left out"));
            }
        }
    }
}
