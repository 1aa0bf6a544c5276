//! A row of replies, taken one by one.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::reply::Reply;

/// What a receiver does with one request for metrics after the other, in the order in which their heads arrive.
///
/// When it has come to its end, every further request gets what [`Script::then`] says, or is taken.
///
/// ```
/// use meterstick::capture::{Reply, Script};
///
/// let never_again = Script::from([Reply::ok()]).then(Reply::unavailable());
/// # let _ = never_again;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Script {
    replies: VecDeque<Reply>,
    rest: Option<Reply>,
}

impl Script {
    /// What becomes of every request after the last that is named.
    pub fn then(mut self, reply: Reply) -> Self {
        self.rest = Some(reply);
        self
    }

    /// Every request gets the same.
    pub fn always(reply: Reply) -> Self {
        Self::default().then(reply)
    }
}

impl FromIterator<Reply> for Script {
    fn from_iter<I: IntoIterator<Item = Reply>>(replies: I) -> Self {
        Self { replies: replies.into_iter().collect(), rest: None }
    }
}

impl<const N: usize> From<[Reply; N]> for Script {
    fn from(replies: [Reply; N]) -> Self {
        replies.into_iter().collect()
    }
}

impl From<Vec<Reply>> for Script {
    fn from(replies: Vec<Reply>) -> Self {
        replies.into_iter().collect()
    }
}

/// A script that is being played. All connections of a receiver take from one.
#[derive(Clone, Debug, Default)]
pub(super) struct Play {
    script: Arc<Mutex<Script>>,
}

impl Play {
    pub(super) fn of(script: Script) -> Self {
        Self { script: Arc::new(Mutex::new(script)) }
    }

    /// The reply to the next request.
    pub(super) fn next(&self) -> Reply {
        let mut script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        let next = script.replies.pop_front().or_else(|| script.rest.clone());
        next.unwrap_or_else(Reply::ok)
    }
}
