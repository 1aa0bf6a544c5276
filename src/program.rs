//! The program under test: started as a process group, told of signals, never left behind.

use std::fmt;
use std::io;
use std::process::{ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// A running program with everything that it started, as one process group. It does not outlive this.
#[derive(Debug)]
pub struct Program {
    pid: u32,
    /// Whether nobody is left; its number may then be somebody else's.
    gone: Arc<AtomicBool>,
}

/// What becomes of a program.
#[derive(Debug)]
pub enum News {
    /// It has ended. What it started may live on.
    Ended(io::Result<End>),
    /// Nobody is left of its group.
    Gone,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End(ExitStatus);

/// What is asked of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// What Ctrl-C asks.
    Interrupt,
    /// To stop in good order.
    Terminate,
    /// To be gone.
    Kill,
}

/// The ends of those standard streams that the command was told to pipe.
#[derive(Debug)]
pub struct Pipes {
    /// Where the program reads.
    pub input: Option<ChildStdin>,
    /// What it writes.
    pub output: Option<ChildStdout>,
    /// What it writes beside that.
    pub errors: Option<ChildStderr>,
}

impl Program {
    /// Starts a program in a process group of its own and tells what becomes of it, on another thread.
    ///
    /// On Linux this process adopts what the program leaves behind, so that the end of that can be waited for too.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(mut command: Command, tell: impl Fn(News) + Send + 'static) -> io::Result<(Self, Pipes)> {
        // Ctrl-C on a terminal goes to the whole foreground group; the program shall hear it once, from us.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        adopt_orphans();
        let mut child = command.spawn()?;
        // What a command holds open, its program would never see the end of.
        drop(command);
        let pipes =
            Pipes { input: child.stdin.take(), output: child.stdout.take(), errors: child.stderr.take() };
        let program = Self { pid: child.id(), gone: Arc::default() };
        let (pid, gone) = (program.pid, Arc::clone(&program.gone));
        thread::spawn(move || {
            tell(News::Ended(child.wait().map(End)));
            outlive(pid);
            gone.store(true, Ordering::Release);
            tell(News::Gone);
        });
        Ok((program, pipes))
    }

    /// Passes a request on to everybody in the group: a shell does not pass on what it is asked, and workers must not live on.
    #[cfg(unix)]
    pub fn ask(&self, request: Request) {
        use rustix::process::{Signal, kill_process_group};
        let Some(group) = pid(self.pid).filter(|_| !self.gone.load(Ordering::Acquire)) else { return };
        let signal = match request {
            Request::Interrupt => Signal::INT,
            Request::Terminate => Signal::TERM,
            Request::Kill => Signal::KILL,
        };
        // Whoever has just gone needs no request.
        let _ = kill_process_group(group, signal);
    }

    /// Passes a request on. Windows knows one way to end another program.
    #[cfg(not(unix))]
    pub fn ask(&self, request: Request) {
        use std::process::Stdio;
        if request == Request::Interrupt || self.gone.load(Ordering::Acquire) {
            return;
        }
        let _ = Command::new("taskkill")
            .args(["/T", "/F", "/PID", &self.pid.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

/// Whatever goes wrong, nothing is left behind.
impl Drop for Program {
    fn drop(&mut self) {
        if !self.gone.load(Ordering::Acquire) {
            self.ask(Request::Kill);
        }
    }
}

#[cfg(unix)]
fn pid(number: u32) -> Option<rustix::process::Pid> {
    i32::try_from(number).ok().and_then(rustix::process::Pid::from_raw)
}

/// Makes the processes that the program leaves behind ours, so that their end can be waited for. In a container whose first
/// process reaps nobody they would seem to be there for ever.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    // Where that cannot be had they are asked again and again instead.
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

/// Waits until nobody is left of the group of a program that has ended.
#[cfg(unix)]
fn outlive(leader: u32) {
    use rustix::io::Errno;
    use rustix::process::{WaitOptions, test_kill_process_group, waitpgid};
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(20);
    let Some(group) = pid(leader) else { return };
    while matches!(waitpgid(group, WaitOptions::empty()), Ok(Some(_)) | Err(Errno::INTR)) {}
    // There is no event of the end of a process that is no child.
    while test_kill_process_group(group).is_ok() {
        thread::sleep(PAUSE);
    }
}

/// Windows ends the whole tree at once.
#[cfg(not(unix))]
fn outlive(_leader: u32) {}

impl End {
    /// Whether the program says that all went well.
    #[must_use]
    pub fn is_success(self) -> bool {
        self.0.success()
    }

    /// Its exit code, if it had one.
    #[must_use]
    pub fn code(self) -> Option<i32> {
        self.0.code()
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
