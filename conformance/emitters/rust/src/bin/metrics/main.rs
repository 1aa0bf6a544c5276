//! metrics, metrics-exporter-prometheus: pull, in text 0.0.4, from the endpoint that the library has of its own.

mod instruments;
mod told;

use instruments::Instruments;
use meterstick_emitters::options::Options;
use meterstick_emitters::shop::BUCKETS;
use meterstick_emitters::{log, shop};
use metrics_exporter_prometheus::PrometheusBuilder;
use std::thread;
use tokio::runtime::Builder;
use told::Recorder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    log::to_standard_error();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let context = runtime.enter();
    let (recorder, endpoint) = PrometheusBuilder::new()
        .with_http_listener(([127, 0, 0, 1], options.port()?))
        .set_buckets(&BUCKETS)?
        .build()?;
    drop(context);
    metrics::set_global_recorder(recorder)?;
    shop::play(&Instruments::new(options.rename));
    // This is what `install` does; but nobody sees half a shop.
    thread::spawn(move || runtime.block_on(endpoint));
    Ok(options.live(&mut Recorder)?)
}
