//! Where a scenario is played: a program in its circumstances, a receiver for it, and everything that is heard of both.

mod ask;
mod place;
mod steps;
mod tls;

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use self::place::Place;
use self::tls::Certificate;
use super::control::{Control, VARIABLE};
use super::reply::ReplyForm;
use super::scenario::Circumstances;
use super::seen::{Asked, Line, Seen};
use super::step::Until;
use super::subject::{Abilities, Subject};
use crate::capture::{Recording, Reply, Script, until};
use crate::program::{End, News, Program, Request};

/// By which variables a machine tells its programs whom to trust.
const TRUST: [&str; 6] = [
    "CURL_CA_BUNDLE",
    "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
    "NODE_EXTRA_CA_CERTS",
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
];

/// What is kept of what a program says: whoever says more says the same again and again.
const MOST_SAID: usize = 1 << 20;

/// Why a scenario could not be played to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hitch {
    /// The program is not able to do what is needed.
    Unable(String),
    /// The program did not do what it must in any circumstances.
    Stuck(String),
    /// It is not the program's fault.
    Trouble(String),
}

impl fmt::Display for Hitch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Unable(why) | Self::Stuck(why) | Self::Trouble(why)) = self;
        f.write_str(why)
    }
}

impl From<std::io::Error> for Hitch {
    fn from(error: std::io::Error) -> Self {
        Self::Trouble(error.to_string())
    }
}

/// Something that is heard.
enum Event {
    /// A line of the standard output.
    Output(String),
    /// A line of the standard error.
    Error(String),
    Program(News),
    Exchanged,
}

/// A program in its circumstances.
pub(super) struct Stage<'s> {
    abilities: &'s Abilities,
    place: Place,
    recording: Recording,
    program: Program,
    control: Control,
    url: Option<String>,
    /// How long the program waits between two exports by itself.
    interval: Duration,
    events: Receiver<Event>,
    begun: Instant,
    begun_at: SystemTime,
    lines: Vec<Line>,
    said: usize,
    asked: Vec<Asked>,
    asked_to_end: Option<Instant>,
    ended: Option<(End, Duration)>,
    ending_took: Option<Duration>,
    gone: bool,
}

impl<'s> Stage<'s> {
    /// Starts the program.
    pub(super) fn open(
        subject: &Subject,
        abilities: &'s Abilities,
        circumstances: &Circumstances,
    ) -> Result<Self, Hitch> {
        let recording = Recording::new();
        let certificate = circumstances.tls.map(Certificate::make).transpose()?;
        let mut place = Place::take(recording.clone(), certificate)?;
        if !circumstances.away {
            place.come(script(circumstances)?)?;
        }
        let port = place::free_port()?;
        let fill = |text: &str| filled(text, &place, port);
        let interval = abilities.interval();
        let mut command = Command::new(subject.program());
        command.args(subject.arguments().map(|word| fill(&word)));
        for (name, _) in std::env::vars_os() {
            // What the user has set for other programs would change the circumstances.
            let is_otel = name.to_str().is_some_and(|name| name.starts_with("OTEL_"));
            // Some libraries prefer what is trusted on this machine. Where nothing is about trust, the program may need it to install itself.
            let is_trust = circumstances.tls.is_some() && TRUST.iter().any(|known| name == *known);
            if is_otel || is_trust {
                command.env_remove(name);
            }
        }
        for (name, value) in subject.usual_environment(interval) {
            if !circumstances.unset.contains(&name) {
                command.env(name, fill(&value));
            }
        }
        command.env(VARIABLE, "1");
        command.envs(circumstances.environment.iter().map(|(name, value)| (name, fill(value))));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let (events, heard) = channel();
        let (begun, begun_at) = (Instant::now(), SystemTime::now());
        let (program, pipes) = Program::start(command, {
            let events = events.clone();
            move |news| {
                // Nobody listens any more when the scenario is over.
                let _ = events.send(Event::Program(news));
            }
        })
        .map_err(|error| Hitch::Trouble(format!("cannot start `{}`: {error}", subject.program())))?;
        listen(pipes.output, Event::Output, &events);
        listen(pipes.errors, Event::Error, &events);
        watch(recording.clone(), events);
        Ok(Self {
            abilities,
            place,
            recording,
            program,
            control: Control::new(pipes.input),
            url: subject.scrape.as_deref().map(|url| url.replace("{port}", &port.to_string())),
            interval,
            events: heard,
            begun,
            begun_at,
            lines: Vec::new(),
            said: 0,
            asked: Vec::new(),
            asked_to_end: None,
            ended: None,
            ending_took: None,
            gone: false,
        })
    }

    /// What the program has said of the commands that it knows.
    pub(super) fn words(&self) -> Option<&[String]> {
        self.control.words()
    }

    /// How long it is since the start.
    pub(super) fn since_start(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Listens until something holds, or the time is over, or nothing can happen any more. Says whether it holds.
    pub(super) fn wait(&mut self, limit: Duration, holds: impl Fn(&Self) -> bool) -> bool {
        let begun = Instant::now();
        loop {
            while let Ok(event) = self.events.try_recv() {
                self.hear(event);
            }
            if holds(self) {
                return true;
            }
            if self.gone {
                return false;
            }
            match self.events.recv_timeout(limit.saturating_sub(begun.elapsed())) {
                Ok(event) => self.hear(event),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return holds(self),
            }
        }
    }

    /// Waits until the program is ready for what is asked of it: until it has greeted, if it is one that does, and its endpoint answers.
    pub(super) fn ready(&mut self, patience: Duration) -> Result<(), Hitch> {
        if self.abilities.is_controlled() && !self.wait(patience, |stage| stage.control.words().is_some()) {
            return Err(Hitch::Stuck(match self.ended {
                Some((end, _)) => format!("the program {end} before it had greeted{}", self.last_words()),
                None => format!("the program had not greeted within {patience:?}{}", self.last_words()),
            }));
        }
        if self.url.is_some() && !self.abilities.is_controlled() {
            self.until_it_answers(patience)?;
        }
        Ok(())
    }

    /// The last line that it said.
    pub(super) fn last_words(&self) -> String {
        self.lines.last().map(|line| format!("; it said last: {}", line.text)).unwrap_or_default()
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Output(line) => {
                if !self.control.hear(&line) {
                    self.note(line);
                }
            }
            Event::Error(line) => self.note(line),
            Event::Program(News::Ended(end)) => {
                if let Ok(end) = end {
                    self.ended = Some((end, self.begun.elapsed()));
                    self.ending_took = self.asked_to_end.map(|asked| asked.elapsed());
                }
            }
            Event::Program(News::Gone) => self.gone = true,
            Event::Exchanged => {}
        }
    }

    fn note(&mut self, text: String) {
        self.said += text.len();
        if self.said <= MOST_SAID {
            self.lines.push(Line { after: self.begun.elapsed(), text });
        }
    }

    /// Whether what a step waits for has been seen.
    fn holds(&self, until: &Until) -> bool {
        let Until { requests, taken, attempts, metric, told } = until;
        if until.is_nothing() {
            return false;
        }
        let seen = self.seen();
        let holds = |wanted: &Option<usize>, number: &dyn Fn() -> usize| {
            wanted.is_none_or(|wanted| number() >= wanted)
        };
        holds(requests, &|| seen.pushes().count())
            && holds(taken, &|| seen.pushes().filter(|exchange| exchange.is_taken()).count())
            && holds(attempts, &|| seen.exports().first().map_or(0, |first| first.exchanges.len()))
            && metric
                .as_ref()
                .is_none_or(|name| seen.capture.readings().any(|(_, reading)| reading.family(name).is_some()))
            && (told.is_empty() || seen.lines.iter().any(|line| told.iter().any(|word| line.has(word))))
    }

    /// What has been seen so far.
    pub(super) fn seen(&self) -> Seen {
        Seen {
            capture: self.recording.capture(),
            begun: self.begun_at,
            lines: self.lines.clone(),
            calls: self.control.calls(),
            asked: self.asked.clone(),
            ended: self.ended,
            ending_took: self.ending_took,
        }
    }

    /// Ends the program, if it has not ended, and gives what was seen until then.
    pub(super) fn close(mut self) -> Seen {
        while let Ok(event) = self.events.try_recv() {
            self.hear(event);
        }
        let seen = self.seen();
        self.program.ask(Request::Kill);
        // Nobody is to be there any more when the next one is started.
        self.wait(Duration::from_secs(10), |stage| stage.gone);
        let _ = self.recording.close();
        seen
    }
}

impl Line {
    /// Whether a word stands in the line, in any case.
    pub(super) fn has(&self, word: &str) -> bool {
        self.text.to_ascii_lowercase().contains(&word.to_ascii_lowercase())
    }
}

fn script(circumstances: &Circumstances) -> Result<Script, Hitch> {
    let reply = |form: &ReplyForm| form.reply().map_err(Hitch::Trouble);
    let replies = circumstances.script.iter().map(reply).collect::<Result<Vec<Reply>, _>>()?;
    let script = Script::from(replies);
    Ok(match &circumstances.then {
        Some(then) => script.then(reply(then)?),
        None => script,
    })
}

/// A text of a scenario with everything in its place that is known only now.
fn filled(text: &str, place: &Place, port: u16) -> String {
    let address = place.address();
    let authority = place.certificate().map(|certificate| certificate.authority().display().to_string());
    text.replace("{endpoint}", &format!("http://{address}"))
        .replace("{secure-endpoint}", &format!("https://localhost:{}", address.port()))
        .replace("{authority}", &address.to_string())
        .replace("{certificate}", &authority.unwrap_or_default())
        .replace("{port}", &port.to_string())
}

/// Tells every line of a stream, whatever bytes are in it.
fn listen<R: Read + Send + 'static>(stream: Option<R>, event: fn(String) -> Event, events: &Sender<Event>) {
    let Some(stream) = stream else { return };
    let events = events.clone();
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(stream.read_until(b'\n', &mut line), Ok(1..)) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            line.clear();
            if events.send(event(text)).is_err() {
                break;
            }
        }
    });
}

/// Tells of every exchange until the recording is closed.
fn watch(recording: Recording, events: Sender<Event>) {
    thread::spawn(move || {
        for number in 1.. {
            let more = recording.wait_for(until::requests(number), Duration::MAX);
            if more.is_err() || events.send(Event::Exchanged).is_err() {
                break;
            }
        }
    });
}
