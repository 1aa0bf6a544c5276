//! What the OpenTelemetry emitters share: the shop's instruments and the exporter that the environment asks for.

use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Gauge, Histogram, MeterProvider, UpDownCounter};
use opentelemetry_otlp::{MetricExporter, Protocol, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::{MeterProviderBuilder, PeriodicReader, SdkMeterProvider};

use crate::{BUCKETS, Shop};

/// The instruments of the shop.
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

/// A provider that pushes as `OTEL_EXPORTER_OTLP_PROTOCOL` says.
///
/// # Errors
/// When the exporter cannot be made.
pub fn pushing() -> Result<MeterProviderBuilder, Box<dyn std::error::Error>> {
    let exporter = match std::env::var("OTEL_EXPORTER_OTLP_PROTOCOL").as_deref() {
        Ok("grpc") => MetricExporter::builder().with_tonic().build()?,
        Ok("http/json") => MetricExporter::builder().with_http().with_protocol(Protocol::HttpJson).build()?,
        _ => MetricExporter::builder().with_http().with_protocol(Protocol::HttpBinary).build()?,
    };
    Ok(SdkMeterProvider::builder()
        .with_resource(resource())
        .with_reader(PeriodicReader::builder(exporter).build()))
}

/// The resource of the shop.
#[must_use]
pub fn resource() -> Resource {
    Resource::builder()
        .with_service_name("order-service")
        .with_attribute(KeyValue::new("service.version", "1.0"))
        .build()
}
