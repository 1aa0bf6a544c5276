//! What the emitters in Rust share: the order service that each of them plays, and the life of a program that plays it.

pub mod control;
pub mod endpoint;
pub mod log;
pub mod options;
pub mod otel;
pub mod shop;
