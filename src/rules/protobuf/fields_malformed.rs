use crate::exposition::ProtobufFaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Every message of a protobuf body consists of fields of the types that `io.prometheus.client` gives them.
    ///
    /// A field that breaks off, or that is a string where the messages have a number, ends the scrape. Messages of another schema look so, and bodies that something on the way has changed.
    "protobuf/fields-malformed": Must, Error, ScrapeFails;
    cites PROMETHEUS_PROTOBUF, "Messages";
    help "write the messages with code that was generated from Prometheus' own schema";
    yields to "protobuf/framing-broken";
    bad "prometheus-protobuf" r#"
raw { 04 0a 08 6f 72 }
"#;
    bad "prometheus-protobuf" r#"
raw { 02 08 05 }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
"#;
    check Check::ProtobufFault(is_meant);
}

fn is_meant(fault: &crate::exposition::ProtobufFault) -> bool {
    matches!(fault.kind(), ProtobufFaultKind::Wire(_) | ProtobufFaultKind::WireType)
}
