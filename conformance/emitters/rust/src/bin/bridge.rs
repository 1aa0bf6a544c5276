//! opentelemetry-prometheus beside opentelemetry-otlp: push and `/metrics` at once.

use meterstick_emitters::options::Options;
use meterstick_emitters::otel::{Instruments, pushing};
use meterstick_emitters::{endpoint, play};
use prometheus::{Registry, TEXT_FORMAT, TextEncoder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let context = runtime.enter();
    let registry = Registry::new();
    let reader = opentelemetry_prometheus::exporter().with_registry(registry.clone()).build()?;
    let provider = pushing()?.with_reader(reader).build();
    drop(context);
    play(&Instruments::new(&provider, options.rename));
    endpoint::serve(options.port.ok_or("--port is missing")?, move |_| {
        (TEXT_FORMAT, TextEncoder::new().encode_to_string(&registry.gather()).unwrap_or_default())
    })?;
    options.linger()?;
    provider.shutdown()?;
    Ok(())
}
