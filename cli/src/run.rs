//! `meterstick run`: the main job. A program is started, watched, stopped and judged.

use meterstick::capture::{
    Capture, CaptureError, CaptureWriter, OtlpReceiver, Protocol, Recording, Scraper, until,
};
use meterstick::contract::{Class, Contract, Drift};
use std::ffi::{OsStr, OsString};
use std::net::TcpListener;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use crate::arguments::{self, Run};
use crate::child::Program;
use crate::contract;
use crate::interrupt;
use crate::judge::Judge;
use crate::missing::Missing;
use crate::outcome::{Outcome, Trouble};
use crate::progress::{Progress, describe};
use crate::report::{ContractReport, Report};
use crate::style;
use crate::watch::{Ending, Event, Killed, Watch};

pub(crate) fn run(options: &Run) -> Result<Outcome, Trouble> {
    let judge = Judge::of(&options.judge, &options.policy)?;
    let promised = match &options.contract {
        Some(path) if options.update_contract => contract::check_writable(path).map(|()| None)?,
        Some(path) => Some(contract::read(path)?),
        None => None,
    };
    let recording = match &options.capture.out {
        Some(path) => Recording::with_file(
            CaptureWriter::create(path)
                .map_err(|error| Trouble::of(format!("cannot write {}", path.display()), error))?,
        ),
        None => Recording::new(),
    };
    let receiver = OtlpReceiver::builder().recording(recording.clone()).start();
    let receiver = receiver.map_err(|error| Trouble::new(error.to_string()))?;
    let (command, url) = with_port(options)?;
    // Everything that can fail comes before the program, which then is not started in vain.
    let scraper = match &url {
        Some(url) => Some(
            options
                .tls
                .builder(url)?
                .recording(recording.clone())
                .start()
                .map_err(|error| Trouble::new(error.to_string()))?,
        ),
        None => None,
    };
    let brake = scraper.as_ref().map(Scraper::brake);
    let (events, happened) = channel();
    interrupt::watch({
        let events = events.clone();
        move |request| {
            // When the run is over nobody needs to be told.
            let _ = events.send(Event::Asked(request));
        }
    })?;
    let program = start(options, &receiver, &command, events.clone())?;
    if let Some(scraper) = scraper {
        watch_endpoint(scraper, options.wait, events.clone());
    }
    if let Some(condition) = options.until.iter().map(until::family).reduce(until::Condition::and) {
        watch_for(&recording, until::points(1), &events, || Event::Spoke);
        watch_for(&recording, condition, &events, || Event::Arrived);
    }
    let progress = Progress::of(&recording, program.name());
    let watch =
        Watch { options, program: &program, brake: brake.as_ref(), events: &events, happened: &happened };
    let ending = watch.to_the_end();
    drop(progress);
    let _ = receiver.shutdown();
    let saved = recording.close();
    let run = Ran { options, judge: &judge, program: program.name(), ending: &ending, url: url.as_deref() };
    run.conclude(promised.as_ref(), &recording.capture(), &saved)
}

/// Tells when a condition holds.
fn watch_for(
    recording: &Recording,
    condition: until::Condition,
    events: &Sender<Event>,
    event: impl FnOnce() -> Event + Send + 'static,
) {
    let (recording, events) = (recording.clone(), events.clone());
    thread::spawn(move || {
        if recording.wait_for(condition, Duration::MAX).is_ok() {
            let _ = events.send(event());
        }
    });
}

const PORT: &str = "{port}";

/// The command and the URL with the same free port in place of `{port}`.
fn with_port(options: &Run) -> Result<(Vec<OsString>, Option<String>), Trouble> {
    let is_wanted = options.command.iter().any(|word| replaced(word, "").is_some())
        || options.scrape.as_ref().is_some_and(|url| url.contains(PORT));
    if !is_wanted {
        return Ok((options.command.clone(), options.scrape.clone()));
    }
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let port = free.map_err(|error| Trouble::of("cannot find a free port", error))?.port().to_string();
    let command = options.command.iter().map(|word| replaced(word, &port).unwrap_or_else(|| word.clone()));
    Ok((command.collect(), options.scrape.as_ref().map(|url| url.replace(PORT, &port))))
}

/// A word of the command with a port in place of `{port}`; `None` if it has no such place. It may be any bytes.
#[cfg(unix)]
fn replaced(word: &OsStr, port: &str) -> Option<OsString> {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let mut rest = word.as_bytes();
    let mut bytes = Vec::new();
    while let Some(place) = memchr::memmem::find(rest, PORT.as_bytes()) {
        bytes.extend_from_slice(&rest[..place]);
        bytes.extend_from_slice(port.as_bytes());
        rest = &rest[place + PORT.len()..];
    }
    if rest.len() == word.len() {
        return None;
    }
    bytes.extend_from_slice(rest);
    Some(OsString::from_vec(bytes))
}

/// A word of the command with a port in place of `{port}`; `None` if it has no such place.
#[cfg(not(unix))]
fn replaced(word: &OsStr, port: &str) -> Option<OsString> {
    word.to_str().filter(|word| word.contains(PORT)).map(|word| word.replace(PORT, port).into())
}

fn start(
    options: &Run,
    receiver: &OtlpReceiver,
    command: &[OsString],
    events: Sender<Event>,
) -> Result<Program, Trouble> {
    let protocol = match options.protocol {
        arguments::Protocol::Grpc => Protocol::Grpc,
        arguments::Protocol::Protobuf => Protocol::HttpProtobuf,
        arguments::Protocol::Json => Protocol::HttpJson,
    };
    let environment = receiver.env_for(protocol).unwrap_or_else(|| receiver.env()).over(std::env::vars_os());
    for (name, value) in environment.kept() {
        style::tell(
            style::WARNING,
            "warning",
            &format!("{name} stays `{value}`, as your environment has it"),
        );
    }
    Program::start(command, environment.set().to_vec(), move |news| {
        // Nobody listens any more when the run is over; then nobody needs to know.
        let _ = events.send(Event::Program(news));
    })
}

/// Waits for the endpoint on a thread of its own, so that everything else is still heard.
fn watch_endpoint(scraper: Scraper, wait: Duration, events: Sender<Event>) {
    thread::spawn(move || {
        let up = scraper.wait_until_up(wait).map(drop);
        let _ = events.send(Event::Up(scraper, up));
    });
}

/// A run that is over.
struct Ran<'r> {
    options: &'r Run,
    judge: &'r Judge,
    program: &'r str,
    ending: &'r Ending,
    url: Option<&'r str>,
}

impl Ran<'_> {
    fn conclude(
        &self,
        promised: Option<&Contract>,
        capture: &Capture,
        saved: &Result<(), CaptureError>,
    ) -> Result<Outcome, Trouble> {
        let Self { options, judge, .. } = *self;
        let mut report = Report::default();
        report.examine_capture(judge, self.program, "captured", capture);
        let policy = &judge.settings.policy();
        let builder = capture.contract_under(policy.clone());
        if let (Some(path), Some(promised)) = (&options.contract, promised) {
            let now = builder.build();
            report.contract = Some(ContractReport {
                file: path.display().to_string(),
                // Without a single metric everything would be gone; that nothing came is said instead.
                drift: if now.is_empty() { Drift::default() } else { Drift::under(policy, promised, &now) },
                violations: builder.violations(),
            });
        }
        let mut troubles = self.troubles();
        if report.tally.points() == 0 {
            troubles.push(match report.tally.exports() + report.tally.refused() + report.tally.scrapes() {
                0 => match self.ending.out_of_patience {
                    Some(_) => format!(
                        "nothing was captured: no export arrived within {:?}; --wait gives it longer",
                        options.wait
                    ),
                    None => "nothing was captured: no export arrived".to_owned(),
                },
                _ => {
                    let what = describe(&report.tally);
                    format!("nothing was captured: {what}, and not a single metric in them")
                }
            });
            report.contract = None;
        }
        // What has another name now, or is gone, is told by the drift; whatever else never came was not looked at.
        let drift = report.contract.as_ref().map(|contract| &contract.drift);
        let is_drift = |name: &str| {
            let quoted = format!("`{name}`");
            let mut changes = drift.into_iter().flat_map(Drift::changes);
            changes.any(|change| change.class == Class::Breaking && change.what.starts_with(&quoted))
        };
        let (explained, unexplained): (Vec<Missing>, Vec<Missing>) =
            Missing::of(&options.until, capture).into_iter().partition(|missing| is_drift(&missing.name));
        let patience = self.ending.out_of_patience;
        troubles.extend(unexplained.iter().map(|missing| missing.told(patience)));
        let outcome = judge.conclude(&mut report, &options.report)?;
        if let Err(error) = saved {
            troubles.push(format!("cannot write the capture file: {error}"));
        }
        if let (Some(path), true, true) = (&options.contract, options.update_contract, troubles.is_empty()) {
            contract::write(path, builder.build(), policy)?;
            style::note(&format!("wrote the contract {}; review it before you commit it", path.display()));
        }
        if let (Some(path), Ok(())) = (&options.capture.out, saved) {
            style::note(&format!("saved in {}", path.display()));
        }
        if self.ending.last_scrape_broken {
            style::tell(style::WARNING, "warning", &"the last scrape was broken off, as no answer came");
        }
        for missing in &explained {
            style::tell(style::WARNING, "warning", &missing.told(patience));
        }
        for trouble in &troubles {
            style::tell(style::ERROR, "error", trouble);
        }
        let looked = if troubles.is_empty() { Outcome::Clean } else { Outcome::CouldNotLook };
        Ok(outcome.max(looked))
    }

    /// Why the program could not be looked at in full.
    fn troubles(&self) -> Vec<String> {
        let Self { options, program, ending, .. } = *self;
        let mut troubles = Vec::new();
        if let Some(end) = ending.own_end.filter(|end| !end.is_success()) {
            troubles.push(format!("the program failed: `{program}` {end}"));
        }
        // A program that has ended leaves behind what it started.
        let who =
            if ending.has_ended { format!("what `{program}` left behind") } else { format!("`{program}`") };
        match ending.killed {
            Some(Killed::TooSlow) => {
                troubles.push(format!("{who} did not stop within {:?} and was killed", options.grace));
            }
            Some(Killed::OnRequest) => {
                troubles.push(format!("{who} was killed on a second request, before it had stopped"));
            }
            None => {}
        }
        if let (Some(url), false) = (self.url, ending.was_up) {
            let why =
                ending.never_up.clone().unwrap_or_else(|| "the run ended before it answered".to_owned());
            troubles.push(format!("{url} was never up: {why}"));
        }
        troubles
    }
}
