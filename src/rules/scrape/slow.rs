use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;
use std::time::Duration;

rule! {
    /// An exposition takes a second at most.
    ///
    /// A scraper that asks every ten or fifteen seconds wants an answer from memory. Where collecting takes longer, values of one exposition belong to different moments, and one slow day turns the scrape into a timeout. Exporters that ask devices over the network are slow by nature.
    "scrape/slow": Should, Warning, DataWrong;
    cites OPENMETRICS, "Exposition performance";
    help "collect in the background, and answer with what is known";
    yields to "scrape/timed-out";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
duration: 2.5

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
duration: 0.5

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

const LONG: Duration = Duration::from_secs(1);

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::to_get(exchange).filter(|answer| answer.status().is_some()) else { return };
    if let Some(duration) = answer.exchange.duration().filter(|&duration| duration > LONG) {
        sink.tell(Place::default(), format!("the scrape took {:.1} s", duration.as_secs_f64()));
    }
}
