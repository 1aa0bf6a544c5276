//! `meterstick run`: the main job. A program is started, watched, stopped and judged.

use meterstick::capture::{
    Capture, CaptureWriter, OtlpReceiver, Protocol, Recording, Repeated, Scrape, Scraper, until,
};
use meterstick::contract::{Contract, Drift};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::arguments::{self, Run};
use crate::child::{End, Program, Request};
use crate::contract;
use crate::interrupt;
use crate::judge::Judge;
use crate::outcome::{Outcome, Trouble};
use crate::progress::{Progress, describe};
use crate::report::{ContractReport, Report};
use crate::style;

/// What can happen while the program runs.
enum Event {
    /// It has ended.
    Ended(std::io::Result<End>),
    /// Somebody asks us to stop.
    Asked(Request),
    /// Its endpoint answers, or has not in time.
    Up(Scraper, Result<(), Box<Scrape>>),
    /// Everything that was waited for has arrived.
    Arrived,
}

/// How the run came to its end.
#[derive(Default)]
struct Ending {
    /// How the program ended by itself; `None` if it was asked to.
    own_end: Option<End>,
    /// It did not stop when asked to.
    killed: bool,
    /// Why its endpoint was never up.
    never_up: Option<String>,
    was_up: bool,
}

pub(crate) fn run(options: &Run) -> Result<Outcome, Trouble> {
    let judge = Judge::of(&options.judge, &options.policy)?;
    let promised = match &options.contract {
        Some(path) if !options.update_contract => Some(contract::read(path)?),
        _ => None,
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
    let (events, happened) = channel();
    interrupt::watch(events.clone(), Event::Asked)?;
    let program = start(options, &receiver, &command, events.clone())?;
    if let Some(url) = &url {
        let scraper = options.tls.builder(url)?.recording(recording.clone()).start();
        watch_endpoint(
            scraper.map_err(|error| Trouble::new(error.to_string()))?,
            options.wait,
            events.clone(),
        );
    }
    if let Some(condition) = options.until.iter().map(until::family).reduce(until::Condition::and) {
        let (recording, events) = (recording.clone(), events.clone());
        thread::spawn(move || {
            if recording.wait_for(condition, Duration::MAX).is_ok() {
                let _ = events.send(Event::Arrived);
            }
        });
    }
    let progress = Progress::of(&recording, program.name());
    let ending = watch(options, &program, &happened);
    drop(progress);
    let _ = receiver.shutdown();
    recording.close().map_err(|error| Trouble::of("cannot write the capture file", error))?;
    conclude(options, &judge, promised.as_ref(), &recording.capture(), &program, &ending, url.as_deref())
}

/// The command and the URL with the same free port in place of `{port}`.
fn with_port(options: &Run) -> Result<(Vec<String>, Option<String>), Trouble> {
    const PORT: &str = "{port}";
    let mentions = options.command.iter().chain(&options.scrape).any(|text| text.contains(PORT));
    if !mentions {
        return Ok((options.command.clone(), options.scrape.clone()));
    }
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let port = free.map_err(|error| Trouble::of("cannot find a free port", error))?.port().to_string();
    let command = options.command.iter().map(|word| word.replace(PORT, &port)).collect();
    Ok((command, options.scrape.as_ref().map(|url| url.replace(PORT, &port))))
}

fn start(
    options: &Run,
    receiver: &OtlpReceiver,
    command: &[String],
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
    Program::start(command, environment.set().to_vec(), events, Event::Ended)
}

/// Waits for the endpoint on a thread of its own, so that everything else is still heard.
fn watch_endpoint(scraper: Scraper, wait: Duration, events: Sender<Event>) {
    thread::spawn(move || {
        let up = scraper.wait_until_up(wait).map(drop);
        let _ = events.send(Event::Up(scraper, up));
    });
}

/// Lets the program run until there is a reason to end, and ends it in good order.
fn watch(options: &Run, program: &Program, happened: &Receiver<Event>) -> Ending {
    let mut ending = Ending::default();
    let mut scrapes: Option<Repeated> = None;
    let deadline = options.limit.map(|limit| Instant::now() + limit);
    let mut asked = Request::Terminate;
    let mut has_all = false;
    loop {
        let left =
            deadline.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(Instant::now()));
        match happened.recv_timeout(left) {
            Ok(Event::Up(scraper, Ok(()))) => {
                ending.was_up = true;
                scrapes = Some(scraper.every(options.interval));
                if has_all {
                    break;
                }
            }
            Ok(Event::Up(_, Err(scrape))) => {
                ending.never_up = Some(scrape.error().unwrap_or("it was down").to_owned());
                break;
            }
            Ok(Event::Ended(end)) => {
                ending.own_end = end.ok();
                drop(scrapes);
                return ending;
            }
            Ok(Event::Asked(request)) => {
                asked = request;
                break;
            }
            // What is pushed may be there before the endpoint is; both are wanted.
            Ok(Event::Arrived) if options.scrape.is_some() && !ending.was_up => has_all = true,
            Ok(Event::Arrived) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    // What the service exposes in the end is its most complete word.
    if let Some(scraper) = scrapes.and_then(Repeated::stop) {
        scraper.scrape();
    }
    program.ask(asked);
    let killing_at = Instant::now() + options.grace;
    loop {
        match happened.recv_timeout(killing_at.saturating_duration_since(Instant::now())) {
            Ok(Event::Ended(_)) | Err(RecvTimeoutError::Disconnected) => return ending,
            // Whoever asks a second time does not want to wait.
            Ok(Event::Asked(_)) | Err(RecvTimeoutError::Timeout) => break,
            Ok(Event::Up(..) | Event::Arrived) => {}
        }
    }
    ending.killed = true;
    program.ask(Request::Kill);
    while !matches!(happened.recv(), Ok(Event::Ended(_)) | Err(_)) {}
    ending
}

fn conclude(
    options: &Run,
    judge: &Judge,
    promised: Option<&Contract>,
    capture: &Capture,
    program: &Program,
    ending: &Ending,
    url: Option<&str>,
) -> Result<Outcome, Trouble> {
    let mut report = Report::default();
    report.examine_capture(judge, program.name(), "captured", capture);
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
    let mut troubles = Vec::new();
    if let Some(end) = ending.own_end.filter(|end| !end.is_success()) {
        troubles.push(format!("the program failed: `{}` {end}", program.name()));
    }
    if ending.killed {
        troubles.push(format!("`{}` did not stop within {:?} and was killed", program.name(), options.grace));
    }
    if let (Some(url), false) = (url, ending.was_up) {
        let why =
            ending.never_up.clone().unwrap_or_else(|| "the program ended before it answered".to_owned());
        troubles.push(format!("{url} was never up: {why}"));
    }
    if report.tally.points() == 0 {
        troubles.push(match report.tally.exports() + report.tally.refused() + report.tally.scrapes() {
            0 => "nothing was captured: no export arrived".to_owned(),
            _ => {
                format!("nothing was captured: {}, and not a single metric in them", describe(&report.tally))
            }
        });
        report.contract = None;
    }
    let outcome = judge.conclude(&mut report, &options.report)?;
    if let (Some(path), true, true) = (&options.contract, options.update_contract, troubles.is_empty()) {
        contract::write(path, builder.build(), policy)?;
        style::note(&format!("wrote the contract {}; review it before you commit it", path.display()));
    }
    if let Some(path) = &options.capture.out {
        style::note(&format!("saved in {}", path.display()));
    }
    for trouble in &troubles {
        style::tell(style::ERROR, "error", trouble);
    }
    let looked = if troubles.is_empty() { Outcome::Clean } else { Outcome::CouldNotLook };
    Ok(outcome.max(looked))
}
