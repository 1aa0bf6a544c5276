//! Defects of released libraries on real processes: told by their names, accepted by their names, and told when they are gone.

mod command;

use command::{Ended, meterstick, root};
use serde_json::Value;
use std::collections::BTreeSet;
use std::env;
use std::process::Command;

/// What the emitter needs on the machine.
fn has_python() -> bool {
    let found = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(found || env::var_os("CI").is_none(), "CI needs python3 for the Python emitters");
    if !found {
        eprintln!("SKIPPED: the Python emitters need python3 on this machine");
    }
    found
}

/// Runs the emitter that shows defects.
fn show(options: &[&str], defects: &[&str]) -> Ended {
    let program = root().join("conformance/emitters/python/run").display().to_string();
    let mut arguments = vec!["run", "--output", "json"];
    arguments.extend(options);
    arguments.extend(["--", &program, "defects"]);
    arguments.extend(defects);
    meterstick(&arguments, "")
}

const BRIDGE: [&str; 3] = ["bridge", "--port", "{port}"];
const BOTH: [&str; 6] =
    ["--scrape", "http://127.0.0.1:{port}/metrics", "--until", "calls", "--until", "calls_total"];

/// The defects that the bridge shows, without those that are merely worth knowing.
const OF_THE_BRIDGE: [&str; 8] = [
    "otel-python-bridge-bound-label-lost",
    "otel-python-bridge-colliding-values-lost",
    "otel-python-bridge-exemplars-lost",
    "otel-python-bridge-families-repeated",
    "otel-python-bridge-labels-shifted",
    "otel-python-bridge-names-clash",
    "otel-python-bridge-series-collide",
    "otel-python-bridge-target-info-shared",
];

fn report(ended: &Ended) -> Value {
    serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", ended.out, ended.err))
}

/// The names of the known defects that were found.
fn names(report: &Value) -> BTreeSet<&str> {
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().filter_map(|finding| finding["known_defect"].as_str()).collect()
}

/// Errors that are no known defect.
fn unknown_errors(report: &Value) -> Vec<&Value> {
    let findings = report["findings"].as_array().expect("findings").iter();
    findings.filter(|one| one["severity"] == "error" && one["known_defect"].is_null()).collect()
}

#[test]
fn each_defect_of_the_bridge_is_told_by_its_name() {
    if has_python() {
        let ended = show(&BOTH, &BRIDGE);
        ended.exits_with(1);
        let report = report(&ended);
        let names = names(&report);
        for name in OF_THE_BRIDGE.into_iter().chain([
            "otel-python-bridge-start-time-lost",
            "otel-python-exemplar-before-start",
            "otel-python-extremes-infinite",
        ]) {
            assert!(names.contains(name), "{name} is not among {names:?}");
        }
        assert_eq!(unknown_errors(&report), Vec::<&Value>::new());
    }
}

#[test]
fn accepted_defects_are_silent_and_one_that_no_longer_shows_is_told() {
    if has_python() {
        let accepted = OF_THE_BRIDGE.into_iter().chain(["otel-python-extremes-infinite"]);
        let accepted: Vec<String> =
            accepted.chain(["otel-js-bridge-label-repeated"]).map(|name| format!("{name}=seen")).collect();
        let mut options = BOTH.to_vec();
        options.extend(accepted.iter().flat_map(|one| ["--accept", one]));
        let ended = show(&options, &BRIDGE);
        ended.exits_with(0);
        let report = report(&ended);
        assert!(names(&report).iter().all(|name| !OF_THE_BRIDGE.contains(name)), "{:?}", names(&report));
        let idle = report["settings"]["idle"].to_string();
        assert!(idle.contains("`otel-js-bridge-label-repeated` no longer shows"), "{idle}");
        assert_eq!(idle.matches("no longer shows").count(), 1, "{idle}");
    }
}

#[test]
fn defects_of_the_sdk_are_told_by_their_names() {
    if has_python() {
        for (defects, name, code) in
            [("deltas", "otel-python-delta-starts-differ", 0), ("fork", "otel-python-fork-repeats", 1)]
        {
            let ended = show(&[], &[defects]);
            ended.exits_with(code);
            let report = report(&ended);
            assert!(names(&report).contains(name), "{name} is not among {:?}", names(&report));
            assert_eq!(unknown_errors(&report), Vec::<&Value>::new());
        }
    }
}
