//! `meterstick explain`: the page of a rule, for a terminal.

use anstyle::{AnsiColor, Style};
use meterstick::rules;
use std::io::{self, Write};

use super::arguments::Explain;
use super::entry::{self, Entry, Sample};
use super::specimen::{self, Piece, Shown};
use super::{meaning, nearest, printed, prose, severity_style, terminal_width};
use crate::outcome::{Outcome, Trouble};
use crate::style;

const MARK: Style = AnsiColor::Cyan.on_default();
const DIM: Style = Style::new().dimmed();

/// Longer lines are hard to read, whatever the terminal has.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;

pub(crate) fn explain(options: &Explain) -> Result<Outcome, Trouble> {
    let mut entries = Vec::new();
    let mut unknown = Vec::new();
    for id in &options.ids {
        match rules::find(id) {
            Some(rule) => entries.push(Entry::of(rule)),
            None => unknown.push(nearest::unknown(id)),
        }
    }
    // Either all are told or none: half an answer would hide the mistake.
    if !unknown.is_empty() {
        return Err(Trouble::new(unknown.join("\n")));
    }
    let width = terminal_width().unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
    let mut out = anstream::stdout();
    let written = entries.iter().enumerate().try_for_each(|(number, entry)| {
        if number > 0 {
            writeln!(out, "\n{DIM}{}{DIM:#}\n", "─".repeat(width))?;
        }
        write(&mut out, entry, width)
    });
    printed(written)
}

fn write(out: &mut impl Write, entry: &Entry, width: usize) -> io::Result<()> {
    let colour = severity_style(entry.severity);
    let strong = style::STRONG;
    writeln!(out, "{colour}{}{colour:#}[{strong}{}{strong:#}]", entry.severity, entry.rule)?;
    text(out, &prose::lines(entry.summary, width))?;
    writeln!(out)?;
    fact(out, "level", entry.level.name(), meaning::of_level(entry.level))?;
    fact(out, "severity", entry.severity.name(), meaning::of_severity(entry.severity))?;
    fact(out, "effect", entry.effect.name(), meaning::of_effect(entry.effect))?;
    writeln!(out, "  source    {}", entry.citation)?;
    if !entry.why.is_empty() {
        heading(out, "why")?;
        text(out, &indented(prose::lines(&entry.why, width - 2)))?;
    }
    heading(out, "what to do")?;
    text(out, &prose::wrap(entry.help, 2, width))?;
    for sample in &entry.examples.bad {
        heading(out, &format!("bad, {}", sample.format))?;
        show(out, sample, style::ERROR)?;
        for saying in &sample.said {
            let place = specimen::place(sample, saying).map(|place| format!("{place}: ")).unwrap_or_default();
            text(out, &prose::wrap(&format!("says: {place}{}", saying.message), 4, width))?;
        }
    }
    for sample in &entry.examples.good {
        heading(out, &format!("good, {}", sample.format))?;
        show(out, sample, style::GOOD)?;
    }
    write_related(out, entry)?;
    heading(out, "to allow it")?;
    writeln!(out, "  on the command line: --allow '{}=REASON'", entry.rule)?;
    writeln!(out, "  in meterstick.toml:")?;
    text(out, &allowing(entry.rule).lines().map(|line| format!("    {line}")).collect::<Vec<_>>())?;
    writeln!(out, "  `warn` and `deny` instead of `allow` make its findings warnings or errors")
}

/// The setting of a team that allows a rule.
pub(crate) fn allowing(id: &str) -> String {
    format!("[[rules]]\nrule = \"{id}\"\nset = \"allow\"\nreason = \"…\"\n")
}

fn write_related(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    let yielding = entry::yielding_to(entry.rule);
    if entry.yields_to.is_empty() && yielding.is_empty() {
        return Ok(());
    }
    heading(out, "related")?;
    for id in &entry.yields_to {
        writeln!(
            out,
            "  {id}  tells the same cause more precisely; where both are broken, only it is reported"
        )?;
    }
    for id in yielding {
        writeln!(out, "  {id}  gives way to this rule where both are broken")?;
    }
    Ok(())
}

fn show(out: &mut impl Write, sample: &Sample, bar: Style) -> io::Result<()> {
    let looks = specimen::looks(sample);
    for shown in specimen::lines(sample, &looks) {
        let Shown::Line { pieces, is_meant } = shown else {
            writeln!(out, "  {bar}│{bar:#} {MARK}ten seconds later{MARK:#}")?;
            continue;
        };
        write!(out, "{} {bar}│{bar:#}", if is_meant { '>' } else { ' ' })?;
        for (number, piece) in pieces.iter().enumerate() {
            write!(out, "{}", if number == 0 { " " } else { "" })?;
            match piece {
                Piece::Text(text) => write!(out, "{text}")?,
                Piece::Mark(mark) => write!(out, "{MARK}{mark}{MARK:#}")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn heading(out: &mut impl Write, words: &str) -> io::Result<()> {
    let strong = style::STRONG;
    writeln!(out, "\n{strong}{words}{strong:#}")
}

fn fact(out: &mut impl Write, name: &str, word: &str, meaning: &str) -> io::Result<()> {
    let strong = style::STRONG;
    writeln!(out, "  {name:8}  {strong}{word:12}{strong:#}  {DIM}{meaning}{DIM:#}")
}

fn indented(lines: Vec<String>) -> Vec<String> {
    let indent = |line: String| if line.is_empty() { line } else { format!("  {line}") };
    lines.into_iter().map(indent).collect()
}

fn text(out: &mut impl Write, lines: &[String]) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}
