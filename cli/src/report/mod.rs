//! What was found, as data, and how it ends the command. Each form of the report is a file beside this one.

mod examine;
mod excerpt;
mod github;
mod json;
mod junit;
mod markdown;
mod sarif;
mod text;

pub(crate) use examine::capture_of;
use meterstick::capture::{StoredSample, Tally};
use meterstick::contract::{Class, Drift, Violation};
use meterstick::exposition::{Prometheus, Verdict};
use meterstick::rules::{self, Effect, Idle, Severity};
use std::io;

use crate::arguments::{FailOn, Output, ReportOptions};
use crate::outcome::{Outcome, Trouble};
use excerpt::Excerpt;

/// Everything that a command found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) inputs: Vec<InputReport>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) contract: Option<ContractReport>,
    /// What of the settings met nothing in any input.
    pub(crate) idle: Vec<Idle>,
    /// How many findings the baseline holds already.
    pub(crate) known_before: usize,
    /// What the baseline holds and nobody finds any more.
    pub(crate) gone: Vec<String>,
    /// Counts over the capture that was looked at last.
    pub(crate) tally: Tally,
}

/// One thing that was looked at.
#[derive(Debug)]
pub(crate) struct InputReport {
    pub(crate) name: String,
    pub(crate) format: String,
    /// What is inside, in a few words.
    pub(crate) content: String,
    /// What Prometheus would do with it, the newer first; empty if it is no exposition.
    pub(crate) verdicts: Vec<(Prometheus, Verdict)>,
    /// What Prometheus would store of it, where somebody asked.
    pub(crate) stored: Option<Vec<StoredSample>>,
}

/// A finding, with the input in which it is.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) input: String,
    pub(crate) of_rule: rules::Finding,
    /// Whether the input has more than one exchange, so that its number says something.
    pub(crate) is_numbered: bool,
    /// The line at fault, where the input is a text.
    pub(crate) excerpt: Option<Excerpt>,
}

impl Finding {
    /// Where it is, in words: `metrics.prom:3:7`, or `run.capture, exchange 2, orders_total{tier="gold"}`.
    pub(crate) fn spot(&self) -> String {
        let place = &self.of_rule.place;
        let mut spot = self.input.clone();
        if let Some(number) = place.exchange.filter(|_| self.is_numbered) {
            spot.push_str(&format!(", exchange {number}"));
        }
        if let Some(line) = place.line {
            // `exchange 0:85` would be read as one number.
            let before = if place.exchange.is_some() && self.is_numbered { ", line " } else { ":" };
            spot.push_str(&format!("{before}{line}"));
            if let Some(column) = place.column {
                spot.push_str(&format!(":{column}"));
            }
        }
        if let Some(pointer) = &place.pointer {
            spot.push_str(&format!(", {pointer}"));
        }
        // A line shows its series already.
        if place.line.is_none() && (place.family.is_some() || place.series.is_some()) {
            let (family, series) = (place.family.as_deref(), place.series.as_deref());
            spot.push_str(&format!(", {}{}", family.unwrap_or_default(), series.unwrap_or_default()));
        }
        spot
    }
}

/// The comparison with a contract.
#[derive(Debug)]
pub(crate) struct ContractReport {
    pub(crate) file: String,
    pub(crate) drift: Drift,
    pub(crate) violations: Vec<Violation>,
}

impl Report {
    /// Prints the report on standard output in the form that was asked for.
    pub(crate) fn print(&self, options: &ReportOptions) -> Result<(), Trouble> {
        let out = &mut anstream::stdout();
        let written = match options.output {
            Output::Text => text::write(out, self),
            Output::Json => json::write(out, self),
            Output::Junit => junit::write(out, self),
            Output::Sarif => sarif::write(out, self),
            Output::Github => github::write(out, self),
            Output::Markdown => markdown::write(out, self),
        };
        match written {
            // Whoever reads only the first lines has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| Trouble::of("cannot write the report", error)),
        }
    }

    /// How the command ends, by what was found.
    pub(crate) fn outcome(&self, fail_on: FailOn) -> Outcome {
        let least = match fail_on {
            FailOn::Never => return Outcome::Clean,
            FailOn::ScrapeFails => {
                let refuses =
                    |(by, verdict): &(Prometheus, Verdict)| *by == Prometheus::V3 && !verdict.is_accepted();
                let fails = self.inputs.iter().any(|input| input.verdicts.iter().any(refuses))
                    || self.findings.iter().any(|finding| finding.of_rule.effect == Effect::ScrapeFails);
                return if fails { Outcome::Found } else { Outcome::Clean };
            }
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        };
        if self.severities().any(|severity| severity >= least) { Outcome::Found } else { Outcome::Clean }
    }

    /// How bad each thing is that was found: findings, changes and violations of the contract, settings in vain.
    fn severities(&self) -> impl Iterator<Item = Severity> {
        let of_contract = self.contract.iter().flat_map(|contract| {
            let changes = contract.drift.changes().iter().map(|change| severity(change.class));
            changes.chain(contract.violations.iter().map(|_| Severity::Error))
        });
        let of_settings = self.idle.iter().map(|_| Severity::Warning);
        let of_rules = self.findings.iter().map(|finding| finding.of_rule.severity);
        of_rules.chain(of_contract).chain(of_settings)
    }

    /// How many of them are so bad.
    fn number_of(&self, wanted: Severity) -> usize {
        self.severities().filter(|severity| *severity == wanted).count()
    }
}

/// A breaking change is an error, an additive one a warning, a cosmetic one worth knowing.
pub(crate) fn severity(class: Class) -> Severity {
    match class {
        Class::Breaking => Severity::Error,
        Class::Additive => Severity::Warning,
        Class::Cosmetic => Severity::Info,
    }
}

/// What a verdict is called, and why, with its line.
fn verdict_in_words(verdict: &Verdict) -> (&'static str, Option<String>) {
    match verdict {
        Verdict::Accepted => ("accepted", None),
        Verdict::Partly { why, line } => ("partly", Some(format!("line {line}: {why}"))),
        Verdict::Refused { why, line: 0 } => ("refused", Some(why.clone())),
        Verdict::Refused { why, line } => ("refused", Some(format!("line {line}: {why}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use meterstick::capture::{BodyFormat, Capture};
    use meterstick::contract::Policy;
    use meterstick::exposition::Format;

    #[test]
    fn the_summary_counts_what_ends_the_command() {
        let contract = |body: &str| {
            Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body).contract().build()
        };
        let drift = Drift::under(&Policy::new(), &contract("a 1\nb 1\n"), &contract("a 1\nc 1\n"));
        let changes = drift.changes().len();
        let mut report = Report::default();
        assert_eq!(report.outcome(FailOn::Info), Outcome::Clean);
        let file = "a.snap".to_owned();
        report.contract = Some(ContractReport { file, drift, violations: Vec::new() });
        assert_eq!(report.outcome(FailOn::Error), Outcome::Found);
        let numbers = [Severity::Error, Severity::Warning, Severity::Info].map(|one| report.number_of(one));
        assert!(numbers[0] > 0, "{numbers:?}");
        assert_eq!(numbers.iter().sum::<usize>(), changes);
        let mut text = Vec::new();
        text::write(&mut text, &report).expect("memory takes all");
        let text = String::from_utf8(text).expect("UTF-8");
        assert!(text.contains(&crate::progress::count(numbers[0], "error")), "{text}");
    }
}
