//! The few colours of the command, and how it speaks on standard error. Colours are shown on a terminal only.

use anstyle::{AnsiColor, Style};
use std::fmt;

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const PLACE: Style = AnsiColor::Blue.on_default().bold();
pub(crate) const STRONG: Style = Style::new().bold();

/// Says one thing on standard error, with its kind before it.
pub(crate) fn tell(style: Style, kind: &str, message: &dyn fmt::Display) {
    anstream::eprintln!("{style}{kind}{style:#}: {message}");
}

/// Says what is going on.
pub(crate) fn note(message: &dyn fmt::Display) {
    tell(STRONG, "meterstick", message);
}
