use crate::exposition::ProtobufFaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// All strings of a protobuf body are UTF-8.
    ///
    /// The second version of the protobuf language does not check it, so that a library writes what it was given. Prometheus refuses a scrape with a broken name, label or help text.
    "protobuf/invalid-utf8": Must, Error, ScrapeFails;
    cites PROMETHEUS_PROTOBUF, "Exposition, delimited";
    help "encode names, label values and help texts as UTF-8";
    bad "prometheus-protobuf" "family { name: \"stock\" type: 1 metric { label { name: \"shop\" value: \"\u{f8ff}\" } gauge { value: 3 } } }";
    bad "prometheus-protobuf" "family { name: \"stock\" help: \"\u{f8ff}\" type: 1 metric { gauge { value: 3 } } }";
    good "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles of rosé." type: 1 metric { gauge { value: 3 } } }
"#;
    check Check::ProtobufFault(is_meant);
}

fn is_meant(fault: &crate::exposition::ProtobufFault) -> bool {
    matches!(fault.kind(), ProtobufFaultKind::InvalidUtf8)
}
