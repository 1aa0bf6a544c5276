//! `meterstick receive`: a collector that keeps everything.

use meterstick::capture::OtlpReceiver;
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::arguments::Receive;
use crate::interrupt;
use crate::judge::Judge;
use crate::outcome::{Outcome, Trouble};
use crate::progress::{Progress, describe};
use crate::report::Report;
use crate::style;

pub(crate) fn receive(options: &Receive) -> Result<Outcome, Trouble> {
    let judge = Judge::of(&options.judge, &options.policy)?;
    let mut builder = OtlpReceiver::builder();
    if let Some(address) = options.grpc {
        builder = builder.grpc(address);
    }
    if let Some(address) = options.http {
        builder = builder.http(address);
    }
    if let Some(path) = &options.capture.out {
        builder = builder.output(path);
    }
    let receiver = builder.start().map_err(|error| Trouble::new(error.to_string()))?;
    // Whoever knows the address may already want the end.
    let (events, interrupted) = channel();
    interrupt::watch(move |_| {
        let _ = events.send(());
    })?;
    for (protocol, address) in [("grpc", receiver.grpc_address()), ("http", receiver.http_address())] {
        if let Some(address) = address {
            style::note(&format!("receiving OTLP over {protocol} on {address}"));
        }
    }
    let progress = Progress::of(receiver.recording(), "receiving");
    // Either the time is over or somebody asks for the end; both are the end.
    let _ = interrupted.recv_timeout(options.limit.unwrap_or(Duration::MAX));
    drop(progress);
    let recording = receiver.recording().clone();
    let saved = receiver.shutdown().map_err(|error| Trouble::of("cannot write the capture file", error));
    let capture = recording.capture();
    let mut report = Report::default();
    report.examine_capture(&judge, "what was received", "captured", &capture);
    let outcome = judge.conclude(&mut report, &options.report)?;
    saved?;
    if let Some(path) = &options.capture.out {
        style::note(&format!("saved in {}: {}", path.display(), describe(&report.tally)));
    }
    if capture.is_empty() {
        return Err(Trouble::new("nothing was received"));
    }
    Ok(outcome)
}
