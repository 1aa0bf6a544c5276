//! Profiles, settings with reasons, and the baseline.

mod command;

use command::meterstick;
use std::fs;

const FALLING: &str =
    "# TYPE wait histogram\nwait_bucket{le=\"1\"} 3\nwait_bucket{le=\"+Inf\"} 2\nwait_sum 1\nwait_count 2\n";

fn check(arguments: &[&str], body: &str) -> command::Ended {
    let mut all = vec!["check", "--format", "prometheus-text"];
    all.extend(arguments);
    all.push("-");
    meterstick(&all, body)
}

#[test]
fn a_rule_is_allowed_for_a_reason() {
    check(&[], FALLING).exits_with(1);
    check(&["--allow", "histogram/*=measured elsewhere"], FALLING).exits_with(0);
    check(&["--allow", "histogram/*@wait=measured elsewhere"], FALLING).exits_with(0);
    check(&["--warn", "histogram/*=later"], FALLING).exits_with(0);
    check(&["--warn", "histogram/*=later", "--fail-on", "warning"], FALLING).exits_with(1);
    let other = check(&["--allow", "histogram/*@other=measured elsewhere"], FALLING);
    other.exits_with(1);
    other.says("`allow histogram/*` for `other` meets nothing any more and can go");
}

#[test]
fn what_means_nothing_is_refused() {
    for (arguments, complaint) in [
        (["--allow", "histogram/*"], "has no reason"),
        (["--deny", "no/such-rule=x"], "no rule `no/such-rule`"),
        (["--accept", "no-such-defect=x"], "no known defect `no-such-defect`"),
        (["--profile", "nonsense"], "invalid value 'nonsense'"),
        (["--baseline", "no/such/file"], "cannot read the baseline"),
    ] {
        let ended = check(&arguments, FALLING);
        ended.exits_with(2);
        ended.complains(complaint);
    }
}

#[test]
fn the_settings_of_a_file_hold_and_the_command_line_wins() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("meterstick.toml");
    let text = "profile = \"spec\"\n[[rules]]\nrule = \"histogram/*\"\nset = \"allow\"\nreason = \"old\"\n";
    fs::write(&file, text).expect("a writable file");
    let path = file.display().to_string();
    check(&["--policy", &path], FALLING).exits_with(0);
    check(&["--policy", &path, "--deny", "histogram/*=no longer"], FALLING).exits_with(1);
    fs::write(&file, "profile = \"nonsense\"\n").expect("a writable file");
    check(&["--policy", &path], FALLING).complains("no profile `nonsense`");
}

#[test]
fn only_what_the_baseline_does_not_hold_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("baseline.toml").display().to_string();
    check(&["--baseline", &path, "--update-baseline"], FALLING).exits_with(0);
    let again = check(&["--baseline", &path], FALLING);
    again.exits_with(0);
    again.says(" findings known");
    let more = format!("{FALLING}{}", FALLING.replace("wait", "work"));
    let ended = check(&["--baseline", &path], &more);
    ended.exits_with(1);
    ended.says("error[histogram/buckets-not-cumulative]");
    let mended = FALLING.replace("} 3", "} 1");
    let ended = check(&["--baseline", &path], &mended);
    ended.exits_with(0);
    ended.says("histogram/buckets-not-cumulative in `wait` is found no more and can go");
    fs::write(&path, "version = 2\n").expect("a writable file");
    check(&["--baseline", &path], FALLING).exits_with(2);
}
