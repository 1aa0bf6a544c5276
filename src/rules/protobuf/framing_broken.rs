use crate::capture::{BodyFormat, Exchange};
use crate::exposition::{Format, ProtobufFaultKind};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Obstacle, World, obstacle};

rule! {
    /// A protobuf body is one `MetricFamily` after the other, each with its length before it.
    ///
    /// The length is a varint, and nothing stands before, between or after the messages. Where it does not fit, everything that follows is lost: Prometheus refuses the scrape. A message written without its length and a body that was cut look so.
    "protobuf/framing-broken": Must, Error, ScrapeFails;
    cites PROMETHEUS_PROTOBUF, "Exposition, delimited";
    help "write each message with its length before it, as `encoding=delimited` says";
    bad "prometheus-protobuf" r#"
undelimited { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
raw { 7f 0a 01 }
"#;
    bad "prometheus-protobuf" r#"
raw { ff ff ff ff ff ff ff 01 0a }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
"#;
    check Check::ProtobufFault(is_meant);
    check Check::Exchange(undelimited);
}

fn is_meant(fault: &crate::exposition::ProtobufFault) -> bool {
    matches!(fault.kind(), ProtobufFaultKind::Length | ProtobufFaultKind::Truncated { .. })
}

fn undelimited(exchange: &Exchange, sink: &mut Sink<'_>) {
    let is_protobuf = exchange.format() == BodyFormat::Exposition(Format::PrometheusProtobuf);
    if is_protobuf && obstacle(exchange, World::Protobuf) == Some(Obstacle::Undelimited) {
        sink.tell(Place::default(), "the body is one message without its length");
    }
}
