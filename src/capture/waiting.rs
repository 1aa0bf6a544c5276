//! Waiting for a recording without blocking an async runtime.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

use super::recording::{Recording, WaitError};
use super::snapshot::Capture;
use super::until::Condition;

type Outcome = Result<Capture, WaitError>;

impl Recording {
    /// [`Recording::wait_for`] for async code. A thread of its own does the waiting, so it does not depend on any runtime, nor
    /// on its timers. Dropping the future ends the wait.
    ///
    /// # Errors
    /// When time runs out, or the recording is closed, before the condition holds. The error tells what did arrive.
    pub async fn wait_for_async(
        &self,
        condition: Condition,
        timeout: Duration,
    ) -> Result<Capture, WaitError> {
        let what = condition.to_string();
        let (tell, told) = oneshot::channel();
        let recording = self.clone();
        let waiter = thread::Builder::new().name("capture-wait".to_owned()).spawn(move || {
            let outcome = recording.wait_while(condition, timeout, || !tell.is_closed());
            let _ = tell.send(outcome);
        });
        // A thread that could not be started has dropped its end, which is told below.
        drop(waiter);
        let waiting = Waiting { told, recording: self };
        waiting.await.unwrap_or_else(|| Err(WaitError::stopped(what, timeout, self.capture())))
    }
}

struct Waiting<'r> {
    told: oneshot::Receiver<Outcome>,
    recording: &'r Recording,
}

impl Future for Waiting<'_> {
    type Output = Option<Outcome>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.told).poll(context).map(Result::ok)
    }
}

impl Drop for Waiting<'_> {
    /// The waiting thread looks whether anybody still listens each time it is woken.
    fn drop(&mut self) {
        self.told.close();
        self.recording.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::BodyFormat;
    use super::super::record::{Record, Transport};
    use super::super::until;
    use super::*;
    use crate::otlp::Signal;
    use std::pin::pin;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(future)
    }

    #[test]
    fn an_async_waiter_is_woken_by_what_arrives() {
        let recording = Recording::new();
        let other = recording.clone();
        let waiter = thread::spawn(move || {
            block_on(other.wait_for_async(until::requests(1), Duration::from_secs(60)))
        });
        recording.record(Record::new(Transport::OtlpHttp, Signal::Metrics, BodyFormat::Raw, Vec::new()));
        let capture = waiter.join().expect("the waiter does not panic").expect("the request arrived");
        assert_eq!(capture.requests().len(), 1);
    }

    #[test]
    fn an_async_waiter_that_is_dropped_ends_its_thread() {
        let recording = Recording::new();
        let (dropped, gone) = std::sync::mpsc::channel::<()>();
        let condition = until::that("never", move |_| {
            // Owned by the condition, so it is dropped with the thread that waits.
            let _ = &dropped;
            false
        });
        {
            let mut wait = pin!(recording.wait_for_async(condition, Duration::from_secs(600)));
            let mut context = Context::from_waker(std::task::Waker::noop());
            assert!(wait.as_mut().poll(&mut context).is_pending());
        }
        assert_eq!(gone.recv(), Err(std::sync::mpsc::RecvError));
    }
}
