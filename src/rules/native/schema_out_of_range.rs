use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The schema of a native histogram lies between -4 and 8.
    ///
    /// Other numbers are reserved, and -53, for buckets with bounds of their own, has no form in an exposition. Prometheus' parser lets them pass; its storage refuses the sample, and with it the scrape.
    ///
    /// A bridge from OpenTelemetry that hands its scale on as it is lands here: exponential histograms begin at scale 20.
    "native/schema-out-of-range": Must, Error, ScrapeFails;
    cites NATIVE_HISTOGRAMS, "Schema";
    help "merge buckets until the schema is 8 or less";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 20 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: -5 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: -53 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "openmetrics-text-2" r#"
# TYPE wait_seconds histogram
# UNIT wait_seconds seconds
# HELP wait_seconds How long orders wait.
wait_seconds {count:3,sum:5.0,schema:9,zero_threshold:0.0,zero_count:1,positive_spans:[0:2],positive_buckets:[1,1]} st@1699999990.0
# EOF
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 8 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: -4 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "openmetrics-text-2" r#"
# TYPE wait_seconds histogram
# UNIT wait_seconds seconds
# HELP wait_seconds How long orders wait.
wait_seconds {count:3,sum:5.0,schema:0,zero_threshold:0.0,zero_count:1,positive_spans:[0:2],positive_buckets:[1,1]} st@1699999990.0
# EOF
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        let schema = native.buckets.scale();
        if !(-4..=8).contains(&schema) {
            sink.tell(native.place(view), format!("the schema {schema} does not lie between -4 and 8"));
        }
    }
}
