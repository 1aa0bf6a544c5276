//! prometheus-client: pull, in OpenMetrics.

mod instruments;
mod told;

use instruments::Instruments;
use meterstick_emitters::options::Options;
use meterstick_emitters::{endpoint, shop};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use std::sync::{Arc, Mutex, PoisonError};
use told::Families;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    let mut registry = Registry::default();
    shop::play(&Instruments::new(&mut registry, options.rename));
    let registry = Arc::new(Mutex::new(registry));
    let served = Arc::clone(&registry);
    endpoint::serve(options.port()?, move || {
        let mut body = String::new();
        encode(&mut body, &served.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(("application/openmetrics-text; version=1.0.0; charset=utf-8", body))
    })?;
    Ok(options.live(&mut Families::of(registry))?)
}
