//! metrics, metrics-exporter-prometheus: pull, in text 0.0.4.

use meterstick_emitters::options::Options;
use meterstick_emitters::{BUCKETS, Shop, counter_name, endpoint, play};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::PrometheusBuilder;

struct Instruments {
    counter: &'static str,
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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    let handle = PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?;
    let counter = if options.rename { "orders_handled_total" } else { "orders_processed_total" };
    debug_assert!(counter.starts_with(counter_name(options.rename)));
    describe_counter!(counter, "Orders processed so far.");
    describe_histogram!("order_duration_seconds", "How long orders took.");
    describe_gauge!("orders_open", "Orders that are being worked on.");
    describe_gauge!("queue_length", "Orders that wait.");
    play(&Instruments { counter });
    endpoint::serve(options.port.ok_or("--port is missing")?, move |_| {
        ("text/plain; version=0.0.4; charset=utf-8", handle.render())
    })?;
    Ok(options.linger()?)
}
