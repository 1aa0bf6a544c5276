//! What is going on, on standard error, for everything that takes longer than a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use meterstick::capture::{Recording, Tally};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A line of live counts; gone when it is dropped.
pub(crate) struct Progress {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows how a recording grows. Nothing is shown in the first second, nor where standard error is no terminal.
    pub(crate) fn of(recording: &Recording, what: &str) -> Self {
        let recording = recording.clone();
        let what = what.to_owned();
        let (stop, stopped) = channel();
        let thread = thread::spawn(move || {
            let waiting = |time| matches!(stopped.recv_timeout(time), Err(RecvTimeoutError::Timeout));
            if !waiting(Duration::from_secs(1)) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed:>4} {msg}") {
                bar.set_style(style);
            }
            // Only who looks pays for the decoding of what is shown.
            let is_seen = !bar.is_hidden();
            let (mut tally, mut seen) = (Tally::default(), 0);
            loop {
                if is_seen {
                    let new = recording.since(seen);
                    seen += new.len();
                    tally.extend(&new);
                    bar.set_message(format!("{what}: {}", describe(&tally)));
                    bar.tick();
                }
                if !waiting(Duration::from_millis(200)) {
                    break;
                }
            }
            bar.finish_and_clear();
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The counts in words: `3 exports, 2 scrapes; 12 families, 34 series, 80 points`.
pub(crate) fn describe(tally: &Tally) -> String {
    let requests: Vec<String> =
        [(tally.exports(), "export"), (tally.refused(), "refused export"), (tally.scrapes(), "scrape")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, noun)| count(number, noun))
            .collect();
    if requests.is_empty() {
        return "nothing".to_owned();
    }
    let content = describe_content(tally.families(), tally.series(), tally.points());
    format!("{}; {content}", requests.join(", "))
}

/// The content in words: `12 families, 34 series, 80 points`.
pub(crate) fn describe_content(families: usize, series: usize, points: usize) -> String {
    let families = match families {
        1 => "1 family".to_owned(),
        number => format!("{number} families"),
    };
    format!("{families}, {series} series, {}", count(points, "point"))
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
