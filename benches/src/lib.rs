//! What the benches share: bodies from a fixed seed, and rounds in which every contestant has its turn.

pub mod corpora;
pub mod rounds;
