//! Scrape jobs out of a `prometheus.yml`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::builder::ScraperBuilder;
use super::relabel::{Action, LabelList, Rule, RuleDraft, relabel};
use crate::exposition::Format;

/// A scrape job as a `prometheus.yml` describes it.
///
/// Everything that shapes a scrape is taken over: scheme, path, parameters, time-out, authentication, TLS, limits, labels, target relabelling and
/// metric relabelling. Of the ways to find targets only `static_configs` is known, as the others need a running world.
///
/// ```
/// use meterstick::capture::ScrapeJob;
///
/// let yaml = "scrape_configs:\n  - job_name: shop\n    scrape_timeout: 5s\n    static_configs:\n      - targets: ['localhost:8000']\n";
/// let job = ScrapeJob::from_yaml(yaml, "shop")?;
/// let scraper = job.targets()?.remove(0).start()?;
/// assert_eq!(scraper.url(), "http://localhost:8000/metrics");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ScrapeJob {
    job: Job,
    timeout: Duration,
    folder: PathBuf,
}

/// A `prometheus.yml` cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// A file cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The text is no configuration.
    Yaml(String),
    /// There is no job of that name.
    NoJob {
        /// The name.
        job: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A value means nothing.
    Value {
        /// Where it stands.
        key: String,
        /// What is wrong with it.
        message: String,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "cannot read {}: {error}", path.display()),
            Self::Yaml(message) => f.write_str(message),
            Self::NoJob { job, known } => {
                let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "there is no scrape job `{job}`; there are {}", known.join(", "))
            }
            Self::Value { key, message } => write!(f, "{key}: {message}"),
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    global: Global,
    scrape_configs: Vec<Job>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Global {
    scrape_timeout: Option<String>,
    scrape_interval: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Job {
    job_name: String,
    scheme: Option<String>,
    metrics_path: Option<String>,
    params: BTreeMap<String, Vec<String>>,
    scrape_timeout: Option<String>,
    scrape_interval: Option<String>,
    honor_labels: bool,
    honor_timestamps: Option<bool>,
    follow_redirects: Option<bool>,
    scrape_native_histograms: bool,
    fallback_scrape_protocol: Option<String>,
    basic_auth: Option<BasicAuth>,
    authorization: Option<Authorization>,
    bearer_token: Option<String>,
    bearer_token_file: Option<PathBuf>,
    tls_config: TlsConfig,
    body_size_limit: Option<Size>,
    sample_limit: usize,
    label_limit: usize,
    label_name_length_limit: usize,
    label_value_length_limit: usize,
    static_configs: Vec<Static>,
    relabel_configs: Vec<Relabel>,
    metric_relabel_configs: Vec<Relabel>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct BasicAuth {
    username: String,
    username_file: Option<PathBuf>,
    password: String,
    password_file: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Authorization {
    #[serde(rename = "type")]
    kind: Option<String>,
    credentials: String,
    credentials_file: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "tls"), allow(dead_code, reason = "read, and used with the feature `tls`"))]
struct TlsConfig {
    ca: Option<String>,
    ca_file: Option<PathBuf>,
    insecure_skip_verify: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Static {
    targets: Vec<String>,
    labels: BTreeMap<String, String>,
}

/// `10MB`, or plain bytes.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Size {
    Bytes(usize),
    Text(String),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Relabel {
    source_labels: Vec<String>,
    separator: Option<String>,
    regex: Option<String>,
    target_label: String,
    replacement: Option<String>,
    modulus: u64,
    action: Option<String>,
}

/// How a limit is set.
type Limit = fn(ScraperBuilder, usize) -> ScraperBuilder;

impl ScrapeJob {
    /// Reads a job out of a file. Paths in it are relative to its folder.
    ///
    /// # Errors
    /// When the file cannot be read, is no configuration, or has no such job.
    pub fn read(path: impl AsRef<Path>, job: &str) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let text = read(path)?;
        Self::parse(&text, job, path.parent().unwrap_or(Path::new("")))
    }

    /// Reads a job out of a text. Paths in it are relative to the current folder.
    ///
    /// # Errors
    /// When the text is no configuration, or has no such job.
    pub fn from_yaml(text: &str, job: &str) -> Result<Self, ConfigError> {
        Self::parse(text, job, Path::new(""))
    }

    fn parse(text: &str, name: &str, folder: &Path) -> Result<Self, ConfigError> {
        let File { global, scrape_configs } =
            serde_saphyr::from_str(text).map_err(|error| ConfigError::Yaml(error.to_string()))?;
        let known = scrape_configs.iter().map(|job| job.job_name.clone()).collect();
        let Some(job) = scrape_configs.into_iter().find(|job| job.job_name == name) else {
            return Err(ConfigError::NoJob { job: name.to_owned(), known });
        };
        let given = |key: &str, text: Option<&String>| text.map(|text| duration(key, text)).transpose();
        let own = given("scrape_timeout", job.scrape_timeout.as_ref())?;
        let interval =
            given("scrape_interval", job.scrape_interval.as_ref().or(global.scrape_interval.as_ref()))?;
        let general = given("global.scrape_timeout", global.scrape_timeout.as_ref())?;
        let interval = interval.unwrap_or(Duration::from_secs(60));
        // Where none is said it is never longer than the interval.
        let timeout = own.unwrap_or_else(|| general.unwrap_or(Duration::from_secs(10)).min(interval));
        if timeout > interval {
            let message = format!("the time-out of {timeout:?} is longer than the interval of {interval:?}");
            return Err(ConfigError::Value { key: "scrape_timeout".to_owned(), message });
        }
        Ok(Self { job, timeout, folder: folder.to_owned() })
    }

    /// A scraper for each static target that target relabelling keeps, with all settings of the job; more can be set before it is started.
    ///
    /// # Errors
    /// When a setting means nothing, or a file that it names cannot be read.
    pub fn targets(&self) -> Result<Vec<ScraperBuilder>, ConfigError> {
        let target_rules = rules("relabel_configs", &self.job.relabel_configs)?;
        let mut builders = Vec::new();
        for group in &self.job.static_configs {
            for address in &group.targets {
                let mut labels: LabelList = group.labels.clone().into_iter().collect();
                let job = &self.job;
                let mut set = |name: &str, value: &str| {
                    if !labels.iter().any(|(known, _)| known == name) {
                        labels.push((name.to_owned(), value.to_owned()));
                    }
                };
                set("__address__", address);
                set("__scheme__", job.scheme.as_deref().unwrap_or("http"));
                set("__metrics_path__", job.metrics_path.as_deref().unwrap_or("/metrics"));
                set("job", &job.job_name);
                for (name, values) in &job.params {
                    set(&format!("__param_{name}"), values.first().map_or("", String::as_str));
                }
                if let Some(labels) = relabel(&target_rules, labels) {
                    builders.push(self.builder(&labels)?);
                }
            }
        }
        Ok(builders)
    }

    fn builder(&self, labels: &LabelList) -> Result<ScraperBuilder, ConfigError> {
        let job = &self.job;
        let get = |name: &str| {
            labels.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
        };
        let mut query = Vec::new();
        for (name, values) in &job.params {
            let first = get(&format!("__param_{name}"));
            let all = std::iter::once(first).chain(values.iter().skip(1).map(String::as_str));
            query.extend(all.map(|value| format!("{}={}", escaped(name), escaped(value))));
        }
        let path = get("__metrics_path__");
        let slash = if path.starts_with('/') { "" } else { "/" };
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let url = format!("{}://{}{slash}{path}{query}", get("__scheme__"), get("__address__"));
        let mut builder = ScraperBuilder::new(&url)
            .job(get("job"))
            .timeout(self.timeout)
            .native_histograms(job.scrape_native_histograms)
            .honor_labels(job.honor_labels)
            .honor_timestamps(job.honor_timestamps.unwrap_or(true))
            .follow_redirects(job.follow_redirects.unwrap_or(true))
            .metric_relabel(rules("metric_relabel_configs", &job.metric_relabel_configs)?);
        for (name, value) in labels.iter().filter(|(name, _)| !name.starts_with("__") && name != "job") {
            builder = builder.label(name, value);
        }
        if let Some(protocol) = &job.fallback_scrape_protocol {
            builder = builder.fallback_protocol(protocol_of(protocol)?);
        }
        if let Some(size) = &job.body_size_limit {
            let limit = bytes(size)?;
            builder = if limit == 0 { builder } else { builder.body_size_limit(limit) };
        }
        let limits: [(usize, Limit); 4] = [
            (job.sample_limit, ScraperBuilder::sample_limit),
            (job.label_limit, ScraperBuilder::label_limit),
            (job.label_name_length_limit, ScraperBuilder::label_name_length_limit),
            (job.label_value_length_limit, ScraperBuilder::label_value_length_limit),
        ];
        // Zero stands for no limit.
        for (limit, apply) in limits.into_iter().filter(|(limit, _)| *limit > 0) {
            builder = apply(builder, limit);
        }
        self.tls(self.authorization(builder)?)
    }

    fn authorization(&self, builder: ScraperBuilder) -> Result<ScraperBuilder, ConfigError> {
        let job = &self.job;
        if let Some(auth) = &job.basic_auth {
            let user = self.secret(&auth.username, auth.username_file.as_deref())?;
            let password = self.secret(&auth.password, auth.password_file.as_deref())?;
            return Ok(builder.basic_auth(&user, &password));
        }
        if let Some(auth) = &job.authorization {
            let credentials = self.secret(&auth.credentials, auth.credentials_file.as_deref())?;
            return Ok(builder.authorization(auth.kind.as_deref().unwrap_or("Bearer"), &credentials));
        }
        if job.bearer_token.is_some() || job.bearer_token_file.is_some() {
            let token = self
                .secret(job.bearer_token.as_deref().unwrap_or_default(), job.bearer_token_file.as_deref())?;
            return Ok(builder.bearer_token(&token));
        }
        Ok(builder)
    }

    #[cfg(feature = "tls")]
    fn tls(&self, mut builder: ScraperBuilder) -> Result<ScraperBuilder, ConfigError> {
        let tls = &self.job.tls_config;
        builder = builder.insecure_skip_verify(tls.insecure_skip_verify);
        let ca = self.secret(tls.ca.as_deref().unwrap_or_default(), tls.ca_file.as_deref())?;
        Ok(if ca.is_empty() { builder } else { builder.ca_certificates(ca) })
    }

    #[cfg(not(feature = "tls"))]
    #[allow(clippy::unnecessary_wraps, clippy::unused_self, reason = "its twin with TLS reads files")]
    fn tls(&self, builder: ScraperBuilder) -> Result<ScraperBuilder, ConfigError> {
        Ok(builder)
    }

    /// A value that stands in the configuration or in a file of its own.
    fn secret(&self, value: &str, file: Option<&Path>) -> Result<String, ConfigError> {
        match file {
            Some(file) => read(&self.folder.join(file)).map(|text| text.trim().to_owned()),
            None => Ok(value.to_owned()),
        }
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    fs::read_to_string(path).map_err(|error| ConfigError::Io { path: path.to_owned(), error })
}

fn rules(key: &str, configured: &[Relabel]) -> Result<Vec<Rule>, ConfigError> {
    let mut rules = Vec::new();
    for (place, relabel) in configured.iter().enumerate() {
        let wrong = |message: String| ConfigError::Value { key: format!("{key}[{place}]"), message };
        let name = relabel.action.as_deref().unwrap_or("replace");
        let action =
            Action::from_name(name).ok_or_else(|| wrong(format!("unknown relabel action `{name}`")))?;
        let default = RuleDraft::default();
        let draft = RuleDraft {
            source_labels: relabel.source_labels.clone(),
            separator: relabel.separator.clone().unwrap_or(default.separator),
            regex: relabel.regex.clone().unwrap_or(default.regex),
            target_label: relabel.target_label.clone(),
            replacement: relabel.replacement.clone().unwrap_or(default.replacement),
            modulus: relabel.modulus,
            action,
        };
        rules.push(Rule::try_from(draft).map_err(|error| wrong(error.to_string()))?);
    }
    Ok(rules)
}

/// A duration as Prometheus writes it: `1h30m`, `500ms`.
fn duration(key: &str, text: &str) -> Result<Duration, ConfigError> {
    const UNITS: [(&str, u64); 7] = [
        ("ms", 1),
        ("s", 1000),
        ("m", 60_000),
        ("h", 3_600_000),
        ("d", 86_400_000),
        ("w", 604_800_000),
        ("y", 31_536_000_000),
    ];
    let wrong = || ConfigError::Value { key: key.to_owned(), message: format!("`{text}` is no duration") };
    let mut rest = text;
    let mut millis = 0_u64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let number: u64 = rest[..digits].parse().map_err(|_| wrong())?;
        rest = &rest[digits..];
        let (unit, factor) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit)).ok_or_else(wrong)?;
        rest = &rest[unit.len()..];
        millis = number.checked_mul(*factor).and_then(|part| millis.checked_add(part)).ok_or_else(wrong)?;
    }
    if text.is_empty() { Err(wrong()) } else { Ok(Duration::from_millis(millis)) }
}

/// A size as Prometheus writes it: `10MB` and `10MiB` both mean powers of 1024.
fn bytes(size: &Size) -> Result<usize, ConfigError> {
    let text = match size {
        Size::Bytes(bytes) => return Ok(*bytes),
        Size::Text(text) => text,
    };
    let wrong =
        || ConfigError::Value { key: "body_size_limit".to_owned(), message: format!("`{text}` is no size") };
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: usize = text[..digits].parse().map_err(|_| wrong())?;
    let power = match text[digits..].to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "KB" | "KIB" => 1,
        "MB" | "MIB" => 2,
        "GB" | "GIB" => 3,
        "TB" | "TIB" => 4,
        _ => return Err(wrong()),
    };
    1024_usize.checked_pow(power).and_then(|factor| number.checked_mul(factor)).ok_or_else(wrong)
}

fn protocol_of(name: &str) -> Result<Format, ConfigError> {
    match name {
        "PrometheusProto" => Ok(Format::PrometheusProtobuf),
        "PrometheusText0.0.4" => Ok(Format::PrometheusText),
        "PrometheusText1.0.0" => Ok(Format::PrometheusText1),
        "OpenMetricsText0.0.1" | "OpenMetricsText1.0.0" => Ok(Format::OpenMetricsText),
        _ => Err(ConfigError::Value {
            key: "fallback_scrape_protocol".to_owned(),
            message: format!("unknown protocol `{name}`"),
        }),
    }
}

/// Characters of a query that mean something else there are percent-encoded.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_sizes_are_read_as_prometheus_does() {
        for (text, millis) in [
            ("10s", Some(10_000)),
            ("1h30m", Some(5_400_000)),
            ("500ms", Some(500)),
            ("0s", Some(0)),
            ("1.5s", None),
            ("", None),
            ("10", None),
        ] {
            assert_eq!(duration("k", text).ok().map(|d| d.as_millis()), millis, "{text}");
        }
        for (text, expected) in [
            ("10MB", Some(10 << 20)),
            ("1KiB", Some(1024)),
            ("7", Some(7)),
            ("7B", Some(7)),
            ("x", None),
            ("1XB", None),
        ] {
            assert_eq!(bytes(&Size::Text(text.to_owned())).ok(), expected, "{text}");
        }
    }

    #[test]
    fn queries_are_escaped() {
        assert_eq!(escaped("a b&c=ü"), "a+b%26c%3D%C3%BC");
    }
}
