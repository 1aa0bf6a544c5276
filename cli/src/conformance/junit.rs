//! The report as JUnit XML: a suite for each program and way, a case a scenario.

use meterstick::conformance::{Outcome, Verdict};
use meterstick::rules::Severity;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::io::{self, Write};

use super::played::Played;

pub(super) fn write(out: &mut dyn Write, all: &[Played]) -> io::Result<()> {
    let mut document = Report::new("meterstick conformance");
    for played in all {
        let mut suite = TestSuite::new(format!("{} · {}", played.name, played.subject.way()));
        suite.set_time(played.took);
        suite.add_test_cases(played.outcomes.iter().map(case));
        document.add_test_suite(suite);
    }
    document.serialize(&mut *out).map_err(io::Error::other)?;
    writeln!(out)
}

/// Only an error fails a case: a CI server knows no warnings. What is known to fail, cannot be asked or was left out is skipped.
fn case(outcome: &Outcome) -> TestCase {
    let scenario = &outcome.scenario;
    let told =
        format!("asked: {}\nexpected: {}\nseen: {}", scenario.requirement, scenario.expected, outcome.seen);
    let status = match (outcome.verdict, outcome.severity()) {
        (Verdict::NotPlayed, _) => failure(NonSuccessKind::Error, outcome, &told),
        (_, Some(Severity::Error)) => failure(NonSuccessKind::Failure, outcome, &told),
        (Verdict::KnownFailure | Verdict::NotApplicable | Verdict::LeftOut, _) => {
            let mut status = TestCaseStatus::skipped();
            let reason = outcome.known.as_ref().map_or(outcome.seen.as_str(), |known| known.reason.as_str());
            status.set_message(format!("{}: {reason}", outcome.verdict));
            status
        }
        _ => TestCaseStatus::success(),
    };
    let mut case = TestCase::new(&*scenario.id, status);
    case.set_classname(scenario.citation.to_string());
    case.set_time(outcome.took);
    case.set_system_out(told);
    case
}

fn failure(kind: NonSuccessKind, outcome: &Outcome, told: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(outcome.verdict.name());
    status.set_message(outcome.seen.clone());
    status.set_description(told);
    status
}
