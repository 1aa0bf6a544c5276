//! What a rule speaks of and what it is silent on, in the words of the formats.

use std::time::{Duration, UNIX_EPOCH};

use crate::capture::{BodyFormat, Capture, Record, Status, Transport};
use crate::exposition::Prometheus;
use crate::otlp::Signal;

/// A body, an exchange or several of them, small enough to be read at a glance.
///
/// The format is one of those that the command line knows, or
///
/// * `otlp`: metrics in OTLP/JSON, one a line, without the envelope that all have in common;
/// * `http`: a request and its answer with their heads, the body after the head of the one that carries it. Metrics, one a line, are
///   a request in the encoding that its head says.
///
/// U+F800 to U+F8FF stand for the bytes 0 to 255 where they are no UTF-8; `problem: …` among the headers of an exchange is what went wrong, `duration: …` how many seconds it took. Lines of `---` part successive looks at one service, ten seconds one from the other.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The format of the text.
    pub format: &'static str,
    /// The text.
    pub text: &'static str,
}

impl Example {
    /// What a capture of it would be.
    #[must_use]
    pub fn capture(&self) -> Capture {
        // The line feed before the parting line belongs to the look.
        let ends = self.text.match_indices("\n---\n").map(|(at, _)| at + 1);
        let looks = ends.chain([self.text.len()]).scan(0, |begin, end| {
            let look = &self.text[*begin..end];
            *begin = end + "---\n".len();
            Some(look)
        });
        Capture::from_records(looks.enumerate().map(|(number, look)| {
            let mut record = self.record(look);
            record.arrived = UNIX_EPOCH + Duration::from_secs(1_700_000_000 + 10 * number as u64);
            record
        }))
    }

    fn record(&self, text: &str) -> Record {
        let push = |format, body: Vec<u8>| {
            let mut record = Record::new(Transport::OtlpHttp, Signal::Metrics, format, body);
            "POST".clone_into(&mut record.method);
            "/v1/metrics".clone_into(&mut record.path);
            record
        };
        match self.format {
            "http" => exchange(text),
            "otlp" => push(BodyFormat::OtlpJson, envelope(text).into_bytes()),
            "otlp-json" => push(BodyFormat::OtlpJson, bytes(text)),
            "otlp-protobuf" => push(BodyFormat::OtlpProtobuf, bytes(text)),
            "prometheus-protobuf" => {
                let format = BodyFormat::Exposition(crate::exposition::Format::PrometheusProtobuf);
                scrape(format, super::prototext::encode(text))
            }
            name => {
                let format = BodyFormat::from_name(name).unwrap_or(BodyFormat::Raw);
                // A literal that begins on its own line reads better.
                scrape(format, bytes(text.strip_prefix('\n').unwrap_or(text)))
            }
        }
    }
}

fn scrape(format: BodyFormat, body: Vec<u8>) -> Record {
    let mut record = Record::new(Transport::Scrape, Signal::Metrics, format, body);
    "GET".clone_into(&mut record.method);
    "http://127.0.0.1:8000/metrics".clone_into(&mut record.path);
    record.status = Some(Status::Http(200));
    record
}

/// The bytes of a text, with those that no literal can hold.
pub(super) fn bytes(text: &str) -> Vec<u8> {
    let mut encoded = [0; 4];
    let of = |c: char| match u32::from(c) {
        byte @ 0xf800..=0xf8ff => vec![byte as u8],
        _ => c.encode_utf8(&mut encoded).as_bytes().to_vec(),
    };
    text.chars().flat_map(of).collect()
}

/// Metrics, one a line, as a whole request of a service that says who it is.
pub(super) fn envelope(metrics: &str) -> String {
    let metrics: Vec<&str> = metrics.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    format!(
        r#"{{"resourceMetrics":[{{"resource":{{"attributes":[
{{"key":"service.name","value":{{"stringValue":"shop"}}}},{{"key":"service.instance.id","value":{{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}}}},
{{"key":"telemetry.sdk.name","value":{{"stringValue":"opentelemetry"}}}},{{"key":"telemetry.sdk.language","value":{{"stringValue":"rust"}}}},
{{"key":"telemetry.sdk.version","value":{{"stringValue":"0.33.0"}}}}]}},
"scopeMetrics":[{{"scope":{{"name":"shop"}},"metrics":[{}]}}]}}]}}"#,
        metrics.join(",\n")
    )
}

/// An exchange with its heads: `GET …` and `HTTP/1.1 …`, each with its headers, and the body of the one that has it.
fn exchange(text: &str) -> Record {
    let text = text.trim_start();
    let (request, answer) = match text.find("HTTP/1.1 ").filter(|&at| at > 0 && text[..at].ends_with('\n')) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    // Where a connection ended before its request began, there is nothing but the problem.
    let heading = if request.starts_with("problem: ") { format!("\n{request}") } else { request.to_owned() };
    let (request_line, mut request_headers, request_body) = head(&heading);
    let (status_line, mut answer_headers, answer_body) = head(answer);
    let mut taken = |wanted: &str| {
        [&mut request_headers, &mut answer_headers].into_iter().find_map(|headers| {
            let at = headers.iter().position(|(name, _)| name == wanted)?;
            Some(headers.remove(at).1)
        })
    };
    let problem = taken("problem");
    let duration =
        taken("duration").and_then(|seconds| Duration::try_from_secs_f64(seconds.parse().ok()?).ok());
    let mut words = request_line.split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let path = words.next().unwrap_or_default().to_owned();
    let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok()).map(Status::Http);
    let value = |headers: &[(String, String)], name: &str| {
        headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    };
    // What is asked of `/metrics` is asked of a target, by whatever method.
    let is_push = !(matches!(&*method, "GET" | "HEAD") || path == "/metrics") || path.starts_with("/v1/");
    let mut record = if is_push {
        push(&path, value(&request_headers, "content-type").as_deref(), request_body.trim_end())
    } else {
        let content_type = value(&answer_headers, "content-type");
        let format = Prometheus::V3.reader_of(content_type.as_deref(), None).format;
        let format = format.filter(|_| status == Some(Status::Http(200)));
        scrape(format.map_or(BodyFormat::Raw, BodyFormat::Exposition), bytes(answer_body))
    };
    if is_push && problem.is_some() {
        // What the receiver turns away is not read.
        record.format = BodyFormat::Raw;
    }
    record.encoding = value(if is_push { &request_headers } else { &answer_headers }, "content-encoding");
    let of_grpc = value(&answer_headers, "grpc-status").and_then(|code| code.parse().ok()).map(Status::Grpc);
    (record.method, record.status) = (method, of_grpc.or(status));
    (record.problem, record.duration) = (problem, duration);
    record.path = if path.starts_with('/') && record.transport == Transport::Scrape {
        format!("http://127.0.0.1:8000{path}")
    } else {
        path
    };
    (record.request_headers, record.answer_headers) = (request_headers, answer_headers);
    record
}

/// A push to a path; metrics, one a line, are written as the content type says.
fn push(path: &str, content_type: Option<&str>, body: &str) -> Record {
    let is_grpc = content_type.is_some_and(|content_type| content_type.starts_with("application/grpc"));
    let format = match content_type {
        Some("application/json") => BodyFormat::OtlpJson,
        Some("application/x-protobuf") => BodyFormat::OtlpProtobuf,
        _ if is_grpc => BodyFormat::OtlpProtobuf,
        _ => BodyFormat::Raw,
    };
    let named = |part: &str| path.to_ascii_lowercase().contains(part);
    let signal = match () {
        () if named("trace") => Signal::Traces,
        () if named("logs") => Signal::Logs,
        () => Signal::Metrics,
    };
    let body = match body.starts_with(r#"{"name""#).then(|| envelope(body)) {
        Some(json) if format == BodyFormat::OtlpProtobuf => {
            crate::otlp::json::transcode(json.as_bytes(), Signal::Metrics).protobuf
        }
        Some(json) => json.into_bytes(),
        None => bytes(body),
    };
    let transport =
        if is_grpc && !path.starts_with("/v1") { Transport::OtlpGrpc } else { Transport::OtlpHttp };
    Record::new(transport, signal, format, body)
}

/// The first line, the headers with their names in lower case, and what follows the blank line.
fn head(text: &str) -> (&str, Vec<(String, String)>, &str) {
    let (head, body) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    (first, headers.collect(), body)
}
