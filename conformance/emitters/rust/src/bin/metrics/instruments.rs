//! The instruments of the shop.

use meterstick_emitters::shop::Shop;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

pub(crate) struct Instruments {
    counter: &'static str,
}

impl Instruments {
    pub(crate) fn new(renamed: bool) -> Self {
        let counter = if renamed { "orders_handled_total" } else { "orders_processed_total" };
        describe_counter!(counter, "Orders processed so far.");
        describe_histogram!("order_duration_seconds", "How long orders took.");
        describe_gauge!("orders_open", "Orders that are being worked on.");
        describe_gauge!("queue_length", "Orders that wait.");
        Self { counter }
    }
}

impl Shop for Instruments {
    fn ordered(&self, tier: &'static str, seconds: f64) {
        counter!(self.counter, "tier" => tier).increment(1);
        histogram!("order_duration_seconds", "tier" => tier).record(seconds);
    }

    fn opened(&self, tier: &'static str) {
        gauge!("orders_open", "tier" => tier).increment(1.0);
    }

    fn waiting(&self, queue: &'static str, orders: i64) {
        gauge!("queue_length", "queue" => queue).set(orders as f64);
    }
}
