use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The Content-Type of OpenMetrics says the version.
    ///
    /// Without it a reader has to guess the grammar: 1.0 and 2.0 differ in what a line may hold.
    "scrape/version-missing": Must, Warning, DataWrong;
    cites NEGOTIATION, "Content-Type response";
    help "add `version=1.0.0` to the Content-Type";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; charset=utf-8

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

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
    if media.essence == "application/openmetrics-text" && media.parameter("version").is_none() {
        sink.tell(Place::default(), "the Content-Type of OpenMetrics has no `version`");
    }
}
