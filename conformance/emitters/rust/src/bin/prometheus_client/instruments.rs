//! The instruments of the shop.

use meterstick_emitters::shop::{BUCKETS, Shop, counter_name};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

type Labels = [(&'static str, &'static str); 1];

pub(crate) struct Instruments {
    processed: Family<Labels, Counter>,
    duration: Family<Labels, Histogram>,
    open: Family<Labels, Gauge>,
    queue: Family<Labels, Gauge>,
}

impl Instruments {
    pub(crate) fn new(registry: &mut Registry, renamed: bool) -> Self {
        let this = Self {
            processed: Family::default(),
            duration: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            open: Family::default(),
            queue: Family::default(),
        };
        registry.register(counter_name(renamed), "Orders processed so far", this.processed.clone());
        registry.register_with_unit(
            "order_duration",
            "How long orders took",
            Unit::Seconds,
            this.duration.clone(),
        );
        registry.register("orders_open", "Orders that are being worked on", this.open.clone());
        registry.register("queue_length", "Orders that wait", this.queue.clone());
        registry.register("shop", "The shop", Info::new([("version", "1.0")]));
        this
    }
}

impl Shop for Instruments {
    fn ordered(&self, tier: &'static str, seconds: f64) {
        self.processed.get_or_create(&[("tier", tier)]).inc();
        self.duration.get_or_create(&[("tier", tier)]).observe(seconds);
    }

    fn opened(&self, tier: &'static str) {
        self.open.get_or_create(&[("tier", tier)]).inc();
    }

    fn waiting(&self, queue: &'static str, orders: i64) {
        self.queue.get_or_create(&[("queue", queue)]).set(orders);
    }
}
