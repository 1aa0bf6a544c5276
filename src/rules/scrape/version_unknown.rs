use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The Content-Type says a version that exists, and that the target can write.
    ///
    /// There are 0.0.4 and 1.0.0 of the Prometheus text, 0.0.1, 1.0.0 and 2.0.0 of OpenMetrics. Some libraries send back the version that they were asked for, whatever it is, over a body of another. The conformance suite asks for 9.9.9.
    "scrape/version-unknown": Must, Error, DataWrong;
    cites NEGOTIATION, "Content-Type response";
    help "answer a version that is not known with one that is";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=9.9.9

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=9.9.9; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.5

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=9.9.9

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
    let Some(media) = Answer::exposed(exchange).and_then(Answer::media) else { return };
    let known: &[&str] = match media.essence.as_str() {
        "text/plain" => &["0.0.4", "1.0.0"],
        "application/openmetrics-text" => &["0.0.1", "1.0.0", "2.0.0", "2.0.0-rc0"],
        _ => return,
    };
    if let Some(version) = media.parameter("version").filter(|version| !known.contains(version)) {
        sink.tell(Place::default(), format!("`{}` has no version {version}", media.essence));
    }
}
