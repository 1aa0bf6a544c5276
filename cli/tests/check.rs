//! `meterstick check` and `meterstick contract` on small inputs.

mod command;

use command::{meterstick, root};
use std::fs;

const COUNTER: &str = "# TYPE orders_total counter\norders_total{tier=\"gold\"} 3\n";

#[test]
fn each_input_ends_with_its_exit_code() {
    let export = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"asInt":"x"}]}}]}]}]}"#;
    for (arguments, input, code) in [
        (&["check", "-"][..], COUNTER, 0),
        (&["check", "-"], "a\n", 1),
        (&["check", "--fail-on", "never", "-"], "a\n", 0),
        (&["check", "--fail-on", "scrape-fails", "-"], "a 1", 0),
        (&["check", "-"], "a 1", 1),
        (&["check", "--fail-on", "scrape-fails", "-"], "a\n", 1),
        (&["check", "--format", "openmetrics-text", "-"], "a 1\n", 1),
        (&["check", "--format", "otlp-json", "-"], "{}", 0),
        (&["check", "-"], export, 1),
        (&["check", "no/such/file"], "", 2),
        (&["check", "http://127.0.0.1:1/metrics"], "", 2),
        (&["check", "--format", "capture", "-"], "hello\n", 2),
        (&["check"], "", 2),
        (&["no-such-command"], "", 2),
        (&["contract", "-"], "", 2),
        (&["contract", "-"], COUNTER, 0),
        (&["completions", "bash"], "", 0),
        (&["--help"], "", 0),
    ] {
        let ended = meterstick(arguments, input);
        assert_eq!(ended.code, Some(code), "{arguments:?} {input:?}\n{}\n{}", ended.out, ended.err);
    }
}

#[test]
fn a_fault_is_shown_in_its_line() {
    let ended = meterstick(&["check", "-"], "up 1\nup{a=\"b\"} x\n");
    ended.exits_with(1);
    ended.says(
        "\
error[syntax/value-malformed]: not a number, found `x`
  --> standard input:2:11
  |
2 | up{a=\"b\"} x
  |           ^
  = help: ",
    );
    ended.says(
        "\
standard input: prometheus-text, 1 family, 1 series, 1 point, 1 fault
  prometheus 3 refuses the whole scrape: line 2: not a number, found `x`
  prometheus 2 refuses the whole scrape: line 2: not a number, found `x`
",
    );
}

#[test]
fn the_json_report_has_the_documented_form() {
    let ended = meterstick(&["check", "--output", "json", "-"], "a 1\nb\n");
    ended.exits_with(1);
    let report: serde_json::Value = serde_json::from_str(&ended.out).expect("a JSON document");
    assert_eq!(report["version"], 1);
    assert_eq!(report["inputs"][0]["format"], "prometheus-text");
    assert_eq!(report["inputs"][0]["prometheus"]["3"]["scrape"], "refused");
    let findings = report["findings"].as_array().expect("findings");
    let error = findings.iter().find(|one| one["severity"] == "error").expect("an error");
    assert_eq!(error["effect"], "scrape-fails");
    assert_eq!(error["place"]["line"], 2);
    assert_eq!(report["summary"]["error"], 1);
}

#[test]
fn a_fault_in_otlp_json_is_told_with_its_pointer() {
    let ended = meterstick(&["check", "-"], r#"{"resourceMetrics":[{"scopeMetrics":7}]}"#);
    ended.exits_with(1);
    ended.says("error[json/value-type]: an array is expected, not a number");
    ended.says("/resourceMetrics/0/scopeMetrics");
}

#[test]
fn requests_in_lines_are_read_one_by_one() {
    let line = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"asInt":"1","timeUnixNano":"1700000000000000000"}]}}]}]}]}"#;
    let ended = meterstick(&["check", "--format", "otlp-json", "-"], format!("{line}\n{line}\n"));
    ended.exits_with(0);
    ended.says("1 family, 1 series, 2 points");
}

#[test]
fn a_contract_is_written_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("orders.snap");
    let path = file.display().to_string();
    meterstick(&["contract", "-", "-o", &path], COUNTER).exits_with(0);
    let written = fs::read_to_string(&file).expect("it was written");
    let expected = "---\nsource: meterstick\nexpression: contract\n---\nmeterstick contract 1\n\n[scrape]\n\n\
                    orders_total\n  type: counter\n  temporality: cumulative\n  monotonic: true\n  labels: tier\n  series: 1\n";
    assert_eq!(written, expected);
    // What is not a contract is not overwritten.
    fs::write(&file, "my notes\n").expect("a writable file");
    meterstick(&["contract", "-", "-o", &path], COUNTER).exits_with(2);
    assert_eq!(fs::read_to_string(&file).expect("still there"), "my notes\n");
}

#[test]
fn openmetrics_and_text_make_the_same_contract() {
    let om = "# TYPE orders counter\norders_total{tier=\"gold\"} 3\norders_created{tier=\"gold\"} 1\n# EOF\n";
    assert_eq!(meterstick(&["contract", "-"], om).out, meterstick(&["contract", "-"], COUNTER).out);
}

#[test]
fn decisions_are_read_from_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("meterstick.toml");
    fs::write(&file, "[contract]\nvalues = [{ family = \"*\", label = \"tier\" }]\n")
        .expect("a writable file");
    let path = file.display().to_string();
    meterstick(&["contract", "--policy", &path, "-"], COUNTER).says("  values tier: gold\n");
    fs::write(&file, "[contract]\nvalue = []\n").expect("a writable file");
    let ended = meterstick(&["contract", "--policy", &path, "-"], COUNTER);
    ended.exits_with(2);
    ended.complains("unknown field `value`");
    // The emitters' own decisions are well-formed.
    let own = root().join("conformance/emitters/meterstick.toml").display().to_string();
    meterstick(&["contract", "--policy", &own, "-"], COUNTER).exits_with(0);
}

#[test]
fn what_could_be_seen_is_told_whatever_could_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let exchange = "transport: scrape\nsignal: metrics\nformat: prometheus-text\narrived: 500.000000000\nmethod: GET\npath: http://a/metrics\nwire-size: 5\nbody-size: 5\n\nup 1\n\n";
    let whole = format!("meterstick-capture 1\n{}", exchange.repeat(3));
    let (cut, good, gone) = (path("cut.capture"), path("good.prom"), path("gone.prom"));
    fs::write(&cut, &whole[..whole.len() - 9]).expect("a writable file");
    fs::write(&good, COUNTER).expect("a writable file");
    for arguments in [&["check", &cut][..], &["check", "--sequence", &cut]] {
        let ended = meterstick(arguments, "");
        ended.exits_with(2);
        ended.says("2 scrapes; 1 family, 1 series, 2 points");
        ended.complains("ends in the middle of an exchange, after 2 whole ones");
    }
    let ended = meterstick(&["check", &gone, &good, &cut], "");
    ended.exits_with(2);
    ended.says("good.prom: prometheus-text, 1 family");
    ended.says("cut.capture: capture, 2 scrapes");
    ended.complains("gone.prom");
    ended.complains("after 2 whole ones");
    // A contract promises nothing of a part, and a baseline is not written of one.
    meterstick(&["contract", &cut], "").exits_with(2);
    let baseline = path("baseline.toml");
    meterstick(&["check", "--baseline", &baseline, "--update-baseline", &good, &gone], "").exits_with(2);
    assert!(!folder.path().join("baseline.toml").exists());
    // Where nothing could be seen there is no report.
    let ended = meterstick(&["check", "--output", "json", &gone], "");
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
}

#[test]
fn what_would_move_the_cursor_is_not_printed() {
    let ended = meterstick(&["check", "-"], "a \x1b[2J\nb{\x1b]0;x\x07=\"1\"} 1\n");
    ended.exits_with(1);
    ended.says("refuses the whole scrape");
    assert!(!ended.out.contains(['\x1b', '\x07']), "{:?}", ended.out);
    let ended = meterstick(&["check", "no/\x1b[2J"], "");
    ended.complains("cannot read no/");
    assert!(!ended.err.contains('\x1b'), "{:?}", ended.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_may_have_any_name() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(OsStr::from_bytes(b"orders-\xff.prom"));
    fs::write(&file, COUNTER).expect("a writable file");
    for name in ["check", "contract"] {
        let ended = command::command(&[name]).arg(&file).output().expect("the command ends");
        assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}
