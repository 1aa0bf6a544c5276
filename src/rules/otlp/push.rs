//! The head of a push, and how to speak of what all pushes of an exporter have in common.

use crate::capture::{Exchange, Transport};
use crate::otlp::Signal;
use crate::rules::finding::Place;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

/// The calls that carry the signals over gRPC, in the order of [`Signal::ALL`].
pub(super) const GRPC_PATHS: [&str; 3] = [
    "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
    "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
    "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
];

/// The path to which a signal goes over HTTP.
pub(super) const fn http_path(signal: Signal) -> &'static str {
    match signal {
        Signal::Metrics => "/v1/metrics",
        Signal::Traces => "/v1/traces",
        Signal::Logs => "/v1/logs",
    }
}

/// The path of a request without its query.
pub(super) fn path(exchange: &Exchange) -> &str {
    exchange.path().split('?').next().unwrap_or_default()
}

/// A header of the request.
pub(super) fn header<'e>(exchange: &'e Exchange, name: &str) -> Option<&'e str> {
    let mut headers = exchange.record().request_headers.iter();
    headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The media type without its parameters.
pub(super) fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What went wrong where somebody connected and never got as far as a request.
pub(super) fn never_asked(exchange: &Exchange) -> Option<&str> {
    let is_push = exchange.transport() != Transport::Scrape;
    let has_no_head = exchange.method().is_empty() && exchange.status().is_none();
    exchange.problem().filter(|_| is_push && has_no_head)
}

/// Whether a request asks for something and sends nothing: health checks, browsers, scrapers.
pub(super) fn is_stray(exchange: &Exchange) -> bool {
    let asks = match exchange.method() {
        "OPTIONS" => true,
        "GET" | "HEAD" => path(exchange) != http_path(exchange.signal()),
        _ => false,
    };
    asks && exchange.transport() != Transport::Scrape && exchange.body().is_empty()
}

/// Tells once what is true of many pushes, at the first of them.
pub(super) fn tell_each(
    view: &CaptureView<'_>,
    sink: &mut Sink<'_>,
    speak: impl Fn(&Exchange) -> Option<String>,
) {
    let mut told: Vec<(String, usize, usize)> = Vec::new();
    for exchange in view.capture.requests().iter().filter(|one| one.transport() != Transport::Scrape) {
        let Some(message) = speak(exchange) else { continue };
        match told.iter_mut().find(|(known, ..)| *known == message) {
            Some((.., count)) => *count += 1,
            None => told.push((message, exchange.number(), 1)),
        }
    }
    for (message, first, count) in told {
        let place = Place { exchange: Some(first), ..Place::default() };
        sink.tell(place, if count == 1 { message } else { format!("{message}, {count} times in all") });
    }
}
