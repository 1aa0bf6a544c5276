//! The program under test: started with its environment, told of signals, stopped in good order.

use std::fmt;
use std::io::{self, IsTerminal};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use crate::outcome::Trouble;

/// A running program. Its end is told to whoever listens.
#[derive(Debug)]
pub(crate) struct Program {
    name: String,
    pid: u32,
}

/// How a program ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End(ExitStatus);

/// What is asked of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// What Ctrl-C asks.
    Interrupt,
    /// To stop in good order.
    Terminate,
    /// To be gone.
    Kill,
}

impl Program {
    /// Starts a program and reports its end to `ended`.
    ///
    /// Its standard output joins ours on standard error, because standard output belongs to the report.
    pub(crate) fn start<T: Send + 'static>(
        command: &[String],
        environment: impl IntoIterator<Item = (String, String)>,
        ended: Sender<T>,
        tell: impl FnOnce(io::Result<End>) -> T + Send + 'static,
    ) -> Result<Self, Trouble> {
        let Some((name, arguments)) = command.split_first() else {
            return Err(Trouble::new("no program was named after `--`"));
        };
        let mut command = Command::new(name);
        command.args(arguments).envs(environment).stdout(io::stderr()).stderr(Stdio::inherit());
        if io::stdin().is_terminal() {
            // In a process group of its own the program could only be stopped by the terminal for reading from it.
            command.stdin(Stdio::null());
        }
        // Ctrl-C on a terminal goes to the whole foreground group; the program shall hear it once, from us.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child =
            command.spawn().map_err(|error| Trouble::of(format!("cannot start `{name}`"), error))?;
        let program = Self { name: name.clone(), pid: child.id() };
        thread::spawn(move || {
            let end = child.wait().map(End);
            // Nobody listens any more when the run is over; then nobody needs to know.
            let _ = ended.send(tell(end));
        });
        Ok(program)
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Passes a request on. A program that is gone already needs none.
    #[cfg(unix)]
    pub(crate) fn ask(&self, request: Request) {
        use rustix::process::{Pid, Signal, kill_process, kill_process_group};
        let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) else { return };
        let _ = match request {
            Request::Interrupt => kill_process(pid, Signal::INT),
            Request::Terminate => kill_process(pid, Signal::TERM),
            // Workers that it started must not outlive it.
            Request::Kill => kill_process_group(pid, Signal::KILL),
        };
    }

    /// Passes a request on. Windows knows one way to end another program.
    #[cfg(not(unix))]
    pub(crate) fn ask(&self, request: Request) {
        if request == Request::Interrupt {
            return;
        }
        let _ = Command::new("taskkill")
            .args(["/T", "/F", "/PID", &self.pid.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

impl End {
    pub(crate) fn is_success(self) -> bool {
        self.0.success()
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[cfg(unix)]
        if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&self.0) {
            return write!(f, "was ended by signal {signal}");
        }
        match self.0.code() {
            Some(code) => write!(f, "ended with exit code {code}"),
            None => f.write_str("ended without an exit code"),
        }
    }
}
