//! The fake OTLP receiver, driven over the network with exact bytes.

#![cfg(all(feature = "otlp-grpc", feature = "otlp-http"))]

mod answers;
mod client;
mod connections;
mod encodings;
mod judged;
mod lifetime;
#[path = "../otlp_oracle/requests.rs"]
mod requests;
mod scripted;
#[cfg(feature = "tls")]
mod tls;
