//! `meterstick rules` and `meterstick explain`: the rule book, as a list, as pages, and as a site.

pub(crate) mod arguments;
mod book;
mod choice;
mod dump;
pub(crate) mod entry;
mod explain;
mod layout;
mod list;
mod meaning;
mod nearest;
mod prose;
mod specimen;

use anstyle::{AnsiColor, Style};
use meterstick::rules::{Rule, Severity};
use std::io::{self, IsTerminal, Write};

use crate::outcome::{Outcome, Trouble};
use crate::progress::count;
use crate::style;
use arguments::{Form, Rules};
use entry::Entry;
pub(crate) use explain::explain;

pub(crate) fn rules(options: &Rules) -> Result<Outcome, Trouble> {
    if let Some(folder) = &options.html {
        let pages = book::write(folder)?;
        style::note(&format!(
            "wrote {} and the index {}",
            count(pages, "page"),
            folder.join(crate::site::INDEX).display()
        ));
        return Ok(Outcome::Clean);
    }
    let chosen = choice::chosen(options);
    if chosen.is_empty() {
        style::note(&"no rule is like that; `meterstick rules` lists all of them");
    }
    let mut out = anstream::stdout();
    printed(match options.output {
        Form::Text => list::write(&mut out, &chosen),
        Form::Json => write_json(&mut out, &chosen),
    })
}

fn write_json(out: &mut impl Write, rules: &[&'static Rule]) -> io::Result<()> {
    let entries: Vec<Entry> = rules.iter().map(|rule| Entry::of(rule)).collect();
    serde_json::to_writer_pretty(&mut *out, &entries)?;
    writeln!(out)
}

/// How a command ends that only prints.
fn printed(written: io::Result<()>) -> Result<Outcome, Trouble> {
    match written {
        Ok(()) => Ok(Outcome::Clean),
        // Whoever reads only the first lines has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Clean),
        Err(error) => Err(Trouble::of("cannot write to standard output", error)),
    }
}

/// How many columns there are, if somebody looks at standard output on a terminal.
fn terminal_width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => style::ERROR,
        Severity::Warning => style::WARNING,
        Severity::Info => AnsiColor::Cyan.on_default().bold(),
    }
}
