use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, ranges};

rule! {
    /// Names are escaped as the reader asked for.
    ///
    /// Without a wish, `underscores` holds. Another scheme gives names that the reader did not expect, and quoted ones fail in readers that do not know them.
    "scrape/escaping-unasked": Must, Warning, DataWrong;
    cites NEGOTIATION, "Escaping scheme";
    help "use the scheme of the `Accept` header, and `underscores` where there is none";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=values

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=dots

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::exposed(exchange).filter(|answer| answer.knows_request()) else { return };
    let Some(media) = answer.media() else { return };
    let Some(scheme @ ("allow-utf-8" | "dots" | "values")) = media.parameter("escaping") else { return };
    let ranges = ranges(&answer.asked("accept").unwrap_or_default());
    if !ranges.iter().any(|range| range.media.parameter("escaping") == Some(scheme)) {
        sink.tell(Place::default(), format!("names are escaped by `{scheme}`, which nobody asked for"));
    }
}
