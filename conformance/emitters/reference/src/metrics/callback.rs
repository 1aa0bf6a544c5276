//! Asynchronous gauges: somebody else's code, which may raise or take its time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::number::Amount;
use crate::defects::{self, Defect};
use crate::say::say;

/// What a callback does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Action {
    Gives(Amount),
    Raises,
    Slow(Duration),
}

/// A registered callback.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub(crate) name: String,
    pub(crate) action: Action,
    /// How often it is running. One that never comes back is not started again and again.
    running: Arc<AtomicUsize>,
}

const MOST_RUNNING: usize = 8;

impl Callback {
    pub(crate) fn new(name: String, action: Action) -> Self {
        Self { name, action, running: Arc::default() }
    }

    fn call(&self) -> Result<Amount, String> {
        match self.action {
            Action::Gives(amount) => Ok(amount),
            Action::Raises => Err("it raised an error".to_owned()),
            Action::Slow(time) => {
                thread::sleep(time);
                Ok(Amount::Int(1))
            }
        }
    }
}

/// What a callback gave.
#[derive(Clone, Debug)]
pub(crate) struct Observation {
    pub(crate) name: String,
    pub(crate) amount: Amount,
}

/// Calls all callbacks at once and waits so long for them. Those that raise or are late are said and left out.
pub(crate) fn observe(
    callbacks: &[Callback],
    budget: Option<Duration>,
) -> (Vec<Observation>, Option<String>) {
    let begun = Instant::now();
    let (sender, receiver) = mpsc::channel();
    let mut awaited = vec![false; callbacks.len()];
    for (place, callback) in callbacks.iter().enumerate() {
        if callback.running.load(Ordering::Acquire) >= MOST_RUNNING {
            say(&format!("callback `{}` does not come back and is left out", callback.name));
            continue;
        }
        awaited[place] = true;
        callback.running.fetch_add(1, Ordering::AcqRel);
        let (callback, sender) = (callback.clone(), sender.clone());
        thread::spawn(move || {
            let outcome = callback.call();
            callback.running.fetch_sub(1, Ordering::AcqRel);
            let _ = sender.send((place, outcome));
        });
    }
    drop(sender);
    let mut given = vec![None; callbacks.len()];
    let mut raised = None;
    while awaited.contains(&true) {
        let left = budget.map_or(Duration::from_secs(3600), |budget| budget.saturating_sub(begun.elapsed()));
        let Ok((place, outcome)) = receiver.recv_timeout(left) else { break };
        awaited[place] = false;
        match outcome {
            Ok(amount) => given[place] = Some(amount),
            Err(why) => {
                let why = format!("callback `{}`: {why}", callbacks[place].name);
                if !defects::has(Defect::CallbackUnheard) {
                    say(&why);
                }
                raised = Some(why).filter(|_| !defects::has(Defect::CallbackLatePoisons));
            }
        }
    }
    for (callback, _) in callbacks.iter().zip(&awaited).filter(|(_, awaited)| **awaited) {
        say(&format!("callback `{}` takes too long and is left out", callback.name));
        if defects::has(Defect::CallbackLatePoisons) {
            raised = Some("a callback takes too long".to_owned());
        }
    }
    let observations = callbacks.iter().zip(given).filter_map(|(callback, amount)| {
        amount.map(|amount| Observation { name: callback.name.clone(), amount })
    });
    (observations.collect(), raised)
}
