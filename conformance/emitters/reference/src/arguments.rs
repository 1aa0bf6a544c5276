//! The command line.

use std::time::Duration;

use crate::defects::{self, Defects};

const USAGE: &str = "reference [--port PORT] [--linger SECONDS] [--defect NAME]… | reference --defects

Pushes OTLP as the environment variables of OpenTelemetry say, and serves /metrics on a port if it is given one.
With METERSTICK_CONTROL=1 it reads commands from its standard input.";

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    /// Serve `/metrics` on this port of 127.0.0.1.
    pub(crate) port: Option<u16>,
    /// Stay so long; without it, until told to stop.
    pub(crate) linger: Option<Duration>,
    /// The names of the defects, which children have as well.
    pub(crate) defects: Vec<String>,
    /// The identity of another process, which only a defect hands on.
    pub(crate) instance: Option<String>,
    is_child: bool,
}

/// What the command line comes to.
pub(crate) enum Request {
    Run(Arguments),
    /// Something is printed, and that is all.
    Print(String),
}

impl Arguments {
    pub(crate) fn is_child(&self) -> bool {
        self.is_child
    }

    /// Reads the words of the command line, and makes their defects those of the process.
    pub(crate) fn read(words: impl Iterator<Item = String>) -> Result<Request, String> {
        let mut arguments = Self::default();
        let mut chosen = Defects::default();
        let mut words = words.flat_map(|word| match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
            _ => vec![word],
        });
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} asks for a value"));
            match word.as_str() {
                "--port" => {
                    arguments.port = Some(value()?.parse().map_err(|_| "--port asks for a port")?);
                }
                "--linger" => {
                    let seconds = value()?.parse().map_err(|_| "--linger asks for seconds")?;
                    arguments.linger = Duration::try_from_secs_f64(seconds).ok();
                }
                "--defect" => {
                    for name in value()?.split(',').filter(|name| !name.is_empty()) {
                        chosen.add(name)?;
                        arguments.defects.push(name.to_owned());
                    }
                }
                "--child" => arguments.is_child = true,
                "--instance" => arguments.instance = Some(value()?),
                "--defects" => return Ok(Request::Print(defects::table())),
                "--help" | "-h" => return Ok(Request::Print(format!("{USAGE}\n"))),
                _ => return Err(format!("{word}? {USAGE}")),
            }
        }
        chosen.choose();
        Ok(Request::Run(arguments))
    }
}
