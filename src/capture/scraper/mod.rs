//! The fake Prometheus: asks a target as Prometheus does, and says what Prometheus would conclude.

mod builder;
mod client;
#[cfg(feature = "prometheus-config")]
mod config;
mod fetch;
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
use std::time::{Duration, Instant};

pub use builder::{ScraperBuilder, ScraperError};
#[cfg(feature = "prometheus-config")]
pub use config::{ConfigError, ScrapeJob};
pub use scrape::Scrape;
pub use stored::{Dropped, StoredSample};

use super::recording::{Recording, WaitError};
use super::snapshot::Capture;
use super::until::Condition;
use builder::Options;
use stored::Memory;
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
        let options = Arc::new(options);
        let worker = Worker::start(Arc::clone(&options)).map_err(ScraperError::Thread)?;
        Ok(Self { worker, recording, options, memory: Arc::default() })
    }

    /// The URL that is scraped.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.options.url
    }

    /// Scrapes once, and waits for the answer at most for the time-out.
    pub fn scrape(&self) -> Scrape {
        let fetched = self.worker.fetch();
        self.conclude(fetched)
    }

    /// Scrapes once, without blocking the thread. Works under any async runtime.
    pub async fn scrape_async(&self) -> Scrape {
        let fetched = self.worker.fetch_async().await;
        self.conclude(fetched)
    }

    fn conclude(&self, fetched: fetch::Fetched) -> Scrape {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        Scrape::conclude(fetched, &self.options, &mut memory, &self.recording)
    }

    /// Scrapes until the target is up, and gives that scrape; for a service that is still starting.
    ///
    /// What a service answers before it is up is not recorded, except the last answer if it never is. There is no event to
    /// wait for in another process, so this is the one place that asks again and again, every 20 milliseconds.
    ///
    /// # Errors
    /// The last scrape, if the target is not up within the time.
    pub fn wait_until_up(&self, timeout: Duration) -> Result<Scrape, Box<Scrape>> {
        const PAUSE: Duration = Duration::from_millis(20);
        let begun = Instant::now();
        loop {
            let fetched = self.worker.fetch();
            let is_over = begun.elapsed() >= timeout;
            if fetched.error.is_none() || is_over {
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

    /// Ends the repetition after the scrape at hand, and gives the scraper back.
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
