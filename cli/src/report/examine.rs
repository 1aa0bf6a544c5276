//! Judges captures, and puts what is found into the report.

use meterstick::capture::{BodyFormat, Capture, Record, Tally, Transport};
use meterstick::exposition::{Prometheus, Verdict};
use meterstick::otlp::Signal;
use meterstick::rules::{Idle, Judgement};

use super::excerpt::Lines;
use super::{Finding, InputReport, Report};
use crate::input::is_lines;
use crate::judge::Judge;
use crate::progress::{describe, describe_content};

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
    /// Judges one body.
    pub(crate) fn examine_body(&mut self, judge: &Judge, name: &str, format: BodyFormat, body: Vec<u8>) {
        self.examine_look(judge, name, format, &capture_of(format, body));
    }

    /// Judges one scrape, with everything that came with its body.
    pub(crate) fn examine_scrape(&mut self, judge: &Judge, name: &str, record: Record) {
        self.examine_look(judge, name, record.format, &Capture::from_records([record]));
    }

    fn examine_look(&mut self, judge: &Judge, name: &str, format: BodyFormat, capture: &Capture) {
        let judgement = capture.judge(&judge.profile);
        // Counting again what was counted on the way would cost more than reading it.
        let content = match judgement.looks() {
            [look] => describe_content(look.families, look.series, look.points),
            _ => content_of(&tally_of(capture)),
        };
        let content = with_faults(content, &judgement);
        let verdicts = judgement.looks().last().map(|look| look.verdicts.clone()).unwrap_or_default();
        self.put_down(name, capture, &judgement);
        self.inputs.push(InputReport {
            name: name.to_owned(),
            format: format.to_string(),
            content,
            verdicts,
            stored: None,
        });
    }

    /// Judges a capture. What Prometheus would do is told of the last scrape.
    pub(crate) fn examine_capture(&mut self, judge: &Judge, name: &str, format: &str, capture: &Capture) {
        let judgement = capture.judge(&judge.profile);
        self.tally = tally_of(capture);
        let content = with_faults(describe(&self.tally), &judgement);
        let verdicts = last_verdicts(capture, &judgement);
        self.put_down(name, capture, &judgement);
        self.inputs.push(InputReport {
            name: name.to_owned(),
            format: format.to_owned(),
            content,
            verdicts,
            stored: None,
        });
    }

    fn put_down(&mut self, name: &str, capture: &Capture, judgement: &Judgement) {
        let is_numbered = capture.requests().len() > 1;
        let mut lines: Option<(usize, Lines)> = None;
        for finding in judgement.findings() {
            let place = &finding.place;
            let exchange = place.exchange.and_then(|number| capture.requests().get(number));
            let excerpt = exchange.filter(|_| place.line.is_some()).and_then(|exchange| {
                let number = exchange.number();
                // Findings of one exchange follow one another.
                let known = lines.take().filter(|(of, _)| *of == number);
                let (_, of_body) = lines.insert(known.unwrap_or_else(|| (number, Lines::default())));
                of_body.excerpt(exchange.body(), place)
            });
            self.findings.push(Finding {
                input: name.to_owned(),
                of_rule: finding.clone(),
                is_numbered,
                excerpt,
            });
        }
        self.keep_idle(judgement.idle());
    }

    /// A setting is in vain if it is so for every input.
    fn keep_idle(&mut self, idle: &[Idle]) {
        if self.inputs.is_empty() {
            self.idle = idle.to_vec();
        } else {
            self.idle.retain(|one| idle.contains(one));
        }
    }
}

/// What each server would do with the last scrape; nothing where that got no answer at all.
fn last_verdicts(capture: &Capture, judgement: &Judgement) -> Vec<(Prometheus, Verdict)> {
    let scrapes =
        capture.requests().iter().rev().filter(|exchange| exchange.transport() == Transport::Scrape);
    for exchange in scrapes {
        let look = judgement.looks().iter().rfind(|look| look.exchange == exchange.number());
        match look.filter(|look| !look.verdicts.is_empty()) {
            Some(look) => return look.verdicts.clone(),
            None if exchange.problem().is_some() => break,
            None => {}
        }
    }
    Vec::new()
}

fn tally_of(capture: &Capture) -> Tally {
    let mut tally = Tally::default();
    tally.extend(capture.requests());
    tally
}

fn content_of(tally: &Tally) -> String {
    describe_content(tally.families(), tally.series(), tally.points())
}

fn with_faults(content: String, judgement: &Judgement) -> String {
    match judgement.looks().iter().map(|look| look.faults).sum() {
        0 => content,
        number => format!("{content}, {}", crate::progress::count(number, "fault")),
    }
}
