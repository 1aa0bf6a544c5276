//! `meterstick contract`: writes what a service promises about its metrics.

use meterstick::capture::{Capture, CaptureReader, Exchange};
use meterstick::contract::{Contract as Promises, ContractBuilder, Policy};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::arguments::Contract;
use crate::input::{Content, Input};
use crate::outcome::{Outcome, Trouble, written};
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
        None => written(io::stdout().write_all(contract.to_snapshot_file().as_bytes()), "the contract")?,
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
