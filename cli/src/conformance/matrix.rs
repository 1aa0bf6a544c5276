//! Programs beside sections.

use meterstick::rules::Citation;

use super::played::{Counts, Played, sections};

/// One row for each section in which anything can be asked of any program, one column for each program.
#[derive(Debug)]
pub(super) struct Matrix {
    rows: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) section: Citation,
    pub(super) cells: Vec<Cell>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cell(pub(super) Counts);

impl Matrix {
    /// All programs were asked the same, so that their sections are the same.
    pub(super) fn of(all: &[Played]) -> Self {
        let Some(first) = all.first() else { return Self { rows: Vec::new() } };
        let counted = |played: &Played| sections(&played.outcomes).map(Counts::of).collect::<Vec<_>>();
        let counts: Vec<Vec<Counts>> = all.iter().map(counted).collect();
        let rows = sections(&first.outcomes).enumerate().map(|(number, section)| Row {
            section: section[0].scenario.citation,
            cells: counts.iter().map(|of| Cell(of.get(number).copied().unwrap_or_default())).collect(),
        });
        let is_asked = |row: &Row| row.cells.iter().any(|Cell(counts)| counts.asked() > 0);
        Self { rows: rows.filter(is_asked).collect() }
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}
