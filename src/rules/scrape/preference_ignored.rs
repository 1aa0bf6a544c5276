use crate::capture::Exchange;
use crate::exposition::MediaType;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, CaptureView, Fit, Range, ranges};

rule! {
    /// A target sends the format that the reader likes best, of those that it has.
    ///
    /// `Accept` gives each format a weight, `q`, and 1 where it says none. Text 0.0.4 every target has, the others those that have sent them. Some libraries take OpenMetrics wherever it is named, and the order for the weight.
    ///
    /// Prometheus names the formats in the order of their weights, so that it seldom sees a difference. The conformance suite turns them round.
    "scrape/preference-ignored": Must, Error, DataWrong;
    cites NEGOTIATION, "Selection of format";
    help "compare the weights, and not the places in the header";
    yields to "scrape/excluded-format-sent";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0;q=0.1,text/plain;version=0.0.4;q=0.9

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
---
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4;q=0.3,application/openmetrics-text;version=1.0.0;q=0.8

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let exposed: Vec<(&Exchange, MediaType)> = view
        .capture
        .requests()
        .iter()
        .filter_map(|exchange| {
            Some((exchange, Answer::exposed(exchange)?.media().filter(|media| media.format().is_some())?))
        })
        .collect();
    let text = MediaType {
        essence: "text/plain".to_owned(),
        parameters: vec![("version".to_owned(), "0.0.4".to_owned())],
    };
    let mut had: Vec<(&str, &MediaType)> = Vec::new();
    for (exchange, media) in &exposed {
        if !had.contains(&(exchange.path(), media)) {
            had.push((exchange.path(), media));
        }
    }
    for (exchange, media) in &exposed {
        let Some(accept) = (Answer { exchange }).asked("accept") else { continue };
        let ranges = ranges(&accept);
        let Some((own, _)) = Range::of(&ranges, media) else { continue };
        let others = had.iter().filter(|(path, _)| *path == exchange.path()).map(|&(_, media)| media);
        let better = [&text].into_iter().chain(others).find_map(|other| {
            let (range, fit) = Range::of(&ranges, other)?;
            (fit >= Fit::AnyVersion && range.weight > own.weight).then_some((other, range.weight))
        });
        if let Some((other, weight)) = better {
            let message = format!(
                "the answer is `{}` with weight {}, and `{}` has weight {weight}",
                media.essence, own.weight, other.essence
            );
            sink.tell(Place { exchange: Some(exchange.number()), ..Place::default() }, message);
        }
    }
}
