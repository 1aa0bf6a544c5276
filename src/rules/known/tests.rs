//! The known defects, each shown as its library shows it.

mod shown;

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::capture::BodyFormat;
use crate::rules::example::{Example, envelope};
use crate::rules::{Finding, KNOWN_DEFECTS, Profile};
use shown::SHOWN;

#[derive(Deserialize)]
struct Written {
    name: String,
    library: String,
    #[serde(default)]
    versions: Option<String>,
    rule: String,
    family: Option<String>,
    signs: Vec<String>,
    evidence: String,
}

/// The list that comes with meterstick.
fn known() -> Vec<KnownDefect> {
    let written: BTreeMap<String, Vec<Written>> = toml::from_str(KNOWN_DEFECTS).expect("a readable list");
    let defects = written.into_values().flatten().map(|one| {
        let mut defect = KnownDefect::new(one.name, one.library, one.rule);
        defect.versions = one.versions.unwrap_or(defect.versions);
        (defect.family, defect.evidence) = (one.family, one.evidence);
        defect.signs = one.signs.iter().map(|sign| sign.parse().expect("a sign")).collect();
        defect
    });
    defects.collect()
}

/// What shows a defect, in the words of the library, cut down to that.
enum Shown {
    /// A scrape: the head of the request, that of the answer, and the body after it; several are parted by `---`.
    Http(&'static str),
    /// Metrics that OpenTelemetry Python of that version pushes.
    Pushed(&'static str, &'static str),
    /// Nothing short of processes: the emitter `defects` under `meterstick run`, or a release that is no longer installed.
    ByEmitter,
}

use Shown::{ByEmitter, Http, Pushed};

fn findings(text: &str, defects: Vec<KnownDefect>, is_pushed: bool) -> Vec<Finding> {
    let capture = if is_pushed {
        crate::capture::Capture::of_body(BodyFormat::OtlpJson, text)
    } else {
        Example { format: "http", text: text.to_owned().leak() }.capture()
    };
    let profile = defects.into_iter().fold(Profile::default(), Profile::know);
    capture.judge(&profile).findings().to_vec()
}

/// What is shown, as text.
fn text_of(shown: &Shown) -> Option<(String, bool)> {
    match shown {
        Http(text) => Some(((*text).to_owned(), false)),
        Pushed(version, metrics) => {
            let text = envelope(metrics).replace("\"rust\"", "\"python\"").replace("0.33.0", version);
            Some((text, true))
        }
        ByEmitter => None,
    }
}

fn names(findings: &[Finding]) -> BTreeSet<&str> {
    findings.iter().filter_map(|finding| finding.known_defect.as_deref()).collect()
}

#[test]
fn every_defect_of_the_list_is_shown_and_told_by_its_name() {
    let listed: Vec<String> = known().into_iter().map(|defect| defect.name).collect();
    let shown: Vec<&str> = SHOWN.iter().map(|(name, _)| *name).collect();
    assert_eq!(listed, shown);
    for (name, shown) in SHOWN {
        if let Some((text, is_pushed)) = text_of(shown) {
            let findings = findings(&text, known(), is_pushed);
            assert!(names(&findings).contains(name), "{name} is not told, only {findings:?}");
        }
    }
}

#[test]
fn the_same_of_another_library_or_a_later_version_has_no_name() {
    for (name, shown) in SHOWN {
        let Some((text, is_pushed)) = text_of(shown) else { continue };
        let other = text
            .replace("python", "erlang")
            .replace("nodejs", "erlang")
            .replace("go_info", "erlang_info")
            .replace("Exporter-Python", "Exporter-Erlang");
        let found = findings(&other, known(), is_pushed);
        assert!(!found.is_empty(), "{name}: nothing is told of another library");
        assert_eq!(names(&found), BTreeSet::new(), "{name} of another library");
        let defect = known().into_iter().find(|defect| defect.name == *name).expect("it is listed");
        if defect.versions != "*" {
            let later = text.replace("1.45.2", "9.0.0").replace("2.12.1", "9.0.0").replace("1.30.0", "9.0.0");
            let found = findings(&later, known(), is_pushed);
            assert!(!names(&found).contains(name), "{name} of a later version");
        }
    }
}

#[test]
fn the_version_is_read_beside_the_sign() {
    let exchange = |text| findings(text, known(), false);
    // The SDK in the same process says nothing of the version of prometheus_client.
    let both = "GET /metrics\naccept: application/openmetrics-text\n\nHTTP/1.1 200 OK\ncontent-type: application/openmetrics-text; version=1.0.0\n\n# TYPE python_info gauge\npython_info{version=\"3.11.7\"} 1\n# TYPE target info\ntarget_info{telemetry_sdk_version=\"9.9.9\"} 1\n# TYPE a:colon gauge\na_colon 0.0\n# EOF\n";
    assert!(names(&exchange(both)).contains("python-client-colon-escaped"));
}

#[test]
fn versions_lie_in_ranges() {
    for (version, ranges, expected) in [
        ("1.45.2", ">=1.40, <=1.45.2", true),
        ("1.45.3", ">=1.40, <=1.45.2", false),
        ("1.9.0", ">=1.40", false),
        ("0.66b2", "<0.67", true),
        ("2.0.0", "*", true),
        ("1.2", "=1.2", true),
    ] {
        assert_eq!(is_within(version, ranges), expected, "{version} in {ranges}");
    }
}

#[test]
fn a_sign_is_read_from_its_words() {
    assert_eq!("family python_*".parse(), Ok(Sign::Family("python_*".to_owned())));
    assert_eq!("header server=W*".parse(), Ok(Sign::Header("server".to_owned(), "W*".to_owned())));
    let label = ("telemetry_sdk_language".to_owned(), Some("python".to_owned()));
    assert_eq!("label telemetry_sdk_language=python".parse(), Ok(Sign::Label(label.0, label.1)));
    assert_eq!("label pid".parse(), Ok(Sign::Label("pid".to_owned(), None)));
    assert!("header server".parse::<Sign>().is_err() && "colour red".parse::<Sign>().is_err());
}
