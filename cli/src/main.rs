//! The `meterstick` command.

fn main() {}
