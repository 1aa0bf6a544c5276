//! Tests what a service's metrics really say on the wire.
//!
//! A service is scraped by a Prometheus server, or pushes OTLP to a backend. meterstick is a fake of both that behaves like the real one and keeps
//! everything, one model for what they say, and the means to hold a service to it.
//!
//! ```
//! # #[cfg(feature = "otlp-http")] {
//! use meterstick::capture::{OtlpReceiver, until};
//! use std::time::Duration;
//! # use std::io::{Read, Write};
//!
//! let receiver = OtlpReceiver::start()?;
//! // Start a service with `Command::envs(&receiver.env())`, or hand an exporter `receiver.endpoint(…)`.
//! # let address = receiver.http_address().expect("HTTP is served");
//! # let body = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"orders","sum":{"isMonotonic":true,"aggregationTemporality":2,
//! # "dataPoints":[{"asInt":"3","timeUnixNano":"1","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}]}]}]}"#;
//! # let mut service = std::net::TcpStream::connect(address)?;
//! # write!(service, "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())?;
//!
//! let capture = receiver.wait_for(until::family("orders"), Duration::from_secs(10))?;
//! capture.expect("orders").counter().cumulative().series([("tier", "gold")]).value(3).verify();
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms
//!
//! | module | holds |
//! |---|---|
//! | [`model`] | what scrapes and exports say, in one form and without loss |
//! | [`exposition`] | the pull model's formats: parsed, lowered to the model, rendered; what Prometheus would make of a body |
//! | [`otlp`] | the push model's: protobuf and JSON, one reading for both |
//! | [`capture`] | the fake scraper, the fake receiver, everything that was exchanged, capture files |
//! | [`mod@assert`] | what you say about a capture: all failures at once, with the nearest thing seen |
//! | [`rules`] | what the specifications ask: every capture judged, with who gets hurt |
//! | [`bridge`] | the two worlds seen as one: names, units, labels and buckets translated, one run held against itself |
//! | `conformance` | any exporter driven through good and bad days, by scenarios as data (feature `conformance`) |
//! | [`contract`] | what a service promises about its metrics, without values, and what changed |
//!
//! Three words are kept apart everywhere. An *error*: we could not look. A *fault*: the bytes are not the grammar. A *finding*: what
//! they mean breaks a rule.
//!
//! # Features
//!
//! `scrape`, `otlp-grpc`, `otlp-http` and `snapshot` (the macro `assert_contract!`) are on by default; `tls`, `prometheus-config` and `conformance`
//! are off. Without features there are the model, the formats, assertions and contracts, and six dependencies.

pub mod assert;
pub mod bridge;
pub mod capture;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod contract;
pub mod exposition;
pub mod model;
pub mod otlp;
#[cfg(feature = "_program")]
pub mod program;
pub mod rules;

mod pattern;
mod protobuf;

#[cfg(feature = "snapshot")]
#[doc(hidden)]
pub use insta as __insta;

/// The code of the guide is compiled with everything else.
#[cfg(all(doctest, feature = "scrape", feature = "otlp-grpc", feature = "otlp-http", feature = "snapshot"))]
#[doc = include_str!("../docs/rust.md")]
struct Guide;
