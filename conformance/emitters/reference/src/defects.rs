//! The things that it does wrong on request: one table, in which every defect has its name and a line that says what it is.
//!
//! Each is asked for at the one place where the behaviour is decided. Without `--defect` none of these questions is ever answered with yes.

use std::sync::OnceLock;

mod list;

pub(crate) use list::{ALL, Defect};

/// The defects with a parameter, as they are shown.
const WITH_PARAMETER: [(&str, &str); 5] = [
    ("retry:grpc:CODE", "sends again after this gRPC status, which is final"),
    ("retry:http:CODE", "sends again after this HTTP status, which is final"),
    ("no-retry:grpc:CODE", "gives up after this gRPC status, which passes"),
    ("no-retry:http:CODE", "gives up after this HTTP status, which passes"),
    ("no-retry:connection", "gives up when a connection is refused or breaks"),
];

static CHOSEN: OnceLock<Defects> = OnceLock::new();

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub(crate) struct Defects {
    chosen: Vec<Defect>,
    /// Whether it is retried, over gRPC, the status.
    retries: Vec<(bool, bool, u16)>,
    no_retry_connection: bool,
}

impl Defects {
    /// Adds the defect of this name.
    pub(crate) fn add(&mut self, name: &str) -> Result<(), String> {
        let unknown = || format!("there is no defect `{name}`; --defects lists them");
        if name == "no-retry:connection" {
            self.no_retry_connection = true;
            return Ok(());
        }
        if let [retry @ ("retry" | "no-retry"), transport @ ("grpc" | "http"), code] =
            name.split(':').collect::<Vec<_>>()[..]
        {
            let code = code.parse().map_err(|_| unknown())?;
            self.retries.push((retry == "retry", transport == "grpc", code));
            return Ok(());
        }
        let (defect, ..) = ALL.iter().find(|(_, known, _)| *known == name).ok_or_else(unknown)?;
        self.chosen.push(*defect);
        Ok(())
    }

    /// Makes these the defects of the process.
    pub(crate) fn choose(self) {
        let _ = CHOSEN.set(self);
    }
}

fn chosen() -> &'static Defects {
    static NONE: Defects = Defects { chosen: Vec::new(), retries: Vec::new(), no_retry_connection: false };
    CHOSEN.get().unwrap_or(&NONE)
}

/// Whether this is to be done wrong.
pub(crate) fn has(defect: Defect) -> bool {
    chosen().chosen.contains(&defect)
}

/// Whether a status is to be sent again after, if that was asked for in one way or the other.
pub(crate) fn retries(is_grpc: bool, code: u16) -> Option<bool> {
    let found = chosen().retries.iter().find(|(_, grpc, known)| (*grpc, *known) == (is_grpc, code));
    found.map(|(retry, ..)| *retry)
}

/// Whether refused and broken connections are to be the end of an export.
pub(crate) fn no_retry_connection() -> bool {
    chosen().no_retry_connection
}

/// The table as `--defects` prints it.
pub(crate) fn table() -> String {
    let rows = WITH_PARAMETER.iter().copied().chain(ALL.iter().map(|(_, name, line)| (*name, *line)));
    rows.map(|(name, line)| format!("{name:32} {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defect_is_found_by_its_name_and_none_is_listed_twice() {
        let mut names: Vec<&str> = ALL.iter().map(|(_, name, _)| *name).collect();
        for name in &names {
            assert_eq!(Defects::default().add(name), Ok(()));
        }
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(Defects::default().add("retry:grpc:13").is_ok());
        assert!(Defects::default().add("retry:smtp:13").is_err());
    }
}
