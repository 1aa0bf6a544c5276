//! `meterstick completions`: what a shell needs to complete the command line.

use clap::CommandFactory;
use std::io::{self, Write as _};

use crate::arguments::{Arguments, Completions};
use crate::outcome::{Outcome, Trouble, written};

pub(crate) fn completions(options: &Completions) -> Result<Outcome, Trouble> {
    // What is written while it is made panics where standard output takes nothing.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "meterstick", &mut script);
    written(io::stdout().write_all(&script), "the completions")?;
    Ok(Outcome::Clean)
}
