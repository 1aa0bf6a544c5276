//! What happens on the stage, step by step.

use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::ask::ask;
use super::{Hitch, Stage};
use crate::capture::{Exchange, Script, Status, Transport};
use crate::conformance::seen::Asked;
use crate::conformance::step::{Ask, Call, Export, Patience, Presence, Step, Wait};
use crate::otlp::Signal;
use crate::program::Request;

/// How long a program may take to do what it does in a moment.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is sent beside the answer to a flush may arrive a moment after it.
const BESIDE: Duration = Duration::from_millis(300);

impl Stage<'_> {
    /// Does what a step says.
    pub(in crate::conformance) fn perform(&mut self, step: &Step) -> Result<(), Hitch> {
        match step {
            Step::Export(export) => self.export(export),
            Step::Do(command) => self.order(command)?,
            Step::Call(call) => self.call(call)?,
            Step::Pause(span) => {
                self.wait(span.0, |_| false);
            }
            Step::Signal(signal) => {
                self.asked_to_end = Some(Instant::now());
                self.program.ask(signal.request());
            }
            Step::Stop(patience) => self.stop(*patience),
            Step::End(patience) => {
                self.wait(patience.within.0, |stage| stage.ended.is_some());
            }
            Step::Receiver(Presence::Away) => self.place.go()?,
            Step::Receiver(Presence::Back) => self.place.come(Script::default())?,
            Step::Wait(wait) => self.wait_for(wait),
            Step::Ask(step) => self.ask(step)?,
        }
        Ok(())
    }

    fn pushes(&self) -> usize {
        let is_push = |e: &&Exchange| e.transport() != Transport::Scrape && e.signal() == Signal::Metrics;
        self.recording.capture().requests().iter().filter(is_push).count()
    }

    fn export(&mut self, export: &Export) {
        let Export { until, watch, go_on, at_once, patience } = export;
        let (before, flushes) = (self.pushes(), self.control.knows("flush"));
        if flushes {
            self.control.send("flush");
        }
        if *at_once {
            return;
        }
        let is_over = |stage: &Self| flushes && stage.control.is_idle();
        // A program that cannot be told does it by its own interval, or when it ends.
        let patience = if flushes { PATIENCE } else { self.interval + patience.0 };
        self.wait(patience, |stage| stage.pushes() > before || stage.holds(until) || is_over(stage));
        let enough = self.wait(watch.0, |stage| stage.holds(until) || (!go_on && is_over(stage)));
        if enough && !self.holds(until) {
            self.wait(BESIDE, |stage| stage.holds(until));
        }
    }

    fn wait_for(&mut self, wait: &Wait) {
        let Wait { until, within, or_answered } = wait;
        let is_over =
            |stage: &Self| *or_answered && stage.control.is_idle() && stage.control.words().is_some();
        let enough = self.wait(within.0, |stage| stage.holds(until) || is_over(stage));
        if enough && !self.holds(until) {
            self.wait(BESIDE, |stage| stage.holds(until));
        }
    }

    fn order(&mut self, command: &str) -> Result<(), Hitch> {
        self.control.send(command);
        self.wait(PATIENCE, |stage| stage.control.is_idle());
        let calls = self.control.calls();
        let answer = calls.last().and_then(|call| call.answer.as_deref());
        match answer {
            Some(answer) if answer.starts_with("ok") => Ok(()),
            Some("unknown") => Err(Hitch::Unable(format!("the program does not know `{command}`"))),
            Some(answer) => Err(Hitch::Unable(format!("`{command}`: {answer}"))),
            None => {
                let ended = self.ended.map(|(end, _)| format!(": the program {end}")).unwrap_or_default();
                Err(Hitch::Stuck(format!("`{command}` was not answered{ended}{}", self.last_words())))
            }
        }
    }

    fn call(&mut self, call: &Call) -> Result<(), Hitch> {
        for _ in 0..call.times {
            self.control.send(&call.command);
        }
        if !call.at_once {
            self.wait(call.within.0, |stage| stage.control.is_idle());
        }
        let calls = self.control.calls();
        match calls.last().and_then(|call| call.answer.as_deref()) {
            Some("unknown") => Err(Hitch::Unable(format!("the program does not know `{}`", call.command))),
            _ => Ok(()),
        }
    }

    fn stop(&mut self, patience: Patience) {
        self.asked_to_end = Some(Instant::now());
        if self.control.knows("stop") {
            self.control.send("stop");
        } else {
            self.program.ask(Request::Terminate);
        }
        self.wait(patience.within.0, |stage| stage.ended.is_some());
    }

    fn ask(&mut self, step: &Ask) -> Result<(), Hitch> {
        let url = self.url.clone().ok_or_else(|| Hitch::Unable("the program is not scraped".to_owned()))?;
        for record in ask(&url, step).map_err(Hitch::Trouble)? {
            let exchange = self.recording.record(record);
            self.asked.push(Asked { name: step.name.clone(), exchange: exchange.number() });
        }
        Ok(())
    }

    /// Waits until the program answers where it is to be scraped, with more than that it is not ready. A foreign process that starts can
    /// only be asked again.
    pub(in crate::conformance) fn until_it_answers(&mut self, patience: Duration) -> Result<(), Hitch> {
        const PAUSE: Duration = Duration::from_millis(20);
        let url = self.url.clone().unwrap_or_default();
        let uri: hyper::Uri = url.parse().map_err(|error| Hitch::Trouble(format!("`{url}`: {error}")))?;
        let address = (uri.host().unwrap_or_default().to_owned(), uri.port_u16().unwrap_or(80));
        let begun = Instant::now();
        let is_there = || -> Result<bool, Hitch> {
            if TcpStream::connect((address.0.as_str(), address.1)).is_err() {
                return Ok(false);
            }
            let answers = ask(&url, &Ask::plain()).map_err(Hitch::Trouble)?;
            Ok(answers.iter().all(|answer| answer.status != Some(Status::Http(503))))
        };
        while !is_there()? {
            self.wait(Duration::ZERO, |_| false);
            if self.gone || begun.elapsed() > patience {
                return Err(Hitch::Stuck(format!("its endpoint gives no answer{}", self.last_words())));
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }
}
