use crate::exposition::protobuf::Type;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// A metric holds one value, and it is of the type of its family.
    ///
    /// Each type has a message of its own. Prometheus reads the one that fits the type and stores 0 where it is not there: no error, no hint, only a wrong number. A type that is not set means a counter.
    "protobuf/value-of-another-type": Must, Error, DataWrong;
    cites PROMETHEUS_PROTOBUF, "MetricType";
    help "set the type of the family, and in each metric the message that belongs to it and no other";
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 0 metric { gauge { value: 3 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." metric { gauge { value: 3 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 1 metric { label { name: "shop" value: "a" } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 1 metric { gauge { value: 3 } untyped { value: 3 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." metric { counter { value: 3 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 5 metric { histogram { sample_count: 1 sample_sum: 0.5 bucket { cumulative_count: 1 upper_bound: 1 } } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for member in view.metrics() {
        let metric = member.metric;
        let values = [
            ("counter", metric.counter.is_some()),
            ("gauge", metric.gauge.is_some()),
            ("summary", metric.summary.is_some()),
            ("untyped", metric.untyped.is_some()),
            ("histogram", metric.histogram.is_some()),
        ];
        let wanted = match member.family.kind() {
            Type::Counter => "counter",
            Type::Gauge => "gauge",
            Type::Summary => "summary",
            Type::Untyped => "untyped",
            Type::Histogram | Type::GaugeHistogram => "histogram",
            Type::Unknown(_) => continue,
        };
        // Most are what they should be.
        if values.iter().all(|&(name, is_set)| is_set == (name == wanted)) {
            continue;
        }
        let set: Vec<&str> = values.into_iter().filter_map(|(name, is_set)| is_set.then_some(name)).collect();
        let set = if set.is_empty() { "no value".to_owned() } else { format!("`{}`", set.join("` and `")) };
        let kind =
            if member.family.kind.is_none() { "a family without type" } else { "the type of the family" };
        let message = format!("the metric holds {set}, and {kind} asks for `{wanted}` alone");
        sink.tell(member.place(""), message);
    }
}
