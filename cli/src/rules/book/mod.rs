//! The published rule book: a static site that can be searched, read from a disk, and linked to.
//!
//! The same rules make the same bytes, so that a change of the book is a change of rules.

mod index;
mod page;

use std::path::Path;

use super::entry::{self, Entry};
use crate::outcome::Trouble;
use crate::site::{INDEX, STYLE, save};

const SEARCH: &str = include_str!("search.js");

/// Writes the site into a folder, and tells how many rules have a page there.
pub(crate) fn write(folder: &Path) -> Result<usize, Trouble> {
    let entries: Vec<Entry> = entry::all().into_iter().map(Entry::of).collect();
    save(folder, "style.css", STYLE)?;
    save(folder, "search.js", SEARCH)?;
    save(folder, INDEX, &index::html(&entries))?;
    for (at, entry) in entries.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| entries.get(at));
        let yielding = entries.iter().filter(|other| other.yields_to.contains(&entry.rule));
        let neighbours =
            page::Neighbours { before, after: entries.get(at + 1), yielding: yielding.collect() };
        save(folder, &entry.page, &page::html(entry, &neighbours))?;
    }
    Ok(entries.len())
}
