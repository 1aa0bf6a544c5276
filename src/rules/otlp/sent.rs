//! Which signal a request carries, whatever it was sent as.

use crate::otlp::Signal;
use crate::protobuf::{Field, Reader};

/// By the first key of the object.
pub(super) fn in_json(body: &[u8]) -> Option<Signal> {
    let begin = body.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"")?;
    let key = begin.split(|&byte| byte == b'"').next()?;
    match key {
        b"resourceMetrics" => Some(Signal::Metrics),
        b"resourceSpans" => Some(Signal::Traces),
        b"resourceLogs" => Some(Signal::Logs),
        _ => None,
    }
}

/// By the first item: requests of all signals have resources, scopes and items under the same numbers.
pub(super) fn in_protobuf(body: &[u8]) -> Option<Signal> {
    let fields = |bytes| Reader::new(bytes).map_while(Result::ok);
    let inside = |bytes, number| {
        fields(bytes).filter_map(move |field| match field {
            (found, Field::Bytes(content)) if found == number => Some(content),
            _ => None,
        })
    };
    let scopes = inside(body, 1).flat_map(|resource| inside(resource, 2));
    let item = scopes.flat_map(|scope| inside(scope, 2)).next()?;
    let has = |is_meant: fn(&(u32, Field<'_>)) -> bool| fields(item).any(|field| is_meant(&field));
    // Ids of 16 and 8 bytes and times of 8: a metric has strings and messages there.
    let is_span = has(|field| matches!(field, (1, Field::Bytes(id)) if id.len() == 16))
        && has(|field| matches!(field, (2, Field::Bytes(id)) if id.len() == 8))
        && has(|field| matches!(field, (7 | 8, Field::Fixed64(_))));
    let is_log = has(|field| matches!(field, (1 | 11, Field::Fixed64(_))));
    let is_metric = has(|field| matches!(field, (1, Field::Bytes(_))))
        && has(|field| matches!(field, (5 | 7 | 9 | 10 | 11, Field::Bytes(_))))
        && !has(|field| matches!(field, (_, Field::Fixed64(_) | Field::Fixed32(_))));
    match (is_span, is_log, is_metric) {
        (true, false, false) => Some(Signal::Traces),
        (false, true, false) => Some(Signal::Logs),
        (false, false, true) => Some(Signal::Metrics),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protobuf::Writer;

    fn request(write: impl Fn(&mut Writer)) -> Vec<u8> {
        let mut request = Writer::new();
        request.message(1, |resource| resource.message(2, |scope| scope.message(2, &write)));
        request.into_bytes()
    }

    #[test]
    fn each_signal_is_known_by_its_first_item() {
        let span = request(|span| {
            span.bytes_field(1, b"0123456789abcdef");
            span.bytes_field(2, b"01234567");
            span.bytes_field(5, b"GET /");
            span.fixed64_field(7, 1);
        });
        let log = request(|log| {
            log.fixed64_field(11, 1);
            log.message(5, |body| body.bytes_field(1, b"done"));
        });
        // Its name is as long as a trace id, and its description as a span id.
        let metric = request(|metric| {
            metric.bytes_field(1, b"queue.length.all");
            metric.bytes_field(2, b"in shops");
            metric.message(5, |gauge| gauge.message(1, |point| point.fixed64_field(3, 1)));
        });
        assert_eq!(in_protobuf(&span), Some(Signal::Traces));
        assert_eq!(in_protobuf(&log), Some(Signal::Logs));
        assert_eq!(in_protobuf(&metric), Some(Signal::Metrics));
        for neither in [
            request(|_| {}),
            Vec::new(),
            b"\x0a\xff".to_vec(),
            request(|metric| metric.bytes_field(1, b"up")),
        ] {
            assert_eq!(in_protobuf(&neither), None);
        }
    }

    #[test]
    fn in_json_the_first_key_says_it() {
        assert_eq!(in_json(b" { \"resourceSpans\": []}"), Some(Signal::Traces));
        assert_eq!(in_json(b"{\"resourceLogs\":[]}"), Some(Signal::Logs));
        assert_eq!(in_json(b"{\"resourceMetrics\":[]}"), Some(Signal::Metrics));
        assert_eq!(in_json(b"{}"), None);
    }
}
