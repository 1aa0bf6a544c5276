//! The line at fault, as much of it as fits on a screen.

use meterstick::rules::Place;

use crate::style::shown;

/// Part of a line, and how many columns of it lie before the spot.
#[derive(Debug)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) before: usize,
    pub(crate) width: usize,
    /// The column of the spot in characters, counted from one.
    pub(crate) column: usize,
}

/// Finds lines of a text; made when the first is asked for, because most texts have no findings.
#[derive(Default)]
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// The excerpt of the line that a place names.
    pub(crate) fn excerpt(&mut self, body: &[u8], place: &Place) -> Option<Excerpt> {
        if self.starts.is_empty() {
            self.starts.push(0);
            self.starts.extend(memchr::memchr_iter(b'\n', body).map(|at| at + 1));
        }
        let number = place.line?.checked_sub(1)?;
        let start = *self.starts.get(number)?;
        let end = self.starts.get(number + 1).map_or(body.len(), |next| next - 1);
        let line = body.get(start..end)?;
        // At the end of the body there is nothing to be shown.
        if line.is_empty() && end == body.len() {
            return None;
        }
        Some(match place.column {
            Some(column) => excerpt(line, column, place.width),
            None => excerpt(line, 1, line.trim_ascii_end().len()),
        })
    }
}

/// As much of a line as fits on a screen, around the spot.
fn excerpt(line: &[u8], column: usize, width: usize) -> Excerpt {
    const BEFORE: usize = 60;
    const SHOWN: usize = 110;
    let spot = (column - 1).min(line.len());
    let start = spot.saturating_sub(BEFORE);
    let shown = |bytes: &[u8]| shown(&String::from_utf8_lossy(bytes)).into_owned();
    let head = shown(&line[start..spot]);
    let end = line.len().min(start + SHOWN);
    let tail = shown(&line[spot..end.max(spot)]);
    let (left, right) = (if start > 0 { "…" } else { "" }, if end < line.len() { "…" } else { "" });
    Excerpt {
        column: String::from_utf8_lossy(&line[..spot]).chars().count() + 1,
        before: head.chars().count() + left.chars().count(),
        width: width.clamp(1, tail.chars().count().max(1)),
        text: format!("{left}{head}{tail}{right}"),
    }
}
