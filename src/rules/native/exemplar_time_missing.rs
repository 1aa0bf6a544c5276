use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// The exemplars of a native histogram say when they were.
    ///
    /// They stand in a list of their own and are put in order by their time. Prometheus drops those without one and says nothing.
    "native/exemplar-time-missing": Must, Error, DataLost;
    cites NATIVE_HISTOGRAMS, "Exemplars";
    help "give each exemplar the time of its observation";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 exemplars { label { name: "trace_id" value: "5b8e" } value: 1.5 } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 exemplars { label { name: "trace_id" value: "5b8e" } value: 1.5 timestamp { seconds: 1699999999 nanos: 5 } } } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for (member, histogram) in view.histograms() {
        for (number, _) in
            histogram.exemplars.iter().enumerate().filter(|(_, exemplar)| exemplar.time.is_none())
        {
            let place = member.place(&format!("histogram.exemplars[{number}]"));
            sink.tell(place, "the exemplar says no time");
        }
    }
}
