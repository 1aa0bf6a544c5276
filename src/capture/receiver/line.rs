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
enum End {
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

    /// Waits until somebody wants the connection dropped.
    pub(super) async fn cut_off(&self) {
        self.wished(|end| end == End::Cut).await;
    }

    /// Waits until somebody wants the connection ended, in whatever way.
    pub(super) async fn given_up(&self) {
        self.wished(|_| true).await;
    }

    async fn wished(&self, is_meant: impl Fn(End) -> bool) {
        // It cannot fail: the sender is held here.
        let _ = self.end.subscribe().wait_for(|end| end.is_some_and(&is_meant)).await;
    }
}
