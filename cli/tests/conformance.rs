//! What `meterstick conformance` says, and where, of several programs.
#![cfg(unix)]

mod command;
#[path = "command/program.rs"]
mod program;

use command::meterstick;
use program::{has_python, pushing};
use std::fs;
use std::path::Path;

/// Writes the description of a program.
fn described(folder: &Path, name: &str, protocol: &str, command: &str) -> String {
    let file = folder.join(format!("{name}.toml"));
    let text = format!(
        "name = \"{name}\"\nlanguage = \"shell\"\nprotocols = [\"{protocol}\"]\ncommand = {command}\n"
    );
    fs::write(&file, text).expect("a writable folder");
    file.display().to_string()
}

#[test]
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
