//! Runs the command and looks at how it ended.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace")
}

/// How the command ended, and what it said.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meterstick"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // What the machine's owner has set up must not reach the programs under test.
    for (name, _) in std::env::vars() {
        if name.starts_with("OTEL_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs the command to its end with something on its standard input.
pub(crate) fn meterstick(arguments: &[&str], input: impl AsRef<[u8]>) -> Ended {
    let mut child = command(arguments).spawn().expect("the command was built");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A command that does not read its input closes it, which is its right.
    let _ = stdin.write_all(input.as_ref());
    drop(stdin);
    let output = child.wait_with_output().expect("the command ends");
    Ended {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Ended {
    #[track_caller]
    pub(crate) fn exits_with(&self, code: i32) {
        assert_eq!(self.code, Some(code), "\n{}\n{}", self.out, self.err);
    }

    /// The report has this in it.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        assert!(self.out.contains(text), "{text}\n{}\n{}", self.out, self.err);
    }

    /// Standard error has this in it.
    #[track_caller]
    pub(crate) fn complains(&self, text: &str) {
        assert!(self.err.contains(text), "{text}\n{}\n{}", self.out, self.err);
    }
}
