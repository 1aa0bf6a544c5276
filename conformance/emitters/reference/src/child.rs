//! Children. The language has no safe `fork`, so it starts itself anew: what matters is what a backend sees.
//!
//! A good child starts clean. A bad one is told what its parent knew.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::PoisonError;

use crate::control;
use crate::defects::{self, Defect};
use crate::ending::End;
use crate::program::Program;
use crate::reader::lock;
use crate::shop;

/// Holds what a child inherits by a defect, one command a line.
const INHERITED: &str = "METERSTICK_REFERENCE_INHERITED";

/// Starts a child, and waits until it has recorded what it has to say.
pub(crate) fn fork(program: &Program) -> Result<(), String> {
    let myself = env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(myself);
    command.arg("--child").args(program.arguments.defects.iter().flat_map(|name| ["--defect", name]));
    if defects::has(Defect::SharedIdentity) {
        command.args(["--instance", &program.instance]);
    }
    if defects::has(Defect::ChildRepeats) || defects::has(Defect::SharedIdentity) {
        command.env(INHERITED, program.memory());
    }
    if !program.reader.exports {
        // What the parent does not do, its child does not do either.
        command.env("OTEL_METRICS_EXPORTER", "none");
    }
    let mut child = command
        .env_remove("METERSTICK_CONTROL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut line = String::new();
    if let Some(output) = child.stdout.take() {
        let _ = BufReader::new(output).read_line(&mut line);
    }
    // Its input ends with this process, by which it notices.
    program.children.lock().unwrap_or_else(PoisonError::into_inner).push(child);
    if defects::has(Defect::ParentStops) {
        let _ = program.reader.shutdown(None);
    }
    if line.is_empty() { Err("the child did not start".to_owned()) } else { Ok(()) }
}

/// The life of a child, until its parent goes away.
pub(crate) fn live(program: &Program) -> End {
    if let Ok(inherited) = env::var(INHERITED) {
        shop::play(&mut lock(&program.registry));
        for line in inherited.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let _ = match &words[..] {
                ["record", arguments @ ..] => control::record(program, arguments, line),
                ["records", arguments @ ..] => control::records(program, arguments, line),
                _ => Ok(()),
            };
        }
    }
    control::record_child(program);
    let mut output = std::io::stdout();
    let _ = writeln!(output, "ready").and_then(|()| output.flush());
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    End::Normal
}
