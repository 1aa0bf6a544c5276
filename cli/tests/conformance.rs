//! `meterstick conformance` on small programs: what it asks, what it says, how it ends.

mod command;
#[path = "command/program.rs"]
mod program;

use command::{Ended, meterstick};
use program::{has_python, pushing};
use serde_json::Value;
use std::fs;

/// Exports once, sends again whatever is answered with one of these statuses, and stays.
fn exporter(again: &str) -> String {
    let program = r#"
import time, urllib.error
metric = {"name": "orders", "gauge": {"dataPoints": [{"asInt": "1", "timeUnixNano": str(time.time_ns())}]}}
body = json.dumps({"resourceMetrics": [{"scopeMetrics": [{"metrics": [metric]}]}]}).encode()
url = os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] + "/v1/metrics"
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for attempt in range(3):
    try:
        opener.open(urllib.request.Request(url, body, {"Content-Type": "application/json"}), timeout=10)
        break
    except urllib.error.HTTPError as error:
        print("refused:", error.code, file=sys.stderr, flush=True)
        if error.code not in AGAIN:
            break
        time.sleep(0.1)
signal.pause()
"#;
    pushing(&program.replace("AGAIN", again))
}

const RIGHT: &str = "(429, 502, 503, 504)";
const WRONG: &str = "(429, 500, 502, 504)";

const TWO: [&str; 5] = [
    "conformance",
    "--protocol=http/json",
    "--only=otlp/retry/http-500",
    "--only=otlp/retry/http-503",
    "--jobs=2",
];

fn play(options: &[&str], program: &str) -> Ended {
    meterstick(&[&TWO[..], options, &["--", "python3", "-c", program]].concat(), "")
}

#[test]
fn whoever_does_right_is_told_so() {
    if has_python() {
        let ended = play(&[], &exporter(RIGHT));
        ended.exits_with(0);
        ended.says("✓ otlp/retry/http-500");
        ended.says("✓ otlp/retry/http-503");
        ended.says("2 passed");
    }
}

#[test]
fn whoever_does_wrong_is_told_what_was_asked_and_what_was_seen() {
    if has_python() {
        let ended = play(&[], &exporter(WRONG));
        ended.exits_with(1);
        ended.says("✗ otlp/retry/http-500");
        ended.says("expected: the export comes once");
        ended.says("seen:     the export came 2 times, after");
        ended.says("seen:     the export came once");
        play(&["--fail-on=never"], &exporter(WRONG)).exits_with(0);
    }
}

#[test]
fn programs_read_the_report() {
    if !has_python() {
        return;
    }
    let ended = play(&["--output=json"], &exporter(WRONG));
    ended.exits_with(1);
    let report: Value = serde_json::from_str(&ended.out).expect("JSON");
    let program = &report["programs"][0];
    assert_eq!(program["way"], "http/json");
    assert_eq!(program["commands"], Value::Null);
    assert_eq!(program["verdicts"]["failed"], 2);
    let scenario = &program["scenarios"][0];
    assert_eq!(scenario["id"], "otlp/retry/http-503");
    assert_eq!(scenario["severity"], "warning");
    assert_eq!(scenario["runs"][0][0]["what"], "request");
    assert!(scenario["runs"][0][0]["status"].as_str().is_some_and(|status| status.starts_with("http 50")));

    let ended = play(&["--output=junit"], &exporter(WRONG));
    let junit = quick_junit::Report::deserialize_from_str(&ended.out).expect("JUnit XML");
    assert_eq!((junit.tests, junit.failures, junit.errors), (2, 1, 0));
}

#[test]
fn people_read_the_report_in_a_browser_and_in_a_pull_request() {
    if !has_python() {
        return;
    }
    let ended = play(&["--output=markdown"], &exporter(WRONG));
    ended.says("| section | python3 · http/json |");
    ended.says("| **all** | **0/2** |");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("site");
    let ended = play(&["--output=html", "--out", &path.display().to_string()], &exporter(WRONG));
    ended.exits_with(1);
    let index = fs::read_to_string(path.join("index.html")).expect("a first page");
    assert!(index.contains(r#"<a href="python3-http-json.html#"#), "{index}");
    let page = fs::read_to_string(path.join("python3-http-json.html")).expect("a page of the program");
    assert!(page.contains("127.0.0.1:PORT") && page.contains("refused: 503"), "{page}");
    let ended = play(&["--output=html"], &exporter(WRONG));
    ended.exits_with(2);
    ended.complains("say which with --out DIR");
}

#[test]
fn what_is_known_to_fail_is_no_news_and_a_pass_is() {
    if !has_python() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let described = |program: &str| {
        let path = folder.path().join("emitter.toml");
        let known = "[[known]]\nscenario = \"otlp/retry/http-50?\"\nreason = \"it is so\"\n";
        let text = format!(
            "name = \"Ours\"\nlanguage = \"python\"\ncommand = [\"python3\", \"-c\", '''{program}''']\nprotocols = [\"http/json\"]\n{known}"
        );
        fs::write(&path, text).expect("it can be written");
        let only = ["--only=otlp/retry/http-500", "--only=otlp/retry/http-503"];
        meterstick(&[&["conformance", "--emitter", &path.display().to_string()][..], &only].concat(), "")
    };
    let ended = described(&exporter(WRONG));
    ended.exits_with(0);
    ended.says("2 known failures");
    let ended = described(&exporter(RIGHT));
    ended.exits_with(1);
    ended.says("passes, although it is said to fail: it is so");
}

#[test]
fn what_cannot_be_looked_at_is_told() {
    for (arguments, complaint) in [
        (&["conformance"][..], "name a program after `--`, or its description with --emitter"),
        (&["conformance", "--only", "no/such", "--list"], "no scenario is called `no/such`"),
        (&["conformance", "--", "/no/such/program"], "cannot start `/no/such/program`"),
        (&["conformance", "--emitter", "/no/such.toml"], "cannot read /no/such.toml"),
    ] {
        let ended = meterstick(arguments, "");
        ended.exits_with(2);
        ended.complains(complaint);
    }
    if has_python() {
        let ended = meterstick(&["conformance", "--", "python3", "-c", "print('nothing to say')"], "");
        ended.exits_with(2);
        ended.complains("nothing was exported in good circumstances; it said last: nothing to say");
    }
}

#[test]
fn the_list_is_one_array_with_everything_that_is_known() {
    let ended = meterstick(&["conformance", "--list", "--output=json"], "");
    ended.exits_with(0);
    let list: Value = serde_json::from_str(&ended.out).expect("JSON");
    let list = list.as_array().expect("an array");
    assert!(list.len() >= 70, "{} scenarios", list.len());
    for field in ["id", "title", "level", "requirement", "expected", "citation", "ways"] {
        assert!(list.iter().all(|scenario| !scenario[field].is_null()), "{field}");
    }
    let ended = meterstick(&["conformance", "--list", "--only=otlp/retry/*", "--skip=*/grpc-*"], "");
    ended.says("otlp/retry/http-503  should");
    assert!(!ended.out.contains("grpc-unavailable"));
}

/// Writes the description of a program.
#[cfg(unix)]
fn described(folder: &std::path::Path, name: &str, protocol: &str, command: &str) -> String {
    let file = folder.join(format!("{name}.toml"));
    let text = format!(
        "name = \"{name}\"\nlanguage = \"shell\"\nprotocols = [\"{protocol}\"]\ncommand = {command}\n"
    );
    fs::write(&file, text).expect("a writable folder");
    file.display().to_string()
}

#[test]
#[cfg(unix)]
fn one_program_that_cannot_be_asked_does_not_keep_the_others_from_being_asked() {
    if !has_python() {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let code = format!("['python3', '-c', '''{}''']", pushing("push('g')\nsignal.pause()"));
    let good = described(folder.path(), "good", "http/json", &code);
    let bad = described(folder.path(), "bad", "grpc", r#"["sh", "-c", "echo no luck >&2; exit 3"]"#);
    let (report, site) = (folder.path().join("report.md"), folder.path().join("site"));
    let only = ["conformance", "--only", "otlp/retry/grpc-unavailable"];
    let ended = meterstick(
        &[
            &only[..],
            &["--emitter", &bad, "--emitter", &good, "--output", "markdown"],
            &["--out", &report.display().to_string(), "--html", &site.display().to_string()],
        ]
        .concat(),
        "",
    );
    ended.exits_with(2);
    ended.complains("bad · grpc: `otlp/retry/grpc-unavailable` could not be played: ");
    ended.says("bad · grpc: 1 scenarios in 0 s: 0 passed, 1 could not be played\n");
    ended.says("good · http/json: 1 scenarios in ");
    let report = fs::read_to_string(report).expect("it was written");
    assert!(report.contains("### good · http/json") && report.contains("no luck"), "{report}");
    for page in ["index.html", "good-http-json.html", "bad-grpc.html"] {
        assert!(site.join(page).exists(), "{page}");
    }
    // Alone, there is nothing to report.
    let ended = meterstick(&[&only[..], &["--emitter", &bad]].concat(), "");
    ended.exits_with(2);
    ended.complains("cannot ask bad · grpc: ");
    assert_eq!(ended.out, "");
}
