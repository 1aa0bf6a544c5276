//! Looks at bodies and exchanges and writes down what is wrong with them.

use meterstick::capture::{BodyFormat, Capture, Exchange, Fault, Place, Record, Tally, Transport};
use meterstick::exposition::{self, FaultKind, Format, Prometheus, Verdict};
use meterstick::otlp::Signal;

use super::{Excerpt, Finding, InputReport, Report, Severity, Spot};
use crate::progress::{describe, describe_content};

/// How many faults of one input are told one by one.
const TOLD: usize = 100;

/// A capture of one body.
pub(crate) fn capture_of(format: BodyFormat, body: Vec<u8>) -> Capture {
    if format == BodyFormat::OtlpJson && is_lines(&body) {
        // The file exporter writes one request a line.
        let lines = body.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        Capture::from_records(
            lines.map(|line| Record::new(Transport::OtlpHttp, Signal::Metrics, format, line.to_vec())),
        )
    } else {
        Capture::of_body(format, body)
    }
}

impl Report {
    /// Looks at one body.
    pub(crate) fn examine_body(&mut self, name: &str, format: BodyFormat, body: Vec<u8>) {
        let capture = capture_of(format, body);
        let mut tally = Tally::default();
        let mut faults = 0;
        let mut verdicts = Vec::new();
        let is_one = capture.requests().len() == 1;
        for exchange in capture.requests() {
            tally.add(exchange);
            let (found, of_exchange) = self.examine_exchange(name, exchange, !is_one);
            faults += found;
            verdicts = of_exchange;
        }
        let content = describe_content(&tally);
        self.inputs.push(InputReport {
            name: name.to_owned(),
            format: format.to_string(),
            content,
            verdicts,
            faults,
        });
    }

    /// Looks at every exchange of a capture. What Prometheus would do is told of the last scrape.
    pub(crate) fn examine_capture(&mut self, name: &str, capture: &Capture) {
        let mut tally = Tally::default();
        let mut faults = 0;
        let mut verdicts = Vec::new();
        for exchange in capture.requests() {
            tally.add(exchange);
            let (found, of_exchange) = self.examine_exchange(name, exchange, true);
            faults += found;
            if !of_exchange.is_empty() {
                verdicts = of_exchange;
            }
        }
        let content = describe(&tally);
        let format = "captured".to_owned();
        self.inputs.push(InputReport { name: name.to_owned(), format, content, verdicts, faults });
        self.tally = tally;
    }

    /// Looks at one exchange of a capture; gives the number of faults and what Prometheus would do.
    pub(crate) fn examine_exchange(
        &mut self,
        name: &str,
        exchange: &Exchange,
        numbered: bool,
    ) -> (usize, Vec<(Prometheus, Verdict)>) {
        let request = numbered.then_some(exchange.number());
        let spot = || Spot { input: name.to_owned(), request, ..Spot::default() };
        if let Some(problem) = exchange.problem() {
            let is_scrape = exchange.transport() == Transport::Scrape;
            self.findings.push(Finding {
                rule: if is_scrape { "scrape/failed" } else { "otlp/refused" },
                severity: Severity::Error,
                effect: if is_scrape { "scrape-fails" } else { "data-lost" },
                message: problem.to_owned(),
                place: spot(),
                excerpt: None,
            });
        }
        if let BodyFormat::Exposition(format) = exchange.format()
            && format.is_text()
        {
            return self.examine_text(name, exchange, format, request);
        }
        let faults = exchange.faults();
        // A refused request has told its fault already.
        if exchange.problem().is_none() {
            for fault in faults.iter().take(TOLD) {
                self.findings.push(of_fault(fault, spot()));
            }
            self.tell_rest(faults.len(), spot());
        }
        let verdicts = match exchange.format() {
            BodyFormat::Exposition(format) => Prometheus::ALL
                .into_iter()
                .rev()
                .map(|by| (by, exposition::ingest(exchange.body(), format, by).verdict))
                .collect(),
            _ => Vec::new(),
        };
        (faults.len(), verdicts)
    }

    fn examine_text(
        &mut self,
        name: &str,
        exchange: &Exchange,
        format: Format,
        request: Option<usize>,
    ) -> (usize, Vec<(Prometheus, Verdict)>) {
        let tree = exposition::parse(exchange.body(), format);
        let verdicts: Vec<_> = Prometheus::ALL.into_iter().rev().map(|by| (by, tree.verdict(by))).collect();
        for fault in tree.faults().take(TOLD) {
            let refuses =
                |verdict: &Verdict| matches!(verdict, Verdict::Refused { line, .. } if *line == fault.line());
            let ends_scrape = verdicts.iter().any(|(by, verdict)| *by == Prometheus::V3 && refuses(verdict));
            let line = tree.entry(fault.line()).map_or(&[][..], |entry| entry.bytes());
            let excerpt = (fault.kind() != FaultKind::MissingEof)
                .then(|| excerpt(line, fault.column(), fault.span().len()));
            self.findings.push(Finding {
                rule: "syntax",
                severity: Severity::Error,
                effect: if ends_scrape { "scrape-fails" } else { "data-lost" },
                message: fault.to_string(),
                place: Spot {
                    input: name.to_owned(),
                    line: Some(fault.line()),
                    column: Some(fault.column()),
                    request,
                    pointer: None,
                },
                excerpt,
            });
        }
        let number = tree.faults().len();
        self.tell_rest(number, Spot { input: name.to_owned(), request, ..Spot::default() });
        (number, verdicts)
    }

    fn tell_rest(&mut self, faults: usize, place: Spot) {
        if faults > TOLD {
            self.findings.push(Finding {
                rule: "syntax",
                severity: Severity::Error,
                effect: "data-lost",
                message: format!("{} more faults of the same input are not listed", faults - TOLD),
                place,
                excerpt: None,
            });
        }
    }
}

fn of_fault(fault: &Fault, mut place: Spot) -> Finding {
    match &fault.place {
        Place::Line { line, column } => (place.line, place.column) = (Some(*line), Some(*column)),
        other => place.pointer = Some(other.to_string()),
    }
    let message = fault.message.clone();
    Finding { rule: "syntax", severity: Severity::Error, effect: "data-lost", message, place, excerpt: None }
}

/// Whether a JSON text is several documents, one a line.
fn is_lines(body: &[u8]) -> bool {
    let mut lines = body.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let is_document = |line: &[u8]| {
        let line = line.trim_ascii();
        line.starts_with(b"{") && line.ends_with(b"}")
    };
    lines.next().is_some_and(is_document) && lines.next().is_some_and(is_document)
}

/// As much of a line as fits on a screen, around the spot.
fn excerpt(line: &[u8], column: usize, width: usize) -> Excerpt {
    const BEFORE: usize = 60;
    const SHOWN: usize = 110;
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let spot = (column - 1).min(line.len());
    let start = spot.saturating_sub(BEFORE);
    let shown = |bytes: &[u8]| -> String {
        let text = String::from_utf8_lossy(bytes);
        text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
    };
    let head = shown(&line[start..spot]);
    let end = line.len().min(start + SHOWN);
    let tail = shown(&line[spot..end.max(spot)]);
    let (left, right) = (if start > 0 { "…" } else { "" }, if end < line.len() { "…" } else { "" });
    Excerpt {
        before: head.chars().count() + left.chars().count(),
        width: width.clamp(1, tail.chars().count().max(1)),
        text: format!("{left}{head}{tail}{right}"),
    }
}
