//! The instruments of the shop.

use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Gauge, Histogram, MeterProvider, UpDownCounter};
use opentelemetry_sdk::metrics::SdkMeterProvider;

use crate::shop::{BUCKETS, Shop};

/// One of each kind that the shop needs.
#[derive(Debug)]
pub struct Instruments {
    processed: Counter<u64>,
    duration: Histogram<f64>,
    open: UpDownCounter<i64>,
    queue: Gauge<i64>,
}

impl Instruments {
    /// Makes them.
    #[must_use]
    pub fn new(provider: &SdkMeterProvider, renamed: bool) -> Self {
        let meter = provider.meter("shop");
        let name = if renamed { "orders.handled" } else { "orders.processed" };
        Self {
            processed: meter
                .u64_counter(name)
                .with_unit("{order}")
                .with_description("Orders processed so far.")
                .build(),
            duration: meter
                .f64_histogram("order.duration")
                .with_unit("s")
                .with_description("How long orders took.")
                .with_boundaries(BUCKETS.to_vec())
                .build(),
            open: meter
                .i64_up_down_counter("orders.open")
                .with_unit("{order}")
                .with_description("Orders that are being worked on.")
                .build(),
            queue: meter
                .i64_gauge("queue.length")
                .with_unit("{order}")
                .with_description("Orders that wait.")
                .build(),
        }
    }
}

impl Shop for Instruments {
    fn ordered(&self, tier: &'static str, seconds: f64) {
        self.processed.add(1, &[KeyValue::new("tier", tier)]);
        self.duration.record(seconds, &[KeyValue::new("tier", tier)]);
    }

    fn opened(&self, tier: &'static str) {
        self.open.add(1, &[KeyValue::new("tier", tier)]);
    }

    fn waiting(&self, queue: &'static str, orders: i64) {
        self.queue.record(orders, &[KeyValue::new("queue", queue)]);
    }
}
