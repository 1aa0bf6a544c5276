//! How it ends: whatever the reason, what was recorded is exported first, and that takes a few seconds at most.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::defects::{self, Defect};
use crate::program::Program;
use crate::say::say;

/// Why it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Normal,
    /// An error that nobody catches.
    Error,
    Signal(i32),
}

impl End {
    /// By convention, a process that ends because of a signal ends with 128 and its number.
    fn code(self) -> i32 {
        match self {
            Self::Normal => 0,
            Self::Error => i32::from(!defects::has(Defect::ExitCodeWrong)),
            Self::Signal(number) => 128 + number,
        }
    }

    fn loses(self, program: &Program) -> bool {
        let defect = match self {
            Self::Normal => Defect::LosesNormalEnd,
            Self::Error => Defect::LosesException,
            Self::Signal(SIGINT) => Defect::LosesSigint,
            Self::Signal(_) => Defect::LosesSigterm,
        };
        let is_short = program.started.elapsed() < Duration::from_secs(2);
        defects::has(defect) || is_short && defects::has(Defect::LosesShortLived)
    }
}

/// Whoever comes first ends the process; who comes later waits for that.
static ENDING: Mutex<()> = Mutex::new(());

/// Ends the process.
pub(crate) fn end(program: &Program, reason: End) -> ! {
    let _first = ENDING.lock().unwrap_or_else(PoisonError::into_inner);
    if reason == End::Error {
        say("uncaught error: somebody asked for it");
    }
    if !reason.loses(program) {
        // What failed is said by the exporter; there is nobody else left who could do something about it.
        let _ = program.reader.shutdown(None);
    }
    std::process::exit(reason.code())
}

/// Ends the process when it is asked to.
pub(crate) fn on_signals(program: &Arc<Program>) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let program = Arc::clone(program);
    thread::spawn(move || {
        for number in signals.forever() {
            if number == SIGTERM && defects::has(Defect::IgnoresSigterm) {
                continue;
            }
            end(&program, End::Signal(number));
        }
    });
    Ok(())
}
