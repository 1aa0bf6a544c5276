//! What can be asked of the conformance suite on the command line.

use clap::{Args, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

use crate::arguments::Protocol;

/// Drive an exporter through good and bad days, and say what it does right and wrong, section by section.
///
/// The program is started again and again, each time in other circumstances: a receiver that is unavailable, throttles, redirects, hangs or goes
/// away; other OTEL_* variables; a signal; an unusual Accept header. What it sends and exposes is watched and held against what the
/// specifications ask. It works for any language and needs no change in the program: everything is said by the standard environment
/// variables. A program that speaks the control protocol (conformance/README.md) is asked more. `{port}` stands for a free port in
/// command and URL.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  meterstick conformance --protocol grpc -- python app.py
  meterstick conformance --scrape http://127.0.0.1:{port}/metrics -- ./service --port {port}
  meterstick conformance --only 'otlp/retry/*' -- ./service     some scenarios
  meterstick conformance --list                                 what there is
  meterstick conformance --emitter conformance/emitters/python/otlp.toml
                                                                a program with a description and a list of known failures
  meterstick conformance --emitter A.toml --emitter B.toml --output markdown -o report.md --html report
                                                                a matrix of several, as a text and as a site")]
pub(crate) struct Conformance {
    /// A protocol by which the program pushes; may be given several times. `http/protobuf` if neither this nor --scrape is given.
    #[arg(long, value_enum, value_name = "PROTOCOL")]
    pub(crate) protocol: Vec<Protocol>,
    /// The URL at which the program is scraped; `{port}` stands for a free port, the same as in the command.
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) scrape: Option<String>,
    /// A program by its description, in place of a command; may be given several times.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["protocol", "scrape", "command"])]
    pub(crate) emitter: Vec<PathBuf>,
    /// List the scenarios, and play none.
    #[arg(long)]
    pub(crate) list: bool,
    /// Only scenarios of these ids; `*` and `?` are wildcards. May be given several times.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) only: Vec<String>,
    /// No scenarios of these ids; `*` and `?` are wildcards. May be given several times.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) skip: Vec<String>,
    /// Leave out the scenarios that take long.
    #[arg(long)]
    pub(crate) no_slow: bool,
    /// How many scenarios are played at the same time; three for each processor if not said. They wait most of their time.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// The form of the report, or of the list.
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORM")]
    pub(crate) output: Form,
    /// Write the report into this file, and to standard output only what it comes to, a line a program.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Write the site into this folder as well, beside another form of the report.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "list")]
    pub(crate) html: Option<PathBuf>,
    /// What ends with exit code 1.
    #[arg(long, value_enum, default_value_t = Least::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: Least,
    /// Show what passed, and what cannot be asked, with what was seen.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// The program and its arguments.
    #[arg(last = true, value_name = "CMD", value_hint = ValueHint::CommandWithArguments)]
    pub(crate) command: Vec<OsString>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people.
    Text,
    /// For programs; the list is one array.
    Json,
    /// For CI servers: JUnit XML, a test case a scenario.
    Junit,
    /// For comments on pull requests.
    Markdown,
    /// A site, in the folder that --out names, with everything that was sent and seen.
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Least {
    /// A demand that is not met, and a pass of what is said to fail.
    Error,
    /// Also a recommendation that is not followed.
    Warning,
    /// Also what is only advice.
    Info,
    /// Nothing.
    Never,
}
