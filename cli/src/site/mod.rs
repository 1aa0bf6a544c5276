//! What the static sites have in common that meterstick writes: their frame, their style, text as HTML.
//!
//! The same content makes the same bytes, so that a change of a site is a change of what it says.

pub(crate) mod frame;
pub(crate) mod markup;

use std::fs;
use std::path::Path;

use crate::outcome::Trouble;

/// The first page.
pub(crate) const INDEX: &str = "index.html";

pub(crate) const STYLE: &str = include_str!("style.css");

/// Writes a file of a site, with the folders that it is in.
pub(crate) fn save(folder: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    let path = folder.join(name);
    let written = match path.parent() {
        Some(parent) => fs::create_dir_all(parent).and_then(|()| fs::write(&path, text)),
        None => fs::write(&path, text),
    };
    written.map_err(|error| Trouble::of(format!("cannot write {}", path.display()), error))
}
