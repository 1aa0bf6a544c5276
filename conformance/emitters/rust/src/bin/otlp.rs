//! opentelemetry, opentelemetry-otlp: push, by gRPC or HTTP as `OTEL_EXPORTER_OTLP_PROTOCOL` says.

use meterstick_emitters::options::Options;
use meterstick_emitters::otel::{Instruments, Sdk, pushing, shut_down};
use meterstick_emitters::{log, shop};
use std::time::Duration;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::read()?;
    log::to_standard_error();
    let (_runtime, builder) = pushing()?;
    let provider = builder.build();
    shop::play(&Instruments::new(&provider, options.rename));
    // Pure push: uncontrolled there is nobody to wait for.
    options.linger.get_or_insert(Duration::ZERO);
    options.live(&mut Sdk::new(&provider))?;
    Ok(shut_down(&provider)?)
}
