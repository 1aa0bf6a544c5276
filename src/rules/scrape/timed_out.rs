use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A scrape ends before the patience of the scraper does.
    ///
    /// An exposition takes a second at most; after `scrape_timeout`, 10 seconds unless the job says otherwise, Prometheus hangs up and has nothing. `X-Prometheus-Scrape-Timeout-Seconds` tells the target how long it has. Collectors that ask slow devices are the exception and need a job of their own.
    "scrape/timed-out": Should, Error, ScrapeFails;
    cites PROMETHEUS_EXPORTERS, "Scheduling";
    help "collect in the background where it takes long, or give the job a longer `scrape_timeout`";
    bad "http" r#"
GET /metrics HTTP/1.1
X-Prometheus-Scrape-Timeout-Seconds: 10
problem: Get "http://shop:8000/metrics": context deadline exceeded
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) =
        Answer::to_get(exchange).filter(|answer| answer.failed_by("context deadline exceeded"))
    else {
        return;
    };
    let budget = answer.asked("x-prometheus-scrape-timeout-seconds");
    let budget = budget.map_or("the timeout".to_owned(), |budget| format!("{budget} s"));
    let what = match answer.status() {
        Some(_) => format!("the body was not there within {budget}, of it {} bytes", exchange.wire_size()),
        None => format!("no answer came within {budget}"),
    };
    sink.tell(Place::default(), what);
}
