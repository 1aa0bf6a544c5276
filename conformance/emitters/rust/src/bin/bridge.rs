//! opentelemetry-prometheus beside opentelemetry-otlp: push and `/metrics` at once.

use meterstick_emitters::options::Options;
use meterstick_emitters::otel::{Instruments, Sdk, pushing, shut_down};
use meterstick_emitters::{endpoint, log, shop};
use prometheus::{Registry, TEXT_FORMAT, TextEncoder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    log::to_standard_error();
    let registry = Registry::new();
    let reader = opentelemetry_prometheus::exporter().with_registry(registry.clone()).build()?;
    let (_runtime, builder) = pushing()?;
    let provider = builder.with_reader(reader).build();
    shop::play(&Instruments::new(&provider, options.rename));
    endpoint::serve(options.port()?, move || {
        Ok((TEXT_FORMAT, TextEncoder::new().encode_to_string(&registry.gather())?))
    })?;
    options.live(&mut Sdk::new(&provider))?;
    Ok(shut_down(&provider)?)
}
