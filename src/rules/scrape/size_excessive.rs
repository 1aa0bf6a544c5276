use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};

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
    check Check::Reading(Worlds::EXPOSITIONS, check);
}

const MOST_SAMPLES: usize = 10_000;
const MOST_BYTES: usize = 10_000_000;

fn check(view: &ReadingView<'_>, sink: &mut Sink<'_>) {
    let bytes = view.exchange.body().len();
    let points = view.reading.point_count();
    // What each point is worth is asked only where it can matter.
    let samples = if points > MOST_SAMPLES || bytes < MOST_SAMPLES * 4 { points } else { samples(view) };
    if samples > MOST_SAMPLES || bytes > MOST_BYTES {
        let each = bytes / samples.max(1);
        sink.tell(Place::default(), format!("{samples} samples in {bytes} bytes, {each} bytes each"));
    }
}

fn samples(view: &ReadingView<'_>) -> usize {
    let families = view.reading.families();
    let of_family = |family: crate::model::Family<'_>| {
        if !family.kind().is_distribution() {
            return family.points().count();
        }
        let of_point = |point: crate::model::Point<'_>| match (point.histogram(), point.summary()) {
            (Some(histogram), _) => histogram.counts().len() + 2,
            (_, Some(summary)) => summary.quantiles().len() + 2,
            _ => 1,
        };
        family.points().map(of_point).sum()
    };
    families.map(of_family).sum()
}
