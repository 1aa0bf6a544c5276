//! Requests of OTLP that say the wrong names, or cannot be read, or go astray.

use crate::captures::{PUSHED, PUSHED_OVER_HTTP};
use crate::mutation::Change::{Bytes, Head, Protobuf};
use crate::mutation::{Mutation, set_body};
use crate::on_heads::gzip;
use crate::request::{is_counter, metric, metrics};
use meterstick::capture::{BodyFormat, Record};
use meterstick::otlp::Signal;

fn header(record: &mut Record, name: &str, value: &str) {
    record.request_headers.retain(|(known, _)| known != name);
    record.request_headers.push((name.to_owned(), value.to_owned()));
}

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "a metric has no name",
        PUSHED,
        Protobuf(|request, dice| {
            metric(request, dice, |_| true)?.name.clear();
            Some(())
        }),
        "metric/name-missing",
    ),
    Mutation::of(
        "a metric has a name that none may have",
        PUSHED,
        Protobuf(|request, dice| {
            let name = dice.pick(&["1.orders", "orders processed", "orders+open", "Größe"])?;
            name.clone_into(&mut metric(request, dice, |_| true)?.name);
            Some(())
        }),
        "metric/name-invalid",
    ),
    Mutation::of(
        "a metric has a name that only Prometheus has",
        PUSHED,
        Protobuf(|request, dice| {
            let name = dice.pick(&["_orders", "orders:rate"])?;
            name.clone_into(&mut metric(request, dice, |_| true)?.name);
            Some(())
        }),
        "metric/name-foreign",
    ),
    Mutation::of(
        "a unit is too long",
        PUSHED,
        Protobuf(|request, dice| {
            metric(request, dice, |_| true)?.unit = "x".repeat(64 + dice.below(10));
            Some(())
        }),
        "metric/unit-malformed",
    ),
    Mutation::of(
        "one name has two units",
        PUSHED,
        Protobuf(|request, dice| {
            let mut twin = metric(request, dice, is_counter)?.clone();
            "{dish}".clone_into(&mut twin.unit);
            for point in crate::request::numbers_of(&mut twin)? {
                point.attributes.push(crate::request::text("dish", "soup"));
            }
            request.resource_metrics[0].scope_metrics[0].metrics.push(twin);
            Some(())
        }),
        "metric/identities-conflict",
    ),
    Mutation::of(
        "the service has no name",
        PUSHED,
        Protobuf(|request, _| {
            let attributes = &mut request.resource_metrics[0].resource.as_mut()?.attributes;
            attributes.retain(|attribute| attribute.key != "service.name");
            Some(())
        }),
        "resource/service-name-missing",
    ),
    Mutation::of(
        "the service has the name that the SDK gives it",
        PUSHED,
        Protobuf(|request, dice| {
            let name = dice.pick(&["unknown_service", "unknown_service:python"])?;
            let attributes = &mut request.resource_metrics[0].resource.as_mut()?.attributes;
            *attributes.iter_mut().find(|one| one.key == "service.name")? =
                crate::request::text("service.name", name);
            Some(())
        }),
        "resource/service-name-default",
    ),
    Mutation::of(
        "a scope stands twice",
        PUSHED,
        Protobuf(|request, dice| {
            let scopes = &mut request.resource_metrics[0].scope_metrics;
            let mut second = scopes[0].clone();
            let end = 1 + dice.below(scopes[0].metrics.len() - 1);
            second.metrics = scopes[0].metrics.split_off(end);
            scopes.push(second);
            Some(())
        }),
        "scope/repeated",
    ),
    Mutation::of(
        "a resource stands twice",
        PUSHED,
        Protobuf(|request, dice| {
            let mut second = request.resource_metrics[0].clone();
            let first = &mut request.resource_metrics[0].scope_metrics[0].metrics;
            let end = 1 + dice.below(first.len() - 1);
            second.scope_metrics[0].metrics = first.split_off(end);
            request.resource_metrics.push(second);
            Some(())
        }),
        "resource/repeated",
    ),
    Mutation::of(
        "metrics have no points",
        PUSHED,
        Protobuf(|request, _| {
            for scope in request.resource_metrics.iter_mut().flat_map(|resource| &mut resource.scope_metrics)
            {
                scope.metrics.clear();
            }
            Some(())
        }),
        "otlp/envelope-empty",
    ),
    Mutation::of(
        "metrics have no data",
        PUSHED,
        Protobuf(|request, _| {
            metrics(request).for_each(|metric| metric.data = None);
            Some(())
        }),
        "otlp/nothing-read",
    ),
    Mutation::of(
        "a request is cut off",
        PUSHED,
        Bytes(|body, dice| {
            let end = body.len() / 2 + dice.below(body.len() / 3);
            body.truncate(end);
            Some(())
        }),
        "otlp-protobuf/truncated",
    ),
    Mutation::of(
        "a string of a request is in Latin-1",
        PUSHED,
        Bytes(|body, dice| {
            let words: [&[u8]; 4] = [b"gold", b"silver", b"bronze", b"kitchen"];
            let word = dice.pick(&words)?;
            let at = body.windows(word.len()).position(|part| part == word)?;
            body[at + 1] = 0xe4;
            Some(())
        }),
        "otlp-protobuf/invalid-utf8",
    ),
    Mutation::of(
        "the length of the message stands in front of it",
        PUSHED_OVER_HTTP,
        Bytes(|body, dice| {
            let length = body.len() as u32;
            let frame: Vec<u8> = if dice.below(2) == 0 {
                [0].into_iter().chain(length.to_be_bytes()).collect()
            } else {
                vec![(length & 0x7f) as u8 | 0x80, (length >> 7) as u8]
            };
            body.splice(0..0, frame);
            Some(())
        }),
        "otlp-protobuf/length-before-body",
    ),
    Mutation::of(
        "a request in protobuf is declared as JSON",
        PUSHED_OVER_HTTP,
        Head(|record, _| {
            header(record, "content-type", "application/json");
            record.format = BodyFormat::OtlpJson;
            Some(())
        }),
        "otlp/content-type",
    ),
    Mutation::of(
        "the content type of a request is one of another protocol",
        PUSHED_OVER_HTTP,
        Head(|record, dice| {
            header(record, "content-type", dice.pick(&["application/protobuf", "application/octet-stream"])?);
            Some(())
        }),
        "otlp/content-type",
    ),
    Mutation::of(
        "a request is packed, and no header says so",
        PUSHED_OVER_HTTP,
        Head(|record, _| {
            set_body(record, gzip(&record.body));
            Some(())
        }),
        "otlp/compression-unlabelled",
    ),
    Mutation::of(
        "metrics go to the path of another signal",
        PUSHED_OVER_HTTP,
        Head(|record, dice| {
            let (path, signal) = dice.pick(&[("/v1/traces", Signal::Traces), ("/v1/logs", Signal::Logs)])?;
            path.clone_into(&mut record.path);
            record.signal = signal;
            Some(())
        }),
        "otlp/wrong-signal",
    ),
    Mutation::of(
        "the path of the signal is appended twice",
        PUSHED_OVER_HTTP,
        Head(|record, dice| {
            dice.pick(&["/v1/metrics/v1/metrics", "//v1/metrics"])?.clone_into(&mut record.path);
            Some(())
        }),
        "otlp/path-joined",
    ),
    Mutation::of(
        "a push is no POST",
        PUSHED_OVER_HTTP,
        Head(|record, dice| {
            dice.pick(&["PUT", "GET", "PATCH"])?.clone_into(&mut record.method);
            Some(())
        }),
        "otlp/not-post",
    ),
];
