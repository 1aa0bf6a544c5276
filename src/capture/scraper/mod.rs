//! The fake Prometheus: asks a target as Prometheus does, and says what Prometheus would conclude.

mod brake;
mod builder;
mod client;
#[cfg(feature = "prometheus-config")]
mod config;
mod fetch;
mod memory;
mod redirect;
#[cfg(feature = "prometheus-config")]
mod relabel;
mod scrape;
mod stored;
#[cfg(feature = "tls")]
mod tls;
mod url;
mod worker;

use std::fmt;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};

pub use brake::Brake;
pub use builder::{ScraperBuilder, ScraperError};
#[cfg(feature = "prometheus-config")]
pub use config::{ConfigError, ScrapeJob};
pub use scrape::Scrape;
pub use stored::{Dropped, StoredSample};

use super::recording::{Recording, WaitError};
use super::snapshot::Capture;
use super::until::Condition;
use builder::Options;
use memory::Memory;
use worker::Worker;

/// Scrapes one target as a Prometheus server would.
///
/// To the target it looks like Prometheus, header by header, in the order and spelling of the wire. Each scrape yields a [`Scrape`], which
/// tells what Prometheus would conclude, and is recorded, whatever became of it: a failed scrape is a result too.
/// It runs on a thread of its own, so that it works beside any async runtime and beside none.
///
/// ```
/// use meterstick::capture::Scraper;
/// # use std::io::{Read, Write};
/// # let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
/// # let address = listener.local_addr()?;
/// # std::thread::spawn(move || {
/// #     let (mut target, _) = listener.accept().unwrap();
/// #     let _ = target.read(&mut [0; 2048]);
/// #     let body = "# TYPE orders_total counter\norders_total 3\n";
/// #     let _ = write!(target, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}", body.len());
/// # });
///
/// let scraper = Scraper::new(&format!("http://{address}/metrics"))?;
/// let scrape = scraper.scrape();
/// assert!(scrape.up(), "{scrape}");
/// let reading = scrape.exchange().reading().expect("metrics were said");
/// assert!(reading.family("orders_total").is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Scraper {
    worker: Worker,
    brake: Brake,
    recording: Recording,
    options: Arc<Options>,
    memory: Arc<Mutex<Memory>>,
}

impl Scraper {
    /// A scraper that looks like Prometheus 3 with its default settings. A URL without a path means `/metrics`.
    ///
    /// # Errors
    /// When the URL is no `http` or `https` URL, or no thread can be started.
    pub fn new(url: &str) -> Result<Self, ScraperError> {
        Self::builder(url).start()
    }

    /// A scraper with settings.
    pub fn builder(url: &str) -> ScraperBuilder {
        ScraperBuilder::new(url)
    }

    fn from_options(options: Options, recording: Recording) -> Result<Self, ScraperError> {
        let brake = Brake::new();
        let worker = Worker::start(&brake).map_err(ScraperError::Thread)?;
        Ok(Self { worker, brake, recording, options: Arc::new(options), memory: Arc::default() })
    }

    /// The URL that is scraped.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.options.url
    }

    /// Scrapes once, and waits for the answer at most for the time-out.
    pub fn scrape(&self) -> Scrape {
        let fetched = self.worker.fetch(&self.options);
        self.conclude(fetched)
    }

    /// Scrapes once, without blocking the thread. Works under any async runtime.
    pub async fn scrape_async(&self) -> Scrape {
        let fetched = self.worker.fetch_async(&self.options).await;
        self.conclude(fetched)
    }

    fn conclude(&self, outcome: worker::Outcome) -> Scrape {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(fetched) => Scrape::conclude(fetched, &self.options, &mut memory, &self.recording),
            Err(why) => {
                let fetched = fetch::Fetched {
                    url: self.options.url.clone(),
                    request_headers: Vec::new(),
                    answer: None,
                    error: Some(why.to_owned()),
                    arrived: SystemTime::now(),
                    duration: Duration::ZERO,
                };
                // Nobody has looked at the target, so that nobody shall remember it, nor what it would have meant.
                Scrape::conclude(fetched, &self.options, &mut Memory::default(), &Recording::new())
            }
        }
    }

    /// A way to break scrapes off from another thread.
    #[must_use]
    pub fn brake(&self) -> Brake {
        self.brake.clone()
    }

    /// Scrapes until the target is up, and gives that scrape; for a service that is still starting.
    ///
    /// What a service answers before it is up is not recorded, except the last answer if it never is. There is no event to
    /// wait for in another process, so this is the one place that asks again and again, every 20 milliseconds. No answer is waited for
    /// longer than the time that is left.
    ///
    /// # Errors
    /// The last scrape, if the target is not up within the time.
    pub fn wait_until_up(&self, timeout: Duration) -> Result<Scrape, Box<Scrape>> {
        const PAUSE: Duration = Duration::from_millis(20);
        // Less than that is no chance for anybody, and would hide why the target was not up before.
        const LEAST: Duration = Duration::from_millis(100);
        let begun = Instant::now();
        loop {
            let left = timeout.saturating_sub(begun.elapsed()).max(LEAST);
            let fetched = if left < self.options.timeout {
                self.worker.fetch(&Arc::new(Options { timeout: left, ..(*self.options).clone() }))
            } else {
                self.worker.fetch(&self.options)
            };
            let is_up = fetched.as_ref().is_ok_and(|fetched| fetched.error.is_none());
            if is_up || fetched.is_err() || begun.elapsed() >= timeout {
                let scrape = self.conclude(fetched);
                // A body that Prometheus refuses will not get better by waiting.
                return if scrape.up() { Ok(scrape) } else { Err(Box::new(scrape)) };
            }
            thread::sleep(PAUSE);
        }
    }

    /// Scrapes again and again from now on, on a thread of its own, until the handle is stopped or dropped.
    #[must_use]
    pub fn every(self, interval: Duration) -> Repeated {
        let recording = self.recording.clone();
        let (stop, stopped) = channel();
        let thread = thread::spawn(move || {
            loop {
                let begun = Instant::now();
                self.scrape();
                if self.brake.is_pulled() {
                    return self;
                }
                match stopped.recv_timeout(interval.saturating_sub(begun.elapsed())) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return self,
                }
            }
        });
        Repeated { recording, stop: Some(stop), thread: Some(thread) }
    }

    /// Where the scrapes are recorded.
    #[must_use]
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// Everything recorded so far.
    #[must_use]
    pub fn capture(&self) -> Capture {
        self.recording.capture()
    }
}

impl fmt::Debug for Scraper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scraper").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// Scrapes that repeat themselves. Ends when it is dropped.
#[derive(Debug)]
pub struct Repeated {
    recording: Recording,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<Scraper>>,
}

impl Repeated {
    /// Everything recorded so far.
    #[must_use]
    pub fn capture(&self) -> Capture {
        self.recording.capture()
    }

    /// Waits until a condition holds for what was recorded.
    ///
    /// # Errors
    /// When it does not hold within the time; the error tells what was recorded.
    pub fn wait_for(&self, condition: Condition, timeout: Duration) -> Result<Capture, WaitError> {
        self.recording.wait_for(condition, timeout)
    }

    /// Ends the repetition after the scrape at hand, which a [`Brake`] can break off, and gives the scraper back.
    #[must_use]
    pub fn stop(mut self) -> Option<Scraper> {
        self.stop.take();
        self.thread.take()?.join().ok()
    }
}

impl Drop for Repeated {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
