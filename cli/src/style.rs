//! The few colours of the command, and how it speaks on standard error. Colours are shown on a terminal only.

use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
use std::fmt;

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const PLACE: Style = AnsiColor::Blue.on_default().bold();
pub(crate) const STRONG: Style = Style::new().bold();

/// Says one thing on standard error, with its kind before it.
pub(crate) fn tell(style: Style, kind: &str, message: &dyn fmt::Display) {
    let message = message.to_string();
    let lines: Vec<_> = message.split('\n').map(shown).collect();
    anstream::eprintln!("{style}{kind}{style:#}: {}", lines.join("\n"));
}

/// Text that others wrote, as a terminal may have it: what would move the cursor or change colours is shown as a sign.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Says what is going on.
pub(crate) fn note(message: &dyn fmt::Display) {
    tell(STRONG, "meterstick", message);
}
