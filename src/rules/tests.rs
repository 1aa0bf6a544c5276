//! The same questions to every rule.

use std::collections::BTreeSet;

use super::judge::{rules_of_fault, rules_of_otlp_fault};
use super::*;
use crate::exposition::{FaultKind, Format};

/// Rules whose bad example would not fit on a page, or would be a gap in the other rules.
const WITHOUT_EXAMPLE: &[&str] = &[
    "cardinality/family-huge",
    "cardinality/family-large",
    "cardinality/product",
    "metric/points-beyond-limit",
    "otlp/request-large",
    "scrape/body-refused",
    "scrape/size-excessive",
    "syntax/body-too-long",
];

/// What every rule says of an example. Those that speak only where somebody wants to hear them are asked of their own alone: what will suffer
/// in another backend may be as it should be.
fn judged(rule: &Rule, example: &Example) -> Vec<Finding> {
    let mut profile = Profile::default();
    if !profile.lets_speak(rule) {
        profile = "practice".parse().expect("a profile");
    }
    example.capture().judge(&profile).findings().to_vec()
}

#[test]
fn the_path_of_a_rule_is_its_id() {
    for rule in rules() {
        let path = rule.file.replace('\\', "/");
        let path =
            path.split("src/rules/").last().unwrap_or_default().trim_end_matches(".rs").replace('_', "-");
        assert_eq!(path, rule.id);
    }
}

#[test]
fn ids_are_unique_and_those_that_are_yielded_to_exist() {
    let ids: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules().count());
    for rule in rules() {
        for other in rule.yields_to {
            assert!(ids.contains(other), "{} yields to `{other}`, which is no rule", rule.id);
            assert_ne!(*other, rule.id);
        }
    }
}

#[test]
fn every_bad_example_fires_its_rule_and_no_other_error() {
    let mut wrong = Vec::new();
    for rule in rules() {
        if rule.bad.is_empty() != WITHOUT_EXAMPLE.contains(&rule.id) {
            wrong.push(format!("{}: no bad example", rule.id));
        }
        for (number, example) in rule.bad.iter().enumerate() {
            let findings = judged(rule, example);
            let fires = |finding: &Finding| finding.rule.id == rule.id;
            if !findings.iter().any(fires) {
                wrong.push(format!("{}: bad example {number} is not spoken of, only {findings:?}", rule.id));
            }
            let others = findings.iter().filter(|one| !fires(one) && one.severity == Severity::Error);
            wrong.extend(others.map(|other| format!("{}: bad example {number} also has {other}", rule.id)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is only worth knowing may be said of good examples by other rules: they would have to be pages long otherwise.
#[test]
fn every_rule_is_silent_on_good_examples() {
    let mut wrong = Vec::new();
    for rule in rules() {
        for (number, example) in rule.good.iter().enumerate() {
            let findings = judged(rule, example);
            let spoken = findings.iter();
            let spoken = spoken.filter(|one| one.severity > Severity::Info || one.rule.id == rule.id);
            wrong.extend(spoken.map(|finding| format!("{}: good example {number} has {finding}", rule.id)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_begin_with_a_sentence_and_helps_are_fragments() {
    for rule in rules() {
        let summary = rule.summary();
        assert!(summary.ends_with('.'), "{}: `{summary}` is no sentence", rule.id);
        let first = rule.help.chars().next().expect("a help");
        assert!(
            !first.is_uppercase() && !rule.help.ends_with('.'),
            "{}: `{}` is no fragment",
            rule.id,
            rule.help
        );
    }
}

#[test]
fn every_fault_of_a_text_is_told_by_one_rule() {
    let formats = [Format::PrometheusText, Format::OpenMetricsText, Format::OpenMetricsText2];
    for format in formats {
        for &kind in FaultKind::ALL {
            let told_by = rules_of_fault(kind, format);
            assert!(told_by.len() <= 1, "{kind:?} is told by {told_by:?}");
        }
    }
    for &kind in FaultKind::ALL {
        let is_told = formats.into_iter().any(|format| !rules_of_fault(kind, format).is_empty());
        assert!(is_told, "{kind:?} is told by no rule");
    }
}

#[test]
fn every_fault_of_a_push_is_told_by_one_rule() {
    for &kind in crate::otlp::FaultKind::ALL {
        let told_by = rules_of_otlp_fault(kind);
        assert_eq!(told_by.len(), 1, "{kind:?} is told by {told_by:?}");
    }
}

#[test]
fn what_is_allowed_is_silent_and_what_was_allowed_in_vain_is_told() {
    let body = "# TYPE orders_total counter\norders_total null\n";
    let capture = Example { format: "prometheus-text", text: body }.capture();
    let profile = Profile::default().set("syntax/*", Setting::Allow, "old").set(
        "openmetrics/*",
        Setting::Allow,
        "older",
    );
    let judgement = capture.judge(&profile);
    assert!(judgement.is_below(Severity::Error), "{judgement}");
    let idle: Vec<String> = judgement.idle().iter().map(ToString::to_string).collect();
    assert_eq!(idle, ["`allow openmetrics/*` meets nothing any more and can go"]);
    let warned = capture.judge(&Profile::default().set("syntax/value-*", Setting::Warn, "soon"));
    assert_eq!(warned.worst(), Some(Severity::Warning));
}

#[test]
fn what_many_a_sound_service_breaks_is_asked_on_request() {
    let rule = find("label/repeated-in-name").expect("a rule");
    let capture = rule.bad[0].capture();
    let tells = |profile: &Profile| {
        capture.judge(profile).findings().iter().any(|one| one.rule.id == "label/repeated-in-name")
    };
    assert!(!tells(&Profile::default()));
    assert!(tells(&"practice".parse().expect("a profile")));
    assert!(tells(&Profile::default().set("label/repeated-in-name", Setting::Warn, "we want to know")));
}
