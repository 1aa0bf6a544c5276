//! The otlp room.
