//! Ctrl-C and its relatives, as events.

use std::sync::mpsc::Sender;
use std::thread;

use crate::child::Request;
use crate::outcome::Trouble;

/// Tells of every interrupt from now on, in place of the operating system's own way of ending us.
#[cfg(unix)]
pub(crate) fn watch<T: Send + 'static>(
    events: Sender<T>,
    tell: impl Fn(Request) -> T + Send + 'static,
) -> Result<(), Trouble> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])
        .map_err(|error| Trouble::of("cannot listen for signals", error))?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let request = if signal == SIGINT { Request::Interrupt } else { Request::Terminate };
            if events.send(tell(request)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Tells of every Ctrl-C from now on.
#[cfg(not(unix))]
pub(crate) fn watch<T: Send + 'static>(
    events: Sender<T>,
    tell: impl Fn(Request) -> T + Send + 'static,
) -> Result<(), Trouble> {
    let events = std::sync::Mutex::new(events);
    ctrlc::set_handler(move || {
        if let Ok(events) = events.lock() {
            let _ = events.send(tell(Request::Interrupt));
        }
    })
    .map_err(|error| Trouble::of("cannot listen for Ctrl-C", error))
}
