//! The control protocol of `conformance/README.md`: one command a line on standard input, one answer each on standard output.

mod command;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use command::Command;
pub use command::{Attribute, Kind, Number, Observation};

/// What came of a command.
pub type Told = Result<(), Box<dyn Error>>;

/// What can be told to a library. Each emitter has its own.
pub trait Library {
    /// The commands that it offers.
    const WORDS: &[&str];

    /// Records a value with an instrument that is made on first use.
    ///
    /// # Errors
    /// When the library says no, or there is no such value in this language.
    fn record(&mut self, kind: Kind, name: &str, value: &Number, attributes: &[Attribute]) -> Told;

    /// Registers an asynchronous gauge.
    ///
    /// # Errors
    /// When the library says no.
    fn callback(&mut self, _name: &str, _asked: Observation) -> Told {
        Err("no callback is offered".into())
    }

    /// Flushes. No library takes a time-out for it.
    ///
    /// # Errors
    /// When the library says that it failed.
    fn flush(&mut self) -> Told {
        Err("no flush is offered".into())
    }

    /// Shuts down, in that time if there is one.
    ///
    /// # Errors
    /// When the library says that it failed.
    fn shutdown(&mut self, _timeout: Option<Duration>) -> Told {
        Err("no shutdown is offered".into())
    }
}

/// Whether somebody is there to tell what is to be done.
#[must_use]
pub fn is_wanted() -> bool {
    std::env::var_os("METERSTICK_CONTROL").is_some()
}

/// Greets and does what is told, until it is told to stop or nobody is left who could tell.
///
/// # Panics
/// When it is told to.
pub fn obey<L: Library>(library: &mut L) {
    let is_to_raise = converse(library, io::stdin().lock(), io::stdout());
    assert!(!is_to_raise, "told to raise");
}

/// The conversation; says whether it ended by `raise`.
fn converse<L: Library>(library: &mut L, input: impl BufRead, mut output: impl Write) -> bool {
    // When nobody hears the answers any more, the input ends too.
    let mut answer = |text: &str| drop(writeln!(output, "{text}").and_then(|()| output.flush()));
    answer(&format!("meterstick 1 {} stop raise", L::WORDS.join(" ")));
    for line in input.split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches('\r');
        match line {
            "stop" | "raise" => {
                answer("ok");
                return line == "raise";
            }
            line => answer(&verdict(carry_out(library, line))),
        }
    }
    false
}

/// The answer for what came of a command; nothing came of one that there is not.
fn verdict(told: Option<Told>) -> String {
    match told {
        Some(Ok(())) => "ok".to_owned(),
        Some(Err(why)) => {
            let why = why.to_string();
            format!("failed {}", why.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        None => "unknown".to_owned(),
    }
}

/// Does what one command says. A panic is a way to say no as well, if not a polite one.
fn carry_out<L: Library>(library: &mut L, line: &str) -> Option<Told> {
    let word = line.split(' ').next().unwrap_or_default();
    if !L::WORDS.contains(&word) {
        return None;
    }
    let told = catch_unwind(AssertUnwindSafe(|| match Command::read(line)? {
        Command::Record { kind, name, value, attributes } => library.record(kind, &name, &value, &attributes),
        Command::Records { number, kind, name, key } => {
            let one = Number::one();
            (0..number)
                .try_for_each(|value| library.record(kind, &name, &one, &[(key.clone(), value.to_string())]))
        }
        Command::Callback { name, asked } => library.callback(&name, asked),
        Command::Flush => library.flush(),
        Command::Shutdown { timeout } => library.shutdown(timeout),
    }));
    Some(told.unwrap_or_else(|panic| Err(format!("panic: {}", message(&*panic)).into())))
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word")
}
