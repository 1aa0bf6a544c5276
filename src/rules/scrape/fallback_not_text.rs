use crate::capture::Exchange;
use crate::exposition::Format;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, Range, ranges};

rule! {
    /// A format that was not asked for is Prometheus text 0.0.4.
    ///
    /// Where no `Accept` header comes, or one that fits nothing, the reader may know the oldest format alone. The conformance suite asks without a header and for types that nobody has.
    "scrape/fallback-not-text": Must, Error, DataLost;
    cites NEGOTIATION, "Selection of format";
    help "send OpenMetrics and protobuf only to those who ask for them";
    yields to "scrape/excluded-format-sent";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: image/png

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/json

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: */*

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::exposed(exchange).filter(|answer| answer.knows_request()) else { return };
    let Some(media) =
        answer.media().filter(|media| media.format().is_some_and(|format| format != Format::PrometheusText))
    else {
        return;
    };
    let accept = answer.asked("accept");
    let ranges = ranges(accept.as_deref().unwrap_or_default());
    if Range::of(&ranges, &media).is_some() {
        return;
    }
    let asked =
        accept.map_or("nothing was asked for".to_owned(), |accept| format!("`{accept}` was asked for"));
    sink.tell(Place::default(), format!("{asked}, and the answer is `{}`", media.essence));
}
