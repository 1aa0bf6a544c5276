//! The report as JUnit XML: a suite for each input, a case for each rule that it breaks, and one that says it was looked at.

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};

use meterstick::rules::Severity;

use super::{Finding, Report, severity};

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let mut document = Document::new("meterstick");
    for input in &report.inputs {
        let mut suite = TestSuite::new(&*input.name);
        let mut looked = TestCase::new("looked at", TestCaseStatus::success());
        looked.set_classname("meterstick");
        looked.set_system_out(format!("{}, {}", input.format, input.content));
        suite.add_test_case(looked);
        let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in report.findings.iter().filter(|finding| finding.input == input.name) {
            by_rule.entry(finding.of_rule.rule.id).or_default().push(finding);
        }
        suite.add_test_cases(by_rule.into_iter().map(|(id, findings)| of_rule(id, &findings)));
        document.add_test_suite(suite);
    }
    if let Some(contract) = &report.contract {
        let mut suite = TestSuite::new(&*contract.file);
        let mut told: Vec<String> =
            contract.violations.iter().map(|one| format!("violation: {one}")).collect();
        let mut worst = told.first().map(|_| Severity::Error);
        for change in contract.drift.changes() {
            told.push(format!("{}: [{}] {}; hurt: {}", change.class, change.world, change.what, change.harm));
            worst = worst.max(Some(severity(change.class)));
        }
        suite.add_test_case(case("contract", worst, &told));
        document.add_test_suite(suite);
    }
    if !report.idle.is_empty() {
        let told: Vec<String> = report.idle.iter().map(ToString::to_string).collect();
        let mut suite = TestSuite::new("settings");
        suite.add_test_case(case("settings", Some(Severity::Warning), &told));
        document.add_test_suite(suite);
    }
    document.serialize(&mut *out).map_err(io::Error::other)?;
    writeln!(out)
}

fn of_rule(id: &str, findings: &[&Finding]) -> TestCase {
    let worst = findings.iter().map(|finding| finding.of_rule.severity).max();
    let told: Vec<String> = findings
        .iter()
        .map(|finding| format!("{} ({})", finding.of_rule.message, finding.spot()))
        .chain(findings.first().map(|finding| format!("help: {}", finding.of_rule.rule.help)))
        .collect();
    case(id, worst, &told)
}

/// Only an error fails a case: a CI server knows no warnings.
fn case(name: &str, worst: Option<Severity>, told: &[String]) -> TestCase {
    let text = told.join("\n");
    let is_failure = worst == Some(Severity::Error);
    let mut status = TestCaseStatus::success();
    if is_failure {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(told.first().cloned().unwrap_or_default());
        status.set_type("error");
        status.set_description(text.clone());
    }
    let mut case = TestCase::new(name, status);
    case.set_classname("meterstick");
    if !is_failure {
        case.set_system_out(text);
    }
    case
}
