//! A file with what was found before, so that only what is new fails.
//!
//! Lines and values change from run to run, so a finding is known by its rule and its family, and by how often it was found.

use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::judge;
use crate::outcome::Trouble;
use crate::report::{Finding, Report};

/// What was found before.
#[derive(Debug)]
pub(crate) struct Baseline {
    path: PathBuf,
    known: BTreeMap<Key, usize>,
    updates: bool,
}

type Key = (String, Option<String>);

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    finding: Vec<Known>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Known {
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<String>,
    count: usize,
}

const HEAD: &str = "# What was found when this was written: only what is new fails.\n\
                    # Written anew with --update-baseline, and reviewed like code.\n\n";

fn key_of(finding: &Finding) -> Key {
    (finding.of_rule.rule.id.to_owned(), finding.of_rule.place.family.clone())
}

impl Baseline {
    /// Reads the file. It need not be there if it is to be written.
    pub(crate) fn open(path: &Path, updates: bool) -> Result<Self, Trouble> {
        let mut known = BTreeMap::new();
        if !updates {
            let text = fs::read_to_string(path).map_err(|error| {
                Trouble::of(format!("cannot read the baseline {}", path.display()), error)
            })?;
            let file: File = toml::from_str(&text).map_err(|error| Trouble::of(path.display(), error))?;
            if file.version != 1 {
                return Err(Trouble::new(format!(
                    "{}: version {} of a baseline is unknown",
                    path.display(),
                    file.version
                )));
            }
            for one in file.finding {
                *known.entry((one.rule, one.family)).or_default() += one.count;
            }
        }
        Ok(Self { path: path.to_owned(), known, updates })
    }

    /// Whether it is to be written anew.
    pub(crate) fn is_written(&self) -> bool {
        self.updates
    }

    /// Takes away what is known, or writes down what there is.
    pub(crate) fn apply(&self, report: &mut Report) -> Result<(), Trouble> {
        if self.updates {
            return self.write(report);
        }
        let left: BTreeMap<&Key, Cell<usize>> =
            self.known.iter().map(|(key, &count)| (key, Cell::new(count))).collect();
        let before = report.findings.len();
        report.findings.retain(|finding| {
            let found = 1 + finding.of_rule.more;
            match left.get(&key_of(finding)) {
                Some(left) if left.get() >= found => {
                    left.set(left.get() - found);
                    false
                }
                _ => true,
            }
        });
        report.known_before = before - report.findings.len();
        let gone = left.iter().filter(|(key, left)| left.get() == self.known[**key]);
        report.gone = gone
            .filter(|(key, _)| !report.findings.iter().any(|finding| key_of(finding) == ***key))
            .map(|((rule, family), _)| match family {
                Some(family) => format!("{rule} in `{family}`"),
                None => rule.clone(),
            })
            .collect();
        Ok(())
    }

    fn write(&self, report: &mut Report) -> Result<(), Trouble> {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in &report.findings {
            *counts.entry(key_of(finding)).or_default() += 1 + finding.of_rule.more;
        }
        let finding =
            counts.into_iter().map(|((rule, family), count)| Known { rule, family, count }).collect();
        let text = toml::to_string(&File { version: 1, finding })
            .map_err(|error| Trouble::of("cannot write the baseline", error))?;
        fs::write(&self.path, format!("{HEAD}{text}"))
            .map_err(|error| Trouble::of(format!("cannot write {}", self.path.display()), error))?;
        judge::wrote(&self.path);
        report.known_before = report.findings.len();
        report.findings.clear();
        Ok(())
    }
}
