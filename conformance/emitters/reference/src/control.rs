//! The control protocol: one command a line, one answer a line.

use std::io::{self, BufRead, Write};
use std::time::Duration;

use crate::child;
use crate::defects::{self, Defect};
use crate::ending::End;
use crate::metrics::{Action, Amount, Callback, Description, Kind};
use crate::program::Program;
use crate::reader::lock;
use crate::settings::decoded;

/// What is printed first: that it is spoken, and what is understood.
const GREETING: &str = "meterstick 1 record records callback flush shutdown fork stop raise";

/// Answers commands until the input ends, and says how to end.
pub(crate) fn obey(program: &Program) -> End {
    answer(GREETING);
    for line in io::stdin().lock().split(b'\n') {
        let Ok(line) = line else { break };
        let line = String::from_utf8_lossy(&line).into_owned();
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some((command, arguments)) = words.split_first() else { continue };
        match *command {
            "stop" => {
                answer("ok");
                return End::Normal;
            }
            "raise" => {
                answer("ok");
                return End::Error;
            }
            command => match run(program, command, arguments, &line) {
                Some(Ok(())) => answer("ok"),
                Some(Err(why)) => answer(&format!("failed {}", why.replace(['\n', '\r'], " "))),
                None => answer("unknown"),
            },
        }
    }
    End::Normal
}

fn answer(line: &str) {
    let mut output = io::stdout().lock();
    // Nobody who could be told is left when this fails.
    let _ = writeln!(output, "{line}").and_then(|()| output.flush());
}

fn run(program: &Program, command: &str, arguments: &[&str], line: &str) -> Option<Result<(), String>> {
    Some(match command {
        "record" => record(program, arguments, line),
        "records" => records(program, arguments, line),
        "callback" => callback(program, arguments),
        "flush" => {
            crate::scrape::flushed();
            millis(arguments).and_then(|timeout| program.reader.flush(timeout))
        }
        "shutdown" => millis(arguments).and_then(|timeout| program.reader.shutdown(timeout)),
        "fork" => child::fork(program),
        _ => return None,
    })
}

fn millis(arguments: &[&str]) -> Result<Option<Duration>, String> {
    let Some(text) = arguments.first() else { return Ok(None) };
    text.parse()
        .map(|millis| Some(Duration::from_millis(millis)))
        .map_err(|_| format!("{text:?} is no number"))
}

fn kind(word: &str) -> Result<Kind, String> {
    Ok(match word {
        "counter" => Kind::Counter,
        "updown" => Kind::UpDown,
        "gauge" => Kind::Gauge,
        "histogram" => Kind::Histogram,
        _ => return Err(format!("there is no kind {word:?}")),
    })
}

/// A text that must be one; names are what a library checks first.
fn text(encoded: &str) -> Result<String, String> {
    let text = String::from_utf8(decoded(encoded)).map_err(|_| format!("{encoded} is not UTF-8"))?;
    if text.is_empty() { Err("the name is empty".to_owned()) } else { Ok(text) }
}

fn amount(text: &str) -> Result<Amount, String> {
    Amount::read(text).ok_or_else(|| format!("{text:?} is no number"))
}

/// `record KIND NAME VALUE [KEY=VALUE …]`
pub(crate) fn record(program: &Program, arguments: &[&str], line: &str) -> Result<(), String> {
    let [word, name, value, pairs @ ..] = arguments else {
        return Err("record KIND NAME VALUE [KEY=VALUE …]".to_owned());
    };
    let (kind, name, amount) = (kind(word)?, text(name)?, amount(value)?);
    if program.reader.is_shut_down() && defects::has(Defect::RecordAfterShutdownFails) {
        return Err("it is shut down".to_owned());
    }
    let mut given = Vec::new();
    for pair in pairs {
        let (key, value) = pair.split_once('=').ok_or_else(|| format!("{pair:?} is no KEY=VALUE"))?;
        given.push((decoded(key), decoded(value)));
    }
    let mut registry = lock(&program.registry);
    if let Some(attributes) = registry.attributes(&name, &given) {
        registry.record(kind, &name, amount, &attributes);
    }
    drop(registry);
    program.remember(line);
    Ok(())
}

/// `records N KIND NAME KEY`
pub(crate) fn records(program: &Program, arguments: &[&str], line: &str) -> Result<(), String> {
    let [number, word, name, key] = arguments else {
        return Err("records N KIND NAME KEY".to_owned());
    };
    let number: u64 = number.parse().map_err(|_| format!("{number:?} is no number"))?;
    let (kind, name, key) = (kind(word)?, text(name)?, decoded(key));
    let mut registry = lock(&program.registry);
    let is_torn = kind == Kind::Histogram && defects::has(Defect::Torn);
    for value in 0..number {
        if let Some(attributes) = registry.attributes(&name, &[(key.clone(), value.to_string().into_bytes())])
        {
            registry.record(kind, &name, Amount::Int(1), &attributes);
        }
        if is_torn && value % 100 == 0 {
            // Lets others in between, as a burst would.
            drop(registry);
            std::thread::yield_now();
            registry = lock(&program.registry);
        }
    }
    drop(registry);
    program.remember(line);
    Ok(())
}

/// `callback NAME VALUE`, `callback NAME raise`, `callback NAME slow MS`
fn callback(program: &Program, arguments: &[&str]) -> Result<(), String> {
    let (name, action) = match arguments {
        [name, "raise"] => (name, Action::Raises),
        [name, "slow", millis] => {
            let millis = millis.parse().map_err(|_| format!("{millis:?} is no number"))?;
            (name, Action::Slow(Duration::from_millis(millis)))
        }
        [name, value] => (name, Action::Gives(amount(value)?)),
        _ => return Err("callback NAME VALUE, callback NAME raise, callback NAME slow MS".to_owned()),
    };
    let name = text(name)?;
    let mut registry = lock(&program.registry);
    registry.callbacks.retain(|callback| callback.name != name);
    registry.callbacks.push(Callback::new(name, action));
    Ok(())
}

/// What a child records of its own.
pub(crate) fn record_child(program: &Program) {
    let name = "meterstick.child";
    let mut registry = lock(&program.registry);
    registry.instrument(name, Kind::Counter, Description::default());
    registry.record(Kind::Counter, name, Amount::Int(1), &Vec::new());
}
