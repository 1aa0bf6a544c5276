//! What was found, as data, and how it ends the command. The forms are in [`text`] and [`json`].

mod examine;
mod json;
mod text;

pub(crate) use examine::capture_of;
use meterstick::capture::Tally;
use meterstick::contract::{Class, Drift, Violation};
use meterstick::exposition::{Prometheus, Verdict};
use std::io;

use crate::arguments::{FailOn, Output, ReportOptions};
use crate::outcome::{Outcome, Trouble};

/// Everything that a command found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) inputs: Vec<InputReport>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) contract: Option<ContractReport>,
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
    pub(crate) faults: usize,
}

/// The comparison with a contract.
#[derive(Debug)]
pub(crate) struct ContractReport {
    pub(crate) file: String,
    pub(crate) drift: Drift,
    pub(crate) violations: Vec<Violation>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something that is wrong.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) rule: &'static str,
    pub(crate) severity: Severity,
    pub(crate) effect: &'static str,
    pub(crate) message: String,
    pub(crate) place: Spot,
    /// The line at fault, where the input is a text.
    pub(crate) excerpt: Option<Excerpt>,
}

/// Where a finding is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    pub(crate) input: String,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
    /// The exchange of a capture, counted from zero.
    pub(crate) request: Option<usize>,
    pub(crate) pointer: Option<String>,
}

/// Part of a line, and how many columns of it lie before the spot.
#[derive(Debug)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) before: usize,
    pub(crate) width: usize,
}

impl Report {
    /// Prints the report on standard output in the form that was asked for.
    pub(crate) fn print(&self, options: &ReportOptions) -> Result<(), Trouble> {
        let out = &mut anstream::stdout();
        let written = match options.output {
            Output::Text => text::write(out, self),
            Output::Json => json::write(out, self),
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
                    || self.findings.iter().any(|finding| finding.effect == "scrape-fails");
                return if fails { Outcome::Found } else { Outcome::Clean };
            }
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        };
        let of_contract = self.contract.iter().flat_map(|contract| {
            let changes = contract.drift.changes().iter().map(|change| severity(change.class));
            changes.chain(contract.violations.iter().map(|_| Severity::Error))
        });
        let worst = self.findings.iter().map(|finding| finding.severity).chain(of_contract).max();
        if worst.is_some_and(|worst| worst >= least) { Outcome::Found } else { Outcome::Clean }
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
