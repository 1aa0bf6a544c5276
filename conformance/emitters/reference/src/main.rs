//! An exporter that does everything right and, on request, one thing wrong.
//!
//! The conformance suite is tested with it: each scenario has to pass it as it is, and to catch it with the defect that the scenario is for.
//! It pushes OTLP, serves `/metrics`, and obeys the control protocol; `--defects` lists what it can do wrong.

mod arguments;
mod child;
mod control;
mod defects;
mod ending;
mod export;
mod metrics;
mod program;
mod reader;
mod say;
mod scrape;
mod settings;
mod shop;

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use arguments::{Arguments, Request};
use ending::End;
use program::Program;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(Request::Run(arguments)) => arguments,
        Ok(Request::Print(text)) => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            say::say(&wrong);
            return ExitCode::from(2);
        }
    };
    match start(arguments) {
        Ok(program) => {
            let reason = live(&program);
            ending::end(&program, reason)
        }
        Err(error) => {
            say::say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: Arguments) -> std::io::Result<Arc<Program>> {
    let program = Arc::new(Program::start(arguments)?);
    ending::on_signals(&program)?;
    if !program.arguments.is_child() {
        shop::play(&mut reader::lock(&program.registry));
    }
    if let Some(port) = program.arguments.port {
        scrape::serve(&program.registry, port, program.runtime.handle())?;
    }
    Ok(program)
}

/// Does what it was started for, until it is to end.
fn live(program: &Program) -> End {
    if program.arguments.is_child() {
        return child::live(program);
    }
    if std::env::var("METERSTICK_CONTROL").is_ok_and(|value| value == "1") {
        return control::obey(program);
    }
    let mut output = std::io::stdout();
    let _ = writeln!(output, "ready").and_then(|()| output.flush());
    match program.arguments.linger {
        Some(time) => std::thread::sleep(time),
        // A signal ends it.
        None => loop {
            std::thread::park();
        },
    }
    End::Normal
}
