//! The command line that every emitter has, and how it lives until its end.

use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::control::{self, Library};

/// What was asked for.
#[derive(Debug, Default)]
pub struct Options {
    /// Serve `/metrics` on this port of 127.0.0.1.
    port: Option<u16>,
    /// Stay so long after the last order; without it, until told to stop.
    pub linger: Option<Duration>,
    /// Call the counter of orders by another name.
    pub rename: bool,
}

impl Options {
    /// Reads the command line: `[--port PORT] [--linger SECONDS] [--rename]`.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn read() -> Result<Self, String> {
        let mut options = Self::default();
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut number = || {
                words
                    .next()
                    .and_then(|text| text.parse::<f64>().ok())
                    .ok_or(format!("{word} asks for a number"))
            };
            match word.as_str() {
                "--port" => options.port = Some(number()? as u16),
                "--linger" => options.linger = Some(Duration::from_secs_f64(number()?)),
                "--rename" => options.rename = true,
                _ => {
                    return Err(format!(
                        "{word}? An emitter takes [--port PORT] [--linger SECONDS] [--rename]"
                    ));
                }
            }
        }
        Ok(options)
    }

    /// The port on which it is to serve.
    ///
    /// # Errors
    /// When none was said.
    pub fn port(&self) -> Result<u16, String> {
        self.port.ok_or_else(|| "--port is missing".to_owned())
    }

    /// Does what it is told on standard input; uncontrolled it stays until it is time, or until it is asked to go.
    ///
    /// Signals are left alone under control: what a library makes of them is a question.
    ///
    /// # Errors
    /// When signals cannot be heard.
    pub fn live(&self, library: &mut impl Library) -> std::io::Result<()> {
        if control::is_wanted() {
            control::obey(library);
            return Ok(());
        }
        self.linger()
    }

    /// Says that it is ready, and waits until the time is over or somebody asks for the end.
    fn linger(&self) -> std::io::Result<()> {
        let ended = Arc::new(AtomicBool::new(false));
        for signal in [SIGTERM, SIGINT] {
            signal_hook::flag::register(signal, Arc::clone(&ended))?;
        }
        println!("ready");
        let begun = Instant::now();
        let is_over = || self.linger.is_some_and(|linger| begun.elapsed() >= linger);
        while !ended.load(Ordering::Relaxed) && !is_over() {
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}
