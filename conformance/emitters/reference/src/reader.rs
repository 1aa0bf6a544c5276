//! The periodic reader: a thread that collects and exports, on an interval and when it is asked to.
//!
//! Because it is one thread, there are never two exports at once.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::defects::{self, Defect};
use crate::export::{Exporter, Report};
use crate::metrics::{Fate, Registry, observe};
use crate::say::say;
use crate::settings::Settings;

/// The instruments, as everybody holds them.
pub(crate) type Shared = Arc<Mutex<Registry>>;

/// Callbacks get so long, lest one of them keeps everything else from being exported.
pub(crate) const CALLBACK_BUDGET: Duration = Duration::from_secs(2);

/// A shutdown takes no longer than this, even if nobody listens.
const SHUTDOWN_BUDGET: Duration = Duration::from_secs(4);

/// The registry; who panicked while holding it has left it usable.
pub(crate) fn lock(registry: &Shared) -> MutexGuard<'_, Registry> {
    registry.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An export that somebody waits for.
struct Order {
    deadline: Option<Instant>,
    is_last: bool,
    reply: Sender<Result<(), String>>,
}

/// The handle of the reader's thread.
#[derive(Debug)]
pub(crate) struct Reader {
    orders: Mutex<Option<Sender<Order>>>,
    hurry: watch::Sender<bool>,
    /// Without an exporter there is nothing to do, which always succeeds.
    pub(crate) exports: bool,
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Order").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

impl Reader {
    /// Starts it.
    pub(crate) fn start(registry: &Shared, settings: &Settings, exports: bool, runtime: &Handle) -> Self {
        let (sender, orders) = mpsc::channel();
        let (hurry, is_ending) = watch::channel(false);
        if exports {
            let work = Work {
                registry: Arc::clone(registry),
                exporter: Exporter::new(settings),
                settings: settings.clone(),
                runtime: runtime.clone(),
                is_ending,
            };
            thread::spawn(move || work.run(&orders));
        }
        Self { orders: Mutex::new(Some(sender)), hurry, exports }
    }

    /// Exports what there is, and says whether a backend took it.
    pub(crate) fn flush(&self, timeout: Option<Duration>) -> Result<(), String> {
        if defects::has(Defect::FlushDoesNothing) {
            return Ok(());
        }
        let timeout = timeout.filter(|_| !defects::has(Defect::FlushTimeoutIgnored));
        let outcome = self.order(timeout, false);
        if defects::has(Defect::FlushAlwaysOk) { Ok(()) } else { outcome }
    }

    /// Exports once more, for the last time.
    pub(crate) fn shutdown(&self, timeout: Option<Duration>) -> Result<(), String> {
        let timeout = match timeout {
            Some(_) if defects::has(Defect::ShutdownTimeoutIgnored) => 3 * SHUTDOWN_BUDGET,
            timeout => timeout.unwrap_or(SHUTDOWN_BUDGET),
        };
        let _ = self.hurry.send(true);
        let outcome = self.order(Some(timeout), true);
        if !defects::has(Defect::ShutdownRepeats) {
            self.orders.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
        if let Err(why) = &outcome
            && (why.contains("no connection") && defects::has(Defect::ShutdownHangs)
                || why.contains("no answer") && defects::has(Defect::ShutdownUnanswered))
        {
            thread::sleep(Duration::from_secs(26));
        }
        outcome
    }

    /// Whether it has been shut down.
    pub(crate) fn is_shut_down(&self) -> bool {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn order(&self, timeout: Option<Duration>, is_last: bool) -> Result<(), String> {
        let sender = self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sender = sender.ok_or("it is shut down")?;
        if !self.exports {
            return Ok(());
        }
        let deadline = timeout.map(|timeout| Instant::now() + timeout);
        let (reply, outcome) = mpsc::channel();
        sender.send(Order { deadline, is_last, reply }).map_err(|_| "the reader has ended")?;
        let outcome = match timeout {
            // A moment more, so that what the exporter says about its time arrives before this gives up.
            Some(timeout) => outcome.recv_timeout(timeout + Duration::from_millis(50)),
            None => outcome.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        outcome.unwrap_or_else(|error| {
            Err(match error {
                RecvTimeoutError::Timeout => "the time is over".to_owned(),
                RecvTimeoutError::Disconnected => "the reader has ended".to_owned(),
            })
        })
    }
}

/// What the thread works with.
struct Work {
    registry: Shared,
    exporter: Exporter,
    settings: Settings,
    runtime: Handle,
    is_ending: watch::Receiver<bool>,
}

impl Work {
    fn run(mut self, orders: &Receiver<Order>) {
        let mut next = Instant::now() + self.settings.interval;
        loop {
            match orders.recv_timeout(next.saturating_duration_since(Instant::now())) {
                Ok(order) => {
                    if order.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                        let _ = order.reply.send(Err("the time is over".to_owned()));
                        continue;
                    }
                    if defects::has(Defect::ConcurrentExports) {
                        self.export_apart(Some(order));
                        continue;
                    }
                    let outcome = self.export(order.deadline, order.is_last);
                    let _ = order.reply.send(outcome);
                }
                Err(RecvTimeoutError::Timeout) => {
                    // Intervals that passed during an export are not made up for.
                    next = Instant::now().max(next) + self.settings.interval;
                    if defects::has(Defect::ConcurrentExports) {
                        self.export_apart(None);
                    } else {
                        let _ = self.export(None, false);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Collects and exports once.
    fn export(&mut self, limit: Option<Instant>, is_last: bool) -> Result<(), String> {
        let own = self.settings.export_timeout.0.map(|time| Instant::now() + time);
        let deadline = limit.into_iter().chain(own).min();
        let budget = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()) / 2);
        let budget = budget.map_or(CALLBACK_BUDGET, |budget| budget.min(CALLBACK_BUDGET));
        let collect = |registry: &Shared| collect(registry, budget);
        let reading = match collect(&self.registry) {
            Ok(reading) => reading,
            Err(why) => {
                say(&format!("export failed: {why}"));
                return Err(why);
            }
        };
        if reading.point_count() == 0 {
            // There is nothing to say, and an empty request says it badly.
            return Ok(());
        }
        if reading.point_count() > 5000 && defects::has(Defect::SplitsNothing) {
            say("export failed: the batch is too large");
            lock(&self.registry).settle(Fate::Refused, false);
            return Err("the batch is too large".to_owned());
        }
        // The last export has its own limit and is not hurried.
        let hurry = (!is_last).then(|| self.is_ending.clone());
        let registry = Arc::clone(&self.registry);
        let mut first = Some(reading);
        let mut payload = |exporter: &Exporter| match first.take() {
            Some(reading) => exporter.payload(&reading),
            // Only a defect asks twice.
            None => collect(&registry).map(|reading| exporter.payload(&reading)).unwrap_or_default(),
        };
        let exporter = &mut self.exporter;
        let report = self.runtime.block_on(exporter.export(&mut payload, deadline, hurry));
        let Report { fate, failure, has_retried } = report;
        lock(&self.registry).settle(fate, has_retried);
        failure.map_or(Ok(()), Err)
    }

    /// What a reader does that does not wait for the export before.
    fn export_apart(&self, order: Option<Order>) {
        let mut other = Self {
            registry: Arc::clone(&self.registry),
            exporter: Exporter::new(&self.settings),
            settings: self.settings.clone(),
            runtime: self.runtime.clone(),
            is_ending: self.is_ending.clone(),
        };
        thread::spawn(move || {
            let deadline = order.as_ref().and_then(|order| order.deadline);
            let outcome = other.export(deadline, order.as_ref().is_some_and(|order| order.is_last));
            if let Some(order) = order {
                let _ = order.reply.send(outcome);
            }
        });
    }
}

/// Asks the callbacks first, without holding the registry, and then takes everything.
fn collect(registry: &Shared, budget: Duration) -> Result<meterstick::model::Reading, String> {
    let callbacks = lock(registry).callbacks.clone();
    let budget = (!defects::has(Defect::CallbackBlocks)).then_some(budget);
    let (observations, raised) = observe(&callbacks, budget);
    if let Some(why) = raised
        && (defects::has(Defect::CallbackPoisons) || defects::has(Defect::CallbackLatePoisons))
    {
        return Err(why);
    }
    lock(registry).collect(&observations)
}
