//! The fake OTLP receiver, driven over the network with exact bytes.

#![cfg(all(feature = "otlp-grpc", feature = "otlp-http"))]

mod answers;
mod client;
