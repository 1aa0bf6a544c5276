use crate::exposition::ProtobufFaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// The nanoseconds of a timestamp lie between 0 and 999999999.
    ///
    /// What is a second and more belongs to the seconds, and before 1970 the nanoseconds still count forwards. Prometheus carries them over without a word, other readers refuse the message.
    "protobuf/timestamp-malformed": Must, Error, DataWrong;
    cites PROMETHEUS_PROTOBUF, "Created and start timestamps";
    help "carry whole seconds over before the timestamp is written";
    bad "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 created_timestamp { seconds: 1699999990 nanos: 2000000000 } } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 created_timestamp { seconds: 1699999990 nanos: -1 } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 created_timestamp { seconds: 1699999990 nanos: 999999999 } } } }
"#;
    check Check::ProtobufFault(is_meant);
}

fn is_meant(fault: &crate::exposition::ProtobufFault) -> bool {
    matches!(fault.kind(), ProtobufFaultKind::Nanos(_))
}
