//! A way to end scrapes from another thread.

use std::fmt;
use std::sync::Arc;
use tokio::sync::watch;

/// Ends every scrape of one scraper, also the one at hand and all that would follow.
///
/// A target that takes a connection and never answers holds a scrape for the whole time-out. Whoever has to come to an end pulls the
/// brake: the scrape returns at once, is down, and is not recorded, because it says nothing of the target. Cheap to clone.
///
/// ```
/// use meterstick::capture::Scraper;
///
/// let silent = std::net::TcpListener::bind("127.0.0.1:0")?;
/// let scraper = Scraper::new(&format!("http://{}/metrics", silent.local_addr()?))?;
/// let brake = scraper.brake();
/// let scraping = std::thread::spawn(move || scraper.scrape());
/// brake.pull();
/// let scrape = scraping.join().expect("no panic");
/// assert_eq!(scrape.error(), Some("the scrape was broken off"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Brake {
    pulled: Arc<watch::Sender<bool>>,
}

impl Brake {
    pub(super) fn new() -> Self {
        Self { pulled: Arc::new(watch::Sender::new(false)) }
    }

    /// Ends the scrapes. There is no way back.
    pub fn pull(&self) {
        self.pulled.send_replace(true);
    }

    /// Whether it was pulled.
    #[must_use]
    pub fn is_pulled(&self) -> bool {
        *self.pulled.borrow()
    }

    /// Waits until it is pulled.
    pub(super) async fn pulled(&self) {
        // There is an end that sends as long as there is this one.
        let _ = self.pulled.subscribe().wait_for(|pulled| *pulled).await;
    }
}

impl fmt::Debug for Brake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Brake").field("pulled", &self.is_pulled()).finish()
    }
}
