//! Where the scraper and the receiver write down what was exchanged, and where others wait for it.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::exchange::Exchange;
use super::file::{CaptureError, CaptureWriter};
use super::record::Record;
use super::snapshot::Capture;
use super::until::Condition;
use crate::otlp::Signal;

/// A growing row of exchanges, shared by those who record and those who wait.
///
/// Each receiver and each scraper makes its own, or writes into one that it is given, so that a service that is
/// scraped and pushes at once ends up in one [`Capture`]. Recording never waits for a reader: the row has no bound, and
/// waiters look at it under their own steam. Cheap to clone; all clones are one recording.
#[derive(Clone, Default)]
pub struct Recording {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    arrived: Condvar,
}

#[derive(Default)]
struct State {
    exchanges: Vec<Exchange>,
    file: Option<CaptureWriter>,
    /// Why the file is no longer written, once that has failed.
    file_error: Option<CaptureError>,
    /// The same in words, which outlive the closing.
    lost: Option<String>,
    closed: bool,
}

impl Recording {
    /// An empty recording, in memory.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty recording that also writes each exchange to a file before it counts as recorded.
    #[must_use]
    pub fn with_file(file: CaptureWriter) -> Self {
        let recording = Self::default();
        recording.state().file = Some(file);
        recording
    }

    /// A thread that panicked while it held the lock leaves the row as it was, so going on is right.
    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an exchange down and wakes everybody who waits. A file that can no longer be written does not stop
    /// the recording in memory; [`Recording::close`] tells of it.
    pub fn record(&self, record: Record) -> Exchange {
        self.record_or(record, |_, _| {})
    }

    /// [`Recording::record`], where the exchange turns into another one if it cannot be kept in the file: what has not been recorded
    /// must not have been acknowledged. Told why.
    pub(super) fn record_or(&self, mut record: Record, lost: impl FnOnce(&mut Record, &str)) -> Exchange {
        let mut state = self.state();
        if let Some(file) = &mut state.file
            && let Err(error) = file.write(&record)
        {
            state.file = None;
            state.lost = Some(error.to_string());
            state.file_error = Some(error);
        }
        if let Some(why) = &state.lost {
            lost(&mut record, why);
        }
        let exchange = Exchange::new(state.exchanges.len(), record);
        state.exchanges.push(exchange.clone());
        drop(state);
        self.shared.arrived.notify_all();
        exchange
    }

    /// Records the exchanges of a capture anew, in their order, as if they came now: whoever waits is woken by each.
    ///
    /// What was captured from a service once can so be played to everything that works on a live one.
    pub fn replay(&self, capture: &Capture) {
        for exchange in capture.requests() {
            self.record(exchange.record().clone());
        }
    }

    /// Everything recorded so far.
    #[must_use]
    pub fn capture(&self) -> Capture {
        self.state().exchanges.iter().cloned().collect()
    }

    /// What was recorded after the first `seen` exchanges.
    #[must_use]
    pub fn since(&self, seen: usize) -> Vec<Exchange> {
        self.state().exchanges.get(seen..).unwrap_or_default().to_vec()
    }

    /// Ends the file, wakes everybody who waits, and says what went wrong with the file.
    ///
    /// # Errors
    /// When the file could not be written, then or at any exchange before.
    pub fn close(&self) -> Result<(), CaptureError> {
        let (file, error) = {
            let mut state = self.state();
            state.closed = true;
            (state.file.take(), state.file_error.take())
        };
        self.shared.arrived.notify_all();
        match (error, file) {
            (Some(error), _) => Err(error),
            (None, Some(file)) => file.finish(),
            (None, None) => Ok(()),
        }
    }

    /// Waits until the condition holds, and gives what was recorded by then. Woken by every exchange; never polls.
    ///
    /// # Errors
    /// When time runs out, or the recording is closed, before the condition holds. The error tells what did arrive.
    pub fn wait_for(&self, condition: Condition, timeout: Duration) -> Result<Capture, WaitError> {
        self.wait_while(condition, timeout, || true)
    }

    /// Wakes everybody who waits, to look around.
    pub(super) fn wake(&self) {
        // Whoever has just looked and is about to wait still holds the lock, and would miss the call.
        drop(self.state());
        self.shared.arrived.notify_all();
    }

    /// Waits as long as anybody is interested.
    pub(super) fn wait_while(
        &self,
        mut condition: Condition,
        timeout: Duration,
        interested: impl Fn() -> bool,
    ) -> Result<Capture, WaitError> {
        let begun = Instant::now();
        let mut seen = 0;
        let mut state = self.state();
        loop {
            let new = state.exchanges[seen..].to_vec();
            seen = state.exchanges.len();
            let closed = state.closed;
            // Conditions may decode bodies, which must not hold up those who record.
            drop(state);
            if condition.observe(&new, &|| self.capture()) {
                return Ok(self.capture());
            }
            state = self.state();
            if state.exchanges.len() > seen {
                continue;
            }
            let left = timeout.saturating_sub(begun.elapsed());
            if closed || left.is_zero() || !interested() {
                drop(state);
                return Err(WaitError {
                    what: condition.to_string(),
                    timeout,
                    closed,
                    capture: self.capture(),
                });
            }
            state = self.shared.arrived.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").field("exchanges", &self.state().exchanges.len()).finish_non_exhaustive()
    }
}

/// What was waited for did not come in time. Its message tells what did.
pub struct WaitError {
    what: String,
    timeout: Duration,
    closed: bool,
    capture: Capture,
}

impl WaitError {
    pub(super) fn stopped(what: String, timeout: Duration, capture: Capture) -> Self {
        Self { what, timeout, closed: true, capture }
    }

    /// What had arrived by then.
    #[must_use]
    pub fn capture(&self) -> &Capture {
        &self.capture
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.closed {
            write!(f, "stopped while waiting for {}", self.what)?;
        } else {
            write!(f, "waited {:?} in vain for {}", self.timeout, self.what)?;
        }
        let requests = self.capture.requests();
        if requests.is_empty() {
            return f.write_str("; nothing arrived at all");
        }
        write!(f, "; what did arrive: ")?;
        let mut parts = Vec::new();
        for signal in Signal::ALL {
            let number = requests.iter().filter(|exchange| exchange.signal() == signal).count();
            if number > 0 {
                parts.push(format!("{number} {signal}"));
            }
        }
        write!(f, "{} {}", parts.join(", "), if requests.len() == 1 { "request" } else { "requests" })?;
        let mut names = BTreeSet::new();
        for (_, reading) in self.capture.readings() {
            names.extend(reading.families().map(|family| family.name().to_owned()));
        }
        if names.is_empty() {
            f.write_str(" without any metric")?;
        } else {
            const SHOWN: usize = 20;
            let shown: Vec<_> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
            write!(f, " with {}", shown.join(", "))?;
            if names.len() > SHOWN {
                write!(f, " and {} more", names.len() - SHOWN)?;
            }
        }
        for exchange in requests {
            for fault in exchange.faults().iter().take(3) {
                write!(f, "\n  request {}: {fault}", exchange.number())?;
            }
            if let Some(problem) = exchange.problem() {
                write!(f, "\n  request {}: {problem}", exchange.number())?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for WaitError {}

#[cfg(test)]
mod tests {
    use super::super::decode::BodyFormat;
    use super::super::record::Transport;
    use super::super::until;
    use super::*;

    fn push(recording: &Recording) {
        recording.record(Record::new(Transport::OtlpHttp, Signal::Metrics, BodyFormat::Raw, Vec::new()));
    }

    #[test]
    fn a_waiter_is_woken_by_what_arrives_while_it_waits() {
        let recording = Recording::default();
        let other = recording.clone();
        let waiter = std::thread::spawn(move || other.wait_for(until::requests(2), Duration::from_secs(60)));
        push(&recording);
        push(&recording);
        let capture = waiter.join().expect("the waiter does not panic").expect("both requests arrived");
        assert_eq!(capture.requests().len(), 2);
    }

    #[test]
    fn a_condition_that_holds_already_does_not_wait() {
        let recording = Recording::default();
        push(&recording);
        assert!(recording.wait_for(until::requests(1), Duration::ZERO).is_ok());
    }

    #[test]
    fn a_time_out_tells_what_arrived() {
        let recording = Recording::default();
        let error = recording.wait_for(until::requests(1), Duration::ZERO).expect_err("nothing arrived");
        assert_eq!(error.to_string(), "waited 0ns in vain for 1 request; nothing arrived at all");
        push(&recording);
        let error = recording.wait_for(until::family("x"), Duration::ZERO).expect_err("no metric arrived");
        assert_eq!(
            error.to_string(),
            "waited 0ns in vain for a point of `x`; what did arrive: 1 metrics request without any metric"
        );
        assert_eq!(error.capture().requests().len(), 1);
    }

    #[test]
    fn a_capture_is_replayed_to_those_who_wait() {
        let first = Recording::default();
        push(&first);
        push(&first);
        let recording = Recording::new();
        let other = recording.clone();
        let waiter = std::thread::spawn(move || other.wait_for(until::requests(2), Duration::from_secs(60)));
        recording.replay(&first.capture());
        let capture = waiter.join().expect("the waiter does not panic").expect("both came again");
        let records =
            |capture: &Capture| capture.requests().iter().map(|e| e.record().clone()).collect::<Vec<_>>();
        assert_eq!(records(&capture), records(&first.capture()));
    }

    #[test]
    fn closing_ends_every_wait() {
        let recording = Recording::default();
        let other = recording.clone();
        let waiter = std::thread::spawn(move || other.wait_for(until::requests(1), Duration::from_secs(60)));
        recording.close().expect("there is no file to fail");
        let error = waiter.join().expect("the waiter does not panic").expect_err("nothing arrived");
        assert!(error.to_string().starts_with("stopped while waiting for 1 request"));
    }
}
