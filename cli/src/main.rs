//! The `meterstick` command: the only place of the house that prints, reads its arguments and exits.

mod arguments;
mod baseline;
mod check;
mod child;
mod completions;
mod conformance;
mod contract;
mod input;
mod interrupt;
mod judge;
mod missing;
mod outcome;
mod parity;
mod policy;
mod progress;
mod receive;
mod report;
mod rules;
mod run;
mod scrape;
mod sequence;
mod settings;
mod site;
mod style;
mod target;
mod watch;

use clap::Parser;
use std::process::ExitCode;

use arguments::{Arguments, Command};
use outcome::Outcome;

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let ended = match &command {
        Command::Run(options) => run::run(options),
        Command::Scrape(options) => scrape::scrape(options),
        Command::Receive(options) => receive::receive(options),
        Command::Check(options) => check::check(options),
        Command::Contract(options) => contract::contract(options),
        Command::Rules(options) => rules::rules(options),
        Command::Explain(options) => rules::explain(options),
        Command::Conformance(options) => conformance::conformance(options),
        Command::Parity(options) => parity::parity(options),
        Command::Completions(options) => completions::completions(options),
    };
    match ended {
        Ok(outcome) => outcome.into(),
        Err(trouble) => {
            style::tell(style::ERROR, "error", &trouble);
            Outcome::CouldNotLook.into()
        }
    }
}
