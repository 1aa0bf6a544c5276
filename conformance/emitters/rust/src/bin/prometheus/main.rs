//! prometheus: pull, in text 0.0.4.

mod instruments;
mod told;

use instruments::Instruments;
use meterstick_emitters::options::Options;
use meterstick_emitters::{endpoint, shop};
use prometheus::{Registry, TEXT_FORMAT, TextEncoder};
use told::Vectors;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    let registry = Registry::new();
    shop::play(&Instruments::new(&registry, options.rename)?);
    let served = registry.clone();
    endpoint::serve(options.port()?, move || {
        Ok((TEXT_FORMAT, TextEncoder::new().encode_to_string(&served.gather())?))
    })?;
    Ok(options.live(&mut Vectors::of(registry))?)
}
