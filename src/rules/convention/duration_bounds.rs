use crate::model::{Kind, Point};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

/// What the conventions advise for durations of requests.
const ADVISED: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

rule! {
    /// Durations of HTTP requests have the bucket bounds of the convention.
    ///
    /// With the default bounds of an SDK, made for milliseconds, nearly all requests lie in the first bucket and every quantile is 2.5 seconds. Other bounds are fine when somebody chose them in a view.
    "convention/duration-bounds": Advice, Info, DataWrong;
    cites SEMANTIC_CONVENTIONS, "HTTP metrics";
    help "give the instrument the advised bounds, or choose your own in a view";
    yields to "bucket/default-bounds-for-seconds";
    bad "otlp" r#"
{"name":"http.server.request.duration","description":"Time.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.scheme","value":{"stringValue":"http"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":7.5,"bucketCounts":["1","1","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[5,10,25,50,75,100,250,500,750,1000,2500,5000,7500,10000]}]}}
"#;
    good "otlp" r#"
{"name":"http.server.request.duration","description":"Time.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.scheme","value":{"stringValue":"http"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":0.0075,"bucketCounts":["1","1","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    let name = family.name();
    let is_meant = matches!(name, "http.server.request.duration" | "http.client.request.duration");
    if !is_meant || family.unit() != Some("s") || family.kind() != Kind::Histogram {
        return;
    }
    let differs = |bounds: &[f64]| {
        let finite: Vec<f64> = bounds.iter().copied().filter(|bound| bound.is_finite()).collect();
        !finite.is_empty() && finite != ADVISED
    };
    let found = family.points().filter_map(Point::histogram).find(|one| differs(one.bounds()));
    if let Some(histogram) = found {
        let bounds = histogram.bounds();
        let (first, last) =
            (bounds[0], bounds.iter().rev().find(|bound| bound.is_finite()).unwrap_or(&bounds[0]));
        sink.tell(Place::family(name), format!("`{name}` has bounds of its own, from {first} to {last}"));
    }
}
