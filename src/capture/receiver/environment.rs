//! The environment in which a child process pushes to the receiver.

use std::collections::HashMap;
use std::ffi::OsStr;

use super::protocol::Protocol;

const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const PROTOCOL: &str = "OTEL_EXPORTER_OTLP_PROTOCOL";
const METRICS_PROTOCOL: &str = "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL";
const NO_PROXY: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Milliseconds between exports. The default of a minute is longer than any test would wait.
const INTERVAL: &str = "500";
/// Milliseconds. Some SDKs refuse an interval that is shorter than the time-out, whose default is half a minute.
const TIMEOUT: &str = "400";

/// What the user may have set that sends telemetry elsewhere, or nowhere, whatever the general endpoint is.
const DIVERTING: [&str; 8] = [
    "OTEL_SDK_DISABLED",
    "OTEL_METRICS_EXPORTER",
    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    METRICS_PROTOCOL,
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
    "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL",
];

/// Environment variables that make a child process push to the receiver.
///
/// It can be handed to [`Command::envs`](std::process::Command::envs) as it is:
///
/// ```no_run
/// use meterstick::capture::OtlpReceiver;
/// use std::process::Command;
///
/// let receiver = OtlpReceiver::start()?;
/// let environment = receiver.env().over(std::env::vars_os());
/// for (name, value) in environment.kept() {
///     eprintln!("`{name}` stays `{value}`, as you have set it");
/// }
/// Command::new("./service").envs(&environment).spawn()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    set: Vec<(String, String)>,
    kept: Vec<(String, String)>,
    endpoints: Vec<(Protocol, String)>,
}

impl Environment {
    /// The pairs for that protocol, out of the endpoints of all that are served.
    pub(super) fn new(protocol: Protocol, endpoints: Vec<(Protocol, String)>) -> Self {
        let mut set = Vec::new();
        if let Some((_, endpoint)) = endpoints.iter().find(|(served, _)| *served == protocol) {
            set.push((ENDPOINT.to_owned(), endpoint.clone()));
        }
        set.push((PROTOCOL.to_owned(), protocol.to_string()));
        set.push(("OTEL_METRIC_EXPORT_INTERVAL".to_owned(), INTERVAL.to_owned()));
        set.push(("OTEL_METRIC_EXPORT_TIMEOUT".to_owned(), TIMEOUT.to_owned()));
        // The receiver cannot be reached through a proxy, however the machine is set up.
        for name in NO_PROXY {
            set.push((name.to_owned(), "127.0.0.1,localhost,::1".to_owned()));
        }
        Self { set, kept: Vec::new(), endpoints }
    }

    /// The pairs to be set.
    #[must_use]
    pub fn set(&self) -> &[(String, String)] {
        &self.set
    }

    /// What the user had set before: it wins over what would be set here, or sends telemetry past the receiver.
    #[must_use]
    pub fn kept(&self) -> &[(String, String)] {
        &self.kept
    }

    /// Gives way to what the user has set already, usually [`std::env::vars_os`]. An empty value counts as none, as it does for
    /// SDKs. If the user chose the protocol, the endpoint follows that choice; lists of proxy exceptions are
    /// extended and not replaced.
    #[must_use]
    pub fn over<N: AsRef<OsStr>, V: AsRef<OsStr>>(
        mut self,
        theirs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let theirs: HashMap<String, String> = theirs
            .into_iter()
            .filter_map(|(name, value)| {
                let (name, value) = (name.as_ref().to_str()?, value.as_ref().to_str()?);
                (!value.trim().is_empty()).then(|| (name.to_owned(), value.to_owned()))
            })
            .collect();
        let chosen = theirs.get(METRICS_PROTOCOL).or_else(|| theirs.get(PROTOCOL));
        let chosen: Option<Protocol> = chosen.and_then(|name| name.trim().parse().ok());
        let follows = self.endpoints.iter().find(|(protocol, _)| Some(*protocol) == chosen);
        let mut set = Vec::new();
        for (name, mut value) in self.set {
            match theirs.get(&name) {
                Some(list) if NO_PROXY.contains(&name.as_str()) => {
                    let listed: Vec<_> = list.split(',').map(str::trim).collect();
                    if !listed.contains(&"*") {
                        let missing: Vec<_> =
                            value.split(',').filter(|host| !listed.contains(host)).collect();
                        value = [&[list.as_str()], &missing[..]].concat().join(",");
                        set.push((name, value));
                    }
                }
                Some(kept) => self.kept.push((name, kept.clone())),
                None => {
                    if name == ENDPOINT
                        && let Some((_, endpoint)) = follows
                    {
                        value.clone_from(endpoint);
                    }
                    set.push((name, value));
                }
            }
        }
        for name in DIVERTING {
            if let Some(value) = theirs.get(name) {
                self.kept.push((name.to_owned(), value.clone()));
            }
        }
        Self { set, kept: self.kept, endpoints: self.endpoints }
    }
}

impl IntoIterator for Environment {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<(String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.set.into_iter()
    }
}

impl<'a> IntoIterator for &'a Environment {
    type Item = (&'a str, &'a str);
    type IntoIter = std::iter::Map<
        std::slice::Iter<'a, (String, String)>,
        fn(&'a (String, String)) -> (&'a str, &'a str),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.set.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        let endpoints = vec![
            (Protocol::Grpc, "http://127.0.0.1:1".to_owned()),
            (Protocol::HttpProtobuf, "http://127.0.0.1:2".to_owned()),
        ];
        Environment::new(Protocol::HttpProtobuf, endpoints)
    }

    fn value<'a>(environment: &'a Environment, name: &str) -> Option<&'a str> {
        environment.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    #[test]
    fn a_child_gets_all_it_needs() {
        let names: Vec<_> = environment().into_iter().map(|(name, _)| name).collect();
        let expected = [
            ENDPOINT,
            PROTOCOL,
            "OTEL_METRIC_EXPORT_INTERVAL",
            "OTEL_METRIC_EXPORT_TIMEOUT",
            "NO_PROXY",
            "no_proxy",
        ];
        assert_eq!(names, expected);
        assert_eq!(value(&environment(), ENDPOINT), Some("http://127.0.0.1:2"));
        assert_eq!(value(&environment(), PROTOCOL), Some("http/protobuf"));
    }

    #[test]
    fn what_the_user_set_wins_and_is_told() {
        let environment = environment().over([
            ("OTEL_METRIC_EXPORT_INTERVAL", "60000"),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://elsewhere"),
            ("OTEL_METRIC_EXPORT_TIMEOUT", ""),
            ("HOME", "/"),
        ]);
        let kept = [
            ("OTEL_METRIC_EXPORT_INTERVAL".to_owned(), "60000".to_owned()),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT".to_owned(), "http://elsewhere".to_owned()),
        ];
        assert_eq!(environment.kept(), kept);
        assert_eq!(value(&environment, "OTEL_METRIC_EXPORT_INTERVAL"), None);
        assert_eq!(value(&environment, "OTEL_METRIC_EXPORT_TIMEOUT"), Some(TIMEOUT), "empty means unset");
    }

    #[test]
    fn the_endpoint_follows_the_protocol_that_the_user_chose() {
        let environment = environment().over([(PROTOCOL, "GRPC")]);
        assert_eq!(value(&environment, ENDPOINT), Some("http://127.0.0.1:1"));
        assert_eq!(value(&environment, PROTOCOL), None);
    }

    #[test]
    fn proxy_exceptions_are_extended() {
        let environment = environment().over([("NO_PROXY", "intranet, localhost"), ("no_proxy", "*")]);
        assert_eq!(value(&environment, "NO_PROXY"), Some("intranet, localhost,127.0.0.1,::1"));
        assert_eq!(value(&environment, "no_proxy"), None);
        assert_eq!(environment.kept(), []);
    }
}
