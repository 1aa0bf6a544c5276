//! A URL that is scraped, and whom to trust there.

use clap::{Args, ValueHint};
use meterstick::capture::{Scraper, ScraperBuilder};
use std::fs;
use std::path::PathBuf;

use crate::outcome::Trouble;

/// Whom to trust where a URL is `https`.
#[derive(Args, Debug)]
pub(crate) struct TlsOptions {
    /// Trust the certificates of this file (PEM) where a URL is `https`, and no others.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    ca: Option<PathBuf>,
    /// Trust any certificate.
    #[arg(long, conflicts_with = "ca")]
    insecure: bool,
}

impl TlsOptions {
    /// A scraper of a URL, which trusts whom it should.
    pub(crate) fn builder(&self, url: &str) -> Result<ScraperBuilder, Trouble> {
        let builder = Scraper::builder(url).insecure_skip_verify(self.insecure);
        let Some(path) = &self.ca else {
            // The machine's own authorities are not asked: what a test trusts is said.
            return match is_tls(url) && !self.insecure {
                true => Err(Trouble::new(format!(
                    "cannot scrape {url}: say whom to trust with --ca FILE, or trust anybody with --insecure"
                ))),
                false => Ok(builder),
            };
        };
        let pem = fs::read(path).map_err(|error| {
            Trouble::of(format!("cannot read the certificates of {}", path.display()), error)
        })?;
        Ok(builder.ca_certificates(pem))
    }
}

/// Whether an input is named by its URL.
pub(crate) fn is_url(name: &str) -> bool {
    let begins = |with: &str| name.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    begins("http://") || begins("https://")
}

fn is_tls(url: &str) -> bool {
    url.get(..8).is_some_and(|begin| begin.eq_ignore_ascii_case("https://"))
}
