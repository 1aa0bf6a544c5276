use crate::capture::Exchange;
use crate::exposition::protobuf::Metric;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ProtobufView, TextView, Worlds};

rule! {
    /// An exposition has some thousand samples, and not some ten thousand.
    ///
    /// Each is parsed, compared and stored with every scrape. More than 10 000 samples or 10 MB of one ordinary target mostly come from a label with too many values. Exporters that speak for a whole cluster exceed it by design.
    "scrape/size-excessive": Advice, Warning, Costs;
    cites OPENMETRICS, "Size limits";
    help "look for the label with the most values, and drop or shorten it";
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Text(Worlds::TEXTS, in_text);
    check Check::Protobuf(in_protobuf);
}

const MOST_SAMPLES: usize = 10_000;
const MOST_BYTES: usize = 10_000_000;

fn in_text(view: &TextView<'_>, sink: &mut Sink<'_>) {
    check(view.exchange, view.families.iter().map(|family| family.members.len()).sum(), sink);
}

fn in_protobuf(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    let of_metric = |metric: &Metric<'_>| match (&metric.histogram, &metric.summary) {
        (Some(histogram), _) => histogram.buckets.len() + 2,
        (_, Some(summary)) => summary.quantiles.len() + 2,
        _ => 1,
    };
    check(view.exchange, view.metrics().map(|member| of_metric(member.metric)).sum(), sink);
}

fn check(exchange: &Exchange, samples: usize, sink: &mut Sink<'_>) {
    let bytes = exchange.body().len();
    if samples > MOST_SAMPLES || bytes > MOST_BYTES {
        let each = bytes / samples.max(1);
        sink.tell(Place::default(), format!("{samples} samples in {bytes} bytes, {each} bytes each"));
    }
}
