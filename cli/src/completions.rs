//! `meterstick completions`: what a shell needs to complete the command line.

use clap::CommandFactory;
use std::io;

use crate::arguments::{Arguments, Completions};
use crate::outcome::{Outcome, Trouble};

pub(crate) fn completions(options: &Completions) -> Result<Outcome, Trouble> {
    clap_complete::generate(options.shell, &mut Arguments::command(), "meterstick", &mut io::stdout());
    Ok(Outcome::Clean)
}
