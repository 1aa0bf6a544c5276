use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metrics, Worlds};
use crate::rules::vocabulary::words;

rule! {
    /// A service exposes itself, and leaves its machine to an exporter for machines.
    ///
    /// Ten services on one host would tell its processors ten times, each in its own words. It is asked where somebody asks for it, for agents do expose machines.
    "practice/machine-metric": Advice, Info, Costs;
    cites PROMETHEUS_EXPORTERS, "Machine and process metrics";
    help "leave it to the node exporter";
    bad "prometheus-text" r#"
# HELP shop_host_cpu_ratio Load.
# TYPE shop_host_cpu_ratio gauge
shop_host_cpu_ratio 0.3
"#;
    good "prometheus-text" r#"
# HELP node_exporter_build_info What was built.
# TYPE node_exporter_build_info gauge
node_exporter_build_info{version="1.9"} 1
# HELP node_load1 1m load average.
# TYPE node_load1 gauge
node_load1 0.3
"#;
    check Check::Metrics(Worlds::EXPOSITIONS, check);
}

fn check(metrics: &Metrics<'_>, sink: &mut Sink<'_>) {
    if metrics.is_federated() {
        return;
    }
    let of_machine = |name: &str| {
        let mut before = "";
        name.starts_with("node_")
            || name.starts_with("system_")
            || words(name).any(|word| {
                let found =
                    before == "host" && matches!(word, "cpu" | "memory" | "disk" | "load" | "network");
                before = word;
                found
            })
    };
    let is_exporter = |name: &str| name.starts_with("node_exporter_") || name.starts_with("node_scrape_");
    if metrics.all.iter().any(|metric| is_exporter(&metric.name)) {
        return;
    }
    for metric in metrics.all.iter().filter(|metric| of_machine(&metric.name)) {
        sink.tell(metric.place(), format!("`{}` speaks of the machine", metric.name));
    }
}
