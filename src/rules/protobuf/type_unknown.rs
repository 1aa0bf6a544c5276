use crate::exposition::ProtobufFaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// The type of a family is one of the six that the protobuf format has.
    ///
    /// They are counter, gauge, summary, untyped, histogram and gauge histogram, 0 to 5. Prometheus refuses a scrape that has samples of another.
    "protobuf/type-unknown": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "protobuf parser";
    help "choose one of the six types, and 3, untyped, where none fits";
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 9 metric { untyped { value: 3 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 3 metric { untyped { value: 3 } } }
"#;
    check Check::ProtobufFault(is_meant);
}

fn is_meant(fault: &crate::exposition::ProtobufFault) -> bool {
    matches!(fault.kind(), ProtobufFaultKind::UnknownType(_))
}
