//! Keeps the house in order: floors, the homes of files, the owners of snapshots.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library with their floor. A room uses rooms of lower floors, and itself.
const FLOORS: &[(&str, u8)] = &[
    ("model", 0),
    ("pattern", 0),
    ("protobuf", 0),
    ("exposition", 1),
    ("otlp", 1),
    ("capture", 2),
    ("bridge", 3),
    ("rules", 4),
    ("contract", 5),
    ("assert", 5),
    ("program", 0),
    ("conformance", 6),
];

/// Names that say that a concept has not been named yet.
const NAMELESS: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];

const LONGEST_FILE: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, except what tools build or install.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if matches!(
            name.as_str(),
            "target" | ".git" | ".venv" | "node_modules" | "__pycache__" | "proptest-regressions"
        ) {
            continue;
        }
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn rust_files(folder: &str) -> Vec<(String, String)> {
    let rust = files(&root().join(folder))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"));
    rust.map(|path| (relative(&path), fs::read_to_string(&path).expect("Rust files are UTF-8"))).collect()
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).expect("a path below the root").to_string_lossy().replace('\\', "/")
}

fn assert_none(offences: &[String]) {
    assert!(offences.is_empty(), "\n  {}\n", offences.join("\n  "));
}

/// The rooms that a source text names as `crate::room`, line by line, comments left out.
fn rooms_named(source: &str) -> Vec<(usize, &str)> {
    let mut named = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            named.push((number + 1, &rest[..end]));
        }
    }
    named
}

#[test]
fn a_floor_uses_only_floors_below_it() {
    let floor = |room: &str| FLOORS.iter().find(|(known, _)| *known == room).map(|&(_, floor)| floor);
    let mut offences = Vec::new();
    for (path, source) in rust_files("src") {
        let room = path.split('/').nth(1).expect("a file in src").trim_end_matches(".rs");
        let Some(own) = floor(room) else {
            if room != "lib" {
                offences
                    .push(format!("{path}: the room `{room}` has no floor; give it one in tests/tidy.rs"));
            }
            continue;
        };
        // What only tests use may look up as well as down.
        if path.ends_with("/tests.rs") || path.contains("/tests/") {
            continue;
        }
        let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (line, used) in rooms_named(code) {
            let Some(other) = floor(used) else { continue };
            if used != room && other >= own {
                offences.push(format!("{path}:{line}: `{room}` (floor {own}) uses `{used}` (floor {other})"));
            }
        }
    }
    assert_none(&offences);
}

#[test]
fn no_file_is_longer_than_one_idea() {
    let mut offences = Vec::new();
    for folder in ["src", "cli", "tests", "benches"] {
        for (path, source) in rust_files(folder) {
            let lines = source.lines().count();
            if lines > LONGEST_FILE {
                offences.push(format!("{path}: {lines} lines"));
            }
        }
    }
    assert_none(&offences);
}

#[test]
fn every_file_has_a_name_that_says_something() {
    let mut offences = Vec::new();
    for folder in ["src", "cli", "tests", "benches", "conformance"] {
        for path in files(&root().join(folder)) {
            let path = relative(&path);
            if path.split('/').any(|part| NAMELESS.contains(&part.split('.').next().unwrap_or_default())) {
                offences.push(path);
            }
        }
    }
    assert_none(&offences);
}

#[test]
fn every_source_file_says_first_what_it_is() {
    let mut offences = Vec::new();
    for folder in ["src", "cli/src", "tests", "benches"] {
        for (path, source) in rust_files(folder) {
            // A rule says it in the page that everybody reads.
            let is_rule = path.starts_with("src/rules/") && source.contains("\nrule! {\n    /// ");
            if !source.starts_with("//!") && !is_rule {
                offences.push(format!("{path} does not begin with `//!`"));
            }
        }
    }
    assert_none(&offences);
}

#[test]
fn snapshots_live_in_their_own_folder_and_each_has_an_owner() {
    let mut offences = Vec::new();
    for path in files(root()) {
        let is_snapshot = path.extension().is_some_and(|end| end == "snap");
        let path = relative(&path);
        match (is_snapshot, path.starts_with("snapshots/")) {
            (true, false) => offences.push(format!("{path}: snapshots live in snapshots/")),
            (false, true) if !path.ends_with(".snap.new") => {
                offences.push(format!("{path}: only snapshots live in snapshots/"));
            }
            _ => {}
        }
    }
    let sources: String = ["src", "tests", "cli", "conformance"]
        .iter()
        .flat_map(|folder| rust_files(folder))
        .map(|(_, source)| source)
        .collect();
    let stems: BTreeSet<String> = files(&root().join("snapshots"))
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.strip_suffix(".snap")?.to_owned()))
        .collect();
    for stem in stems {
        // A test names its snapshot by the last part of the file's name.
        let name = stem.rsplit("__").next().unwrap_or(&stem);
        if !sources.contains(name) {
            offences.push(format!("snapshots/{stem}.snap: no test names `{name}`"));
        }
    }
    assert_none(&offences);
}

#[test]
fn the_library_never_prints_and_never_exits() {
    let mut offences = Vec::new();
    for (path, source) in rust_files("src") {
        // What a failing assertion tells belongs beside the test that failed, and only `eprint!` gets it there.
        if path == "src/contract/snapshot.rs" {
            continue;
        }
        let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for word in ["println!(", "print!(", "process::exit", "dbg!("] {
                if line.contains(word) {
                    offences.push(format!("{path}:{}: `{word}`", number + 1));
                }
            }
        }
    }
    assert_none(&offences);
}
