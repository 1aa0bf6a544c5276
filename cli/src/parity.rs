//! `meterstick parity`: the same instruments over OTLP and on `/metrics`.

use meterstick::bridge::{Difference, Direction, Parity, Terms};
use meterstick::capture::{Capture, Transport};
use meterstick::rules::{self, Rule, Severity};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::io::{self, Write};

use crate::arguments::{FailOn, InputFormat, Output, Parity as Options};
use crate::input::{Content, Input};
use crate::outcome::{Outcome, Trouble};
use crate::progress::count;
use crate::report;
use crate::style;
use crate::target::TlsOptions;

pub(crate) fn parity(options: &Options) -> Result<Outcome, Trouble> {
    if !matches!(options.report.output, Output::Text | Output::Json) {
        return Err(Trouble::new(
            "what parity finds is told as text or json; `check` tells it in every form",
        ));
    }
    let (mut all, mut unordered) = (Capture::default(), false);
    for name in &options.inputs {
        let (capture, has_times) = read(name, &options.tls)?;
        unordered |= !has_times;
        all = if all.is_empty() { capture } else { all.merge(&capture) };
    }
    let mut terms = Terms::new().strategy(options.strategy).direction(options.direction.into());
    if options.gauges {
        terms = terms.gauges();
    }
    if unordered {
        terms = terms.unordered();
    }
    let parity = Parity::of(&all, &all, &terms).ok_or_else(|| missing(&all))?;
    let told: Vec<Told<'_>> = parity.differences().iter().filter_map(Told::of).collect();
    let out = &mut anstream::stdout();
    let written = match options.report.output {
        Output::Text => write_text(out, options, &parity, &told),
        _ => write_json(out, options, &parity, &told),
    };
    match written {
        // Whoever reads only the first lines has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        other => other.map_err(|error| Trouble::of("cannot write the report", error))?,
    }
    Ok(outcome(&told, options.report.fail_on))
}

/// A capture of an input, and whether it says when things happened.
fn read(name: &OsStr, tls: &TlsOptions) -> Result<(Capture, bool), Trouble> {
    if Input::is_capture_file(name, InputFormat::Auto) {
        let capture = Capture::load(name).map_err(|error| Trouble::of(name.display(), error))?;
        return Ok((capture, true));
    }
    let input = Input::read(name, InputFormat::Auto, tls)?;
    match input.content {
        Content::Body(format, bytes) => Ok((report::capture_of(format, bytes), false)),
        Content::Scrape(record) => match &record.problem {
            Some(problem) => Err(Trouble::of(&input.name, problem)),
            None => Ok((Capture::from_records([*record]), false)),
        },
        Content::Capture(_) => Err(Trouble::new("a capture is read from a file")),
    }
}

/// Why there is nothing to compare.
fn missing(all: &Capture) -> Trouble {
    let has = |scrape: bool| {
        all.readings().any(|(exchange, _)| (exchange.transport() == Transport::Scrape) == scrape)
    };
    Trouble::new(match (has(false), has(true)) {
        (true, _) => "nothing was scraped, so there is nothing to compare what was pushed with",
        (_, true) => "nothing was pushed, so there is nothing to compare the scrape with",
        _ => "neither a scrape nor a push says metrics",
    })
}

/// A difference with the rule that asks that there is none.
struct Told<'p> {
    difference: &'p Difference,
    rule: &'static Rule,
}

impl<'p> Told<'p> {
    fn of(difference: &'p Difference) -> Option<Self> {
        Some(Self { difference, rule: rules::find(difference.rule())? })
    }
}

fn outcome(told: &[Told<'_>], fail_on: FailOn) -> Outcome {
    let least = match fail_on {
        FailOn::Never => return Outcome::Clean,
        FailOn::ScrapeFails => {
            let fails = told.iter().any(|one| one.rule.effect == rules::Effect::ScrapeFails);
            return if fails { Outcome::Found } else { Outcome::Clean };
        }
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    };
    let found = told.iter().any(|one| one.rule.severity >= least);
    if found { Outcome::Found } else { Outcome::Clean }
}

fn number(told: &[Told<'_>], severity: Severity) -> usize {
    told.iter().filter(|one| one.rule.severity == severity).count()
}

fn write_text(out: &mut impl Write, options: &Options, parity: &Parity, told: &[Told<'_>]) -> io::Result<()> {
    for Told { difference, rule } in told {
        let style = match rule.severity {
            Severity::Error => style::ERROR,
            Severity::Warning => style::WARNING,
            Severity::Info => style::STRONG,
        };
        let what = difference.aspect.what();
        writeln!(out, "{style}{}[{}]{style:#}: {what}", rule.severity, rule.id)?;
        let place = style::PLACE;
        let series = format!("{}{}", difference.family, difference.series.as_deref().unwrap_or_default());
        writeln!(out, "  {place}-->{place:#} {}", style::shown(&series))?;
        writeln!(out, "  OTLP says     {}", style::shown(&difference.pushed))?;
        writeln!(out, "  /metrics says {}", style::shown(&difference.scraped))?;
        if difference.more > 0 {
            writeln!(out, "  and {} more of the kind", difference.more)?;
        }
        writeln!(out, "  help: {}", rule.help)?;
        writeln!(out, "  asked by {}", rule.citation)?;
        writeln!(out)?;
    }
    let (style, word) = if told.iter().all(|one| one.rule.severity == Severity::Info) {
        (style::GOOD, "kept")
    } else {
        (style::ERROR, "broken")
    };
    writeln!(
        out,
        "parity {style}{word}{style:#}: {} and {} series on both sides, {}, {}",
        count(parity.families, "instrument"),
        parity.series,
        Direction::from(options.direction),
        options.strategy
    )?;
    let errors = count(number(told, Severity::Error), "error");
    let warnings = count(number(told, Severity::Warning), "warning");
    writeln!(out, "  {errors}, {warnings}, {} worth knowing", number(told, Severity::Info))?;
    if !parity.others.is_empty() {
        writeln!(out, "  on one side only, and not looked at: {}", style::shown(&parity.others.join(", ")))?;
    }
    Ok(())
}

fn write_json(out: &mut impl Write, options: &Options, parity: &Parity, told: &[Told<'_>]) -> io::Result<()> {
    let differences: Vec<Value> = told
        .iter()
        .map(|Told { difference, rule }| {
            json!({
                "rule": rule.id,
                "level": rule.level.name(),
                "severity": rule.severity.name(),
                "effect": rule.effect.name(),
                "what": difference.aspect.what(),
                "family": difference.family,
                "counterpart": difference.counterpart,
                "series": difference.series,
                "otlp": difference.pushed,
                "metrics": difference.scraped,
                "more": difference.more,
                "help": rule.help,
                "citation": rule.citation.to_string(),
            })
        })
        .collect();
    let document = json!({
        "version": 1,
        "inputs": options.inputs.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>(),
        "parity": {
            "strategy": options.strategy.name(),
            "direction": Direction::from(options.direction).name(),
            "families": parity.families,
            "series": parity.series,
            "others": parity.others,
            "differences": differences,
        },
        "summary": {
            "error": number(told, Severity::Error),
            "warning": number(told, Severity::Warning),
            "info": number(told, Severity::Info),
        },
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
