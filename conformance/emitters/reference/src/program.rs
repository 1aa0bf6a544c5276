//! Everything that lives as long as the process.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::runtime::Runtime;

use crate::arguments::Arguments;
use crate::defects::{self, Defect};
use crate::metrics::Registry;
use crate::reader::{Reader, Shared};
use crate::settings::{Environment, Settings};

/// The running program.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) registry: Shared,
    pub(crate) reader: Reader,
    pub(crate) started: Instant,
    pub(crate) instance: String,
    pub(crate) arguments: Arguments,
    pub(crate) children: Mutex<Vec<std::process::Child>>,
    /// What was recorded, for the defects of children.
    memory: Mutex<Vec<String>>,
    /// What everything on the network runs on.
    pub(crate) runtime: Runtime,
}

impl Program {
    /// Reads the environment and starts the reader.
    pub(crate) fn start(arguments: Arguments) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let environment = Environment::of_process();
        let instance = arguments.instance.clone().unwrap_or_else(random_uuid);
        let settings = Settings::read(&environment, &instance);
        let registry = Arc::new(Mutex::new(Registry::new(&settings)));
        // Who is scraped pushes only if that was asked for as well.
        let is_asked = arguments.port.is_none()
            || [
                "OTEL_METRICS_EXPORTER",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            ]
            .iter()
            .any(|name| environment.get(name).is_some());
        let is_silent = arguments.is_child() && defects::has(Defect::ChildSilent);
        let exports = settings.exports && is_asked && !is_silent;
        let reader = Reader::start(&registry, &settings, exports, runtime.handle());
        Ok(Self {
            registry,
            reader,
            started: Instant::now(),
            instance,
            arguments,
            children: Mutex::default(),
            memory: Mutex::default(),
            runtime,
        })
    }

    /// Keeps a command that recorded something.
    pub(crate) fn remember(&self, line: &str) {
        if defects::has(Defect::ChildRepeats) || defects::has(Defect::SharedIdentity) {
            self.memory.lock().unwrap_or_else(PoisonError::into_inner).push(line.trim().to_owned());
        }
    }

    /// What was recorded so far, as commands.
    pub(crate) fn memory(&self) -> String {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }
}

/// A random identifier of this process.
fn random_uuid() -> String {
    let half = || u128::from(RandomState::new().hash_one(std::process::id()));
    let bits = half() << 64 | half();
    // Version 4, variant 1.
    let bits = bits & !(0xf << 76) & !(3 << 62) | 4 << 76 | 2 << 62;
    let digits = format!("{bits:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_process_is_another() {
        let (one, other) = (random_uuid(), random_uuid());
        assert_ne!(one, other);
        assert!(one.len() == 36 && one.as_bytes()[14] == b'4' && b"89ab".contains(&one.as_bytes()[19]));
    }
}
