//! `meterstick check`: what is wrong with bodies, and what Prometheus would do with them.

use meterstick::capture::{CaptureReader, Tally, Transport};

use crate::arguments::{Check, InputFormat};
use crate::input::{Input, Kind};
use crate::outcome::{Outcome, Trouble};
use crate::progress::describe;
use crate::report::{InputReport, Report};

pub(crate) fn check(options: &Check) -> Result<Outcome, Trouble> {
    let mut report = Report::default();
    for name in &options.inputs {
        examine(&mut report, name, options.format)?;
    }
    report.print(&options.report)?;
    Ok(report.outcome(options.report.fail_on))
}

fn examine(report: &mut Report, name: &str, format: InputFormat) -> Result<(), Trouble> {
    if Input::is_capture_file(name, format) {
        let reader = CaptureReader::open(name).map_err(|error| Trouble::of(name, error))?;
        return examine_capture(report, name, reader);
    }
    let input = Input::read(name, format)?;
    match input.format {
        Kind::Body(format) => report.examine_body(&input.name, format, input.bytes),
        Kind::Capture => {
            let reader = CaptureReader::new(std::io::Cursor::new(input.bytes));
            let reader = reader.map_err(|error| Trouble::of(&input.name, error))?;
            examine_capture(report, &input.name, reader)?;
        }
    }
    Ok(())
}

/// Looks at each exchange as it is read, so that a capture of any length fits.
fn examine_capture(report: &mut Report, name: &str, reader: CaptureReader) -> Result<(), Trouble> {
    let mut tally = Tally::default();
    let mut faults = 0;
    let mut verdicts = Vec::new();
    for exchange in reader {
        let exchange = exchange.map_err(|error| Trouble::of(name, error))?;
        tally.add(&exchange);
        let (found, of_exchange) = report.examine_exchange(name, &exchange, true);
        faults += found;
        if exchange.transport() == Transport::Scrape {
            verdicts = of_exchange;
        }
    }
    let content = describe(&tally);
    report.inputs.push(InputReport {
        name: name.to_owned(),
        format: "capture".to_owned(),
        content,
        verdicts,
        faults,
    });
    Ok(())
}
