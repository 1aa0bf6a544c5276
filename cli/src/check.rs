//! `meterstick check`: what is wrong with bodies and captures, and what Prometheus would do with them.

use meterstick::capture::{Capture, CaptureReader};

use crate::arguments::{Check, InputFormat};
use crate::input::{Input, Kind};
use crate::judge::Judge;
use crate::outcome::{Outcome, Trouble};
use crate::report::Report;
use crate::sequence::Sequence;

pub(crate) fn check(options: &Check) -> Result<Outcome, Trouble> {
    let judge = Judge::of(&options.judge, &options.policy)?;
    let mut report = Report::default();
    if options.sequence {
        let sequence = Sequence::read(&options.inputs, options.format)?;
        report.examine_capture(&judge, &sequence.name(), "sequence", &sequence.capture);
        for finding in &mut report.findings {
            // A finding is in the file that holds its look.
            let file = finding.of_rule.place.exchange.and_then(|number| sequence.files.get(number));
            finding.input = file.unwrap_or(&finding.input).clone();
        }
        return judge.conclude(&mut report, &options.report);
    }
    for name in &options.inputs {
        examine(&mut report, &judge, name, options.format)?;
    }
    judge.conclude(&mut report, &options.report)
}

fn examine(report: &mut Report, judge: &Judge, name: &str, format: InputFormat) -> Result<(), Trouble> {
    if Input::is_capture_file(name, format) {
        let capture = Capture::load(name).map_err(|error| Trouble::of(name, error))?;
        report.examine_capture(judge, name, "capture", &capture);
        return Ok(());
    }
    let input = Input::read(name, format)?;
    match input.format {
        Kind::Body(format) => report.examine_body(judge, &input.name, format, input.bytes),
        Kind::Capture => {
            let reader = CaptureReader::new(std::io::Cursor::new(input.bytes));
            let capture: Result<Vec<_>, _> = reader.and_then(Iterator::collect);
            let capture = capture.map_err(|error| Trouble::of(&input.name, error))?;
            report.examine_capture(judge, &input.name, "capture", &capture.into_iter().collect());
        }
    }
    Ok(())
}
