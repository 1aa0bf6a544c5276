use crate::model::Family;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};
use crate::rules::vocabulary::{is_federated, words};

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
    check Check::Reading(Worlds::EXPOSITIONS, check);
}

fn check(view: &ReadingView<'_>, sink: &mut Sink<'_>) {
    if is_federated(view.exchange) {
        return;
    }
    let of_machine = |name: &str| {
        let mut before = "";
        name.starts_with("node_") || name.starts_with("system_") || words(name).any(|word| {
            let found = before == "host" && matches!(word, "cpu" | "memory" | "disk" | "load" | "network");
            before = word;
            found
        })
    };
    let is_exporter = |name: &str| name.starts_with("node_exporter_") || name.starts_with("node_scrape_");
    let told: Vec<&str> = view.reading.families().map(Family::name).filter(|name| of_machine(name)).collect();
    if !told.iter().any(|name| is_exporter(name)) {
        for name in told {
            sink.tell(Place::family(name), format!("`{name}` speaks of the machine"));
        }
    }
}
