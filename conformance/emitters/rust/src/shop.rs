//! The order service: one scenario, told the same way by every emitter.
//!
//! A fixed list of orders is played, so that every run says the same: how many orders there were of each tier, how long they took, how
//! many are still open and how many wait.

/// Tier and duration in seconds of each order.
const ORDERS: [(&str, f64); 12] = [
    ("gold", 0.004),
    ("silver", 0.02),
    ("bronze", 0.3),
    ("gold", 0.06),
    ("silver", 0.7),
    ("bronze", 2.0),
    ("gold", 0.011),
    ("silver", 0.25),
    ("bronze", 0.09),
    ("gold", 7.5),
    ("silver", 0.033),
    ("bronze", 0.5),
];

/// Upper bounds of the buckets of order durations, in seconds.
pub const BUCKETS: [f64; 6] = [0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

/// What an emitter has to be able to say. Each library has its own.
pub trait Shop {
    /// An order was taken and served.
    fn ordered(&self, tier: &'static str, seconds: f64);
    /// An order was taken and is still open.
    fn opened(&self, tier: &'static str);
    /// So many orders wait in a queue.
    fn waiting(&self, queue: &'static str, orders: i64);
}

/// Plays the list of orders.
pub fn play(shop: &impl Shop) {
    for (tier, seconds) in ORDERS {
        shop.ordered(tier, seconds);
    }
    for tier in ["gold", "silver", "bronze"] {
        shop.opened(tier);
    }
    shop.waiting("kitchen", 3);
    shop.waiting("bar", 0);
}

/// The name of the counter of orders; another one if that was asked for.
#[must_use]
pub fn counter_name(renamed: bool) -> &'static str {
    if renamed { "orders_handled" } else { "orders_processed" }
}
