//! The report as a site: the matrix of programs and sections, and a page for each program with everything that was sent and seen.

mod overview;
mod program;
mod shown;

use std::path::Path;

use super::played::Played;
use crate::outcome::Trouble;
use crate::site::{INDEX, STYLE, save};

/// What only these pages have.
const OWN_STYLE: &str = include_str!("conformance.css");

const SITE: &str = "conformance";

/// Writes the site into a folder.
pub(super) fn write(folder: &Path, all: &[Played]) -> Result<(), Trouble> {
    save(folder, "style.css", &format!("{STYLE}\n{OWN_STYLE}"))?;
    save(folder, INDEX, &overview::html(all))?;
    for played in all {
        save(folder, &page(played), &program::html(played))?;
    }
    Ok(())
}

/// The file of a program's page.
fn page(played: &Played) -> String {
    let name = format!("{} {}", played.name, played.subject.way());
    let mut page: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    while page.contains("--") {
        page = page.replace("--", "-");
    }
    format!("{}.html", page.trim_matches('-'))
}

/// The place of a section in the page of a program.
fn anchor(section: &str) -> String {
    section.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}
