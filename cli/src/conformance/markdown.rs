//! The report as Markdown: the matrix of programs and sections, then what each does wrong.

use meterstick::conformance::{Outcome, Verdict};
use std::io::{self, Write};

use super::matrix::{Cell, Matrix};
use super::played::{Counts, Played};

pub(super) fn write(out: &mut dyn Write, all: &[Played]) -> io::Result<()> {
    let matrix = Matrix::of(all);
    writeln!(
        out,
        "| section |{}",
        all.iter().map(|played| format!(" {} |", title(played))).collect::<String>()
    )?;
    writeln!(out, "|---|{}", "---:|".repeat(all.len()))?;
    for row in matrix.rows() {
        write!(out, "| {} |", escaped(&row.section.to_string()))?;
        for cell in &row.cells {
            write!(out, " {} |", in_words(*cell))?;
        }
        writeln!(out)?;
    }
    write!(out, "| **all** |")?;
    for played in all {
        write!(out, " **{}** |", in_words(Cell(Counts::of(&played.outcomes))))?;
    }
    writeln!(out, "\n")?;
    writeln!(
        out,
        "`passed/asked`; what cannot be asked of a program is not counted, and `–` stands where nothing can. Known failures count as failures."
    )?;
    for played in all {
        let is_wrong = |outcome: &&Outcome| {
            matches!(
                outcome.verdict,
                Verdict::Failed | Verdict::KnownFailure | Verdict::SurprisePass | Verdict::NotPlayed
            )
        };
        let wrong: Vec<_> = played.outcomes.iter().filter(is_wrong).collect();
        writeln!(out, "\n### {}\n", title(played))?;
        if let Some(emitter) = &played.emitter {
            let libraries: Vec<_> = emitter
                .libraries
                .iter()
                .map(|(name, version)| format!("{} {version}", escaped(name)))
                .collect();
            writeln!(out, "{}\n", libraries.join(", "))?;
        }
        if wrong.is_empty() {
            writeln!(out, "Everything that was asked is as it should be.")?;
            continue;
        }
        writeln!(out, "| scenario | asked | what was seen |\n|---|---|---|")?;
        for outcome in wrong {
            writeln!(out, "{}", row(outcome))?;
        }
    }
    Ok(())
}

pub(super) fn title(played: &Played) -> String {
    format!("{} · {}", played.name, played.subject.way())
}

fn row(outcome: &Outcome) -> String {
    let scenario = &outcome.scenario;
    let known = outcome.known.as_ref().map(|known| match &known.finding {
        Some(finding) => format!(" ([{}]({finding}))", escaped(&known.reason)),
        None => format!(" (known: {})", escaped(&known.reason)),
    });
    format!(
        "| `{}` | {} ({}) | {}{} |",
        scenario.id,
        escaped(&scenario.requirement),
        scenario.level,
        escaped(&outcome.seen),
        known.unwrap_or_default()
    )
}

fn in_words(Cell(counts): Cell) -> String {
    match counts.asked() {
        0 => "–".to_owned(),
        asked => format!("{}/{asked}", counts.get(Verdict::Passed) + counts.get(Verdict::SurprisePass)),
    }
}

/// Text that others wrote, as a cell of a table may have it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace(['\n', '\r'], " ")
}
