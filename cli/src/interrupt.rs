//! Ctrl-C and its relatives, as events.

use std::time::{Duration, Instant};

use crate::child::Request;
use crate::outcome::Trouble;

/// One request often comes twice: `timeout` signals first its child and then the whole group, a terminal signals everybody and
/// whoever started us passes it on. What comes so soon after the last one is its echo.
const ECHO: Duration = Duration::from_secs(1);

/// Tells what is asked anew from what is heard twice.
#[derive(Debug, Default)]
struct Hearing {
    last: Option<Instant>,
}

impl Hearing {
    fn is_new(&mut self, now: Instant) -> bool {
        let is_echo = self.last.is_some_and(|last| now.saturating_duration_since(last) < ECHO);
        if !is_echo {
            self.last = Some(now);
        }
        !is_echo
    }
}

/// Tells of every interrupt from now on, in place of the operating system's own way of ending us.
#[cfg(unix)]
pub(crate) fn watch(tell: impl Fn(Request) + Send + 'static) -> Result<(), Trouble> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])
        .map_err(|error| Trouble::of("cannot listen for signals", error))?;
    std::thread::spawn(move || {
        let mut hearing = Hearing::default();
        for signal in signals.forever() {
            if hearing.is_new(Instant::now()) {
                tell(if signal == SIGINT { Request::Interrupt } else { Request::Terminate });
            }
        }
    });
    Ok(())
}

/// Tells of every Ctrl-C from now on.
#[cfg(not(unix))]
pub(crate) fn watch(tell: impl Fn(Request) + Send + 'static) -> Result<(), Trouble> {
    let mut hearing = Hearing::default();
    ctrlc::set_handler(move || {
        if hearing.is_new(Instant::now()) {
            tell(Request::Interrupt);
        }
    })
    .map_err(|error| Trouble::of("cannot listen for Ctrl-C", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_at_once_again_is_no_second_request() {
        let begin = Instant::now();
        let mut hearing = Hearing::default();
        // The echo of an echo is measured from the request itself, so that whoever goes on asking is heard.
        for (milliseconds, is_new) in
            [(0, true), (1, false), (700, false), (1000, true), (1999, false), (2500, true)]
        {
            let now = begin + Duration::from_millis(milliseconds);
            assert_eq!(hearing.is_new(now), is_new, "after {milliseconds} ms");
        }
    }
}
