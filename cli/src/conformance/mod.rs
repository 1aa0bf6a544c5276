//! `meterstick conformance`: an exporter is driven through good and bad days.

pub(crate) mod arguments;
mod html;
mod json;
mod junit;
mod list;
mod markdown;
mod matrix;
mod played;
mod text;
mod timeline;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use meterstick::capture;
use meterstick::conformance::{Abilities, Emitter, Progress, Scenario, Subject, Suite, Verdict, scenarios};
use meterstick::rules::Severity;
use std::fs;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use self::arguments::{Conformance, Form, Least};
use self::played::Played;
use crate::arguments::Protocol;
use crate::interrupt;
use crate::outcome::{Outcome, Trouble, written};
use crate::style;

pub(crate) fn conformance(options: &Conformance) -> Result<Outcome, Trouble> {
    let chosen = choose(options)?;
    let is_site = options.output == Form::Html && !options.list;
    if is_site && options.out.is_none() {
        return Err(Trouble::new("a site is written into a folder: say which with --out DIR"));
    }
    if options.list {
        return write(options, |out| match options.output {
            Form::Json => list::json(out, &chosen),
            _ => list::text(out, &chosen),
        })
        .map(|()| Outcome::Clean);
    }
    // A second program would otherwise hear of Ctrl-C too, or outlive us.
    interrupt::watch(|_| std::process::exit(2))?;
    let subjects = subjects(options)?;
    let is_alone = subjects.len() == 1;
    let mut all = Vec::new();
    for (name, emitter, subject) in subjects {
        let begun = Instant::now();
        match subject.explore() {
            Ok(abilities) => {
                let outcomes = play(options, &chosen, &name, emitter.as_ref(), &subject, &abilities);
                all.push(Played { name, emitter, subject, abilities, outcomes, took: begun.elapsed() });
            }
            Err(why) if is_alone => {
                return Err(Trouble::of(format!("cannot ask {name} · {}", subject.way()), why));
            }
            // The others are asked all the same.
            Err(why) => all.push(Played::not_at_all(name, emitter, subject, &chosen, &why)),
        }
        if let (false, Some(played)) = (is_alone, all.last()) {
            // A run of many takes long, and a log shows no progress bar.
            style::note(&text::summary(played));
        }
    }
    let folders = options.html.iter().chain(options.out.iter().filter(|_| is_site));
    folders.into_iter().try_for_each(|folder| html::write(folder, &all))?;
    if !is_site {
        write(options, |out| match options.output {
            Form::Json => json::write(out, &all),
            Form::Junit => junit::write(out, &all),
            Form::Markdown => markdown::write(out, &all),
            Form::Text | Form::Html => text::write(out, &all, options.verbose),
        })?;
    }
    if options.out.is_some() {
        print(|out| text::summaries(out, &all))?;
    }
    Ok(outcome(options, &all))
}

/// The scenarios that are meant.
fn choose(options: &Conformance) -> Result<Vec<Arc<Scenario>>, Trouble> {
    let is_called =
        |scenario: &Scenario, patterns: &[String]| patterns.iter().any(|pattern| scenario.is_called(pattern));
    for pattern in options.only.iter().chain(&options.skip) {
        if !scenarios().any(|scenario| scenario.is_called(pattern)) {
            return Err(Trouble::new(format!("no scenario is called `{pattern}`; --list shows all of them")));
        }
    }
    let is_meant = |scenario: &Arc<Scenario>| {
        (options.only.is_empty() || is_called(scenario, &options.only)) && !is_called(scenario, &options.skip)
    };
    Ok(scenarios().filter(is_meant).collect())
}

type Named = (String, Option<Emitter>, Subject);

/// The programs that are asked, each by each of its ways.
fn subjects(options: &Conformance) -> Result<Vec<Named>, Trouble> {
    let mut all = Vec::new();
    for path in &options.emitter {
        let told =
            |error: &dyn std::fmt::Display| Trouble::of(format!("cannot read {}", path.display()), error);
        let text = fs::read_to_string(path).map_err(|error| told(&error))?;
        let emitter = Emitter::read(&text).map_err(|error| told(&error))?;
        all.extend(
            emitter
                .subjects()
                .into_iter()
                .map(|subject| (emitter.name.clone(), Some(emitter.clone()), subject)),
        );
    }
    if !options.emitter.is_empty() {
        return Ok(all);
    }
    let Some(program) = options.command.first() else {
        return Err(Trouble::new("name a program after `--`, or its description with --emitter"));
    };
    let mut protocols: Vec<_> = options.protocol.iter().map(|protocol| Some(translated(*protocol))).collect();
    if protocols.is_empty() && options.scrape.is_none() {
        protocols.push(Some(capture::Protocol::HttpProtobuf));
    }
    let subject = |protocol, scrape| Subject { command: options.command.clone(), protocol, scrape };
    let ways = protocols.into_iter().map(|protocol| subject(protocol, None));
    let ways = ways.chain(options.scrape.clone().map(|url| subject(None, Some(url))));
    Ok(ways.map(|subject| (program.display().to_string(), None, subject)).collect())
}

const fn translated(protocol: Protocol) -> capture::Protocol {
    match protocol {
        Protocol::Grpc => capture::Protocol::Grpc,
        Protocol::Protobuf => capture::Protocol::HttpProtobuf,
        Protocol::Json => capture::Protocol::HttpJson,
    }
}

fn play(
    options: &Conformance,
    chosen: &[Arc<Scenario>],
    name: &str,
    emitter: Option<&Emitter>,
    subject: &Subject,
    abilities: &Abilities,
) -> Vec<meterstick::conformance::Outcome> {
    let mut suite = Suite::of(chosen.iter().cloned()).slow(!options.no_slow);
    if let Some(jobs) = options.jobs {
        suite = suite.jobs(usize::from(jobs));
    }
    let bar = ProgressBar::with_draw_target(Some(suite.len() as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{elapsed:>4} [{bar:30}] {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar.set_message(format!("{name} · {}", subject.way()));
    let outcomes = suite.play(subject, abilities, emitter, &|progress| {
        if let Progress::Done(_) = progress {
            bar.inc(1);
        }
    });
    bar.finish_and_clear();
    outcomes
}

/// Writes where it is wanted.
fn write(
    options: &Conformance,
    report: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Trouble> {
    let Some(path) = &options.out else { return print(report) };
    let result = fs::File::create(path).and_then(|file| {
        let mut file = anstream::StripStream::new(file);
        report(&mut file)?;
        file.flush()
    });
    result.map_err(|error| Trouble::of(format!("cannot write {}", path.display()), error))
}

/// Writes to standard output.
fn print(report: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Trouble> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    written(report(&mut out).and_then(|()| out.flush()), "the report")
}

fn outcome(options: &Conformance, all: &[Played]) -> Outcome {
    let outcomes = || all.iter().flat_map(|played| &played.outcomes);
    let mut is_complete = true;
    for played in all {
        let not_played = played.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::NotPlayed);
        // What hinders a whole program is told once.
        for together in not_played.collect::<Vec<_>>().chunk_by(|a, b| a.seen == b.seen) {
            is_complete = false;
            let what = match together {
                [one] => format!("`{}`", one.scenario.id),
                many => format!("{} scenarios", many.len()),
            };
            let Played { name, subject, .. } = played;
            let told =
                format!("{name} · {}: {what} could not be played: {}", subject.way(), together[0].seen);
            style::tell(style::ERROR, "error", &told);
        }
    }
    if !is_complete {
        return Outcome::CouldNotLook;
    }
    let least = match options.fail_on {
        Least::Error => Severity::Error,
        Least::Warning => Severity::Warning,
        Least::Info => Severity::Info,
        Least::Never => return Outcome::Clean,
    };
    let worst = outcomes().filter_map(meterstick::conformance::Outcome::severity).max();
    if worst.is_some_and(|worst| worst >= least) { Outcome::Found } else { Outcome::Clean }
}
