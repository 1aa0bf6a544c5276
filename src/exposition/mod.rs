//! The pull model's door: exposition bodies, read and never judged.

mod format;

pub use format::{Format, UnknownFormat};
