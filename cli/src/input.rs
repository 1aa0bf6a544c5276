//! What is to be looked at: a file, a URL or standard input, and its format.

use meterstick::capture::{BodyFormat, Capture, CaptureError, CaptureReader, Record, Scrape};
use meterstick::exposition::{Format, MediaType, Prometheus};
use meterstick::otlp::{Signal, walk};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use crate::arguments::InputFormat;
use crate::outcome::Trouble;
use crate::target::{TlsOptions, is_url};

/// What is to be looked at, with its name.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) content: Content,
}

/// What an input holds.
pub(crate) enum Content {
    Body(BodyFormat, Vec<u8>),
    Capture(Vec<u8>),
    /// What a URL answered, with its head.
    Scrape(Box<Record>),
}

/// How an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Body(BodyFormat),
    Capture,
}

/// The first line of a capture file begins like this.
const CAPTURE: &[u8] = b"meterstick-capture ";

impl Input {
    /// Reads a whole input. Captures are opened by name instead, see [`Input::is_capture_file`].
    pub(crate) fn read(name: &OsStr, format: InputFormat, tls: &TlsOptions) -> Result<Self, Trouble> {
        let shown = name.to_string_lossy().into_owned();
        if name.to_str().is_some_and(is_url) {
            let content = scraped(&shown, format, tls)?;
            return Ok(Self { name: shown, content });
        }
        let (shown, bytes) = if name == "-" {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|error| Trouble::of("cannot read standard input", error))?;
            ("standard input".to_owned(), bytes)
        } else {
            let bytes = fs::read(name).map_err(|error| Trouble::of(format!("cannot read {shown}"), error))?;
            (shown, bytes)
        };
        let content = match chosen(format).unwrap_or_else(|| guess(None, Path::new(name), &bytes)) {
            Kind::Body(format) => Content::Body(format, bytes),
            Kind::Capture => Content::Capture(bytes),
        };
        Ok(Self { name: shown, content })
    }

    /// Whether a file is a capture, which is read as a stream.
    pub(crate) fn is_capture_file(name: &OsStr, format: InputFormat) -> bool {
        if name == "-"
            || name.to_str().is_some_and(is_url)
            || !matches!(format, InputFormat::Auto | InputFormat::Capture)
        {
            return false;
        }
        let mut first = [0; CAPTURE.len()];
        let begins = fs::File::open(name).and_then(|mut file| file.read_exact(&mut first));
        format == InputFormat::Capture || (begins.is_ok() && first == CAPTURE)
    }
}

/// The whole exchanges of a capture, and why there are no more if it ends before its end.
pub(crate) fn whole_exchanges(
    reader: Result<CaptureReader, CaptureError>,
) -> Result<(Capture, Option<CaptureError>), CaptureError> {
    let (mut exchanges, mut end) = (Vec::new(), None);
    for exchange in reader? {
        match exchange {
            Ok(exchange) => exchanges.push(exchange),
            Err(error) if exchanges.is_empty() => return Err(error),
            Err(error) => end = Some(error),
        }
    }
    Ok((exchanges.into_iter().collect(), end))
}

/// Scrapes a URL once. What is no exposition there is a file like any other.
fn scraped(url: &str, format: InputFormat, tls: &TlsOptions) -> Result<Content, Trouble> {
    let chosen = chosen(format);
    let mut builder = tls.builder(url)?;
    if let Some(Kind::Body(BodyFormat::Exposition(format))) = chosen {
        builder = builder.fallback_protocol(format);
    }
    let scraper = builder.start().map_err(|error| Trouble::new(error.to_string()))?;
    let scrape = scraper.scrape();
    if scrape.exchange().status().is_none() {
        return Err(Trouble::new(scrape.error().unwrap_or("no answer came")));
    }
    Ok(of_scrape(&scrape, url, chosen))
}

fn of_scrape(scrape: &Scrape, url: &str, chosen: Option<Kind>) -> Content {
    let exchange = scrape.exchange();
    let mut record = Box::new(exchange.record().clone());
    let content_type = exchange.header("content-type");
    // Refused for its Content-Type alone: the body may be an exposition all the same, or be of another kind.
    let is_untyped = exchange.problem().is_some()
        && exchange.problem() == Prometheus::V3.reader_of(content_type, None).complaint.as_deref();
    match chosen {
        Some(Kind::Capture) => return Content::Capture(exchange.body().to_vec()),
        Some(Kind::Body(format @ BodyFormat::Exposition(_)))
            if record.format != format && record.format != BodyFormat::Raw =>
        {
            // What Prometheus says of it as something else is not the question.
            (record.format, record.problem) = (format, None);
        }
        Some(Kind::Body(BodyFormat::Exposition(_))) => {}
        Some(Kind::Body(format)) => return Content::Body(format, exchange.body().to_vec()),
        None if is_untyped => {
            let is_named = |text: &[u8]| exchange.body().windows(text.len()).any(|part| part == text);
            match guess(content_type, Path::new(url), exchange.body()) {
                Kind::Capture => return Content::Capture(exchange.body().to_vec()),
                // Many a failure is told as an object, too.
                Kind::Body(BodyFormat::OtlpJson) if !is_named(b"\"resourceMetrics\"") => {
                    record.format = BodyFormat::Exposition(Format::PrometheusText);
                }
                Kind::Body(format @ BodyFormat::Exposition(_)) => record.format = format,
                Kind::Body(format) => return Content::Body(format, exchange.body().to_vec()),
            }
        }
        None => {}
    }
    Content::Scrape(record)
}

fn chosen(format: InputFormat) -> Option<Kind> {
    let exposition = |format| Some(Kind::Body(BodyFormat::Exposition(format)));
    match format {
        InputFormat::Auto => None,
        InputFormat::PrometheusText => exposition(Format::PrometheusText),
        InputFormat::PrometheusText1 => exposition(Format::PrometheusText1),
        InputFormat::OpenmetricsText => exposition(Format::OpenMetricsText),
        InputFormat::OpenmetricsText2 => exposition(Format::OpenMetricsText2),
        InputFormat::PrometheusProtobuf => exposition(Format::PrometheusProtobuf),
        InputFormat::OtlpJson => Some(Kind::Body(BodyFormat::OtlpJson)),
        InputFormat::OtlpProtobuf => Some(Kind::Body(BodyFormat::OtlpProtobuf)),
        InputFormat::Capture => Some(Kind::Capture),
    }
}

/// By Content-Type, then by the ending of the name, then by `# EOF`, then by the first bytes.
fn guess(content_type: Option<&str>, name: &Path, bytes: &[u8]) -> Kind {
    let exposition = |format| Kind::Body(BodyFormat::Exposition(format));
    if let Some(format) =
        content_type.and_then(|text| MediaType::parse(text).ok()).and_then(|media| media.format())
    {
        return exposition(format);
    }
    if bytes.starts_with(CAPTURE) {
        return Kind::Capture;
    }
    match name.extension().and_then(|ending| ending.to_str()) {
        Some("prom") => return exposition(text_of(bytes)),
        Some("om") => return exposition(Format::OpenMetricsText),
        Some("json" | "jsonl") => return Kind::Body(BodyFormat::OtlpJson),
        Some("capture") => return Kind::Capture,
        _ => {}
    }
    let trimmed = bytes.trim_ascii();
    if trimmed.ends_with(b"# EOF") {
        return exposition(Format::OpenMetricsText);
    }
    // A sample with a quoted name begins with a brace, too, yet it has no colon behind the quote.
    let after_key =
        trimmed.strip_prefix(b"{").map(<[u8]>::trim_ascii_start).and_then(|rest| rest.strip_prefix(b"\""));
    let is_object = after_key.is_some_and(|rest| {
        let end = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
        rest[end..].trim_ascii_start().get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
    });
    if is_object || trimmed == b"{}" {
        return Kind::Body(BodyFormat::OtlpJson);
    }
    let is_binary = bytes.iter().take(512).any(|byte| matches!(byte, 0..=8 | 14..=31));
    match (is_binary, walk(bytes, Signal::Metrics)) {
        (true, Ok(_)) => Kind::Body(BodyFormat::OtlpProtobuf),
        (true, Err(_)) if bytes.first() == Some(&b'\n') => Kind::Body(BodyFormat::OtlpProtobuf),
        (true, Err(_)) => exposition(Format::PrometheusProtobuf),
        (false, _) => exposition(text_of(bytes)),
    }
}

/// Text 1.0.0 differs from 0.0.4 in its quoted names alone.
fn text_of(bytes: &[u8]) -> Format {
    let has_quoted_name = bytes.starts_with(b"{\"") || bytes.windows(3).any(|part| part == b"\n{\"");
    if has_quoted_name { Format::PrometheusText1 } else { Format::PrometheusText }
}

/// Whether a JSON text is several documents, one a line.
pub(crate) fn is_lines(body: &[u8]) -> bool {
    let mut lines = body.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let is_document = |line: &[u8]| {
        let line = line.trim_ascii();
        line.starts_with(b"{") && line.ends_with(b"}")
    };
    lines.next().is_some_and(is_document) && lines.next().is_some_and(is_document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_input_shows_what_it_is() {
        let exposition = |format| Kind::Body(BodyFormat::Exposition(format));
        for (content_type, name, bytes, expected) in [
            (None, "-", &b"a 1\n"[..], exposition(Format::PrometheusText)),
            (None, "-", b"{\"a.b\",x=\"y\"} 1\n", exposition(Format::PrometheusText1)),
            (None, "-", b"a 1\n# EOF\n", exposition(Format::OpenMetricsText)),
            (None, "-", b" { \"resourceMetrics\" : []}", Kind::Body(BodyFormat::OtlpJson)),
            (None, "-", b"{}", Kind::Body(BodyFormat::OtlpJson)),
            (None, "-", b"\x0a\x02\x12\x00", Kind::Body(BodyFormat::OtlpProtobuf)),
            (None, "-", b"\x07\x0a\x01a\x18\x01\x22\x00", exposition(Format::PrometheusProtobuf)),
            (None, "-", b"meterstick-capture 1\n", Kind::Capture),
            (None, "x.prom", b"a 1\n# EOF\n", exposition(Format::PrometheusText)),
            (None, "x.om", b"a 1\n", exposition(Format::OpenMetricsText)),
            (
                Some("application/openmetrics-text; version=1.0.0"),
                "-",
                b"a 1\n",
                exposition(Format::OpenMetricsText),
            ),
            (None, "-", b"", exposition(Format::PrometheusText)),
        ] {
            assert_eq!(
                guess(content_type, Path::new(name), bytes),
                expected,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }
}
