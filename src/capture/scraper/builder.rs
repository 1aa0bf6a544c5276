//! The settings of a scrape, named as in a `prometheus.yml`.

use hyper::Uri;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::Scraper;
use super::url;
use crate::capture::file::{CaptureError, CaptureWriter};
use crate::capture::recording::Recording;
use crate::exposition::{Format, Prometheus};

/// Everything that a scrape depends on.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) url: String,
    pub(super) uri: Uri,
    pub(super) prometheus: Prometheus,
    pub(super) user_agent: String,
    pub(super) accept: String,
    pub(super) authorization: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) timeout: Duration,
    pub(super) follow_redirects: bool,
    pub(super) fallback: Option<Format>,
    pub(super) honor_labels: bool,
    pub(super) honor_timestamps: bool,
    pub(super) labels: Vec<(String, String)>,
    pub(super) body_size_limit: Option<usize>,
    pub(super) sample_limit: Option<usize>,
    pub(super) label_limit: Option<usize>,
    pub(super) label_name_length_limit: Option<usize>,
    pub(super) label_value_length_limit: Option<usize>,
    #[cfg(feature = "prometheus-config")]
    pub(super) metric_relabel: Vec<super::relabel::Rule>,
    #[cfg(feature = "tls")]
    pub(super) tls: super::tls::TlsOptions,
}

/// Settings for a [`Scraper`]. The defaults are those of a Prometheus 3 whose scrape job says nothing.
#[derive(Clone, Debug)]
#[must_use]
pub struct ScraperBuilder {
    url: String,
    prometheus: Prometheus,
    native_histograms: bool,
    accept: Option<String>,
    job: String,
    output: Option<PathBuf>,
    recording: Option<Recording>,
    options: Options,
}

/// A scraper could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum ScraperError {
    /// The URL cannot be scraped.
    Url {
        /// The URL.
        url: String,
        /// What is wrong with it.
        message: String,
    },
    /// The output file cannot be written.
    Output(CaptureError),
    /// No thread could be started.
    Thread(io::Error),
    /// The certificates cannot be used.
    Tls(String),
}

impl fmt::Display for ScraperError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url { url, message } => write!(f, "cannot scrape `{url}`: {message}"),
            Self::Output(error) => write!(f, "cannot write the capture file: {error}"),
            Self::Thread(error) => write!(f, "cannot start the scraper: {error}"),
            Self::Tls(message) => write!(f, "cannot use the certificates: {message}"),
        }
    }
}

impl std::error::Error for ScraperError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Output(error) => Some(error),
            Self::Thread(error) => Some(error),
            Self::Url { .. } | Self::Tls(_) => None,
        }
    }
}

impl ScraperBuilder {
    pub(super) fn new(url: &str) -> Self {
        let options = Options {
            url: String::new(),
            uri: Uri::default(),
            prometheus: Prometheus::V3,
            user_agent: String::new(),
            accept: String::new(),
            authorization: None,
            headers: Vec::new(),
            timeout: Duration::from_secs(10),
            follow_redirects: true,
            fallback: None,
            honor_labels: false,
            honor_timestamps: true,
            labels: Vec::new(),
            body_size_limit: None,
            sample_limit: None,
            label_limit: None,
            label_name_length_limit: None,
            label_value_length_limit: None,
            #[cfg(feature = "prometheus-config")]
            metric_relabel: Vec::new(),
            #[cfg(feature = "tls")]
            tls: super::tls::TlsOptions::default(),
        };
        Self {
            url: url.to_owned(),
            prometheus: Prometheus::V3,
            native_histograms: false,
            accept: None,
            job: "meterstick".to_owned(),
            output: None,
            recording: None,
            options,
        }
    }

    /// The Prometheus to look like, and whose conclusions are drawn.
    pub fn prometheus(mut self, prometheus: Prometheus) -> Self {
        self.prometheus = prometheus;
        self
    }

    /// Asks for protobuf first, as Prometheus does when it takes native histograms.
    pub fn native_histograms(mut self, native_histograms: bool) -> Self {
        self.native_histograms = native_histograms;
        self
    }

    /// Another `Accept` header than that of Prometheus.
    pub fn accept(mut self, accept: impl Into<String>) -> Self {
        self.accept = Some(accept.into());
        self
    }

    /// How long a scrape may take, ten seconds by default. The target is told.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// Authenticates with a user name and a password.
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        self.options.authorization = Some(basic(format!("{user}:{password}").as_bytes()));
        self
    }

    /// Authenticates with a token.
    pub fn bearer_token(self, token: &str) -> Self {
        self.authorization("Bearer", token)
    }

    /// Authenticates with credentials of another kind than those two.
    pub fn authorization(mut self, kind: &str, credentials: &str) -> Self {
        self.options.authorization = Some(format!("{kind} {credentials}"));
        self
    }

    /// Sends one more header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.headers.push((name.into(), value.into()));
        self
    }

    /// Whether redirects are followed, as they are by default.
    pub fn follow_redirects(mut self, follow: bool) -> Self {
        self.options.follow_redirects = follow;
        self
    }

    /// The format to assume where the Content-Type is missing or strange (`fallback_scrape_protocol`).
    pub fn fallback_protocol(mut self, format: Format) -> Self {
        self.options.fallback = Some(format);
        self
    }

    /// The value of the target label `job`.
    pub fn job(mut self, job: impl Into<String>) -> Self {
        self.job = job.into();
        self
    }

    /// Adds a target label.
    pub fn label(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.labels.push((name.into(), value.into()));
        self
    }

    /// Whether a label of the target wins over the target label of the same name (`honor_labels`).
    pub fn honor_labels(mut self, honor: bool) -> Self {
        self.options.honor_labels = honor;
        self
    }

    /// Whether timestamps of the target are used (`honor_timestamps`), as they are by default.
    pub fn honor_timestamps(mut self, honor: bool) -> Self {
        self.options.honor_timestamps = honor;
        self
    }

    /// The size of an uncompressed body at which the scrape fails, in bytes.
    pub fn body_size_limit(mut self, bytes: usize) -> Self {
        self.options.body_size_limit = Some(bytes);
        self
    }

    /// How many samples a scrape may have.
    pub fn sample_limit(mut self, samples: usize) -> Self {
        self.options.sample_limit = Some(samples);
        self
    }

    /// How many labels a sample may have, its name and the target labels included.
    pub fn label_limit(mut self, labels: usize) -> Self {
        self.options.label_limit = Some(labels);
        self
    }

    /// How long a label name may be, in bytes.
    pub fn label_name_length_limit(mut self, bytes: usize) -> Self {
        self.options.label_name_length_limit = Some(bytes);
        self
    }

    /// How long a label value may be, in bytes.
    pub fn label_value_length_limit(mut self, bytes: usize) -> Self {
        self.options.label_value_length_limit = Some(bytes);
        self
    }

    /// Relabels samples before they are stored.
    #[cfg(feature = "prometheus-config")]
    pub(super) fn metric_relabel(mut self, rules: Vec<super::relabel::Rule>) -> Self {
        self.options.metric_relabel = rules;
        self
    }

    /// Trusts these certificates (PEM) and no others.
    #[cfg(feature = "tls")]
    pub fn ca_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.options.tls.authorities = Some(pem.into());
        self
    }

    /// Trusts any certificate.
    #[cfg(feature = "tls")]
    pub fn insecure_skip_verify(mut self, skip: bool) -> Self {
        self.options.tls.skip_verify = skip;
        self
    }

    /// Also writes each scrape to a capture file.
    pub fn output(mut self, path: impl Into<PathBuf>) -> Self {
        self.output = Some(path.into());
        self
    }

    /// Records into a recording that others share. An output file is then the recording's own affair.
    pub fn recording(mut self, recording: Recording) -> Self {
        self.recording = Some(recording);
        self
    }

    /// Makes the scraper. A `user:password@` in the URL is what [`ScraperBuilder::basic_auth`] sets, unless credentials were given.
    ///
    /// # Errors
    /// When the URL cannot be scraped, the output file cannot be written, or no thread can be started.
    pub fn start(self) -> Result<Scraper, ScraperError> {
        let mut options = self.options;
        let (uri, user) = url::parse(&self.url)?;
        if let (None, Some(user)) = (&options.authorization, user) {
            options.authorization = Some(basic(&user));
        }
        options.url = uri.to_string();
        let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
        options.uri = uri;
        options.prometheus = self.prometheus;
        options.user_agent = match self.prometheus {
            Prometheus::V3 => "Prometheus/3.5.0".to_owned(),
            Prometheus::V2 => "Prometheus/2.54.1".to_owned(),
        };
        options.accept =
            self.accept.unwrap_or_else(|| self.prometheus.accept(self.native_histograms).to_owned());
        for (name, value) in [("instance", authority), ("job", self.job)] {
            if options.labels.iter().all(|(known, _)| known != name) {
                options.labels.insert(0, (name.to_owned(), value));
            }
        }
        let recording = match (self.recording, self.output) {
            (Some(recording), _) => recording,
            (None, Some(path)) => {
                Recording::with_file(CaptureWriter::create(path).map_err(ScraperError::Output)?)
            }
            (None, None) => Recording::new(),
        };
        Scraper::from_options(options, recording)
    }
}

/// Credentials of the basic kind: `user:password` in base64.
fn basic(pair: &[u8]) -> String {
    format!("Basic {}", crate::model::AttributeValue::Bytes(pair.to_vec()))
}
