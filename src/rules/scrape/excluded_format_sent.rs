use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, Range, ranges};

rule! {
    /// A format with weight 0 is not sent.
    ///
    /// `q=0` in an `Accept` header means that the reader does not want it at all. Widespread libraries overlook it; Prometheus does not send it. The conformance suite does.
    "scrape/excluded-format-sent": Should, Warning, DataWrong;
    cites HTTP, "12.4.2 Quality values";
    help "leave out the formats with `q=0` before choosing, and fall back to text 0.0.4";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;q=0,text/plain

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;q=0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;q=0

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::exposed(exchange) else { return };
    // Text is what remains where nothing else does.
    let Some(media) = answer.media().filter(|media| media.essence != "text/plain") else { return };
    let ranges = ranges(&answer.asked("accept").unwrap_or_default());
    if let Some((range, _)) = Range::of(&ranges, &media)
        && range.weight == 0.0
    {
        sink.tell(Place::default(), format!("the answer is `{}`, which the request excludes", media.essence));
    }
}
