//! `meterstick contract`: writes what a service promises about its metrics.

use meterstick::capture::{Capture, CaptureReader};
use meterstick::contract::{Contract as Promises, ContractBuilder, Policy};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::arguments::{Contract, InputFormat};
use crate::input::{Input, Kind};
use crate::outcome::{Outcome, Trouble};
use crate::settings::Settings;
use crate::style;

pub(crate) fn contract(options: &Contract) -> Result<Outcome, Trouble> {
    let policy = Settings::read(&options.policy)?.policy();
    let builder = observe(&options.input, options.format, policy.clone())?;
    for violation in builder.violations() {
        style::tell(style::WARNING, "warning", &violation);
    }
    let contract = builder.build();
    if contract.is_empty() {
        return Err(Trouble::new(format!(
            "{} holds no metrics, so there is nothing to promise",
            options.input
        )));
    }
    match &options.out {
        Some(path) => write(path, contract, &policy)?,
        None => io::stdout()
            .write_all(contract.to_snapshot_file().as_bytes())
            .map_err(|error| Trouble::of("cannot write the contract", error))?,
    }
    Ok(Outcome::Clean)
}

fn observe(name: &str, format: InputFormat, policy: Policy) -> Result<ContractBuilder, Trouble> {
    let mut builder = ContractBuilder::new(policy);
    let mut stream = |reader: Result<CaptureReader, _>| -> Result<(), Trouble> {
        for exchange in reader.map_err(|error| Trouble::of(name, error))? {
            builder.observe(&exchange.map_err(|error| Trouble::of(name, error))?);
        }
        Ok(())
    };
    if Input::is_capture_file(name, format) {
        stream(CaptureReader::open(name))?;
        return Ok(builder);
    }
    let input = Input::read(name, format)?;
    match input.format {
        Kind::Capture => stream(CaptureReader::new(io::Cursor::new(input.bytes)))?,
        Kind::Body(format) => {
            let capture = Capture::of_body(format, input.bytes);
            for exchange in capture.requests() {
                for fault in exchange.faults().iter().take(5) {
                    style::tell(style::WARNING, "warning", &format!("{}: {fault}", input.name));
                }
                builder.observe(exchange);
            }
        }
    }
    Ok(builder)
}

/// Reads the contract of a file.
pub(crate) fn read(path: &Path) -> Result<Promises, Trouble> {
    let text = fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Trouble::new(format!(
            "there is no contract {} yet; write it with --update-contract or `meterstick contract`, and review it",
            path.display()
        )),
        _ => Trouble::of(format!("cannot read {}", path.display()), error),
    })?;
    Promises::from_snapshot_file(&text).map_err(|error| Trouble::of(path.display(), error))
}

/// Writes a contract to its file, and keeps what a person decided to keep of the one that is there.
pub(crate) fn write(path: &Path, mut contract: Promises, policy: &Policy) -> Result<(), Trouble> {
    if path.exists() {
        contract = contract.keeping(&read(path)?, policy);
    }
    fs::write(path, contract.to_snapshot_file())
        .map_err(|error| Trouble::of(format!("cannot write {}", path.display()), error))
}
