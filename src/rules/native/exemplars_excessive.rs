use crate::exposition::protobuf::Histogram;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// The exemplars of a native histogram take no more room than the histogram.
    ///
    /// They are examples, a few spread over the buckets, and are sent again with every scrape. Where each observation leaves one, the examples outweigh what they are examples of.
    "native/exemplars-excessive": Should, Info, Costs;
    cites NATIVE_HISTOGRAMS, "Classic Prometheus formats";
    help "keep a handful of exemplars, each from another bucket";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 exemplars { label { name: "trace_id" value: "5b8efff798038103d269b633813fc600" } value: 1.5 timestamp { seconds: 1699999990 nanos: 5 } }
 exemplars { label { name: "trace_id" value: "5b8efff798038103d269b633813fc601" } value: 1.5 timestamp { seconds: 1699999991 nanos: 5 } }
 exemplars { label { name: "trace_id" value: "5b8efff798038103d269b633813fc602" } value: 1.5 timestamp { seconds: 1699999992 nanos: 5 } }
 exemplars { label { name: "trace_id" value: "5b8efff798038103d269b633813fc603" } value: 1.5 timestamp { seconds: 1699999993 nanos: 5 } }
 exemplars { label { name: "trace_id" value: "5b8efff798038103d269b633813fc604" } value: 1.5 timestamp { seconds: 1699999994 nanos: 5 } }
 exemplars { label { name: "trace_id" value: "5b8efff798038103d269b633813fc605" } value: 1.5 timestamp { seconds: 1699999995 nanos: 5 } } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 exemplars { label { name: "trace_id" value: "5b8efff798038103d269b633813fc60c" } value: 1.5 timestamp { seconds: 1699999999 nanos: 5 } } } } }
"#;
    check Check::Protobuf(check);
}

/// So many exemplars nobody needs to think about.
const FEW: usize = 5;

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for (member, histogram) in view.histograms() {
        let number = histogram.exemplars.len();
        if number <= FEW {
            continue;
        }
        let labels = histogram.exemplars.iter().flat_map(|exemplar| &exemplar.labels);
        let exemplars = labels.map(|(name, value)| name.len() + value.len() + 6).sum::<usize>() + number * 24;
        let own = own_size(histogram);
        if exemplars > own {
            let message =
                format!("{number} exemplars take about {exemplars} bytes, the histogram about {own}");
            sink.tell(member.place("histogram.exemplars"), message);
        }
    }
}

/// About how many bytes a histogram takes without its exemplars.
fn own_size(histogram: &Histogram<'_>) -> usize {
    const FIXED: usize = 40;
    let sides = [&histogram.positive, &histogram.negative];
    let native = sides.map(|side| side.spans.len() * 6 + side.deltas.len() * 2 + side.counts.len() * 9);
    FIXED + native.iter().sum::<usize>() + histogram.buckets.len() * 14
}
