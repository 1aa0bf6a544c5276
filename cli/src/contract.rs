//! `meterstick contract`: writes what a service promises about its metrics.

use meterstick::capture::{Capture, CaptureReader, Exchange};
use meterstick::contract::{Contract as Promises, ContractBuilder, Policy};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::arguments::Contract;
use crate::input::{Content, Input};
use crate::outcome::{Outcome, Trouble};
use crate::progress::count;
use crate::settings::Settings;
use crate::style;

pub(crate) fn contract(options: &Contract) -> Result<Outcome, Trouble> {
    let policy = Settings::read(&options.policy)?.policy();
    let builder = observe(options, policy.clone())?;
    for violation in builder.violations() {
        style::tell(style::WARNING, "warning", &violation);
    }
    let contract = builder.build();
    if contract.is_empty() {
        return Err(Trouble::new(format!(
            "{} holds no metrics, so there is nothing to promise",
            options.input.display()
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

fn observe(options: &Contract, policy: Policy) -> Result<ContractBuilder, Trouble> {
    let mut builder = ContractBuilder::new(policy);
    let mut stream = |name: &str, reader: Result<CaptureReader, _>| -> Result<(), Trouble> {
        let mut left_out = 0;
        for exchange in reader.map_err(|error| Trouble::of(name, error))? {
            let exchange = exchange.map_err(|error| Trouble::of(name, error))?;
            left_out += usize::from(!exchange.is_taken());
            builder.observe(&exchange);
        }
        if left_out > 0 {
            let message = format!("{name}: {} failed, and promise nothing", count(left_out, "exchange"));
            style::tell(style::WARNING, "warning", &message);
        }
        Ok(())
    };
    if Input::is_capture_file(&options.input, options.format) {
        stream(&options.input.to_string_lossy(), CaptureReader::open(&options.input))?;
        return Ok(builder);
    }
    let input = Input::read(&options.input, options.format, &options.tls)?;
    let capture = match input.content {
        Content::Capture(bytes) => {
            stream(&input.name, CaptureReader::new(io::Cursor::new(bytes)))?;
            return Ok(builder);
        }
        Content::Body(format, bytes) => Capture::of_body(format, bytes),
        Content::Scrape(record) => Capture::from_records([*record]),
    };
    for exchange in capture.requests() {
        if !exchange.is_taken() {
            return Err(Trouble::of(&input.name, exchange.problem().unwrap_or("the scrape failed")));
        }
        warn_of_faults(&input.name, exchange);
        builder.observe(exchange);
    }
    Ok(builder)
}

fn warn_of_faults(name: &str, exchange: &Exchange) {
    for fault in exchange.faults().iter().take(5) {
        style::tell(style::WARNING, "warning", &format!("{name}: {fault}"));
    }
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
