//! What was seen of one exchange, beside what is wrong with it.

use super::super::finding::Finding;
use super::super::rule::{Effect, Severity};
use super::super::view::TextView;
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
        let mut look = Self {
            exchange: text.exchange.number(),
            families: text.families.len(),
            series: 0,
            points: 0,
            faults: exposition.faults().len(),
            verdicts: newer_first.map(|by| (by, exposition.verdict(by))).collect(),
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
