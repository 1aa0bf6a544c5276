//! The report for people: section by section, what is wrong with its reasons.

use anstyle::{AnsiColor, Style};
use meterstick::conformance::{Outcome, Verdict};
use meterstick::rules::Severity;
use std::io::{self, Write};

use super::played::{Counts, Played, sections, severities};
use crate::style;

pub(super) fn write(out: &mut dyn Write, all: &[Played], verbose: bool) -> io::Result<()> {
    for played in all {
        one(out, played, verbose)?;
    }
    Ok(())
}

/// What it comes to, a line a program.
pub(super) fn summaries(out: &mut dyn Write, all: &[Played]) -> io::Result<()> {
    all.iter().try_for_each(|played| writeln!(out, "{}", summary(played)))
}

fn one(out: &mut dyn Write, played: &Played, verbose: bool) -> io::Result<()> {
    let strong = style::STRONG;
    writeln!(out, "{strong}{} · {}{strong:#}", played.name, played.subject.way())?;
    let mut specification = String::new();
    for section in sections(&played.outcomes) {
        let is_shown = |outcome: &&Outcome| {
            verbose || !matches!(outcome.verdict, Verdict::NotApplicable | Verdict::LeftOut)
        };
        let shown: Vec<_> = section.iter().filter(is_shown).collect();
        let Some(first) = shown.first() else { continue };
        let citation = first.scenario.citation;
        let here = format!("{} {}", citation.specification, citation.version);
        if here != specification {
            writeln!(out, "\n{strong}{here}{strong:#}")?;
            specification = here;
        }
        writeln!(out, "  {}", citation.section)?;
        for outcome in shown {
            line(out, outcome, verbose)?;
        }
    }
    writeln!(out)?;
    writeln!(out, "{}", summary(played))
}

fn sign(outcome: &Outcome) -> (char, Style) {
    match outcome.verdict {
        Verdict::Passed => ('✓', style::GOOD),
        Verdict::Failed => match outcome.severity() {
            Some(Severity::Error) => ('✗', style::ERROR),
            _ => ('!', style::WARNING),
        },
        Verdict::SurprisePass => ('✗', style::ERROR),
        Verdict::KnownFailure => ('k', style::WARNING),
        Verdict::NotPlayed => ('?', style::ERROR),
        Verdict::NotApplicable | Verdict::LeftOut => ('-', AnsiColor::BrightBlack.on_default()),
    }
}

fn line(out: &mut dyn Write, outcome: &Outcome, verbose: bool) -> io::Result<()> {
    let Outcome { scenario, verdict, seen, known, .. } = outcome;
    let (sign, colour) = sign(outcome);
    writeln!(out, "    {colour}{sign}{colour:#} {}  {}", scenario.id, scenario.title)?;
    let seen = style::shown(seen);
    match verdict {
        Verdict::Failed => {
            writeln!(out, "        asked:    {} ({})", scenario.requirement, scenario.level)?;
            writeln!(out, "        expected: {}", scenario.expected)?;
            writeln!(out, "        seen:     {seen}")
        }
        Verdict::KnownFailure => {
            let reason = known.as_ref().map(|known| known.reason.as_str()).unwrap_or_default();
            writeln!(out, "        known:    {reason}")?;
            writeln!(out, "        seen:     {seen}")
        }
        Verdict::SurprisePass => {
            let reason = known.as_ref().map(|known| known.reason.as_str()).unwrap_or_default();
            writeln!(out, "        passes, although it is said to fail: {reason}")?;
            writeln!(out, "        seen:     {seen}")
        }
        Verdict::NotPlayed => writeln!(out, "        could not be played: {seen}"),
        Verdict::NotApplicable | Verdict::LeftOut => writeln!(out, "        {verdict}: {seen}"),
        Verdict::Passed if verbose => writeln!(out, "        seen:     {seen}"),
        Verdict::Passed => Ok(()),
    }
}

/// What it comes to, in a line.
pub(super) fn summary(played: &Played) -> String {
    let counts = Counts::of(&played.outcomes);
    let [errors, warnings, infos] = severities(&played.outcomes);
    let mut parts = vec![format!("{} passed", counts.get(Verdict::Passed))];
    let mut add = |number: usize, what: &str| {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    };
    add(errors, "broken demands");
    add(warnings, "recommendations not followed");
    add(infos, "worth knowing");
    add(counts.get(Verdict::KnownFailure), "known failures");
    add(counts.get(Verdict::NotPlayed), "could not be played");
    add(counts.get(Verdict::LeftOut), "left out");
    add(counts.get(Verdict::NotApplicable), "not applicable");
    format!(
        "{} · {}: {} scenarios in {:.0} s: {}",
        played.name,
        played.subject.way(),
        counts.all(),
        played.took.as_secs_f64(),
        parts.join(", ")
    )
}
