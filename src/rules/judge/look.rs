//! What was seen of one exchange, beside what is wrong with it.

use super::super::finding::Finding;
use super::super::rule::{Effect, Severity};
use super::super::view::{Answer, Obstacle, Shape, TextFamily, TextView};
use crate::capture::{BodyFormat, Exchange};
use crate::exposition::{Format, Prometheus, Verdict, verdict as verdict_of};
use crate::model::Reading;

/// What was seen of one exchange: how much it says, and what Prometheus servers would do with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Look {
    /// The exchange of the capture, counted from zero.
    pub exchange: usize,
    /// How many families it says.
    pub families: usize,
    /// How many series it says.
    pub series: usize,
    /// How many points it says.
    pub points: usize,
    /// How many faults its bytes have.
    pub faults: usize,
    /// What each line of Prometheus servers would do with it, the newer first; empty if it is no exposition.
    pub verdicts: Vec<(Prometheus, Verdict)>,
}

impl Look {
    /// What that line of servers would do with it.
    #[must_use]
    pub fn verdict(&self, by: Prometheus) -> Option<&Verdict> {
        self.verdicts.iter().find(|(known, _)| *known == by).map(|(_, verdict)| verdict)
    }

    pub(super) fn of_text(text: &TextView<'_>) -> Self {
        let exposition = &text.exposition;
        // Nearly every body is so plain that reading it twice more would tell nothing.
        let is_taken = is_taken(text);
        let verdict = |by| if is_taken { Verdict::Accepted } else { exposition.verdict(by) };
        let verdicts = verdicts(text.exchange, verdict);
        let mut look = Self {
            exchange: text.exchange.number(),
            families: text.families.len(),
            series: 0,
            points: 0,
            faults: exposition.fault_count(),
            verdicts,
        };
        for family in &text.families {
            let series = if family.is_composed() { family.instance_count() } else { family.members.len() };
            look.series += series;
            look.points += series;
        }
        look
    }

    pub(super) fn of_reading(exchange: &Exchange, reading: Option<&Reading>) -> Self {
        let verdicts = match exchange.format() {
            BodyFormat::Exposition(format) => {
                verdicts(exchange, |by| verdict_of(exchange.body(), format, by))
            }
            _ => Vec::new(),
        };
        Self {
            exchange: exchange.number(),
            families: reading.map_or(0, |reading| reading.families().len()),
            series: reading.map_or(0, Reading::series_count),
            points: reading.map_or(0, Reading::point_count),
            faults: exchange.faults().len(),
            verdicts,
        }
    }

    /// Of a body that cannot be asked anything: nothing is seen of it.
    pub(super) fn of_obstacle(exchange: &Exchange, obstacle: Obstacle) -> Self {
        let mut look = Self::of_reading(exchange, None);
        if obstacle == Obstacle::CutShort {
            let why = "the body is not there as a whole".to_owned();
            for (_, verdict) in &mut look.verdicts {
                *verdict = Verdict::Refused { why: why.clone(), line: 0 };
            }
        }
        look
    }

    /// Of a scrape that failed before its body was read: nothing is seen of it.
    pub(super) fn of_failure(exchange: &Exchange) -> Self {
        let mut look = Self::of_reading(exchange, None);
        // A Content-Type that Prometheus 3 does not know is text to Prometheus 2.
        let is_unread = refused_unread(exchange, Prometheus::V3).is_some();
        look.verdicts = verdicts(exchange, |by| match is_unread {
            true => verdict_of(exchange.body(), Format::PrometheusText, by),
            false => Verdict::Accepted,
        });
        look
    }

    /// Lets the effect of findings follow what the server would really do: a rule cannot know whether this body ends a scrape.
    pub(super) fn settle(&self, by: Prometheus, findings: &mut [Finding]) {
        let Some(verdict) = self.verdict(by) else { return };
        for finding in findings {
            let is_end =
                matches!(verdict, Verdict::Refused { line, .. } if finding.place.line == Some(*line));
            if is_end && finding.severity == Severity::Error {
                finding.effect = Effect::ScrapeFails;
            } else if finding.effect == Effect::ScrapeFails && verdict.is_accepted() {
                finding.effect = Effect::DataLost;
            }
        }
    }
}

/// What each line of servers would do with a scrape, the newer first, where `of_body` tells what it makes of the body alone.
fn verdicts(exchange: &Exchange, of_body: impl Fn(Prometheus) -> Verdict) -> Vec<(Prometheus, Verdict)> {
    let newer_first = Prometheus::ALL.into_iter().rev();
    let verdict = |by| refused_unread(exchange, by).unwrap_or_else(|| of_body(by));
    let mut verdicts: Vec<(Prometheus, Verdict)> = newer_first.map(|by| (by, verdict(by))).collect();
    // What failed although the one that scraped would read it failed on the wire or by a limit, and does so for every server.
    let is_by_none = !Prometheus::ALL.into_iter().any(|by| made_by(exchange, by));
    let mut own = verdicts.iter().filter(|(by, _)| is_by_none || made_by(exchange, *by));
    if let Some(problem) = exchange.problem().filter(|_| own.all(|(_, verdict)| verdict.is_accepted())) {
        for (_, verdict) in &mut verdicts {
            *verdict = Verdict::Refused { why: problem.to_owned(), line: 0 };
        }
    }
    verdicts
}

/// Why a line of servers would not read the body at all, by its Content-Type.
fn refused_unread(exchange: &Exchange, by: Prometheus) -> Option<Verdict> {
    Answer::exposed(exchange)?;
    // Nobody asks of what type nothing is.
    if exchange.body().is_empty() && by == Prometheus::V3 {
        return None;
    }
    // What it took must have had a protocol to fall back to.
    if exchange.problem().is_none() && made_by(exchange, by) {
        return None;
    }
    let reader = by.reader_of(exchange.header("content-type"), None);
    let why = reader.complaint.filter(|_| reader.format.is_none())?;
    Some(Verdict::Refused { why, line: 0 })
}

/// Whether a line of servers made the scrape, as its request says.
fn made_by(exchange: &Exchange, by: Prometheus) -> bool {
    let headers = exchange.record().request_headers.iter();
    let is_named = |value: &str| value.starts_with(&format!("Prometheus/{}.", by.major()));
    headers.filter(|(name, _)| name.eq_ignore_ascii_case("user-agent")).any(|(_, value)| is_named(value))
}

/// Whether the body is surely taken by every server.
fn is_taken(text: &TextView<'_>) -> bool {
    let is_odd = |shape: &Shape<'_>| shape.is_quoted || shape.repeated().is_some();
    let is_plain = |family: &TextFamily<'_>| {
        !family.shapes.iter().any(is_odd) && !family.label_names.iter().any(|(name, _)| name == "__name__")
    };
    text.exposition.is_plain() && text.families.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, Record, Status, Transport};
    use crate::exposition::{Format, Text, ingest, parse};
    use crate::otlp::Signal;
    use crate::rules::Profile;
    use crate::rules::view::World;
    use proptest::prelude::*;
    use proptest::sample::select;

    /// Lines of every kind on which servers and specifications disagree, and plain ones.
    const LINES: &[&str] = &[
        "a 1",
        "a{b=\"c\"} 2",
        "a{b=\"c\",d=\"\\n\"} 2e3",
        "# TYPE a counter",
        "# HELP a text",
        "# HELP a \\q",
        "# comment",
        "#",
        "",
        " ",
        "a 1 ",
        " a 1",
        "a 1 5",
        "a 1 -5",
        "a{b=\"c\",b=\"d\"} 1",
        "a{__name__=\"c\"} 1",
        "{\"a.b\"} 1",
        "a{\"b\"=\"c\"} 1",
        "a{b=\"c\",} 1",
        "a{b=\"c\" d=\"e\"} 1",
        "a{b=\"\\q\"} 1",
        "# TYPE \"a.b\" gauge",
        "# TYPE a unknown",
        "# HELP a x\0y",
        "a:b NaN",
        "a 0x1p-2",
        "a 1_0",
        "a 1e400",
        "a\t1",
        "a { b = \"c\" } 1",
        "9a 1",
        "ä 1",
        "a{ä=\"b\"} 1",
        "# TYPE a  gauge",
        "# TYPE a gauge ",
        "  # TYPE a gauge",
        "a{} 1",
        "a{b=\"ä\"} 1",
        "a 1\r",
    ];

    /// The same of OpenMetrics.
    const OPENMETRICS_LINES: &[&str] = &[
        "a 1",
        "a_total 1",
        "a_total{b=\"c\"} 2 5",
        "a{b=\"\"} 1",
        "a{b=\"\\n\",c=\"\\q\"} 2e3",
        "a{b=\"c\",b=\"d\"} 1",
        "a{__name__=\"c\"} 1",
        "a{b=\"c\",} 1",
        "a{} 1",
        "{\"a.b\"} 1",
        "a{\"b\"=\"c\"} 1",
        "a{b=\"x\0y\"} 1",
        "a 1 # {b=\"c\"} 1",
        "a_total 1 # {b=\"c\"} 1",
        "a_total 1 2 # {} 1 2.5",
        "a_total 1 # {\"b\"=\"c\"} 1",
        "a_bucket{le=\"1\"} 1 # {b=\"c\"} NaN 5",
        "a_total 1 # {b=\"c\"} 1 # {b=\"c\"} 1",
        "a_total 1 # {b=\"c\",} 1",
        "a  1",
        "a 1 ",
        " a 1",
        "a 1 NaN",
        "a 1 -5.5",
        "a 0x1p-2",
        "a +Inf",
        "a 1e400",
        "a 1 st@5",
        "a {b=\"c\"} 1",
        "# TYPE a counter",
        "# TYPE a gauge ",
        "# TYPE a untyped",
        "# TYPE \"a.b\" gauge",
        "# HELP a text",
        "# HELP a x\0y",
        "# HELP a",
        "# UNIT a seconds",
        "# UNIT a_seconds seconds",
        "# UNIT seconds seconds",
        "# UNIT a ",
        "# comment",
        "",
        "# EOF",
        "a 1\r",
    ];

    /// A scrape with its whole head, and whether either line of servers takes it.
    #[test]
    fn a_scrape_that_failed_is_taken_by_nobody() {
        const TEXT: Option<&str> = Some("text/plain; version=0.0.4");
        const NOTHING: &str = "received unsupported Content-Type \"text/html\" and no fallback_scrape_protocol specified for target";
        let text = BodyFormat::Exposition(Format::PrometheusText);
        for (agent, content_type, format, status, problem, body, expected) in [
            (3, TEXT, text, 200, None, "a 1\n", [None, None]),
            (3, TEXT, text, 200, Some("unexpected EOF"), "a 1\n", [Some("not there as a whole"); 2]),
            (3, TEXT, text, 200, Some("sample limit exceeded"), "a 1\n", [Some("sample limit"); 2]),
            (3, TEXT, text, 200, Some("line 1: what"), "a\n", [Some("expected"); 2]),
            (3, TEXT, BodyFormat::Raw, 200, Some("gzip: invalid header"), "a 1\n", [Some("gzip"); 2]),
            (3, TEXT, BodyFormat::Raw, 500, Some("server returned 500"), "a 1\n", [Some("500"); 2]),
            (3, Some("text/html"), BodyFormat::Raw, 200, Some(NOTHING), "a 1\n", [Some(NOTHING), None]),
            (3, Some("text/html"), text, 200, Some(NOTHING), "a 1\n", [Some(NOTHING), None]),
            (3, None, text, 200, Some("blank Content-Type"), "a 1\n", [Some("blank Content-Type"), None]),
            (3, Some("text/html"), text, 200, None, "", [None, None]),
            (0, Some("text/html"), text, 200, None, "", [None, None]),
            // The scrape job names a protocol to fall back to.
            (3, None, text, 200, None, "a 1\n", [None, None]),
            (2, None, text, 200, None, "a 1\n", [Some("blank Content-Type"), None]),
            (0, None, text, 200, None, "a 1\n", [Some("blank Content-Type"), None]),
        ] {
            let mut record = Record::new(Transport::Scrape, Signal::Metrics, format, body);
            record.method = "GET".to_owned();
            record.request_headers = vec![("User-Agent".to_owned(), format!("Prometheus/{agent}.5.0"))];
            record.answer_headers = vec![("x".to_owned(), "y".to_owned())];
            record
                .answer_headers
                .extend(content_type.map(|text| ("content-type".to_owned(), text.to_owned())));
            record.status = Some(Status::Http(status));
            record.problem = problem.map(str::to_owned);
            let judgement = Capture::from_records([record.clone()]).judge(&Profile::default());
            let verdicts = &judgement.looks()[0].verdicts;
            assert_eq!(verdicts.iter().map(|(by, _)| by.major()).collect::<Vec<_>>(), [3, 2]);
            for ((by, verdict), expected) in verdicts.iter().zip(expected) {
                assert_eq!(verdict.is_accepted(), expected.is_none(), "{by}: {verdict:?}\n{record:?}");
                let why = verdict.why().unwrap_or_default();
                assert!(why.contains(expected.unwrap_or_default()), "{by}: {why}\n{record:?}");
            }
        }
    }

    #[test]
    fn a_label_that_stands_twice_is_seen_among_few_and_many() {
        for number in [2, 31, 32, 33, 200] {
            for repeated in [None, Some(0), Some(number / 2), Some(number - 1)] {
                let labels: String = (0..number).chain(repeated).map(|at| format!("l{at}=\"x\",")).collect();
                let body = format!("a{{{labels}}} 1\n");
                let exposition = parse(body.as_bytes(), Format::PrometheusText);
                let capture = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body.as_str());
                let text = TextView::of(Text::of(&exposition), &capture.requests()[0], World::Text);
                let found = text.families[0].shapes[0].repeated().map(str::to_owned);
                assert_eq!(found, repeated.map(|at| format!("l{at}")), "of {number}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_cheap_look_at_openmetrics_and_the_servers_own_reading_agree(
            lines in proptest::collection::vec(select(OPENMETRICS_LINES), 0..4),
            end in select(&["# EOF\n", "# EOF", "# EOF \n", "# EOF\r\n", ""][..]),
        ) {
            let mut body: String = lines.iter().map(|line| format!("{line}\n")).collect();
            body.push_str(end);
            for format in [Format::OpenMetricsText, Format::OpenMetricsText2] {
                let capture = Capture::of_body(BodyFormat::Exposition(format), body.as_str());
                let judgement = capture.judge(&Profile::default());
                for (by, verdict) in &judgement.looks()[0].verdicts {
                    prop_assert_eq!(verdict, &ingest(body.as_bytes(), format, *by).verdict, "{:?} by {:?}", body, by);
                }
            }
        }

        #[test]
        fn a_cheap_look_and_the_servers_own_reading_agree(
            lines in proptest::collection::vec(select(LINES), 0..6),
            ends in any::<bool>(),
        ) {
            let mut body = lines.join("\n");
            if ends {
                body.push('\n');
            }
            for format in [Format::PrometheusText, Format::PrometheusText1] {
                let capture = Capture::of_body(BodyFormat::Exposition(format), body.as_str());
                let judgement = capture.judge(&Profile::default());
                for (by, verdict) in &judgement.looks()[0].verdicts {
                    let read = ingest(body.as_bytes(), format, *by).verdict;
                    prop_assert_eq!(&read, &parse(body.as_bytes(), format).verdict(*by));
                    prop_assert_eq!(verdict, &read, "{:?} by {:?}", body, by);
                }
            }
        }
    }
}
