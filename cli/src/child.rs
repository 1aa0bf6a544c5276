//! The program under test: started with its environment, its standard output out of the report's way.

use meterstick::program;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::{Command, Stdio};

use crate::outcome::Trouble;

pub(crate) use program::{End, News, Request};

/// A running program with its name.
#[derive(Debug)]
pub(crate) struct Program {
    name: String,
    running: program::Program,
}

impl Program {
    /// Starts a program and tells what becomes of it.
    ///
    /// Its standard output joins ours on standard error, because standard output belongs to the report.
    pub(crate) fn start(
        command: &[OsString],
        environment: impl IntoIterator<Item = (String, String)>,
        tell: impl Fn(News) + Send + 'static,
    ) -> Result<Self, Trouble> {
        let Some((program, arguments)) = command.split_first() else {
            return Err(Trouble::new("no program was named after `--`"));
        };
        let name = program.display().to_string();
        let mut command = Command::new(program);
        command.args(arguments).envs(environment).stdout(io::stderr()).stderr(Stdio::inherit());
        if io::stdin().is_terminal() {
            // In a process group of its own the program could only be stopped by the terminal for reading from it.
            command.stdin(Stdio::null());
        }
        let started = program::Program::start(command, tell);
        let (running, _) = started.map_err(|error| Trouble::of(format!("cannot start `{name}`"), error))?;
        Ok(Self { name, running })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn ask(&self, request: Request) {
        self.running.ask(request);
    }
}
