//! `meterstick check`: what is wrong with bodies and captures, and what Prometheus would do with them.

use meterstick::capture::{CaptureError, CaptureReader};
use std::ffi::OsStr;
use std::io::Cursor;

use crate::arguments::Check;
use crate::input::{Content, Input, whole_exchanges};
use crate::judge::Judge;
use crate::outcome::{Outcome, Trouble};
use crate::report::Report;
use crate::sequence::Sequence;
use crate::style;

pub(crate) fn check(options: &Check) -> Result<Outcome, Trouble> {
    let judge = Judge::of(&options.judge, &options.policy)?;
    let mut report = Report::default();
    let mut troubles = Vec::new();
    if options.sequence {
        let sequence = Sequence::read(&options.inputs, options.format, &options.tls)?;
        report.examine_capture(&judge, &sequence.name(), "sequence", &sequence.capture);
        for finding in &mut report.findings {
            // A finding is in the file that holds its look.
            let file = finding.of_rule.place.exchange.and_then(|number| sequence.files.get(number));
            finding.input = file.unwrap_or(&finding.input).clone();
        }
        troubles = sequence.cut;
    } else {
        for name in &options.inputs {
            troubles.extend(examine(&mut report, &judge, name, options).err());
        }
    }
    let mut outcome = Outcome::Clean;
    // What could be seen is told, whatever could not; a baseline is not written of a part.
    let tells = !report.inputs.is_empty() && (troubles.is_empty() || !judge.writes_baseline());
    if tells {
        outcome = judge.conclude(&mut report, &options.report)?;
    }
    for trouble in &troubles {
        style::tell(style::ERROR, "error", trouble);
        outcome = Outcome::CouldNotLook;
    }
    Ok(outcome)
}

fn examine(report: &mut Report, judge: &Judge, name: &OsStr, options: &Check) -> Result<(), Trouble> {
    if Input::is_capture_file(name, options.format) {
        return examine_capture(report, judge, &name.to_string_lossy(), CaptureReader::open(name));
    }
    let input = Input::read(name, options.format, &options.tls)?;
    match input.content {
        Content::Body(format, bytes) => report.examine_body(judge, &input.name, format, bytes),
        Content::Scrape(record) => report.examine_scrape(judge, &input.name, *record),
        Content::Capture(bytes) => {
            let reader = CaptureReader::new(Cursor::new(bytes));
            return examine_capture(report, judge, &input.name, reader);
        }
    }
    Ok(())
}

/// Judges the whole exchanges of a capture, also if it is cut.
fn examine_capture(
    report: &mut Report,
    judge: &Judge,
    name: &str,
    reader: Result<CaptureReader, CaptureError>,
) -> Result<(), Trouble> {
    let (capture, end) = whole_exchanges(reader).map_err(|error| Trouble::of(name, error))?;
    report.examine_capture(judge, name, "capture", &capture);
    end.map_or(Ok(()), |error| Err(Trouble::of(name, error)))
}
