//! What was seen of a program, one thing after the other: for reports that show everything.

use meterstick::capture::{Exchange, Transport};
use meterstick::conformance::Seen;
use serde_json::{Value, json};
use std::time::Duration;

/// One thing that happened.
#[derive(Debug)]
pub(super) enum Moment<'s> {
    /// The program pushed.
    Pushed(&'s Exchange),
    /// Its endpoint was asked.
    Asked(&'s str, &'s Exchange),
    /// It was told something.
    Told { command: &'s str, answer: Option<&'s str>, took: Duration },
    /// It said something.
    Said(&'s str),
    /// It ended.
    Ended(String),
}

/// Everything that was seen, by the time after the start at which it was; what the program was told stands at the end, for only how
/// long it took is known.
pub(super) fn of(seen: &Seen) -> Vec<(Option<Duration>, Moment<'_>)> {
    let mut moments: Vec<(Option<Duration>, Moment<'_>)> = Vec::new();
    for exchange in seen.capture.requests() {
        let after = exchange.arrived().duration_since(seen.begun).unwrap_or_default();
        let asked = seen.asked.iter().find(|asked| asked.exchange == exchange.number());
        let moment = match asked {
            Some(asked) => Moment::Asked(&asked.name, exchange),
            None => Moment::Pushed(exchange),
        };
        moments.push((Some(after), moment));
    }
    moments.extend(seen.lines.iter().map(|line| (Some(line.after), Moment::Said(&line.text))));
    if let Some((end, after)) = seen.ended {
        moments.push((Some(after), Moment::Ended(format!("the program {end}"))));
    }
    moments.sort_by_key(|(after, _)| *after);
    moments.extend(seen.calls.iter().map(|call| {
        (None, Moment::Told { command: &call.command, answer: call.answer.as_deref(), took: call.took })
    }));
    moments
}

/// What an exchange carried, in a few words.
pub(super) fn content(exchange: &Exchange) -> String {
    match exchange.reading() {
        Some(reading) => format!(
            "{} families, {} series, {} points",
            reading.families().len(),
            reading.series_count(),
            reading.point_count()
        ),
        None => format!("{} bytes", exchange.body().len()),
    }
}

/// The way in which it came.
pub(super) fn way(exchange: &Exchange) -> &'static str {
    match exchange.transport() {
        Transport::Scrape => "asked over HTTP",
        Transport::OtlpGrpc => "pushed over gRPC",
        Transport::OtlpHttp => "pushed over HTTP",
    }
}

/// What was seen, for programs.
pub(super) fn json(seen: &Seen) -> Value {
    let moments = of(seen).into_iter().map(|(after, moment)| {
        let milliseconds = after.map(|after| after.as_millis() as u64);
        match moment {
            Moment::Pushed(exchange) => exchange_json("request", milliseconds, exchange),
            Moment::Asked(name, exchange) => {
                let mut entry = exchange_json("answer", milliseconds, exchange);
                entry["name"] = name.into();
                entry
            }
            Moment::Told { command, answer, took } => json!({
                "what": "command", "command": command, "answer": answer, "took_ms": took.as_millis() as u64,
            }),
            Moment::Said(line) => json!({ "what": "line", "after_ms": milliseconds, "text": line }),
            Moment::Ended(how) => json!({ "what": "end", "after_ms": milliseconds, "how": how }),
        }
    });
    Value::Array(moments.collect())
}

fn exchange_json(what: &str, after: Option<u64>, exchange: &Exchange) -> Value {
    let record = exchange.record();
    json!({
        "what": what,
        "after_ms": after,
        "method": record.method,
        "path": record.path,
        "request_headers": record.request_headers,
        "status": record.status.map(|status| status.to_string()),
        "answer_headers": record.answer_headers,
        "encoding": record.encoding,
        "bytes": record.wire_size,
        "content": content(exchange),
        "problem": record.problem,
        "took_ms": record.duration.map(|took| took.as_millis() as u64),
    })
}
