//! opentelemetry, opentelemetry-otlp: push, by gRPC or HTTP as `OTEL_EXPORTER_OTLP_PROTOCOL` says.

use meterstick_emitters::options::Options;
use meterstick_emitters::otel::{Instruments, pushing};
use meterstick_emitters::play;
use std::time::Duration;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let context = runtime.enter();
    let provider = pushing()?.build();
    drop(context);
    play(&Instruments::new(&provider, options.rename));
    // Pure push: there is nobody to wait for.
    Options { linger: Some(options.linger.unwrap_or(Duration::ZERO)), ..options }.linger()?;
    provider.shutdown()?;
    Ok(())
}
