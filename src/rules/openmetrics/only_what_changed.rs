use crate::capture::{Exchange, HistoryPoint, Transport};
use crate::model::Number;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

rule! {
    /// An answer does not depend on what was answered before.
    ///
    /// A target that exposes only what has changed since somebody last looked has two scrapers that each see half of it, and a scraper that marks the rest stale. It is told where in three looks or more nothing ever stood twice with one value, and series went missing.
    "openmetrics/only-what-changed": Must, Warning, DataLost;
    cites OPENMETRICS, "Statelessness";
    help "expose everything in every answer";
    bad "prometheus-text" r#"
# TYPE stock gauge
stock{shop="a"} 1
stock{shop="b"} 1
stock{shop="c"} 1
---
# TYPE stock gauge
stock{shop="a"} 2
stock{shop="c"} 2
---
# TYPE stock gauge
stock{shop="b"} 3
"#;
    good "prometheus-text" r#"
# TYPE stock gauge
stock{shop="a"} 1
stock{shop="b"} 1
---
# TYPE stock gauge
stock{shop="a"} 2
stock{shop="b"} 1
---
# TYPE stock gauge
stock{shop="b"} 3
"#;
    good "prometheus-text" r#"
# TYPE stock gauge
stock{shop="a"} 1
stock{shop="b"} 1
---
# TYPE stock gauge
stock{shop="a"} 2
stock{shop="b"} 2
---
# TYPE stock gauge
stock{shop="a"} 3
stock{shop="b"} 3
"#;
    check Check::Capture(check);
}

const LOOKS: usize = 3;
const MISSING: usize = 3;

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let looks: Vec<&Exchange> = view.capture.requests().iter().collect();
    let is_one_target = looks.windows(2).all(|pair| {
        pair[0].path() == pair[1].path() && pair[0].header("content-type") == pair[1].header("content-type")
    });
    let is_scrape = |look: &&Exchange| look.transport() == Transport::Scrape && look.taken().is_some();
    if looks.len() < LOOKS || !is_one_target || !looks.iter().all(is_scrape) {
        return;
    }
    let mut missing = 0;
    for history in view.histories() {
        let points = history.points();
        let number = |point: &HistoryPoint<'_>| point.point.number().map(Number::as_f64);
        // What stays the same and is exposed again settles it.
        if points.windows(2).any(|pair| number(&pair[0]).is_none() || number(&pair[0]) == number(&pair[1])) {
            return;
        }
        missing += looks.len().saturating_sub(points.len());
    }
    let comes_again = view.histories().iter().any(|history| history.points().len() > 1);
    if missing >= MISSING && comes_again {
        let message = format!(
            "no series stands twice with one value in {} looks, and {missing} samples are missing",
            looks.len()
        );
        sink.tell(Place::default(), message);
    }
}
