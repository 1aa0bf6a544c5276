//! `meterstick contract`: writes what a service promises about its metrics.

use meterstick::capture::{Capture, CaptureReader};
use meterstick::contract::{Contract as Promises, ContractBuilder, Policy};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::arguments::{Contract, InputFormat};
use crate::input::{Input, Kind};
use crate::outcome::{Outcome, Trouble, written};
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
        None => written(io::stdout().write_all(contract.to_snapshot_file().as_bytes()), "the contract")?,
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
    const ADVICE: &str = "write it with --update-contract or `meterstick contract`, and review it";
    let shown = path.display();
    match content(path)? {
        None => Err(Trouble::new(format!("there is no contract {shown} yet; {ADVICE}"))),
        Some(text) if text.trim().is_empty() => {
            Err(Trouble::new(format!("the contract {shown} is empty; {ADVICE}")))
        }
        Some(text) => parse(path, &text),
    }
}

/// Makes sure that [`write()`] will not fail for what is known already, before a long run.
pub(crate) fn check_writable(path: &Path) -> Result<(), Trouble> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(Trouble::new(format!(
            "cannot write {}: there is no folder {}",
            path.display(),
            folder.display()
        )));
    }
    earlier(path).map(drop)
}

/// Writes a contract to its file, and keeps what a person decided to keep of the one that is there.
pub(crate) fn write(path: &Path, mut contract: Promises, policy: &Policy) -> Result<(), Trouble> {
    if let Some(earlier) = earlier(path)? {
        contract = contract.keeping(&earlier, policy);
    }
    fs::write(path, contract.to_snapshot_file())
        .map_err(|error| Trouble::of(format!("cannot write {}", path.display()), error))
}

/// The contract that is there already. An empty file, such as `/dev/null`, holds nothing to keep.
fn earlier(path: &Path) -> Result<Option<Promises>, Trouble> {
    match content(path)? {
        Some(text) if !text.trim().is_empty() => parse(path, &text).map(Some),
        _ => Ok(None),
    }
}

/// What a file holds; `None` if there is no such file.
fn content(path: &Path) -> Result<Option<String>, Trouble> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Trouble::of(format!("cannot read {}", path.display()), error)),
    }
}

fn parse(path: &Path, text: &str) -> Result<Promises, Trouble> {
    Promises::from_snapshot_file(text).map_err(|error| {
        let advice = "mend the file, or remove it and write the contract anew";
        Trouble::new(format!("{}: {error}; {advice}", path.display()))
    })
}
