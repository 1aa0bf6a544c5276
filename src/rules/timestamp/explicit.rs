use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ProtobufView, TextView, Worlds};

rule! {
    /// Samples of a live target bear no timestamps.
    ///
    /// A scraper knows when it scrapes. Samples that say their own time are not marked stale when they vanish, so that a series that is gone stays for five minutes. Federation is left alone; caches in front of slow sources and bridges from push are exceptions that a setting can allow.
    "timestamp/explicit": Should, Warning, DataLost;
    cites PROMETHEUS_EXPORTERS, "Scheduling";
    help "leave the timestamp out; the scraper knows the time";
    bad "prometheus-text" r"
orders 3 1700000000500
";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 3 1700000000.5
# EOF
";
    bad "prometheus-protobuf" r#"
family { name: "stock" type: 1 metric { gauge { value: 3 } timestamp_ms: 1700000000500 } }
"#;
    good "prometheus-text" r"
orders 3
";
    good "http" r"
GET /federate HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

orders 3 1700000000500
";
    check Check::Text(Worlds::TEXTS, check);
    check Check::Protobuf(in_protobuf);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    if text.exchange.path().contains("/federate") {
        return;
    }
    let count: usize = text.families.iter().map(|family| family.timed.0).sum();
    if let Some(family) = text.families.iter().find(|family| family.has_timestamps()) {
        let member = family.member(family.timed.1);
        let more = match count {
            1 => String::new(),
            _ => format!(", and so do {} more", count - 1),
        };
        sink.tell(family.place(member), format!("`{}` says its own time{more}", member.sample.name()));
    }
}

fn in_protobuf(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    let mut timed = view.metrics().filter(|member| member.metric.timestamp.is_some_and(|time| time != 0));
    if let Some(first) = timed.next() {
        let more = match timed.count() {
            0 => String::new(),
            more => format!(", and so do {more} more"),
        };
        sink.tell(first.place("timestamp_ms"), format!("`{}` says its own time{more}", first.family.name));
    }
}
