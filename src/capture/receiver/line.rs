//! The connection that a request came by, as far as a script can have its way with it.

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;

/// A handle on a connection, beside every request that came by it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    number: u64,
    end: watch::Sender<Option<End>>,
}

/// How a connection is ended from this side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Dropped, with everything that is on its way.
    Cut,
    /// When what has begun is answered.
    InGoodOrder,
}

impl Default for Line {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { number: NEXT.fetch_add(1, Ordering::Relaxed), end: watch::Sender::new(None) }
    }
}

impl Line {
    /// What tells it from every other connection of this process.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Drops the connection, with everything that is on its way.
    pub(super) fn cut(&self) {
        self.end.send_replace(Some(End::Cut));
    }

    /// Ends the connection in good order, when what has begun is answered.
    pub(super) fn give_up(&self) {
        self.end.send_if_modified(|end| end.is_none() && end.replace(End::InGoodOrder).is_none());
    }

    /// The next thing that somebody wants of the connection.
    pub(super) fn wishes(&self) -> watch::Receiver<Option<End>> {
        self.end.subscribe()
    }
}
