//! What happens while a program runs, and how it is brought to its end in good order.

use meterstick::capture::{Brake, Repeated, Scrape, Scraper};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::arguments::Run;
use crate::child::{End, News, Program, Request};

/// What can happen while the program runs.
pub(crate) enum Event {
    /// What becomes of the program.
    Program(News),
    /// Somebody asks us to stop.
    Asked(Request),
    /// Its endpoint answers, or has not in time.
    Up(Scraper, Result<(), Box<Scrape>>),
    /// The first metric has arrived.
    Spoke,
    /// Everything that was waited for has arrived.
    Arrived,
    /// The last scrape is over.
    Scraped,
}

/// How the run came to its end.
#[derive(Default)]
pub(crate) struct Ending {
    /// How the program ended by itself; `None` if it was asked to.
    pub(crate) own_end: Option<End>,
    /// Whether the program itself has ended before all that it started has.
    pub(crate) has_ended: bool,
    /// Why it had to be killed, if it had to.
    pub(crate) killed: Option<Killed>,
    /// Why its endpoint was never up.
    pub(crate) never_up: Option<String>,
    pub(crate) was_up: bool,
    /// What was waited for did not come within this time.
    pub(crate) out_of_patience: Option<Duration>,
    /// Its endpoint did not answer in the end.
    pub(crate) last_scrape_broken: bool,
}

/// Why a program had to be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Killed {
    /// It did not stop in time.
    TooSlow,
    /// Somebody did not want to wait for it.
    OnRequest,
}

/// How long what --until names may take once the program speaks, if nothing else is said.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long Prometheus would wait for the last scrape.
const LAST_SCRAPE: Duration = Duration::from_secs(10);

/// A program with everything that is needed to watch it.
pub(crate) struct Watch<'r> {
    pub(crate) options: &'r Run,
    pub(crate) program: &'r Program,
    pub(crate) brake: Option<&'r Brake>,
    pub(crate) events: &'r Sender<Event>,
    pub(crate) happened: &'r Receiver<Event>,
}

/// When the run ends at the latest.
struct Limits {
    /// Whatever has come by then.
    run: Option<Instant>,
    /// Because what is waited for should have come, with the time it had.
    until: Option<(Instant, Duration)>,
}

impl Limits {
    fn left(&self) -> Duration {
        let first = self.until.map(|(at, _)| at).into_iter().chain(self.run).min();
        first.map_or(Duration::MAX, |at| at.saturating_duration_since(Instant::now()))
    }

    fn wait_for(&mut self, time: Option<Duration>) {
        self.until = time.and_then(|time| Some((after(time)?, time)));
    }
}

/// A time that nobody lives to see is no limit.
fn after(time: Duration) -> Option<Instant> {
    Instant::now().checked_add(time)
}

impl Watch<'_> {
    /// Lets the program run until there is a reason to end, and ends it in good order.
    pub(crate) fn to_the_end(&self) -> Ending {
        let mut ending = Ending::default();
        let mut scrapes = None;
        let mut asked = self.run(&mut ending, &mut scrapes);
        match scrapes {
            // What the service exposes in the end is its most complete word.
            Some(scrapes) if !ending.has_ended => {
                if let Some(request) = self.scrape_again(scrapes, &mut ending) {
                    asked = request;
                }
            }
            _ => self.break_off(),
        }
        self.stop(asked, &mut ending);
        ending
    }

    /// How long what is waited for may take from the first word on. A run with a limit of its own needs no other.
    fn patience(&self) -> Option<Duration> {
        let Run { until, patience, limit, .. } = self.options;
        if until.is_empty() {
            return None;
        }
        patience.or(limit.is_none().then_some(PATIENCE))
    }

    /// Until there is a reason to end; gives the request that ends the program.
    fn run(&self, ending: &mut Ending, scrapes: &mut Option<Repeated>) -> Request {
        let is_scraped = self.options.scrape.is_some();
        let mut limits = Limits { run: self.options.limit.and_then(after), until: None };
        if !is_scraped && self.options.limit.is_none() && self.patience().is_some() {
            limits.wait_for(Some(self.options.wait));
        }
        let mut has_all = false;
        loop {
            match self.happened.recv_timeout(limits.left()) {
                Ok(Event::Up(scraper, Ok(()))) => {
                    ending.was_up = true;
                    *scrapes = Some(scraper.every(self.options.interval));
                    limits.wait_for(self.patience());
                    if has_all {
                        break;
                    }
                }
                Ok(Event::Up(_, Err(scrape))) => {
                    ending.never_up = Some(scrape.error().unwrap_or("it was down").to_owned());
                    break;
                }
                Ok(Event::Program(News::Ended(end))) => {
                    ending.has_ended = true;
                    ending.own_end = end.ok();
                    break;
                }
                Ok(Event::Asked(request)) => return request,
                // An endpoint comes up later than the first export; the time counts from there.
                Ok(Event::Spoke) if !is_scraped => limits.wait_for(self.patience()),
                // What is pushed may be there before the endpoint is; both are wanted.
                Ok(Event::Arrived) if is_scraped && !ending.was_up => has_all = true,
                Ok(Event::Arrived | Event::Program(News::Gone)) | Err(RecvTimeoutError::Disconnected) => {
                    break;
                }
                Ok(Event::Spoke | Event::Scraped) => {}
                Err(RecvTimeoutError::Timeout) => {
                    ending.out_of_patience =
                        limits.until.filter(|(at, _)| *at <= Instant::now()).map(|(_, time)| time);
                    break;
                }
            }
        }
        Request::Terminate
    }

    fn break_off(&self) {
        if let Some(brake) = self.brake {
            brake.pull();
        }
    }

    /// Scrapes once more, as long as there is time for it, nobody asks again, and the program lives. Gives what is asked meanwhile.
    fn scrape_again(&self, scrapes: Repeated, ending: &mut Ending) -> Option<Request> {
        let events = self.events.clone();
        thread::spawn(move || {
            if let Some(scraper) = scrapes.stop() {
                scraper.scrape();
            }
            let _ = events.send(Event::Scraped);
        });
        let over = after(self.options.grace.min(LAST_SCRAPE));
        let mut asked = None;
        loop {
            let left = over.map_or(Duration::MAX, |over| over.saturating_duration_since(Instant::now()));
            match self.happened.recv_timeout(left) {
                Ok(Event::Scraped) => return asked,
                Ok(Event::Asked(request)) => asked = Some(request),
                Ok(Event::Program(News::Ended(end))) => {
                    ending.has_ended = true;
                    ending.own_end = end.ok();
                }
                Ok(Event::Up(..) | Event::Spoke | Event::Arrived | Event::Program(News::Gone)) => continue,
                Err(_) => {}
            }
            ending.last_scrape_broken = !ending.has_ended;
            self.break_off();
            return asked;
        }
    }

    /// Asks the program, and whatever it has started, to stop, and waits until nobody is left.
    fn stop(&self, asked: Request, ending: &mut Ending) {
        self.program.ask(asked);
        let killing_at = after(self.options.grace);
        let killed = loop {
            let left = killing_at.map_or(Duration::MAX, |at| at.saturating_duration_since(Instant::now()));
            match self.happened.recv_timeout(left) {
                Ok(Event::Program(News::Gone)) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Event::Program(News::Ended(_))) => {
                    ending.has_ended = true;
                    // A shell starts its background jobs deaf to Ctrl-C.
                    if asked == Request::Interrupt {
                        self.program.ask(Request::Terminate);
                    }
                }
                // Whoever asks a second time does not want to wait.
                Ok(Event::Asked(_)) => break Killed::OnRequest,
                Err(RecvTimeoutError::Timeout) => break Killed::TooSlow,
                Ok(_) => {}
            }
        };
        ending.killed = Some(killed);
        self.program.ask(Request::Kill);
        while !matches!(self.happened.recv(), Ok(Event::Program(News::Gone)) | Err(_)) {}
    }
}
