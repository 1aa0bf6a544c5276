//! What the parser reads and what it faults.

mod any_bytes;
mod faults;
mod read;
mod written;

use super::parse;
use crate::exposition::{Exposition, Format};

use Format::{OpenMetricsText as OM1, OpenMetricsText2 as OM2, PrometheusText as TEXT};

/// The faults of a body, each as `line:column message`.
fn faults(body: &[u8], format: Format) -> Vec<String> {
    let exposition = parse(body, format);
    exposition.faults().map(|fault| format!("{}:{} {fault}", fault.line(), fault.column())).collect()
}

/// Every line of a body in the `Debug` form of what it says.
fn shown(exposition: &Exposition<'_>) -> Vec<String> {
    exposition.entries().map(|entry| format!("{:?}", entry.kind())).collect()
}
