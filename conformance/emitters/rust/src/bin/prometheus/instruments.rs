//! The instruments of the shop.

use meterstick_emitters::shop::{BUCKETS, Shop, counter_name};
use prometheus::{GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry};

pub(crate) struct Instruments {
    processed: IntCounterVec,
    duration: HistogramVec,
    open: GaugeVec,
    queue: GaugeVec,
}

impl Instruments {
    pub(crate) fn new(registry: &Registry, renamed: bool) -> prometheus::Result<Self> {
        let counter = Opts::new(format!("{}_total", counter_name(renamed)), "Orders processed so far.");
        let duration =
            HistogramOpts::new("order_duration_seconds", "How long orders took.").buckets(BUCKETS.to_vec());
        let this = Self {
            processed: IntCounterVec::new(counter, &["tier"])?,
            duration: HistogramVec::new(duration, &["tier"])?,
            open: GaugeVec::new(Opts::new("orders_open", "Orders that are being worked on."), &["tier"])?,
            queue: GaugeVec::new(Opts::new("queue_length", "Orders that wait."), &["queue"])?,
        };
        registry.register(Box::new(this.processed.clone()))?;
        registry.register(Box::new(this.duration.clone()))?;
        registry.register(Box::new(this.open.clone()))?;
        registry.register(Box::new(this.queue.clone()))?;
        Ok(this)
    }
}

impl Shop for Instruments {
    fn ordered(&self, tier: &'static str, seconds: f64) {
        self.processed.with_label_values(&[tier]).inc();
        self.duration.with_label_values(&[tier]).observe(seconds);
    }

    fn opened(&self, tier: &'static str) {
        self.open.with_label_values(&[tier]).inc();
    }

    fn waiting(&self, queue: &'static str, orders: i64) {
        self.queue.with_label_values(&[queue]).set(orders as f64);
    }
}
