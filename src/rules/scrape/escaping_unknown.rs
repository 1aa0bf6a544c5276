use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The Content-Type names an escaping scheme that exists.
    ///
    /// There are `allow-utf-8`, `underscores`, `dots` and `values`; whatever else a reader asks for means `underscores`. A target that sends back what it was asked claims what it did not do. The conformance suite asks for a scheme that does not exist.
    "scrape/escaping-unknown": Must, Warning, DataWrong;
    cites NEGOTIATION, "Escaping scheme";
    help "take `underscores` for every scheme that is not known, and say so";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=bogus

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=bogus

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=bogus

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
    let Some(scheme) = media.parameter("escaping") else { return };
    if !matches!(scheme, "allow-utf-8" | "underscores" | "dots" | "values") {
        sink.tell(Place::default(), format!("there is no escaping scheme `{scheme}`"));
    }
}
