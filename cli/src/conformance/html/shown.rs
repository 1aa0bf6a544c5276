//! What was sent and seen, as HTML.

use meterstick::capture::Exchange;
use meterstick::conformance::Seen;
use std::time::Duration;

use super::super::timeline::{self, Moment};
use crate::site::markup::Escaped;

/// More than that of one kind tells nothing new.
const MOST: usize = 12;

/// Everything that was seen of a program, one thing after the other.
pub(super) fn moments(seen: &Seen) -> String {
    let mut out = String::from("<ol class=\"moments\">\n");
    let (mut lines, mut exchanges) = (0, 0);
    for (after, moment) in timeline::of(seen) {
        let time = after.map(|after| format!("<time>{}</time> ", span(after))).unwrap_or_default();
        let counted = match moment {
            Moment::Said(_) => &mut lines,
            Moment::Pushed(_) | Moment::Asked(..) => &mut exchanges,
            _ => &mut 0,
        };
        *counted += 1;
        if *counted > MOST {
            continue;
        }
        let what = match moment {
            Moment::Pushed(exchange) | Moment::Asked(_, exchange) => {
                exchanged(exchange, timeline::way(exchange))
            }
            Moment::Told { command, answer, took } => format!(
                "told <code>{}</code>: {}, after {}",
                Escaped(command),
                answer.map_or_else(
                    || "no answer".to_owned(),
                    |answer| format!("<code>{}</code>", Escaped(&redacted(answer)))
                ),
                span(took)
            ),
            Moment::Said(line) => format!("said <code>{}</code>", Escaped(&redacted(&cut(line)))),
            Moment::Ended(how) => Escaped(&how).to_string(),
        };
        out.push_str(&format!("<li>{time}{what}</li>\n"));
    }
    for (count, what) in [(lines, "lines"), (exchanges, "exchanges")] {
        if count > MOST {
            out.push_str(&format!("<li>… and {} more {what}</li>\n", count - MOST));
        }
    }
    out.push_str("</ol>\n");
    out
}

fn exchanged(exchange: &Exchange, way: &str) -> String {
    let record = exchange.record();
    let status = record.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let mut out = format!(
        "{way}: <code>{} {}</code>, {} bytes, {} → <strong>{}</strong>",
        Escaped(&record.method),
        Escaped(&redacted(&record.path)),
        record.wire_size,
        timeline::content(exchange),
        Escaped(&status)
    );
    if let Some(problem) = &record.problem {
        out.push_str(&format!(" ({})", Escaped(&redacted(problem))));
    }
    let headers = |headers: &[(String, String)]| {
        let lines = headers.iter().map(|(name, value)| format!("{name}: {}", redacted(value)));
        lines.collect::<Vec<_>>().join("\n")
    };
    let (request, answer) = (headers(&record.request_headers), headers(&record.answer_headers));
    out.push_str(&format!(
        "<details><summary>headers</summary><pre>{}\n\n{}</pre></details>",
        Escaped(&request),
        Escaped(&answer)
    ));
    out
}

fn span(span: Duration) -> String {
    format!("{:.1} s", span.as_secs_f64())
}

fn cut(line: &str) -> String {
    const MOST: usize = 300;
    line.char_indices().nth(MOST).map_or_else(|| line.to_owned(), |(end, _)| format!("{} …", &line[..end]))
}

/// Ports are others at each run and say nothing.
pub(super) fn redacted(text: &str) -> String {
    let without = |text: &str, host: &str| {
        let mut parts = text.split(host);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let after = part.trim_start_matches(|c: char| c.is_ascii_digit());
            let port = if after.len() < part.len() { "PORT" } else { "" };
            out.push_str(&format!("{host}{port}{after}"));
        }
        out
    };
    without(&without(text, "127.0.0.1:"), "localhost:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_not_shown() {
        assert_eq!(
            redacted("to 127.0.0.1:41231/x, localhost:1 and 127.0.0.1: no"),
            "to 127.0.0.1:PORT/x, localhost:PORT and 127.0.0.1: no"
        );
    }
}
