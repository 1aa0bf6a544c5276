//! What it has to say, line by line on standard error: standard output belongs to the control protocol.

use crate::defects::{self, Defect};

/// Says a line. What comes from elsewhere is kept on it.
pub(crate) fn say(line: &str) {
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    eprintln!("reference: {line}");
}

/// Says that a measurement or a part of one was dropped.
pub(crate) fn dropped(line: &str) {
    if !defects::has(Defect::DropsUnheard) {
        say(line);
    }
}

/// Ends the process, as a library does that has not thought of something.
pub(crate) fn crash(why: &str) -> ! {
    say(&format!("panicked: {why}"));
    std::process::exit(101)
}
