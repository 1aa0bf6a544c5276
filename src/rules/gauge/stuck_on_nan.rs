use crate::capture::HistoryPoint;
use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

rule! {
    /// What has no value is left out, and not written as NaN.
    ///
    /// NaN is a number. Nobody can see from one scrape what is meant by it, but a gauge that says it time after time mostly means that it does not know. Summaries say it by rule when nothing was observed.
    "gauge/stuck-on-nan": Must, Info, DataWrong;
    cites OPENMETRICS, "NaN; missing data";
    help "leave the sample out while there is nothing to say";
    bad "prometheus-text" r"
# TYPE temperature_celsius gauge
temperature_celsius NaN
---
# TYPE temperature_celsius gauge
temperature_celsius NaN
---
# TYPE temperature_celsius gauge
temperature_celsius NaN
";
    good "prometheus-text" r"
# TYPE temperature_celsius gauge
temperature_celsius NaN
---
# TYPE temperature_celsius gauge
temperature_celsius NaN
---
# TYPE temperature_celsius gauge
temperature_celsius 3
";
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} NaN
wait_seconds_sum 3.5
wait_seconds_count 2
---
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} NaN
wait_seconds_sum 3.5
wait_seconds_count 2
---
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} NaN
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::Capture(check);
}

const LOOKS: usize = 3;

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    if view.capture.requests().len() < LOOKS {
        return;
    }
    for history in view.histories().iter().filter(|history| history.family().kind() == Kind::Gauge) {
        let points = history.points();
        let is_nan =
            |point: &HistoryPoint<'_>| point.point.number().is_some_and(|number| number.as_f64().is_nan());
        if points.len() >= LOOKS && points.windows(LOOKS).any(|looks| looks.iter().all(is_nan)) {
            let place = Place::family(history.family().name()).series(history.labels());
            sink.tell(place, format!("`{}` was NaN {LOOKS} times in a row", history.family().name()));
        }
    }
}
