//! The libraries' own log.

/// Writes it to standard error. Libraries in Rust say something only to a subscriber, and are silent without one.
pub fn to_standard_error() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
}
