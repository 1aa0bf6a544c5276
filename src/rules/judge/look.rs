//! What was seen of one exchange, beside what is wrong with it.

use super::super::finding::Finding;
use super::super::rule::{Effect, Severity};
use super::super::view::{Obstacle, Shape, TextView};
use crate::capture::{BodyFormat, Exchange};
use crate::exposition::{Prometheus, Verdict, ingest};
use crate::model::{Kind, Reading};

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
        let exposition = text.exposition;
        let newer_first = Prometheus::ALL.into_iter().rev();
        // Nearly every body is so plain that reading it twice more would tell nothing.
        let is_taken = is_taken(text);
        let verdict = |by| if is_taken { Verdict::Accepted } else { exposition.verdict(by) };
        let mut look = Self {
            exchange: text.exchange.number(),
            families: text.families.len(),
            series: 0,
            points: 0,
            faults: exposition.faults().len(),
            verdicts: newer_first.map(|by| (by, verdict(by))).collect(),
        };
        for family in &text.families {
            let is_instance = matches!(family.kind, Kind::Histogram | Kind::GaugeHistogram | Kind::Summary);
            let series = if is_instance { family.instances().len() } else { family.members.len() };
            look.series += series;
            look.points += series;
        }
        look
    }

    pub(super) fn of_reading(exchange: &Exchange, reading: Option<&Reading>) -> Self {
        let verdicts = match exchange.format() {
            BodyFormat::Exposition(format) => {
                let newer_first = Prometheus::ALL.into_iter().rev();
                newer_first.map(|by| (by, ingest(exchange.body(), format, by).verdict)).collect()
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

/// Whether the body is surely taken by every server.
fn is_taken(text: &TextView<'_>) -> bool {
    let shapes = || text.families.iter().flat_map(|family| &family.shapes);
    let is_odd = |shape: &Shape<'_>| {
        shape.is_quoted || shape.repeated().is_some() || shape.labels.iter().any(|name| name == "__name__")
    };
    text.exposition.is_plain() && !shapes().any(is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Capture;
    use crate::exposition::{Format, parse};
    use crate::rules::Profile;
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

    proptest! {
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
                    let read = parse(body.as_bytes(), format).verdict(*by);
                    prop_assert_eq!(verdict, &read, "{:?} by {:?}", body, by);
                }
            }
        }
    }
}
