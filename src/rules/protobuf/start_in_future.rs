use crate::model::Timestamp;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// A series did not start after the scrape that shows it.
    ///
    /// A start that lies ahead is a clock that is wrong or a time in another unit. Prometheus puts a zero at that moment, where no query looks for it.
    "protobuf/start-in-future": Must, Warning, DataWrong;
    cites PROMETHEUS_PROTOBUF, "Created and start timestamps";
    help "write the moment at which the series began, in seconds and nanoseconds since 1970";
    bad "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 created_timestamp { seconds: 1700003600 } } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 bucket { cumulative_count: 3 upper_bound: 1 } created_timestamp { seconds: 1700000000000 } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 created_timestamp { seconds: 1700000000 nanos: 5 } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    /// How far two clocks may be apart.
    const TOLERATED: i64 = 60;
    let arrived = Timestamp::from(view.exchange.arrived()).seconds();
    for member in view.metrics() {
        let metric = member.metric;
        let starts = [
            ("counter", metric.counter.as_ref().and_then(|counter| counter.start)),
            ("summary", metric.summary.as_ref().and_then(|summary| summary.start)),
            ("histogram", metric.histogram.as_deref().and_then(|histogram| histogram.start)),
        ];
        for (field, start) in starts {
            let ahead = start.map_or(0, |start| start.seconds().saturating_sub(arrived));
            if ahead > TOLERATED {
                let place = member.place(&format!("{field}.start_timestamp"));
                sink.tell(place, format!("the series starts {ahead} seconds after the scrape"));
            }
        }
    }
}
