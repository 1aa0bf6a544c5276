//! What the OpenTelemetry emitters share: the provider, the shop's instruments, and what can be told to them.

mod instruments;
mod told;

use opentelemetry_otlp::MetricExporter;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::metrics::{MeterProviderBuilder, SdkMeterProvider};
use std::error::Error;
use tokio::runtime::Runtime;

pub use instruments::Instruments;
pub use told::Sdk;

/// The provider that the environment asks for, not yet built, so that more readers can be added; with the runtime that gRPC runs on.
///
/// # Errors
/// When the exporter cannot be made.
pub fn pushing() -> Result<(Runtime, MeterProviderBuilder), Box<dyn Error>> {
    // A program that links a client without cryptography brings one along, as `rustls` demands.
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "there is a cryptography already")?;
    let runtime = Runtime::new()?;
    let _context = runtime.enter();
    let exporter = MetricExporter::builder().build()?;
    Ok((runtime, SdkMeterProvider::builder().with_periodic_exporter(exporter)))
}

/// Ends a provider as the SDK's example does. One that was told to shut down has nothing left to do.
///
/// # Errors
/// When the SDK says that it failed.
pub fn shut_down(provider: &SdkMeterProvider) -> OTelSdkResult {
    match provider.shutdown() {
        Err(OTelSdkError::AlreadyShutdown) => Ok(()),
        told => told,
    }
}
