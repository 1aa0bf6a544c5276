use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, Range, ranges};

rule! {
    /// The Content-Type says how names were escaped, where that was asked for.
    ///
    /// A reader that offers a scheme has to learn whether it was used: dots and other characters in names mean different series. Most libraries do not know the parameter, and where all names are plain it changes nothing.
    "scrape/escaping-missing": Must, Info, DataWrong;
    cites NEGOTIATION, "Content-Type response";
    help "add `escaping=` with the scheme that was used, `underscores` where none was";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::exposed(exchange) else { return };
    let Some(media) = answer.media().filter(|media| media.parameter("version") == Some("1.0.0")) else {
        return;
    };
    if media.parameter("escaping").is_some() {
        return;
    }
    let ranges = ranges(&answer.asked("accept").unwrap_or_default());
    if let Some(asked) = Range::of(&ranges, &media).and_then(|(range, _)| range.media.parameter("escaping")) {
        sink.tell(
            Place::default(),
            format!("`escaping={asked}` was asked for, and the Content-Type does not say what was done"),
        );
    }
}
