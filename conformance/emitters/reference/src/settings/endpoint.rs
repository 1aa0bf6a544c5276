//! Where it exports to.

use hyper::Uri;

use super::Protocol;
use super::environment::{Environment, warn};
use crate::defects::{self, Defect};

/// The address of a backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) tls: bool,
    pub(crate) host: String,
    pub(crate) port: u16,
    /// What is asked for over HTTP.
    pub(crate) path: String,
}

impl Endpoint {
    /// Host and port as a request names them.
    pub(crate) fn authority(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The address that the environment gives, or the default one.
    pub(crate) fn read(environment: &Environment, protocol: Protocol) -> Self {
        let is_grpc = protocol == Protocol::Grpc;
        let insecure = if defects::has(Defect::InsecureIgnored) {
            None
        } else {
            let found = environment.option("INSECURE", [None, None]);
            found.first().map(|(name, _)| environment.truth(name))
        };
        let ignored = [Some(Defect::MetricsEndpointIgnored), Some(Defect::EndpointIgnored)];
        for (name, value) in environment.option("ENDPOINT", ignored) {
            let read = if is_grpc { Self::of_grpc(value, insecure) } else { Self::of_url(value) };
            let Some(mut endpoint) = read else {
                warn(&name, value, "an endpoint");
                continue;
            };
            if name.contains("METRICS") {
                if defects::has(Defect::MetricsEndpointAppended) {
                    endpoint.append_path();
                } else if endpoint.path.is_empty() {
                    endpoint.path.push('/');
                }
            } else {
                endpoint.append_path();
            }
            return endpoint;
        }
        let port = if is_grpc { 4317 } else { 4318 };
        Self { tls: false, host: "localhost".into(), port, path: "/v1/metrics".into() }
    }

    /// A base keeps its path and gets that of metrics, with one slash between them.
    fn append_path(&mut self) {
        if defects::has(Defect::EndpointOwnPathDropped) {
            self.path.clear();
        }
        if !defects::has(Defect::EndpointPathDoubled) {
            self.path.truncate(self.path.trim_end_matches('/').len());
        }
        if !defects::has(Defect::EndpointPathNotAppended) {
            self.path.push_str("/v1/metrics");
        } else if self.path.is_empty() {
            self.path.push('/');
        }
    }

    /// An endpoint of gRPC may have a scheme, which decides about TLS; without one it is `insecure` that does.
    fn of_grpc(text: &str, insecure: Option<bool>) -> Option<Self> {
        if !text.contains("://") {
            let mut endpoint = Self::of_url(&format!("https://{text}"))?;
            endpoint.tls = !insecure.unwrap_or(false);
            return Some(endpoint);
        }
        let mut endpoint = Self::of_url(text)?;
        if let Some(insecure) = insecure
            && defects::has(Defect::InsecureBeatsScheme)
        {
            endpoint.tls = !insecure;
        }
        Some(endpoint)
    }

    fn of_url(text: &str) -> Option<Self> {
        let url: Uri = text.parse().ok()?;
        let tls = match url.scheme_str()? {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let host = url.host().filter(|host| !host.is_empty())?.to_owned();
        let port = url.port_u16().unwrap_or(if tls { 443 } else { 80 });
        // `http` gives `/` for no path at all, which for an endpoint is not the same.
        let has_path = text.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
        let path = if has_path { url.path().to_owned() } else { String::new() };
        Some(Self { tls, host, port, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)], protocol: Protocol) -> String {
        let Endpoint { tls, host, port, path } = Endpoint::read(&Environment::with(variables), protocol);
        format!("{}{host}:{port}{path}", if tls { "tls:" } else { "" })
    }

    #[test]
    fn a_base_gets_the_path_and_the_endpoint_for_metrics_does_not() {
        let (base, metrics) = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        for (variables, expected) in [
            (&[][..], "localhost:4318/v1/metrics"),
            (&[(base, "http://a:1")], "a:1/v1/metrics"),
            (&[(base, "http://a:1/")], "a:1/v1/metrics"),
            (&[(base, "http://a:1/b")], "a:1/b/v1/metrics"),
            (&[(base, "http://a:1/b/")], "a:1/b/v1/metrics"),
            (&[(metrics, "http://a:1")], "a:1/"),
            (&[(metrics, "http://a:1/x/"), (base, "http://b:1")], "a:1/x/"),
            (&[(metrics, ""), (base, "https://b")], "tls:b:443/v1/metrics"),
            (&[(base, "ftp://b")], "localhost:4318/v1/metrics"),
        ] {
            assert_eq!(read(variables, Protocol::Protobuf), expected);
        }
    }

    #[test]
    fn a_scheme_decides_about_tls_and_without_one_the_flag() {
        let (base, insecure) = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_INSECURE");
        for (variables, is_tls) in [
            (&[(base, "a:1")][..], true),
            (&[(base, "a:1"), (insecure, "TRUE")], false),
            (&[(base, "http://a:1"), (insecure, "false")], false),
            (&[(base, "https://a:1"), (insecure, "true")], true),
        ] {
            assert_eq!(read(variables, Protocol::Grpc).starts_with("tls:"), is_tls);
        }
    }
}
