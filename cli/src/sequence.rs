//! Several inputs as successive looks at one target.

use meterstick::capture::{BodyFormat, Capture, CaptureReader, Record, Transport};
use meterstick::otlp::Signal;
use std::ffi::OsString;
use std::io::Cursor;
use std::time::{Duration, SystemTime};

use crate::arguments::InputFormat;
use crate::input::{Content, Input, is_lines, whole_exchanges};
use crate::outcome::Trouble;
use crate::target::TlsOptions;

/// How far looks lie apart that do not say when they were made: Prometheus looks as often in its examples.
const APART: Duration = Duration::from_secs(15);

/// Inputs in the order in which they were given, as one capture.
pub(crate) struct Sequence {
    pub(crate) capture: Capture,
    /// The input of each exchange.
    pub(crate) files: Vec<String>,
    /// The captures that end in the middle; what came before is there.
    pub(crate) cut: Vec<Trouble>,
}

impl Sequence {
    /// Reads bodies of any format, and captures, which bring their own times and targets.
    pub(crate) fn read(names: &[OsString], format: InputFormat, tls: &TlsOptions) -> Result<Self, Trouble> {
        let inputs = names.iter().map(|name| Input::read(name, format, tls));
        Self::of(inputs.collect::<Result<_, _>>()?, SystemTime::now())
    }

    /// The last look, where nothing says when it was made, was made now.
    fn of(inputs: Vec<Input>, now: SystemTime) -> Result<Self, Trouble> {
        let mut taken: Vec<(String, Record, bool)> = Vec::new();
        let mut cut = Vec::new();
        let names_no_target = inputs.iter().any(|input| matches!(input.content, Content::Body(..)));
        for input in inputs {
            match input.content {
                Content::Body(BodyFormat::OtlpJson, bytes) if is_lines(&bytes) => {
                    let lines = bytes.split(|&byte| byte == b'\n');
                    for line in lines.filter(|line| !line.trim_ascii().is_empty()) {
                        taken.push((input.name.clone(), record(BodyFormat::OtlpJson, line.to_vec()), false));
                    }
                }
                Content::Body(format, bytes) => taken.push((input.name, record(format, bytes), false)),
                Content::Scrape(mut record) => {
                    // Beside a file it is a look at the same target as that.
                    if names_no_target {
                        record.path.clear();
                    }
                    taken.push((input.name, *record, true));
                }
                Content::Capture(bytes) => {
                    let exchanges = whole_exchanges(CaptureReader::new(Cursor::new(bytes)));
                    let (capture, end) = exchanges.map_err(|error| Trouble::of(&input.name, error))?;
                    for exchange in capture.requests() {
                        taken.push((input.name.clone(), exchange.record().clone(), true));
                    }
                    cut.extend(end.map(|error| Trouble::of(&input.name, error)));
                }
            }
        }
        let steps = u32::try_from(taken.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let mut next = now.checked_sub(APART.saturating_mul(steps)).unwrap_or(now);
        for (_, record, says_time) in &mut taken {
            if !*says_time {
                record.arrived = next;
            }
            next = record.arrived.checked_add(APART).unwrap_or(record.arrived);
        }
        let (files, records): (Vec<String>, Vec<Record>) =
            taken.into_iter().map(|(name, record, _)| (name, record)).unzip();
        Ok(Self { capture: Capture::from_records(records), files, cut })
    }

    /// The inputs in a few words.
    pub(crate) fn name(&self) -> String {
        match (self.files.first(), self.files.last()) {
            (Some(first), Some(last)) if first != last => format!("{first} … {last}"),
            (Some(first), _) => first.clone(),
            _ => String::new(),
        }
    }
}

/// A body as if it had been scraped, or pushed, whichever its format is for.
fn record(format: BodyFormat, body: Vec<u8>) -> Record {
    let transport = match format {
        BodyFormat::Exposition(_) => Transport::Scrape,
        _ => Transport::OtlpHttp,
    };
    Record::new(transport, Signal::Metrics, format, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use meterstick::exposition::Format;
    use meterstick::rules::{Profile, Severity};
    use std::time::UNIX_EPOCH;

    const TEXT: BodyFormat = BodyFormat::Exposition(Format::PrometheusText);

    fn input(name: &str, format: BodyFormat, bytes: &str) -> Input {
        Input { name: name.to_owned(), content: Content::Body(format, bytes.into()) }
    }

    fn seconds(sequence: &Sequence) -> Vec<u64> {
        let arrived = sequence.capture.requests().iter().map(meterstick::capture::Exchange::arrived);
        arrived.map(|time| time.duration_since(UNIX_EPOCH).expect("after 1970").as_secs()).collect()
    }

    fn sequence(inputs: Vec<Input>) -> Sequence {
        Sequence::of(inputs, UNIX_EPOCH + Duration::from_secs(1000)).expect("readable inputs")
    }

    #[test]
    fn bodies_lie_fifteen_seconds_apart() {
        let bodies = ["a", "b", "c"].map(|name| input(name, TEXT, "up 1\n"));
        let sequence = sequence(bodies.into());
        assert_eq!(seconds(&sequence), [970, 985, 1000]);
        assert_eq!((sequence.name().as_str(), sequence.files.len()), ("a … c", 3));
    }

    #[test]
    fn captures_keep_their_times_and_lines_are_looks() {
        let captured = "meterstick-capture 1\ntransport: scrape\nsignal: metrics\nformat: prometheus-text\narrived: 500.000000000\nmethod: GET\npath: http://127.0.0.1/metrics\nwire-size: 5\nbody-size: 5\n\nup 1\n\n";
        let lines = "{\"resourceMetrics\":[]}\n{\"resourceMetrics\":[]}\n";
        let sequence = sequence(vec![
            Input { name: "a.capture".to_owned(), content: Content::Capture(captured.into()) },
            input("b.json", BodyFormat::OtlpJson, lines),
        ]);
        assert_eq!(seconds(&sequence), [500, 515, 530]);
        assert_eq!(sequence.files, ["a.capture", "b.json", "b.json"]);
    }

    #[test]
    fn what_falls_between_inputs_is_told() {
        let look = |orders: &u32| format!("# TYPE orders_total counter\norders_total {orders}\n");
        let judged = |values: &[u32]| {
            let inputs = values.iter().map(|orders| input("x", TEXT, &look(orders)));
            sequence(inputs.collect()).capture.judge(&Profile::default())
        };
        let rules = |values: &[u32]| -> Vec<&'static str> {
            // That the small text lacks what is merely worth knowing is another matter.
            let judgement = judged(values);
            let findings = judgement.findings().iter();
            findings.filter(|one| one.severity > Severity::Info).map(|finding| finding.rule.id).collect()
        };
        assert_eq!(rules(&[3, 4]), [""; 0]);
        assert_eq!(rules(&[4, 3]), ["reset/unannounced"]);
        assert_eq!(rules(&[12, 8, 12, 8]), ["worker/alternating-answers"]);
    }
}
