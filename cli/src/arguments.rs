//! What can be asked of `meterstick` on the command line.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use meterstick::bridge::Strategy;
use meterstick::rules::Profile;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::conformance::arguments::Conformance;
use crate::rules::arguments::{Explain, Rules};
use crate::target::TlsOptions;

/// Tests what a service's metrics really say on the wire.
///
/// meterstick looks like a Prometheus server to what is scraped and like an OpenTelemetry backend to what pushes,
/// keeps everything that it is sent, and holds it against the formats and against a reviewed contract.
#[derive(Debug, Parser)]
#[command(name = "meterstick", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  clean
  1  findings, faults or drift at or above --fail-on
  2  could not look: wrong usage, target unreachable, the program failed, or nothing was captured";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(Run),
    Scrape(Scrape),
    Receive(Receive),
    Check(Check),
    Contract(Contract),
    Rules(Rules),
    Explain(Explain),
    Parity(Parity),
    Conformance(Conformance),
    Completions(Completions),
}

/// Start a program, capture what it pushes and what it exposes, and judge it.
///
/// The program is started with the usual OTEL_* variables pointing at a fake OTLP receiver on a free port. With --scrape
/// its endpoint is also scraped as Prometheus would: as soon as it answers, then on an interval, and once more before the program is
/// stopped. `{port}` in URL and command stands for one free port.
///
/// The run ends when the program ends, after --for, or when everything named by --until has arrived; what does not arrive in time
/// (--patience) is told, and ends with 1 where the contract's drift explains it, else with 2. The program and everything that it started
/// (its process group) is then asked to stop (SIGTERM) so that the last export is seen, and is killed if it does not. Its standard
/// output goes to standard error, so that the report stands alone. Ctrl-C asks it to stop as well; a second one kills it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  meterstick run -- python app.py
  meterstick run --scrape http://127.0.0.1:{port}/metrics --for 10s -- gunicorn -b 127.0.0.1:{port} app
  meterstick run --until http.server.request.duration --contract metrics.snap -- ./service
  meterstick run --update-contract --contract metrics.snap -- ./service")]
pub(crate) struct Run {
    /// The protocol that the program is told to export with.
    #[arg(long, value_enum, default_value_t = Protocol::Protobuf, value_name = "PROTOCOL")]
    pub(crate) protocol: Protocol,
    /// Also scrape this URL; `{port}` stands for a free port, the same as in the command.
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) scrape: Option<String>,
    /// How long to wait between two scrapes.
    #[arg(long, value_name = "DURATION", default_value = "1s", value_parser = duration)]
    pub(crate) interval: Duration,
    /// How long the program may take until its endpoint answers or, with --until and neither --scrape nor --for, until its first metric
    /// comes.
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = duration)]
    pub(crate) wait: Duration,
    #[command(flatten)]
    pub(crate) tls: TlsOptions,
    /// Compare with the contract in this file and exit with 1 on drift.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) contract: Option<PathBuf>,
    /// Write the contract file instead of comparing with it.
    #[arg(long, requires = "contract")]
    pub(crate) update_contract: bool,
    /// End the run after this time.
    #[arg(long = "for", value_name = "DURATION", value_parser = duration)]
    pub(crate) limit: Option<Duration>,
    /// End the run when the family NAME has a point; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub(crate) until: Vec<String>,
    /// How long what --until names may take after the endpoint's first answer or, without --scrape, after the first metric; 30s unless
    /// --for says how long the run is.
    #[arg(long, value_name = "DURATION", requires = "until", value_parser = duration)]
    pub(crate) patience: Option<Duration>,
    /// How long the program may take to stop after it was asked to.
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = duration)]
    pub(crate) grace: Duration,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    #[command(flatten)]
    pub(crate) capture: CaptureOut,
    #[command(flatten)]
    pub(crate) judge: JudgeOptions,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
    /// The program and its arguments.
    #[arg(last = true, required = true, value_name = "CMD", value_hint = ValueHint::CommandWithArguments)]
    pub(crate) command: Vec<OsString>,
}

/// Scrape a target as Prometheus would and say what Prometheus would conclude.
#[derive(Args, Debug)]
pub(crate) struct Scrape {
    /// The URL to scrape.
    #[arg(value_hint = ValueHint::Url)]
    pub(crate) url: String,
    /// How many times to scrape; without it once, or until Ctrl-C with --interval.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) count: Option<u64>,
    /// How long to wait between two scrapes.
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) interval: Option<Duration>,
    /// How long a scrape may take.
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = duration)]
    pub(crate) timeout: Duration,
    /// The Prometheus to look like.
    #[arg(long, value_enum, default_value_t = Prometheus::V3)]
    pub(crate) prometheus: Prometheus,
    /// With --output json, also every sample of the last scrape that Prometheus would store.
    #[arg(long)]
    pub(crate) stored: bool,
    #[command(flatten)]
    pub(crate) tls: TlsOptions,
    #[command(flatten)]
    pub(crate) capture: CaptureOut,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    #[command(flatten)]
    pub(crate) judge: JudgeOptions,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Receive OTLP as a collector would, until Ctrl-C or for a while.
///
/// Without --grpc and --http one port on the loopback address serves both. The addresses are printed on standard error.
#[derive(Args, Debug)]
pub(crate) struct Receive {
    /// The address for gRPC.
    #[arg(long, value_name = "ADDR")]
    pub(crate) grpc: Option<SocketAddr>,
    /// The address for HTTP.
    #[arg(long, value_name = "ADDR")]
    pub(crate) http: Option<SocketAddr>,
    /// Stop after this time.
    #[arg(long = "for", value_name = "DURATION", value_parser = duration)]
    pub(crate) limit: Option<Duration>,
    #[command(flatten)]
    pub(crate) capture: CaptureOut,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    #[command(flatten)]
    pub(crate) judge: JudgeOptions,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Judge expositions, OTLP payloads or captures: what is wrong with them, and what Prometheus would do with them.
///
/// A URL is scraped as Prometheus would, and judged with the head of its answer. What can be seen is told also if an input is missing or a
/// capture is cut off; the exit code is 2 then.
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// How to read the input; for a URL also what to fall back to where it has no known Content-Type (`fallback_scrape_protocol`).
    #[arg(long, value_enum, default_value_t = InputFormat::Auto, value_name = "FORMAT")]
    pub(crate) format: InputFormat,
    /// Take the inputs as successive looks at one target, in this order: what falls, moves back or vanishes between them is told too.
    ///
    /// Looks that do not say when they were made lie 15 s apart.
    #[arg(long)]
    pub(crate) sequence: bool,
    /// A file, a URL, or `-` for standard input.
    #[arg(required = true, value_name = "FILE|URL|-")]
    pub(crate) inputs: Vec<OsString>,
    #[command(flatten)]
    pub(crate) tls: TlsOptions,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    #[command(flatten)]
    pub(crate) judge: JudgeOptions,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Write the contract of what was captured: what the service promises about its metrics, without values.
///
/// Scrapes that failed and exports that were refused promise nothing.
#[derive(Args, Debug)]
pub(crate) struct Contract {
    /// How to read the input.
    #[arg(long, value_enum, default_value_t = InputFormat::Auto, value_name = "FORMAT")]
    pub(crate) format: InputFormat,
    /// A capture, an exposition or an OTLP payload: a file, a URL, or `-` for standard input.
    #[arg(value_name = "CAPTURE|FILE")]
    pub(crate) input: OsString,
    #[command(flatten)]
    pub(crate) tls: TlsOptions,
    #[command(flatten)]
    pub(crate) policy: PolicyOptions,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
}

/// Compare what was pushed over OTLP with what `/metrics` said: one run must be the same instruments on both sides.
///
/// Names, units, types, scopes, labels, buckets, exemplars and values are held together by the compatibility specification between
/// OpenTelemetry and Prometheus. One capture with both sides is enough; files of both sides will do, in any order.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  meterstick run --scrape http://127.0.0.1:{port}/metrics -o both.capture -- ./service && meterstick parity both.capture
  meterstick parity export.json metrics.prom
  meterstick parity --strategy NoTranslation both.capture")]
pub(crate) struct Parity {
    /// How names are translated: UnderscoreEscapingWithSuffixes, UnderscoreEscapingWithoutSuffixes, NoUTF8EscapingWithSuffixes or
    /// NoTranslation.
    #[arg(long, value_name = "STRATEGY", default_value_t = Strategy::default())]
    pub(crate) strategy: Strategy,
    /// Which way the bridge goes.
    #[arg(long, value_enum, default_value_t = Direction::ToPrometheus, value_name = "DIRECTION")]
    pub(crate) direction: Direction,
    /// Also compare gauges, which makes sense where nothing moved between the two looks.
    #[arg(long)]
    pub(crate) gauges: bool,
    /// A capture with both sides, or captures, exports and expositions of the two.
    #[arg(required = true, value_name = "CAPTURE|FILE|URL")]
    pub(crate) inputs: Vec<OsString>,
    #[command(flatten)]
    pub(crate) tls: TlsOptions,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Print the completions of a shell.
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Args, Debug)]
pub(crate) struct CaptureOut {
    /// Save everything that is exchanged in this capture file.
    #[arg(short, long = "out", value_name = "CAPTURE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
}

/// Where the settings of a team stand.
#[derive(Args, Debug)]
pub(crate) struct PolicyOptions {
    /// Read the settings (profile, rules, accepted defects, contract) from this file instead of `meterstick.toml` in the current folder.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) policy: Option<PathBuf>,
}

/// Which rules speak, and what their findings mean.
#[derive(Args, Debug)]
#[command(next_help_heading = "Rules")]
pub(crate) struct JudgeOptions {
    /// Which rules speak.
    #[arg(long, value_name = "PROFILE", value_parser = PossibleValuesParser::new(Profile::names()))]
    pub(crate) profile: Option<String>,
    /// Do not report findings of a rule; `*` and `?` are wildcards, `@FAMILY` narrows it to one family.
    #[arg(long, value_name = "RULE[@FAMILY]=REASON")]
    pub(crate) allow: Vec<String>,
    /// Report findings of a rule as warnings.
    #[arg(long, value_name = "RULE[@FAMILY]=REASON")]
    pub(crate) warn: Vec<String>,
    /// Report findings of a rule as errors.
    #[arg(long, value_name = "RULE[@FAMILY]=REASON")]
    pub(crate) deny: Vec<String>,
    /// Accept a known defect of a released library by its name.
    #[arg(long, value_name = "DEFECT=REASON")]
    pub(crate) accept: Vec<String>,
    /// Report only what this file does not hold already.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the baseline file instead of comparing with it.
    #[arg(long, requires = "baseline")]
    pub(crate) update_baseline: bool,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Report")]
pub(crate) struct ReportOptions {
    /// What ends with exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "WHAT")]
    pub(crate) fail_on: FailOn,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Output::Text, value_name = "FORM")]
    pub(crate) output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Direction {
    /// Instruments of OpenTelemetry, exposed for Prometheus.
    ToPrometheus,
    /// Metrics that were scraped, pushed on over OTLP.
    ToOtlp,
}

impl From<Direction> for meterstick::bridge::Direction {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::ToPrometheus => Self::ToPrometheus,
            Direction::ToOtlp => Self::ToOtlp,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Protocol {
    /// OTLP over gRPC.
    Grpc,
    /// OTLP over HTTP, in protobuf.
    #[value(name = "http/protobuf")]
    Protobuf,
    /// OTLP over HTTP, in JSON.
    #[value(name = "http/json")]
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Prometheus {
    /// The current line.
    #[value(name = "3")]
    V3,
    /// The line before.
    #[value(name = "2")]
    V2,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Whatever breaks a format or a promise.
    Error,
    /// Also what is doubtful.
    Warning,
    /// Also what is merely worth knowing.
    Info,
    /// Only what makes Prometheus 3 refuse the whole scrape.
    ScrapeFails,
    /// Nothing.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// For people.
    Text,
    /// For programs: one JSON document, described in docs/json-report.md.
    Json,
    /// For CI servers: JUnit XML, a test case for each rule that was broken.
    Junit,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions: annotations of the lines at fault.
    Github,
    /// For comments on pull requests.
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By Content-Type, then by the ending of the file, then by the first bytes.
    Auto,
    /// Prometheus text 0.0.4.
    PrometheusText,
    /// Prometheus text 1.0.0, with quoted UTF-8 names.
    #[value(name = "prometheus-text-1")]
    PrometheusText1,
    /// OpenMetrics 1.0.
    OpenmetricsText,
    /// OpenMetrics 2.0 (release candidate).
    #[value(name = "openmetrics-text-2")]
    OpenmetricsText2,
    /// Length-delimited MetricFamily messages.
    PrometheusProtobuf,
    /// An OTLP metrics request in JSON, or several, one a line.
    OtlpJson,
    /// An OTLP metrics request in protobuf.
    OtlpProtobuf,
    /// A capture file.
    Capture,
}

fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| format!("{error}; write it like `500ms`, `10s` or `2m`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn durations_are_written_with_a_unit() {
        assert_eq!(duration("1500ms"), Ok(Duration::from_millis(1500)));
        assert!(duration("10").is_err());
    }
}
